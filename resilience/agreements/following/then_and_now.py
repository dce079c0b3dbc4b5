"""The measured criteria when help was decided and some months after it ended, side by side
(G11.2). A difference is told with what can be said of chance, and never as an effect of the help.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from resilience.accounts.reader import Reader
from resilience.cases.assessing.evidence import evidence_of
from resilience.cases.models import Case
from resilience.evidence.figures import Figure
from resilience.evidence.opened import figures_at
from resilience.profiles.changes import chance, may_be_compared
from resilience.profiles.wording import direction
from resilience.programmes.local import in_force
from resilience.screening.explained import indicator_of

Plain = Mapping[str, Any]
NOT_KNOWN = "Not known"
NOT_COMPARED = "Not compared: one of the two is not known."
NOTHING_NEWER = "No newer figure is published."
CORRECTED = "It is the same period: its publisher corrected the figure."
NOT_ALIKE = "The two were not measured alike, so they are not compared."
WITHIN = "The difference is no more than chance makes."
BEYOND = "{}, more than chance makes. That does not say why."
UNSURE = "{}. Whether that is more than chance is not known."


@dataclass(frozen=True)
class Row:
    """A criterion then and now, each as `figure (period)`, with the sources, and what may be said
    of the difference."""

    criterion: str
    title: str
    then: str
    then_source: str
    now: str
    now_source: str
    said: str


def then_and_now(case: Case, reader: Reader) -> list[dict[str, str]]:
    """A row, as plain data, for each measured criterion that anybody may know; `reader` follows the
    help and is asked for what is known on their day."""
    first = case.assessments.order_by("number").first()
    then = {one["id"]: one for one in first.evidence} if first else {}
    now = {one["id"]: one for one in evidence_of(case, reader).criteria}
    history = figures_at(settings.RESILIENCE_HOME).history(case.organisation.code, until=reader.day)
    return [
        asdict(
            _row(one.model_dump(mode="json"), then.get(one.id, {}), now.get(one.id, {}), history)
        )
        for one in in_force(case.programme).criteria
        if one.kind == "measured" and not one.restricted
    ]


def _row(criterion: Plain, then: Plain, now: Plain, history: Mapping[str, list[Figure]]) -> Row:
    return Row(
        criterion["id"],
        criterion["title"],
        _figure(then),
        then.get("source", ""),
        _figure(now),
        now.get("source", ""),
        _said(criterion, then, now, history),
    )


def _figure(one: Plain) -> str:
    """'76.3% (2017-18)'."""
    if not one.get("words"):
        return NOT_KNOWN
    return f"{one['words']} ({one['period']})" if one.get("period") else str(one["words"])


def _said(criterion: Plain, then: Plain, now: Plain, history: Mapping[str, list[Figure]]) -> str:
    if not (then.get("words") and now.get("words")):
        return NOT_COMPARED
    if then["period"] == now["period"]:
        return NOTHING_NEWER if then["words"] == now["words"] else CORRECTED
    indicator = indicator_of(criterion["rule"], now)
    if indicator is None or indicator.in_words:
        return "Another word than before." if then["words"] != now["words"] else "As before."
    known = history.get(indicator.id, [])
    before, after = _of(known, then), _of(known, now)
    if before is None or after is None:
        return NOT_COMPARED
    if not may_be_compared(indicator, before.period, after.period):
        return NOT_ALIKE
    moved = direction(indicator, _number(after) - _number(before))
    found = chance(indicator, before, after)
    if found == "within chance":
        return WITHIN
    return (BEYOND if found else UNSURE).format(moved)


def _of(figures: Iterable[Figure], told: Plain) -> Figure | None:
    """The figure that was told, by its period."""
    same = (one for one in figures if one.period.words == told["period"])
    return next((one for one in same if isinstance(one.value, int | float)), None)


def _number(figure: Figure) -> float:
    return float(figure.value or 0)
