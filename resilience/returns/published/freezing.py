"""Each month comes out once, some days after it ended, and stays as it came out (R4, G13.2)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from resilience.audit.actions import record
from resilience.cases.models import Case
from resilience.funding.models import Entry
from resilience.funding.years import Year
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.collecting.content import hash_of
from resilience.returns.figures.records import end_of
from resilience.returns.models import PublishedMonth, Submission
from resilience.returns.published.figures import at_end
from resilience.returns.published.held import Month, Out, level_of_counts, level_of_money
from resilience.returns.published.lines import lines
from resilience.returns.published.months import months_due


def publish_months(now: datetime) -> int:
    """Publish the months whose day has come and that are not out, the first leading; how many are
    new. Of two who do it at once one does, and whoever is stopped goes on the next time."""
    return sum(
        publish_year(pack, pack.returns, Year.called(one.year), now)
        for pack in map(in_force, available())
        if pack.returns and pack.funding
        for one in pack.funding.years
    )


def publish_year(pack: Pack, returns: Returns, year: Year, now: datetime) -> int:
    """The same for one year; nothing comes out before there is something on record."""
    out = PublishedMonth.objects.filter(programme=pack.id, year=year.label)
    have = set(out.values_list("day", flat=True))
    due = [day for day in months_due(year, returns, timezone.localdate(now)) if day not in have]
    if not due or not _begun(pack, year):
        return 0
    return sum(_kept(_made(pack, returns, year, day, now)) for day in due)


def _begun(pack: Pack, year: Year) -> bool:
    """Whether anything is on record. Zeros of a programme that is not in use yet would stand for
    good."""
    entered = Entry.objects.filter(pot__programme=pack.id, pot__year=year.label)
    sent = Submission.objects.filter(of__programme=pack.id, as_at__range=(year.starts, year.ends))
    cases = Case.objects.filter(programme=pack.id, begun__lt=end_of(year.ends))
    return entered.exists() or sent.exists() or cases.exists()


def _made(pack: Pack, returns: Returns, year: Year, day: date, now: datetime) -> PublishedMonth:
    """A month, judged by those that are out as they came out: its money by those of its year, its
    numbers by those of other years too, as who is helped goes on into the next."""
    found = at_end(pack, year, day)
    counts = level_of_counts(found.month, _out(pack))
    money = level_of_money(found.month, _out(pack, year=year.label))
    told = list(lines(pack, returns, year, found, counts, money))
    content = {"counts": counts, "money": money, "lines": told}
    return PublishedMonth(
        programme=pack.id,
        year=year.label,
        day=day,
        at=now,
        content=content,
        behind=asdict(found.month),
        sha256=hash_of(content),
    )


def _out(pack: Pack, **of: str) -> list[Out]:
    rows = PublishedMonth.objects.filter(programme=pack.id, **of)
    return [
        Out(Month(**behind), content["counts"], content["money"])
        for content, behind in rows.values_list("content", "behind")
    ]


def _kept(month: PublishedMonth) -> int:
    """Keep a month; not where another was quicker."""
    try:
        with transaction.atomic():
            month.save()
            record(
                by="command work",
                act="returns.month_published",
                subject=month,
                after={"month": f"{month.day:%Y-%m}", "sha256": month.sha256},
            )
    except IntegrityError:
        return 0
    return 1
