"""The shape of a programme pack. Read one with `resilience.programmes.packs.load`."""

from __future__ import annotations

from resilience.programmes.schema.clocks import Clock
from resilience.programmes.schema.matrix import Band, Matrix, Score
from resilience.programmes.schema.pack import (
    Criterion,
    Domain,
    Kind,
    Pack,
    PackInForce,
    Structure,
)
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
    "Band",
    "Basis",
    "Below",
    "Category",
    "Clock",
    "CountFlags",
    "Criterion",
    "Domain",
    "Equals",
    "Kind",
    "Level",
    "Matrix",
    "Pack",
    "PackInForce",
    "Review",
    "Rule",
    "Score",
    "Signal",
    "SignalResult",
    "SignalRule",
    "SimpleRule",
    "Structure",
    "Words",
    "WorstShare",
]
