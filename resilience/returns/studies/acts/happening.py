"""What every act on a case study does: it looks at the version that was seen, notes what happened,
and tells people. What it tells never names the practice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.cases.telling import of_the_practice, of_the_team
from resilience.notices.actions import tell
from resilience.returns.models import CaseStudy, StudyEvent
from resilience.returns.studies.rules import BOTH, CALLED, Way, acting, why_not

MEANWHILE = (
    "Somebody changed the case study meanwhile. Nothing of what you did is kept: look at it as it "
    "now stands, and do it again if it still fits."
)


def locked(study: CaseStudy, seen: int | None = None) -> CaseStudy:
    """A case study to be changed. Raises Refused where it is not the version that was seen."""
    rows = CaseStudy.objects.select_for_update(of=("self",))
    found = rows.select_related("case__organisation", "area", "team").get(pk=study.pk)
    if seen is not None and seen != found.version:
        raise Refused(MEANWHILE)
    return found


def opened(way: str, study: CaseStudy, by: Reader) -> Way:
    """A way that is open. Raises Refused with why not."""
    refuse(why_not(CALLED[way], study, by))
    return CALLED[way]


def happened(
    study: CaseStudy,
    kind: str,
    *,
    by: Reader,
    at: datetime,
    rights: Iterable[Right] = BOTH,
    text: str = "",
    before: Any = None,
    after: Any = None,
) -> None:
    """Keep a case study as it now is, and that somebody made it so."""
    study.version += 1
    study.save()
    keep(study, kind, by=by, at=at, rights=rights, text=text, before=before, after=after)


def keep(
    study: CaseStudy,
    kind: str,
    *,
    by: Reader,
    at: datetime,
    rights: Iterable[Right],
    text: str = "",
    before: Any = None,
    after: Any = None,
) -> None:
    """Note what happened to a case study at the version that it has."""
    StudyEvent.objects.create(
        study=study,
        version=study.version,
        at=at,
        by=by.actor,
        acting_for=acting(tuple(rights), study, by),
        kind=kind,
        text=text,
        words=study.texts,
    )
    record(
        by=by.actor,
        act=f"returns.study_{kind}",
        subject=study,
        organisation=study.case.organisation.code,
        before=before,
        after=after,
        version=study.version,
    )


def told(
    study: CaseStudy, whom: Iterable[str], *, by: Reader, at: datetime, subject: str, text: str
) -> None:
    """Tell "practice", "team", "area" or "nation", each person once and never who did it."""
    day = timezone.localdate(at)
    people = {one for side in whom for one in _people(study, side, day)}
    tell(
        people=[one for one in people if one.actor != by.actor],
        subject=f"Case study {study.number}: {subject}",
        text=f"{text} Sign in to read it.",
        address=reverse("returns:study", args=[study.programme, study.number]),
        once=f"case study {study.pk} version {study.version}",
    )


def _people(study: CaseStudy, side: str, day: Any) -> set[User]:
    if side == "practice":
        return of_the_practice(study.case, day)
    if side == "team":
        return of_the_team(study.case, day)
    if side == "area":
        return set(holders(Right.FILE_RETURNS, study.area, day).get(study.area, ()))
    found = holders(Right.COLLECT_RETURNS, study.area, day)
    return {person for people in found.values() for person in people}
