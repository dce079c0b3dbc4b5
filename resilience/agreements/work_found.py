"""What of plans, memoranda and help is somebody's to do next: each found with a fixed number of
queries, however many cases there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.actions.following import HELPED
from resilience.agreements.following.ended import ENDED
from resilience.agreements.models import (
    Deliverable,
    EndNotice,
    Issue,
    LookBack,
    Memorandum,
    Plan,
    ReportRow,
    Signature,
    Variation,
)
from resilience.cases.models import Case, CaseEvent, CasePractice
from resilience.cases.states import STATES, Waits
from resilience.programmes.local import in_force
from resilience.programmes.schema.delivering import Delivering
from resilience.screening.months import months_later

BY_PLAN = tuple(name for name, state in STATES.items() if state.waits_on == Waits.PLAN)
"""The states in which a plan or its memorandum says whose turn it is."""
NEEDED = ("reference", "programme", "state", "since", "organisation__name")
SIGNING = ("signing", "part_signed")
OF_A_CASE = [f"plan__case__{name}" for name in NEEDED]


@dataclass(frozen=True)
class Item:
    """Something to do: in which case, the address of its page, since when, and what is due by when
    where a day is set. `stands` where that is not how the case stands; a supplier is not told the
    reference of a case."""

    case: Case
    address: tuple[object, ...]
    since: datetime
    what: str = ""
    due: date | None = None
    stands: str = ""
    names_the_case: bool = True


class Desk:
    """What somebody may have to do with; each part is read once, when a kind of work asks for
    it."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.day = reader, reader.day
        self.cases = cache(self._cases)
        self.delivering = cache(_delivering)

    def ids(self, right: Right, *states: str) -> QuerySet[Case, int]:
        """The ids of the cases in some states over which somebody has a right; a practice that does
        not lead its group fills in too."""
        seen = Case.objects.visible_to(self.reader).filter(state__in=states)
        scope = self.reader.may(right)
        if right == Right.FILL_IN:
            own = CasePractice.objects.filter(scope.within("organisation"))
            return seen.filter(pk__in=own.values("case")).values_list("pk", flat=True)
        return seen.filter(scope.within("organisation")).values_list("pk", flat=True)

    def _cases(self, right: Right) -> list[Case]:
        """Those whose plan says whose turn it is."""
        found = Case.objects.filter(pk__in=self.ids(right, *BY_PLAN, "help_decided"))
        return list(found.select_related("organisation").only(*NEEDED).order_by("since", "pk"))

    def in_states(self, right: Right, *states: str) -> Iterator[Item]:
        for one in self.cases(right):
            if one.state in states:
                yield Item(one, (one.reference,), one.since)

    def to_begin(self) -> Iterator[Item]:
        """Cases in which help was decided, for who plans it and does not answer them: to who does,
        they stand among the cases to answer."""
        answers = set(self.ids(Right.WORK_CASES, "help_decided"))
        for one in self.in_states(Right.PLAN_HELP, "help_decided"):
            if one.case.pk not in answers:
                yield one

    # --- signing

    def to_sign(self, right: Right, side: str, *, mine: bool) -> Iterator[Item]:
        """Memoranda that a side has not signed yet; or, not `mine`, that it signed and the other
        did not."""
        cases = [one for one in self.cases(right) if one.state in SIGNING]
        latest = _latest_memoranda([one.pk for one in cases])
        signed = _signed(latest.values())
        for one in cases:
            if (side not in signed[latest.get(one.pk, 0)]) == mine:
                yield Item(one, (one.reference,), one.since)

    def variations(self, right: Right, side: str) -> Iterator[Item]:
        """Variations before both sides that a side has not signed yet."""
        found = Variation.objects.open().exclude(memorandum=None)
        found = found.filter(plan__case__in=self.ids(right, "supported"))
        rows = list(found.select_related("plan__case__organisation").only("memorandum", *OF_A_CASE))
        signed = _signed(one.memorandum_id for one in rows if one.memorandum_id)
        for one in rows:
            if one.memorandum_id and side not in signed[one.memorandum_id]:
                case = one.plan.case
                yield Item(
                    case, (case.reference,), case.since, stands="A variation is to be signed"
                )

    # --- under a memorandum

    def reports(self, right: Right) -> Iterator[Item]:
        """Reports that are due soon or were; to who plans the help, those that were."""
        for row in self._report_rows(right):
            case = row.plan.case
            delivering = self.delivering(case.programme)
            ahead = delivering.report_ahead_days if delivering else 0
            if right == Right.FILL_IN and row.due <= self.day + timedelta(days=ahead):
                yield Item(case, (case.reference, row.pk), case.since, row.what, row.due)
            elif right != Right.FILL_IN and row.due < self.day:
                yield Item(case, (case.reference,), case.since, row.what, row.due)

    def _report_rows(self, right: Right) -> Iterable[ReportRow]:
        found = ReportRow.objects.filter(
            report=None,
            plan__case__in=self.ids(right, *HELPED),
            plan=_latest_plan("plan__case", "pk"),
        )
        return found.select_related("plan__case__organisation").only("what", "due", *OF_A_CASE)

    def to_deliver(self) -> Iterator[Item]:
        """What the suppliers that somebody speaks for deliver."""
        found = self._deliverables(
            help__supplier__in=self.reader.may(Right.DELIVER).organisations, delivered=None
        ).filter(plan__case__state__in=HELPED)
        for one in found:
            stands = "Sent back" if one.sent_back else "To be delivered"
            case = one.plan.case
            yield Item(case, (one.pk,), case.since, one.what, one.due, stands, False)

    def to_accept(self) -> Iterator[Item]:
        """What was delivered and nobody accepted or sent back yet."""
        found = self._deliverables(delivered__isnull=False, accepted=None)
        for one in found.filter(plan__case__in=self.ids(Right.PLAN_HELP, *HELPED)):
            case, stands = one.plan.case, f"Delivered: {one.what}"
            yield Item(case, (case.reference, one.pk), case.since, stands=stands)

    def late_deliverables(self) -> Iterator[Item]:
        """What suppliers should have delivered."""
        found = self._deliverables(delivered=None, due__lt=self.day)
        for one in found.filter(plan__case__in=self.ids(Right.PLAN_HELP, *HELPED)):
            case = one.plan.case
            yield Item(case, (case.reference,), case.since, one.what, one.due)

    def _deliverables(self, **wanted: object) -> QuerySet[Deliverable]:
        found = Deliverable.objects.filter(**wanted)
        needed = ("what", "due", "sent_back", *OF_A_CASE)
        return found.select_related("plan__case__organisation").only(*needed)

    def issues(self, right: Right, *, escalated: bool | None = None) -> Iterator[Item]:
        """Those that are not settled."""
        found = Issue.objects.filter(settled=None, case__in=self.ids(right, *HELPED))
        if escalated is not None:
            found = found.filter(escalated__isnull=not escalated)
        needed = [f"case__{name}" for name in NEEDED]
        for one in found.select_related("case__organisation").only("raised", "escalated", *needed):
            stands = "With the strategic lead" if one.escalated else "Raised"
            yield Item(one.case, (one.case.reference,), one.escalated or one.raised, stands=stands)

    # --- how it ends

    def exits(self) -> Iterator[Item]:
        """Exit reviews that have begun, or are due as the memorandum ends soon."""
        cases = [one for one in self.cases(Right.PLAN_HELP) if one.state in HELPED]
        ends = _last_days([one.pk for one in cases])
        for one in cases:
            last, delivering = ends.get(one.pk), self.delivering(one.programme)
            if delivering is None:
                continue
            soon = last and last <= self.day + timedelta(days=delivering.exit_ahead_days)
            if one.state == "exit_review" or soon:
                yield Item(one, (one.reference,), one.since, "The memorandum ends", last)

    def notices(self) -> Iterator[Item]:
        """Notices that ran out: that the memorandum ended is recorded."""
        cases = self.ids(Right.PLAN_HELP, "supported")
        found = _notices().filter(ends__lt=self.day, case__in=cases)
        needed = [f"case__{name}" for name in NEEDED]
        rows = found.select_related("case__organisation").only("ends", "at", *needed)
        for one in {row.case_id: row for row in rows.order_by("case", "-ends")}.values():
            what = "The last day of the memorandum"
            yield Item(one.case, (one.case.reference,), one.at, what, one.ends)

    def look_backs(self) -> Iterator[Item]:
        """Help that ended, of which it is time to look what became of it."""
        ended = self.ids(Right.PLAN_HELP, "closed", "ended_early")
        needed = [f"case__{name}" for name in NEEDED]
        events = CaseEvent.objects.filter(kind__in=ENDED, case__in=ended).order_by("number")
        rows = events.select_related("case__organisation").only("at", *needed)
        kept = LookBack.objects.filter(case__in=ended).values_list("case", "months", "at")
        done = defaultdict(list)
        for case, months, at in kept:
            done[case, months].append(at)
        for one in {row.case_id: row for row in rows}.values():
            delivering = self.delivering(one.case.programme)
            for months in delivering.look_back_months if delivering else ():
                due = months_later(timezone.localdate(one.at), months)
                if due <= self.day and not any(at >= one.at for at in done[one.case_id, months]):
                    what = f"{months} months after help ended"
                    yield Item(one.case, (one.case.reference, months), one.at, what, due)


