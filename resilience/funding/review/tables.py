"""The tables of the review: by region and holder, and by what the money is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from resilience.funding.review.figures import (
    NOTHING,
    Figures,
    Row,
    sums_by,
    together,
    until,
)
from resilience.funding.review.forecasts import expected
from resilience.funding.review.reading import OF_A_COMMITMENT, Review
from resilience.programmes.schema import Pack

BY = {
    "holder": "Who holds it",
    "region": "Region",
    "intended": "Kind of intended spend",
    "category": "Kind of help",
    "route": "Route",
    "code": "Finance code",
}
AREAS = ("holder", "region")
NO_REGION = "Region not known"


@dataclass(frozen=True)
class Line:
    """A line of a table: the code or id of what it is of, its name, and its figures."""

    id: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Table:
    """A breakdown of the position, and what its lines come to."""

    by: str
    lines: list[Line]
    whole: Figures

    @property
    def title(self) -> str:
        return BY[self.by]

    @property
    def of_areas(self) -> bool:
        return self.by in AREAS


def of_pot(review: Review, pot: int) -> Figures:
    """The figures of a pot."""
    sums, outlook = review.sums[pot], review.outlooks[pot]
    return Figures(
        budget=sums.budget,
        received=sums.received,
        committed=sums.committed,
        invoiced=sums.invoiced,
        paid=sums.paid,
        computed=outlook.computed,
        forecast=outlook.counts,
    )


def whole(review: Review) -> Figures:
    """The figures of all pots that are seen."""
    return together([of_pot(review, pot) for pot in review.pots])


def table(review: Review, by: str) -> Table:
    """The position by one of BY. `review` was read by it, where it is one of KINDS_OF_THING."""
    lines = list(_by_area(review, by) if by in AREAS else _by_thing(review, by))
    return Table(by, lines, together([one.figures for one in lines]))


def _by_area(review: Review, by: str) -> Iterator[Line]:
    found: dict[tuple[str, str], list[Figures]] = {}
    for pot, one in review.pots.items():
        place = review.regions[pot] if by == "region" else (one.holder.code, one.holder.name)
        found.setdefault(place, []).append(of_pot(review, pot))
    for (code, name), figures in sorted(found.items(), key=lambda one: one[0][1]):
        yield Line(code, name or NO_REGION, together(figures))


def _by_thing(review: Review, by: str) -> Iterator[Line]:
    """What is allocated is for nothing yet, so it stands in none of these tables; money has a code
    only once it is paid."""
    thing: Callable[[Row], str] = lambda row: str(getattr(row, by))  # noqa: E731
    so_far = sums_by(review.rows, thing)
    in_the_year = sums_by(until(review.rows, review.month.march), thing)
    late = sums_by(review.late, thing)
    titles = titles_of(review.pack, by)
    for id_ in [*titles, *sorted(so_far.keys() - titles.keys() - {""})]:
        sums = so_far.get(id_, NOTHING)
        if by not in OF_A_COMMITMENT:
            yield Line(id_, titles.get(id_, id_), Figures(paid=sums.paid))
            continue
        spent = in_the_year.get(id_, NOTHING).paid
        computed = spent if review.month.outturn else expected(sums, late.get(id_, NOTHING))
        figures = Figures(
            committed=sums.committed, invoiced=sums.invoiced, paid=sums.paid, computed=computed
        )
        yield Line(id_, titles.get(id_, id_), figures)


def titles_of(pack: Pack, by: str) -> Mapping[str, str]:
    """What the pack calls the things that money is told apart by, in its order."""
    funding, planning = pack.funding, pack.planning
    things: Mapping[str, Sequence[object]] = {
        "intended": funding.intended if funding else (),
        "category": pack.menu,
        "route": planning.routes if planning else (),
        "code": funding.codes if funding else (),
    }
    return {str(one.id): str(one.title) for one in things[by]}  # type: ignore[attr-defined]
