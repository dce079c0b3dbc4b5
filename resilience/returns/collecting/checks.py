"""What looks odd in what an area sent: suggestions what to ask about. Pure: told from rows.

None of these stops a return, and none says that something is wrong.
"""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.look import words
from resilience.look.words import pounds
from resilience.programmes.schema.returns import Measure
from resilience.returns.collecting.subjects import OF_PRACTICES
from resilience.returns.figures.areas import Team
from resilience.returns.figures.rows import DATES, PracticeRow, Rows, TeamRow
from resilience.returns.figures.sums import figure
from resilience.returns.filing.told import told

IN_TURN = {
    "decided": ("asked",),
    "confirmed": ("decided", "asked"),
    "agreed": ("confirmed", "asked"),
    "helped": ("asked",),
    "ended": ("helped", "agreed"),
}
"""What comes after what, the nearest first, where both are known."""
NEEDED = (("agreed", "confirmed"), ("ended", "agreed"))
"""What is not so without what."""
NOT_MORE = (("paid", "committed"), ("direct_committed", "committed"), ("direct_paid", "paid"))
"""Which sum is within which other one."""


@dataclass(frozen=True)
class Check:
    """Something to ask about: which rule found it, of which row and field, in a sentence."""

    rule: str
    text: str
    team: str = ""
    practice: str = ""
    field: str = ""


@dataclass(frozen=True)
class Beside:
    """What the rows of an area are looked at beside: its teams as the directory has them, what it
    sent for the return before (none where it sent nothing), which other areas report a practice,
    and what the pack says of changes and of case studies due by then."""

    as_at: date
    teams: tuple[Team, ...]
    earlier: Rows | None
    elsewhere: Mapping[str, Several[str]]
    differs_percent: int
    studies_due: int | None


def checks(rows: Rows, measures: Iterable[Measure], beside: Beside) -> Iterator[Check]:
    """All that is odd in the rows of an area: of the whole first, then of teams and practices."""
    measures = list(measures)
    yield from _differs(rows, measures, beside)
    yield from _studies(rows, beside)
    sent = {one.team for one in rows.teams}
    for team in beside.teams:
        if team.code not in sent:
            yield Check("left_out", f"{team.name} is of this area, and no row of it was sent.")
    for row in rows.teams:
        yield from _of_a_team(row, rows, beside)
    for one in rows.practices:
        yield from _of_a_practice(one, beside)


def _differs(rows: Rows, measures: Iterable[Measure], beside: Beside) -> Iterator[Check]:
    if beside.earlier is None:
        return
    for one in measures:
        now, then = figure(rows, one.id), figure(beside.earlier, one.id)
        change = now.value - then.value
        if then.value and abs(change) * 100 >= beside.differs_percent * abs(then.value):
            percent = round(abs(change) * 100 / abs(then.value))
            way = "more" if change > 0 else "less"
            yield Check(
                "differs",
                f"{one.title}: {told(now, one.unit)}, {percent}% {way} than the "
                f"{told(then, one.unit)} of the return before.",
                field=one.id,
            )


def _studies(rows: Rows, beside: Beside) -> Iterator[Check]:
    if beside.studies_due is None:
        return
    now = figure(rows, "case_studies")
    if now.known is None or now.value < beside.studies_due:
        yield Check(
            "studies",
            f"Case studies submitted: {told(now, 'case studies')}. By this return "
            f"{beside.studies_due} are due.",
            field="case_studies",
        )


def _of_a_team(row: TeamRow, rows: Rows, beside: Beside) -> Iterator[Check]:
    own = rows.of([row.team])
    committed, paid = figure(own, "committed"), figure(own, "paid")
    if row.available is None:
        yield Check(
            "available_not_known",
            f"{row.name} does not say what funding it has.",
            row.team,
            field="available",
        )
    elif committed.value > row.available:
        more = pounds(committed.value - row.available)
        yield Check(
            "committed_too_much",
            f"{row.name} has committed {pounds(committed.value)}, {more} more than the "
            f"{pounds(row.available)} that it has.",
            row.team,
            field="committed",
        )
    if beside.earlier is not None:
        then = figure(beside.earlier.of([row.team]), "paid")
        if paid.value < then.value:
            yield Check(
                "spent_falls",
                f"{row.name} has spent {pounds(paid.value)}, less than the {pounds(then.value)} "
                "of the return before.",
                row.team,
                field="paid",
            )


def _of_a_practice(row: PracticeRow, beside: Beside) -> Iterator[Check]:
    who, of = f"{row.name} ({row.practice})", (row.team, row.practice)
    if others := beside.elsewhere.get(row.practice):
        yield Check(
            "reported_twice", f"{who} is reported by {' and '.join(sorted(others))} as well.", *of
        )
    for then, earlier in IN_TURN.items():
        day = getattr(row, then)
        days = [(name, getattr(row, name)) for name in earlier]
        late = [(name, one) for name, one in days if day and one and day < one]
        if late:
            name, one = late[0]
            yield Check(
                "out_of_turn",
                f"{who}: “{_small(then)}” on {words.day(day)} is before “{_small(name)}” on "
                f"{words.day(one)}.",
                *of,
                then,
            )
    for so, without in NEEDED:
        if getattr(row, so) and not getattr(row, without):
            yield Check(
                "without", f"{who}: “{_small(so)}”, without “{_small(without)}”.", *of, without
            )
    for name in DATES:
        day = getattr(row, name)
        if day and day > beside.as_at:
            yield Check(
                "ahead",
                f"{who}: “{_small(name)}” on {words.day(day)}, after the last day that counts.",
                *of,
                name,
            )
    for part, whole in NOT_MORE:
        a, b = getattr(row, part), getattr(row, whole)
        if a is not None and b is not None and a > b:
            yield Check(
                "more_than",
                f"{who}: “{_small(part)}” is {pounds(a)}, “{_small(whole)}” only {pounds(b)}.",
                *of,
                part,
            )


def _small(field: str) -> str:
    title = OF_PRACTICES[field]
    return title[:1].lower() + title[1:]