def _latest_plan(case: str, column: str) -> Subquery:
    """Of the plan that goes on of a case."""
    latest = Plan.objects.filter(case=OuterRef(case)).order_by("-number")
    return Subquery(latest.values(column)[:1])


def _notices() -> QuerySet[EndNotice]:
    """Those that were not taken back, under the plan that goes on."""
    begun = _latest_plan("case", "begun")
    return EndNotice.objects.filter(withdrawal=None, at__gte=begun)


def _delivering(programme: str) -> Delivering | None:
    return in_force(programme).delivering


def _latest_memoranda(cases: list[int]) -> dict[int, int]:
    """By case its latest memorandum."""
    found = Memorandum.objects.filter(case__in=cases).order_by("number")
    return dict(found.values_list("case", "pk"))


def _signed(memoranda: Iterable[int]) -> dict[int, set[str]]:
    """By memorandum the sides that signed it."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Signature.objects.filter(memorandum__in=list(memoranda))
    for memorandum, side in rows.values_list("memorandum", "side"):
        found[memorandum].add(side)
    return found


def _last_days(cases: list[int]) -> dict[int, date]:
    """By case the last day of its memorandum in force: as signed, extended, or ended by notice."""
    both = Q(signatures__side="practice")
    signed = Memorandum.objects.filter(both, case__in=cases).filter(signatures__side="body")
    found: dict[int, date] = {}
    latest: dict[int, int] = {}
    for case, pk, ends in signed.order_by("number").values_list("case", "pk", "ends"):
        found[case], latest[case] = ends, pk
    extended = Memorandum.objects.filter(pk__in=latest.values(), extensions__isnull=False)
    for case, until in extended.values_list("case", "extensions__until"):
        found[case] = max(found[case], until)
    given = _notices().filter(case__in=list(found))
    for case, ends in given.values_list("case", "ends"):
        found[case] = min(found[case], ends)
    return found
