"""The shape of a programme pack. Read one with `resilience.programmes.packs.load`."""

from __future__ import annotations

from resilience.programmes.schema.pack import Criterion, Domain, Kind, Pack, Structure
from resilience.programmes.schema.parts import Basis, Level
from resilience.programmes.schema.rules import (
    Above,
    AnyOf,
    Below,
    Category,
    CountFlags,
    Equals,
    Rule,
    SimpleRule,
    WorstShare,
)
from resilience.programmes.schema.signal import Review, Signal, SignalResult, SignalRule, Words

__all__ = [
    "Above",
    "AnyOf",
    "Basis",
    "Below",
    "Category",
    "CountFlags",
    "Criterion",
    "Domain",
    "Equals",
    "Kind",
    "Level",
    "Pack",
    "Review",
    "Rule",
    "Signal",
    "SignalResult",
    "SignalRule",
    "SimpleRule",
    "Structure",
    "Words",
    "WorstShare",
]
