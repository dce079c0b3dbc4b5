"""What a page says of money for each patient: what it shows, and never why it is so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resilience.funding.fairness.grouped import Line, View
from resilience.funding.fairness.known import Shown
from resilience.look import words

COLUMNS = (
    *("by", "group", "practices", "list_size_not_known", "registered_patients"),
    *("helped", "helped_percent", "helped_percent_low", "helped_percent_high"),
    *("committed_pence", "paid_pence"),
    *("committed_pence_per_patient", "paid_pence_per_patient"),
)
POUND = 100


def for_each(pence: float | None) -> str:
    """8.3p, or £1.20 from a pound on; "Not known" where no patients are known."""
    if pence is None:
        return words.STATES["not_known"]
    if round(pence, 1) < POUND:
        return f"{words.number(pence, 1)}p"
    return f"£{words.number(pence / POUND, 2)}"


def what_it_shows(shown: Shown) -> str:
    """What it comes to for all practices, and how far apart the groups by deprivation are."""
    whole = shown.whole
    if not whole.shown:
        return "Too few practices were helped for their money to be told here without naming them."
    if not whole.helped.count:
        return "No money of this year is committed for a practice here yet."
    committed = for_each(whole.per_head["committed"])
    return " ".join(
        [
            f"{words.pounds(whole.money.committed)} is committed for "
            f"{words.number(whole.helped.count)} of {words.plural(whole.practices, 'practice')}, "
            f"or {committed} for each registered patient.",
            *_apart(shown.views[0]),
            "This tells where the money went. It does not tell why: who asks, what they need, and "
            "what others pay for all play a part.",
        ]
    )


def _apart(first: View) -> Iterator[str]:
    told = [one for one in first.lines if one.known and one.shown and one.patients]
    if len(told) > 1:
        least = min(told, key=_committed)
        most = max(told, key=_committed)
        few = "; few practices stand behind some of these" if any(one.few for one in told) else ""
        yield (
            f"By {first.title[:1].lower()}{first.title[1:]}, it goes from "
            f"{for_each(_committed(least))} in “{least.title}” to {for_each(_committed(most))} in "
            f"“{most.title}”{few}."
        )


def _committed(one: Line) -> float:
    return one.per_head["committed"] or 0.0


def widths(view: View, one: Line) -> tuple[float, float]:
    """How long the bars of what was committed and paid for each patient are, in per cent of the
    longest of the view."""
    most = max((_committed(line) for line in view.lines if line.shown), default=0.0)
    if not most or not one.shown:
        return 0.0, 0.0
    paid = one.per_head["paid"] or 0.0
    return round(100 * min(1.0, _committed(one) / most), 1), round(100 * min(1.0, paid / most), 1)


def table(shown: Shown) -> Iterator[dict[str, Any]]:
    """The same as rows of a file; what is not told is an empty cell, and why stands under
    helped."""
    yield _row("all", shown.whole)
    for view in shown.views:
        for one in view.lines:
            yield _row(view.id, one)


def _row(by: str, one: Line) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "by": by,
        "group": one.title,
        "practices": one.practices,
        "list_size_not_known": one.unsized,
        "registered_patients": one.patients,
        "helped": one.told,
    }
    if one.shown:
        row |= {
            "helped_percent": _rounded(one.helped.percent),
            "helped_percent_low": _rounded(one.helped.low),
            "helped_percent_high": _rounded(one.helped.high),
            "committed_pence": one.money.committed,
            "paid_pence": one.money.paid,
            "committed_pence_per_patient": _rounded(one.per_head["committed"]),
            "paid_pence_per_patient": _rounded(one.per_head["paid"]),
        }
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
