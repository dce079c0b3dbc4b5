"""Invented cases with history, one for each of so many practices, put straight into the database:
two in five are open, at every stage, with clocks that are late, due and waiting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice

from resilience.accounts.tiers import Tier
from resilience.cases.clocks import due_on
from resilience.cases.models import Case, CaseClock, CaseEvent, CasePractice, ClockWait
from resilience.organisations.models import Ancestor, Organisation
from resilience.organisations.queries import open_practices
from resilience.programmes.local import version
from resilience.programmes.packs import load

PROGRAMME = "icb-support-2026-27"
RECEIVED, ACKNOWLEDGED, TOLD = "received", "acknowledged", "next_steps_told"
STAGES = (
    ("received", [RECEIVED]),
    ("acknowledged", [RECEIVED, ACKNOWLEDGED]),
    ("under_assessment", [RECEIVED, ACKNOWLEDGED, "assessment_begun"]),
    ("information_requested", [RECEIVED, ACKNOWLEDGED, "information_requested"]),
    ("under_assessment", [RECEIVED, ACKNOWLEDGED, "assessment_begun", TOLD]),
    ("flagged", ["flagged"]),
    *[("closed", [RECEIVED, ACKNOWLEDGED, "assessment_begun", "support_stated", TOLD, "closed"])]
    * 6,
    *[("declined", ["flagged", "noted", "offered", "offer_declined"])] * 2,
    ("withdrawn", [RECEIVED, "withdrawn"]),
)
WORDS = (
    "Two of three partners retire within the year, and nobody answered our advertisements. " * 12
)
AT_A_TIME = 500


def invent_cases(count: int, day: date) -> None:
    """Cases of the programme, begun in the 150 days before a day."""
    pack = load(PROGRAMME)
    codes = sorted(one.code for one in open_practices(day))
    practices = list(islice(Organisation.objects.filter(code__in=codes).order_by("?"), count))
    above = Ancestor.objects.filter(kind=pack.asking.team_level, starts__lte=day, ends__gt=day)
    teams = dict(above.values_list("descendant", "ancestor"))
    stages, cases = cycle(STAGES), []
    for number, practice in enumerate(practices):
        state, happened = next(stages)
        begun = datetime.combine(day - timedelta(days=number % 150), time(9), UTC)
        found = happened[0] == "flagged"
        cases.append(
            Case(
                reference=f"R-{number + 1:06}",
                programme=PROGRAMME,
                pack_hash=pack.hash,
                settings_version=version(PROGRAMME),
                organisation=practice,
                tier=Tier.DELIBERATION if state == "flagged" else Tier.COMMISSIONER,
                route=Case.Route.LIST_FOR_REVIEW if found else Case.Route.SELF_REFERRAL,
                state=state,
                since=begun + timedelta(days=len(happened) - 1),
                begun=begun,
                team_id=teams.get(practice.pk),
                list_size=8_000,
                answers={} if found else {"issues": WORDS, "support_needed": WORDS},
                version=len(happened),
            )
        )
        cases[-1].happened = happened
    Case.objects.bulk_create(cases, AT_A_TIME)
    CasePractice.objects.bulk_create(
        [
            CasePractice(case=one, organisation=practice, name=practice.name, leads=True)
            for one, practice in zip(cases, practices, strict=True)
        ],
        AT_A_TIME,
    )
    CaseEvent.objects.bulk_create(
        [
            CaseEvent(
                case=one,
                number=number,
                at=one.begun + timedelta(days=number - 1),
                kind=kind,
                by="bench",
                tier=Tier.DELIBERATION if kind in ("flagged", "noted") else Tier.COMMISSIONER,
                text=WORDS[:400],
            )
            for one in cases
            for number, kind in enumerate(one.happened, start=1)
        ],
        AT_A_TIME,
    )
    _start_clocks(cases)


def _start_clocks(cases: list[Case]) -> None:
    clocks, waits = [], []
    for case in cases:
        if case.happened[0] != RECEIVED:
            continue
        started, owed = case.begun.date(), []
        for rule in case.pack.clocks:
            done = next((n for n, kind in enumerate(case.happened) if kind in rule.stops), None)
            wait = next((n for n, kind in enumerate(case.happened) if kind in rule.pauses), None)
            due = due_on(started, rule.days, rule.counted) if wait is None else None
            clock = CaseClock(
                case=case,
                clock=rule.id,
                days=rule.days,
                counted=rule.counted,
                started=started,
                due=due,
                stopped=None if done is None else started + timedelta(days=done),
                ended=started + timedelta(days=1) if case.state == "withdrawn" else None,
            )
            clocks.append(clock)
            if wait is not None:
                asked = started + timedelta(days=wait)
                waits.append(
                    ClockWait(clock=clock, cause=case.happened[wait], starts=asked, reason="Why?")
                )
            if due and done is None and not clock.ended:
                owed.append(due)
        case.due = min(owed, default=None)
    CaseClock.objects.bulk_create(clocks, AT_A_TIME)
    ClockWait.objects.bulk_create(waits, AT_A_TIME)
    Case.objects.bulk_update(cases, ["due"], AT_A_TIME)
