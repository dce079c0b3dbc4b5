"""A practice's own figures beside a programme's criteria, as the latest screen has them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from resilience.accounts.reader import Reader
from resilience.evidence.opened import figures_at
from resilience.organisations.models import Organisation
from resilience.screening.explained import Explained, explain
from resilience.screening.findings import MET, NOT_KNOWN, NOT_MET
from resilience.screening.models import Snapshot
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of

GROUPS = {
    MET: "Criteria that your figures meet",
    NOT_MET: "Criteria that your figures do not meet",
    NOT_KNOWN: "Not known, and what would make it known",
}


@dataclass(frozen=True)
class SelfCheck:
    """The latest screen of a programme, and its criteria in groups; none of a practice that was
    not open on the day of the screen."""

    snapshot: Snapshot
    groups: list[tuple[str, str, list[Explained]]]


def self_check(reader: Reader, practice: Organisation, programme: str) -> SelfCheck | None:
    """What a reader sees of a practice in the latest screen; None where there is no screen yet."""
    snapshot = snapshot_of(programme, None)
    if snapshot is None:
        return None
    found = Sight(snapshot, reader).practices.get(practice.code)
    if found is None:
        return SelfCheck(snapshot, [])
    domains = explain(snapshot, found, figures_at(settings.RESILIENCE_HOME), {})
    every = [one for domain in domains for one in domain.criteria]
    groups = [
        (result, title, [one for one in every if one.result == result])
        for result, title in GROUPS.items()
    ]
    return SelfCheck(snapshot, [group for group in groups if group[2]])
