"""How a published figure is written."""

from __future__ import annotations

from resilience.look import words
from resilience.programmes.schema.returns import Measure
from resilience.returns.published.figures import Told

WHY = {"held back": "Held back", "not known": words.STATES["not_known"]}


def shown(told: Told, measure: Measure) -> str:
    """The number or the sum in words, or why there is none."""
    if told.value is None:
        return WHY[told.state]
    return words.pounds(told.value) if measure.unit == "pence" else words.number(told.value)
