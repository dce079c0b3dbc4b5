"""How a published figure is written."""

from __future__ import annotations

from resilience.look import words
from resilience.returns.published.lines import Line

WHY = {"held back": "Held back", "not known": words.STATES["not_known"]}


def shown(line: Line) -> str:
    """The number or the sum in words, or why there is none."""
    if line["value"] is None:
        return WHY[line["state"]]
    return words.pounds(line["value"]) if line["unit"] == "pence" else words.number(line["value"])
