"""How many practices asked and were helped, and the money, as a paper tells them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from resilience.cases.openness.small import FEWEST
from resilience.programmes.schema.funding import Position
from resilience.programmes.schema.returns import MeasureId
from resilience.programmes.working_days import working_days_before
from resilience.reports.board.ground import Ground
from resilience.reports.board.tree import Node, open_in
from resilience.reports.board.values import Value, absent
from resilience.returns.figures.known import known
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.figures.sums import Figure, figure

STAGES: tuple[MeasureId, ...] = ("asked", "confirmed", "agreed", "helped")
"""Each of those before, as a rule."""
SUMS: tuple[MeasureId, ...] = ("committed", "paid")
Told = dict[str, Value]


def funded(row: PracticeRow) -> bool:
    """Whether money is, or may be, committed for a practice."""
    return row.committed is None or row.committed != 0


def by_area(ground: Ground) -> dict[str, Told]:
    """By code of an area the stages that practices reached, and the money. A stage is held back too
    where it would tell of fewer than five that reached the one before and not this."""
    found: dict[str, Told] = {one.code: {} for one in ground.root.walk()}
    before: dict[str, int] = {}
    for measure in STAGES:
        counts = {code: figure(ground.rows[code], measure).value for code in found}
        told = _told(ground, counts, before)
        before |= {code: counts[code] for code in told}
        for code in found:
            found[code][measure] = counted(ground, code, counts[code], told)
    told = ground.tellable(funded)
    for code in found:
        for measure in SUMS:
            one = figure(ground.rows[code], measure)
            found[code][measure] = _sum(one) if code in told else absent("held", "pence")
    return found


def counted(ground: Ground, code: str, count: int, told: Collection[str]) -> Value:
    """A number of practices of an area, or why it is not told: it is below five itself, or it would
    tell one that is. Below an area whose number is not told neither is said."""
    if code in told:
        return Value(count)
    above = ground.above.get(code)
    few = count < FEWEST and (above is None or above in told)
    return absent("few" if few else "held")


def _told(ground: Ground, counts: Mapping[str, int], before: Mapping[str, int]) -> set[str]:
    def tells(code: str) -> bool:
        apart = abs(before.get(code, counts[code]) - counts[code])
        return counts[code] >= FEWEST and (apart == 0 or apart >= FEWEST)

    return open_in(ground.root, {code: (one,) for code, one in counts.items()}, tells)


def _sum(one: Figure) -> Value:
    return absent("unknown", "pence") if one.known is None else Value(one.known, "pence")


def uptake_and_money(ground: Ground, node: Node) -> Told:
    """The same of one area, with what is available and open, and what follows of these."""
    found = by_area(ground)[node.code]
    practices = len(ground.open_practices(node))
    found["open"] = Value(practices) if practices else absent("unknown")
    found |= _available(ground, node)
    available, committed, paid = (found[one] for one in ("available", *SUMS))
    if available.known and committed.known:
        apart = int(available.number - committed.number)
        found["free"] = Value(max(0, apart), "pence")
        if apart < 0:
            found["committed_over"] = Value(-apart, "pence")
    if available.known and available.number > 0:
        for id_, one in (("committed", committed), ("paid", paid)):
            if one.known:
                found[f"{id_}_percent"] = Value(100 * one.number / available.number, "percent")
    return found | dict(_positions(ground, node, found)) | _waiting(ground, node)


def _available(ground: Ground, node: Node) -> Told:
    rows = ground.rows[node.code]
    if not rows.teams:
        return {"available": absent("not_applicable", "pence")}
    one = figure(rows, "available")
    if one.unknown:
        return {
            "available": absent("unknown", "pence"),
            "available_entered": Value(one.value, "pence"),
            "available_missing": Value(one.unknown, "teams"),
        }
    return {"available": Value(one.value, "pence")}


def positions_of(ground: Ground) -> list[Position]:
    """The positions of the pack whose day has come, the latest of each kind."""
    funding = ground.pack.funding
    latest: dict[str, Position] = {}
    for one in sorted(funding.positions if funding else (), key=lambda one: _day(one, ground)):
        if _day(one, ground) <= ground.day:
            latest[one.of] = one
    return list(latest.values())


def position_id(one: Position) -> str:
    return f"{one.of}_{one.id}"


def _day(one: Position, ground: Ground) -> date:
    return one.day(ground.year.starts)


def _positions(ground: Ground, node: Node, found: Told) -> Iterator[tuple[str, Value]]:
    available = found["available"]
    for one in positions_of(ground):
        day, reached = _day(one, ground), found[one.of]
        if not available.known or not available.number:
            continue
        needed = -(-int(available.number) * one.percent // 100)
        yield f"{position_id(one)}_needed", Value(needed, "pence", day=day)
        if reached.known and ground.year.ends <= day < ground.day:
            # What counts of a year that is over is how it stood when it ended (E25).
            then = known(ground.pack, ground.year, day).rows.of(
                row.team for row in ground.rows[node.code].teams
            )
            reached = _sum(figure(then, one.of))
        missing = max(0, needed - int(reached.number))
        shown = Value(missing, "pence") if reached.known else absent(reached.state, "pence")
        yield f"{position_id(one)}_missing", shown


def _waiting(ground: Ground, node: Node) -> Told:
    """Practices that have waited for a decision for longer than they should wait to hear."""
    clock = next((one for one in ground.pack.clocks if "help_decided" in one.stops), None)
    if clock is None:
        return {"waiting": absent("not_applicable")}
    limit = date.fromordinal(ground.day.toordinal() - clock.days)
    if clock.counted == "working days":
        limit = working_days_before(ground.day, clock.days)

    def waits(row: PracticeRow) -> bool:
        return row.asked is not None and row.decided is None and row.asked < limit

    told = ground.tellable(waits)
    return {
        "waiting": counted(ground, node.code, ground.count(node.code, waits), told),
        "waiting_limit": Value(clock.days, "days"),
    }
