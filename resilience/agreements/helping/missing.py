"""What a business case lacks before it is put forward."""

from __future__ import annotations

import re
from collections.abc import Mapping

from resilience.agreements.helping.approving import helping_of
from resilience.agreements.models import BusinessCase
from resilience.programmes.local import in_force
from resilience.programmes.schema.planning import Bar

TEXTS = {
    "title": "Title",
    "need": "Need",
    "options": "Options",
    "benefits": "Benefits",
    "why_this_way": "Why it is bought this way",
}
TO_REPLACE = re.compile(r"\[[^\[\]]+\]")
"""What a sample leaves to whoever writes."""
OPEN = (BusinessCase.State.DRAFT, BusinessCase.State.RETURNED)


def bars_of(one: BusinessCase) -> tuple[Bar, ...]:
    """What its programme does not pay for."""
    planning = in_force(one.case.programme).planning
    return planning.bars if planning else ()


def why_not_change(one: BusinessCase) -> str:
    """Why nobody writes it anew; empty where it may be written."""
    if one.state in OPEN:
        return ""
    return f"It stands at “{one.get_state_display()}”, so it is not changed any more."


def missing(one: BusinessCase) -> list[str]:
    """What is still to be written, each in a sentence."""
    found = []
    for name, label in TEXTS.items():
        text = getattr(one, name)
        if not text:
            found.append(f"{label}: write something.")
        elif left := TO_REPLACE.search(text):
            found.append(f"{label}: replace {left[0]}, and whatever else stands in brackets.")
    if not one.cost:
        found.append("Cost: enter what it costs.")
    if one.buying not in {way.id for way in helping_of(one.case.programme).buying}:
        found.append("Way of buying: choose one.")
    return found


def why_not_submit(one: BusinessCase, paid_for: Mapping[str, bool]) -> str:
    """Why it is not put forward, with what each bar of the pack was answered; empty where it may
    be."""
    if why := why_not_change(one):
        return why
    if lacks := missing(one):
        return "It is not complete. " + " ".join(lacks)
    for bar in bars_of(one):
        if bar.id not in paid_for:
            return f"Answer the question: {bar.question}"
        if paid_for[bar.id]:
            return bar.why
    return ""
