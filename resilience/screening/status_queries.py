"""Reads of the statuses that people confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.timezone import make_aware

from resilience.accounts.reader import Reader
from resilience.accounts.visible import StatementQuerySet
from resilience.screening.practices import Practices
from resilience.screening.status import PracticeStatus

Status = PracticeStatus.Status
NOT_CONFIRMED = "none"
KINDS = {str(one): str(one.label) for one in Status} | {NOT_CONFIRMED: "Not confirmed"}
"""What lists of practices may be narrowed to."""


def statuses(
    reader: Reader, programme: str, day: date, codes: Collection[str] | None = None
) -> dict[str, PracticeStatus]:
    """The status of each practice that has one at the end of a day, by code, so far as a reader
    sees them; of the practices named only, if any are. One query."""
    found = _seen(reader, programme, day).select_related("organisation", "confirmed_for")
    if codes is not None:
        found = found.filter(organisation__code__in=list(codes))
    return {one.organisation.code: one for one in found}


def statuses_of(practices: Practices, reader: Reader, programme: str) -> dict[str, PracticeStatus]:
    """The statuses today of practices of a screen. Two queries."""
    codes = [code for (code,) in practices.sorted().values("code")]
    return statuses(reader, programme, reader.day, codes)


def with_status(reader: Reader, programme: str, kind: str) -> Q:
    """Narrows practices of a screen, which are known by `code`, to those of a status today, or to
    those without one."""
    seen = _seen(reader, programme, reader.day)
    if kind == NOT_CONFIRMED:
        return ~Q(code__in=seen.values("organisation__code"))
    return Q(code__in=seen.filter(status=kind).values("organisation__code"))


def counted(found: Mapping[str, PracticeStatus], day: date) -> dict[str, int]:
    """How many are red, amber and green, and of how many the review is late."""
    counts = dict.fromkeys((Status.RED, Status.AMBER, Status.GREEN), 0)
    for one in found.values():
        counts[Status(one.status)] += 1
    return {str(kind): n for kind, n in counts.items()} | {
        "late": sum(one.is_late(day) for one in found.values())
    }


def kinds(programme: str, day: date, codes: Collection[str]) -> dict[str, tuple[str, bool]]:
    """The status at the end of a day of each of some practices that has one, and whether its review
    is late then, whoever reads: for counts that single nobody out. One query."""
    found = _held(programme, day).filter(organisation__code__in=list(codes))
    rows = found.values_list("organisation__code", "status", "review_by")
    return {code: (status, bool(review and review < day)) for code, status, review in rows}


def history(reader: Reader, programme: str, code: str) -> list[PracticeStatus]:
    """Every status that a practice was given, so far as a reader sees them, the latest first."""
    found = PracticeStatus.objects.visible_to(reader).filter(
        programme=programme, organisation__code=code
    )
    return list(found.select_related("organisation", "confirmed_for"))


def _seen(reader: Reader, programme: str, day: date) -> StatementQuerySet[PracticeStatus]:
    return _held(programme, day).visible_to(reader)


def _held(programme: str, day: date) -> StatementQuerySet[PracticeStatus]:
    end = make_aware(datetime.combine(day, time.max))
    held = Q(ended=None) | Q(ended__gt=end)
    given = PracticeStatus.objects.exclude(status=Status.NONE)
    return given.filter(held, programme=programme, written__lte=end)
