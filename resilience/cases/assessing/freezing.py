"""Freezing what is known of a practice, and telling whether it is still what somebody looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.assessing.evidence import Evidence
from resilience.cases.models import Assessment, Case
from resilience.cases.models.assessment import known_results
from resilience.programmes.local import in_force, version
from resilience.programmes.schema import Pack

UNSEEN = ("entries",)
"""What no stamp tells of, as it would show that something restricted was entered."""
OTHERS = {
    "context": "what the practice says of its figures",
    "continuing": "the review of earlier help",
    "matrix": "the matrix",
}


class EvidenceChanged(Refused):
    """Something else is known than what somebody looked at; nothing was saved."""

    def __init__(self, changed: Sequence[str]) -> None:
        self.changed = changed
        what = ", ".join(OTHERS.get(one, one) for one in changed)
        super().__init__(
            f"What is known changed after you opened the page, so nothing was saved: {what}. Look "
            "at it again before you go on: what you wrote is still here."
        )


def freeze(evidence: Evidence, case: Case, *, by: Reader, at: datetime) -> Assessment:
    """Keep what is known as it stands, in the caller's transaction."""
    pack = in_force(case.programme)
    last = case.assessments.order_by("number").last()
    return Assessment.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        at=at,
        as_at=evidence.as_at,
        by=by.actor,
        acting_for=by.acting_for(Right.ASSESS, case.organisation_id),
        snapshot=evidence.snapshot,
        pack_hash=pack.hash,
        settings_version=version(case.programme),
        evidence=evidence.criteria,
        results=known_results(evidence.criteria),
        context=evidence.context,
        continuing=evidence.continuing,
    )


def stamp(evidence: Evidence, pack: Pack) -> str:
    """What somebody looks at, in short: 'GC1:1f0a… context:…', a few letters for each part."""
    parts: dict[str, Any] = {
        one["id"]: {name: value for name, value in one.items() if name not in UNSEEN}
        for one in evidence.criteria
    }
    parts["context"], parts["continuing"] = evidence.context, evidence.continuing
    parts["matrix"] = pack.matrix.model_dump(mode="json") if pack.matrix else None
    return " ".join(f"{name}:{_short(part)}" for name, part in parts.items())


def changed_since(seen: str, now: str) -> list[str]:
    """The parts that are not as they were when somebody looked at them, by name."""
    before, after = (dict(_parts(one)) for one in (seen, now))
    return [name for name in after | before if before.get(name) != after.get(name)]


def _parts(stamped: str) -> Iterable[tuple[str, str]]:
    for part in stamped.split():
        name, _, short = part.partition(":")
        yield name, short


def _short(part: Any) -> str:
    plain = json.dumps(part, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]
