"""The help of a case, as its follow-up page tells it to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.agreements.actions.following import why_not_follow
from resilience.agreements.actions.reporting import reports_for
from resilience.agreements.following.ended import LooksBack, looks_back
from resilience.agreements.following.reached import Outcome, outcomes
from resilience.agreements.models import (
    Deliverable,
    ExitReview,
    HeldToAccount,
    Plan,
    ProgressReport,
    ReportRow,
    Visit,
)
from resilience.cases.models import Case
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.schema.delivering import Delivering


@dataclass(frozen=True)
class Reported:
    """A report that was agreed: whether it was sent, and whether it is late. What it says is for
    fewer eyes: `report` is none for others."""

    row: ReportRow
    sent: bool
    late: bool
    report: ProgressReport | None


class Followed:
    """What somebody sees of the help of a case on their day; each part is read when the page comes
    to it."""

    def __init__(self, case: Case, plan: Plan, reader: Reader) -> None:
        self.case, self.plan, self.reader = case, plan, reader

    @cached_property
    def pack(self) -> Pack:
        return in_force(self.case.programme)

    @property
    def delivering(self) -> Delivering | None:
        return self.pack.delivering

    @cached_property
    def may_note(self) -> bool:
        """The reader follows the help, and it goes on."""
        return not why_not_follow(self.case, self.reader)

    @cached_property
    def may_report(self) -> bool:
        """The reader is of one of its practices."""
        return reports_for(self.case, self.reader) is not None

    @property
    def sees_reports(self) -> bool:
        """Whether reports come, and in time, is for the same eyes as their words (D8.2)."""
        return self.may_report or self.follows

    @cached_property
    def sees_accounts(self) -> bool:
        """How suppliers are held to account is for those who decide on the practice."""
        return self.reader.sees(Tier.DELIBERATION).holds(self.case.organisation_id)

    @cached_property
    def follows(self) -> bool:
        return self.reader.may(Right.PLAN_HELP).holds(self.case.organisation_id)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return outcomes(self.plan, self.delivering)

    @cached_property
    def reports(self) -> list[Reported]:
        rows = list(self.plan.reportrows.all())
        sent = set(ProgressReport.objects.filter(row__in=rows).values_list("row", flat=True))
        mine = ProgressReport.objects.visible_to(self.reader).filter(row__in=rows)
        seen = {one.row_id: one for one in mine}
        day = self.reader.day
        return [
            Reported(one, one.pk in sent, one.pk not in sent and one.due < day, seen.get(one.pk))
            for one in rows
        ]

    @property
    def next_report(self) -> ReportRow | None:
        """The first that was not sent yet."""
        return next((one.row for one in self.reports if not one.sent), None)

    @cached_property
    def visits(self) -> list[Visit]:
        return list(self.plan.visits.order_by("-on", "-pk"))

    @cached_property
    def deliverables(self) -> list[Deliverable]:
        return list(self.plan.deliverables.select_related("help__supplier"))

    @cached_property
    def accounts(self) -> list[HeldToAccount]:
        if not self.sees_accounts:
            return []
        found = HeldToAccount.objects.filter(case=self.case, at__gte=self.plan.begun)
        return list(found.select_related("supplier", "deliverable"))

    @cached_property
    def review(self) -> ExitReview | None:
        found: ExitReview | None = ExitReview.objects.filter(plan=self.plan).first()
        return found

    @cached_property
    def looks_back(self) -> list[LooksBack]:
        return looks_back(self.case)

    @property
    def has_suppliers(self) -> bool:
        return any(one.supplier_id for one in self.plan.helps.all())

    def late(self, due: object, done: object) -> bool:
        """Whether something was due and is not done."""
        return bool(due and not done and due < self.reader.day)  # type: ignore[operator]


def sent_reports(followed: Followed) -> Iterable[ProgressReport]:
    """Those that the reader may read, in turn."""
    return [one.report for one in followed.reports if one.report]
