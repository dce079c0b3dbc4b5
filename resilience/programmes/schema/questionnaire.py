"""The questionnaire that a practice answers about itself, what it is told at once, and what of many
answers is told to others (Q4, Q5)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Questionnaire(Table):
    """What a practice is asked of itself, and what comes of it."""

    cite: Citations


class Stocktaking(Table):
    """When a round may be held, and from how many practices and patients something is told."""

    cite: Citations
