"""What a page says of the days to the first payment: what it shows, and never why it is so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from resilience.funding.fairness.areas import Row, Speed, Waited
from resilience.look import words
from resilience.look.charts import whiskers

COLUMNS = (
    *("span", "area", "name", "reached", "not_reached"),
    *("quarter_within_days", "half_within_days", "three_quarters_within_days"),
    *("half_low_days", "half_high_days"),
    *("elsewhere_quarter_days", "elsewhere_half_days", "elsewhere_three_quarters_days"),
    *("elsewhere_half_low_days", "elsewhere_half_high_days", "beside_elsewhere"),
)
APART = {
    "longer": "Longer than elsewhere",
    "shorter": "Shorter than elsewhere",
    "similar": "No clear difference",
    "": "Nothing to compare",
}


def what_it_shows(speed: Speed) -> str:
    """How long half of those here waited from asking to the first payment, and the longest part."""
    rows = {span.id: (span, rows[0]) for span, rows in speed.spans}
    _, whole = rows.pop("whole")
    if whole.here is None:
        return "No request of this year has money committed yet, or too few to tell of."
    half = whole.here.waits.half
    first = (
        f"Half of the practices with money committed had a first payment within {_days(half)} of "
        f"asking ({between(whole.here)})."
        if half is not None
        else "Fewer than half of the practices with money committed have had a first payment yet."
    )
    parts = [
        (one.here.waits.half, span.title)
        for span, one in rows.values()
        if one.here and one.here.waits.half is not None
    ]
    told = [first]
    if len(parts) == len(rows):
        days, title = max(parts)
        told.append(f"Of its parts, the longest was {title[:1].lower()}{title[1:]}: {_days(days)}.")
    return " ".join([*told, "Days tell how long practices waited, and not why."])


def between(one: Waited) -> str:
    """95% interval 20 to 41 days, as far as both ends are known."""
    if one.low is None:
        return "too few to say how sure that is"
    high = "more than now" if one.high is None else _days(one.high)
    return f"95% interval {words.number(one.low)} to {high}"


def drawings(rows: list[Row]) -> list[tuple[Markup, Markup]]:
    """For each area its quarters here and elsewhere, all on one scale."""
    told = [one for row in rows for one in (row.here, row.elsewhere)]
    every = [day for one in told if one for day in _quarters(one) if day is not None]
    drawn = whiskers(
        [_whisker(one) for one in told], (0.0, float(max(every, default=1))), median=None
    )
    return list(zip(drawn[::2], drawn[1::2], strict=True))


def table(speed: Speed) -> Iterator[dict[str, Any]]:
    """The same as rows of a file. Where few are hidden, how many there were stands nowhere."""
    for span, rows in speed.spans:
        for row in rows:
            told = dict.fromkeys(COLUMNS) | {"span": span.title, "area": row.code, "name": row.name}
            told |= _cells("", row.here, speed.all_of_it)
            told |= _cells("elsewhere_", row.elsewhere, all_of_it=False)
            if row.here and speed.all_of_it:
                told["reached"] = row.here.waits.happened
                told["not_reached"] = row.here.waits.waiting
            yield told | {"beside_elsewhere": APART[row.apart]}


def _cells(before: str, one: Waited | None, all_of_it: bool) -> dict[str, int | None]:
    if one is None:
        return {}
    within = "" if before else "within_"
    cells = {
        f"{before}half_{within}days": one.waits.half,
        f"{before}half_low_days": one.low,
        f"{before}half_high_days": one.high,
    }
    if all_of_it or one.many:
        cells[f"{before}quarter_{within}days"] = one.waits.quarter
        cells[f"{before}three_quarters_{within}days"] = one.waits.three_quarters
    return cells


def _quarters(one: Waited) -> tuple[int | None, int | None, int | None]:
    return one.waits.half, one.waits.quarter, one.waits.three_quarters


def _whisker(one: Waited | None) -> tuple[int | None, int | None, int | None]:
    return _quarters(one) if one else (None, None, None)


def _days(days: int) -> str:
    return words.plural(days, "day")
