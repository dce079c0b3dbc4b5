"""The drawings of the review: the flow from what was allocated to what was paid, and how it burnt
against the days by which it should be committed and spent. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from resilience.funding.review.figures import Figures, sums_by
from resilience.funding.review.months import MARCH, last_of
from resilience.funding.review.reading import Review
from resilience.look.charts.axes import Axis, Tick
from resilience.look.charts.dots import line
from resilience.look.words import percent, pounds

WIDTH = 720
STEPS = (
    ("budget", "Allocated and carried"),
    ("committed", "Committed"),
    ("invoiced", "Invoiced"),
    ("paid", "Paid"),
)
BAR, GAP, TOP = 34, 34, 26
LEFT, RIGHT, FOOT, HEIGHT, CEILING = 92, 12, 36, 300, 14


@dataclass(frozen=True)
class Step:
    """A bar of the flow: what it is, pence, its share of the first in per cent, and its place."""

    name: str
    title: str
    pence: int
    percent: float | None
    y: int
    width: float


@dataclass(frozen=True)
class Flow:
    """The bars under each other; each is drawn on the ground of the one before."""

    width: int
    height: int
    steps: list[Step]

    @property
    def bar(self) -> int:
        return BAR


def flow(figures: Figures) -> Flow:
    """From what was allocated to what was paid, on one scale."""
    sums = [(name, title, getattr(figures, name) or 0) for name, title in STEPS]
    most = max([pence for _, _, pence in sums] + [1])
    whole = sums[0][2]
    steps = [
        Step(
            name,
            title,
            pence,
            100 * pence / whole if whole > 0 else None,
            TOP + place * (BAR + GAP),
            round(max(pence, 0) / most * WIDTH, 1),
        )
        for place, (name, title, pence) in enumerate(sums)
    ]
    return Flow(WIDTH, len(sums) * (BAR + GAP), steps)


@dataclass(frozen=True)
class Point:
    """What was committed and paid in all by the end of a month, in pence."""

    last: date
    committed: int
    paid: int


@dataclass(frozen=True)
class Mark:
    """What should be committed or spent by a day, and where that stands."""

    title: str
    day: date
    pence: int
    of: str
    x: float
    y: float


@dataclass(frozen=True)
class Burn:
    width: int
    height: int
    left: float
    right: float
    foot: float
    up: list[Tick]
    months: list[Tick]
    committed: str
    paid: str
    points: list[Point]
    marks: list[Mark]


def points_of(review: Review) -> list[Point]:
    """By month, from April to the one reviewed, what was committed and paid since the beginning."""
    year, by_month = review.month.year, sums_by(review.rows, lambda row: row.month)
    months = {year.month(number) for number in range(1, min(review.month.number, MARCH) + 1)}
    months |= {one for one in by_month if one > year.ends}
    before = [sums for month, sums in by_month.items() if month < year.starts]
    own = [(month, by_month.get(month)) for month in sorted(months)]
    start = sum(one.committed for one in before), sum(one.paid for one in before)
    sums = accumulate(
        ((one.committed, one.paid) if one else (0, 0) for _, one in own),
        lambda so_far, more: (so_far[0] + more[0], so_far[1] + more[1]),
        initial=start,
    )
    return [
        Point(last_of(month), *both) for (month, _), both in zip(own, list(sums)[1:], strict=True)
    ]


def burn(review: Review, budget: int) -> Burn:
    """What was committed and paid by the end of each month, with what should have been by the days
    that the programme sets."""
    points, year = points_of(review), review.month.year
    funding = review.pack.funding
    wanted = [
        (one.title, one.day(year.starts), -(-budget * one.percent // 100), one.of)
        for one in (funding.positions if funding else ())
    ]
    most = max([1, budget, *(one.committed for one in points), *(one.paid for one in points)])
    x = Axis(year.starts.toordinal(), max(year.ends, points[-1].last).toordinal(), LEFT, WIDTH - 36)
    y = Axis(0, most / 100, HEIGHT - FOOT, CEILING)

    def path(values: Sequence[int]) -> str:
        places = [(x.at(year.starts.toordinal()), y.at(0))]
        places += [
            (x.at(one.last.toordinal()), y.at(max(value, 0) / 100))
            for one, value in zip(points, values, strict=True)
        ]
        return line(places)

    return Burn(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        foot=HEIGHT - FOOT,
        up=[Tick(one.at, f"£{one.text}") for one in y.ticks],
        months=[
            Tick(round(x.at(last_of(year.month(number)).toordinal()), 1), name)
            for number, name in ((3, "June"), (6, "Sept"), (9, "Dec"), (12, "March"))
        ],
        committed=path([one.committed for one in points]),
        paid=path([one.paid for one in points]),
        points=points,
        marks=[
            Mark(
                title, day, pence, of, round(x.at(day.toordinal()), 1), round(y.at(pence / 100), 1)
            )
            for title, day, pence, of in wanted
        ],
    )


def flow_says(figures: Figures) -> str:
    """One sentence of what the flow shows."""
    budget = figures.budget or 0
    if budget <= 0:
        return "Nothing was allocated so far."
    committed, paid = figures.committed or 0, figures.paid or 0
    return (
        f"Of {pounds(budget)}, {pounds(committed)} is committed ({_share(committed, budget)}) and "
        f"{pounds(paid)} is paid ({_share(paid, budget)}); {pounds(budget - committed)} is free."
    )


def burn_says(drawing: Burn, until: date) -> str:
    """One sentence: how far it is from what should be there next, or was to be there last."""
    last = drawing.points[-1]
    due = [one for one in drawing.marks if one.day <= until]
    coming = [one for one in drawing.marks if one.day > until]
    if not coming and not due:
        return f"{pounds(last.committed)} is committed and {pounds(last.paid)} paid."
    mark = coming[0] if coming else due[-1]
    at = last
    if not coming:
        at = next((one for one in reversed(drawing.points) if one.last <= mark.day), last)
    reached = at.committed if mark.of == "committed" else at.paid
    missing = mark.pence - reached
    what = "committed" if mark.of == "committed" else "spent"
    by = f"of the {pounds(mark.pence)} meant to be by {mark.day.day} {mark.day:%B %Y}"
    if missing <= 0:
        return f"{pounds(reached)} is {what} {by}: that is reached."
    rest = f"{pounds(missing)} is to go" if coming else f"{pounds(missing)} was missing"
    return f"{pounds(reached)} {'is' if coming else 'was'} {what} {by}: {rest}."


def _share(part: int, whole: int) -> str:
    return percent(100 * part / whole, 0)
