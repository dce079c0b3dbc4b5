"""The shape of a programme pack. Read one with `resilience.programmes.packs.load`."""

from __future__ import annotations

from resilience.programmes.schema.asking import Asking, Formats, Signpost, Step
from resilience.programmes.schema.clocks import Clock
from resilience.programmes.schema.deciding import Channel, Deciding, Outcome
from resilience.programmes.schema.forms import AnswerKind, Choice, Form, OnlyIf, Part, Question
from resilience.programmes.schema.matrix import Band, Matrix, Score
from resilience.programmes.schema.menu import MenuEntry, Place
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
    "AnswerKind",
    "AnyOf",
    "Asking",
    "Band",
    "Basis",
    "Below",
    "Category",
    "Channel",
    "Choice",
    "Clock",
    "CountFlags",
    "Criterion",
    "Deciding",
    "Domain",
    "Equals",
    "Form",
    "Formats",
    "Kind",
    "Level",
    "Matrix",
    "MenuEntry",
    "OnlyIf",
    "Outcome",
    "Pack",
    "PackInForce",
    "Part",
    "Place",
    "Question",
    "Review",
    "Rule",
    "Score",
    "Signal",
    "SignalResult",
    "SignalRule",
    "Signpost",
    "SimpleRule",
    "Step",
    "Structure",
    "Words",
    "WorstShare",
]
