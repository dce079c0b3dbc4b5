"""How requests are assessed and decided on: what is asked, compared, and told to a practice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.matrix import SCORES
from resilience.programmes.schema.parts import Basis, Citations, Count, Name, Table, Text

Points = Annotated[
    tuple[Annotated[int, Field(ge=0, le=1000)], ...],
    Field(strict=False, min_length=SCORES, max_length=SCORES),
]


class Outcome(Table):
    """One way in which a request is decided."""

    id: Name
    """Of the step of a case that it takes."""
    title: Text
    about: Text
    """What it means, to those who decide."""
    letter: Text
    """How the letter to the practice begins, in plain words: {practice}, {programme}."""
    next: Text
    """What the letter says comes next."""
    chooses_support: bool = False
    """Whether kinds of support of the menu are chosen with it."""


class Channel(Table):
    """Where a safety concern is passed on, outside this system (GC.00)."""

    id: Name
    title: Text


class Deciding(Table):
    """The programme's way of assessing and deciding (GC20 to GC22, G8.4 to G8.11)."""

    outcomes: Annotated[tuple[Outcome, ...], Field(strict=False, min_length=1)]
    channels: Annotated[tuple[Channel, ...], Field(strict=False, min_length=1)]
    continuing_form: Name = "continuing"
    """The form that reviews what earlier support did (G8.5)."""
    similar_cases: Count
    """How many cases most like one are shown beside it."""
    far: Count
    """From how many scores away from like cases a placement is put as a question."""
    like_percent: Annotated[int, Field(ge=1, le=100)]
    """Of a hundred criteria that either of two cases meets, how many both meet that are alike."""
    fewest_like: Count
    """How many like cases it takes to ask."""
    fewest_pairs: Count
    """How many pairs of placements it takes to tell how far two assessors agree."""
    second_percent: Annotated[int, Field(ge=0, le=100)]
    """Of a hundred cases, how many a second assessor places too."""
    somebody_else_again: bool
    """Whether another look is decided by somebody else than who decided before."""
    points: Annotated[tuple[Points, ...], Field(strict=False, min_length=SCORES, max_length=SCORES)]
    """What helping a practice counts for in a proposal: a row for each score of scope from 1 to
    5, in it a number for each of impact."""
    basis: Basis
    cite: Citations
    why: Text
    """One sentence for a reader: where these numbers come from."""

    def outcome(self, outcome_id: str) -> Outcome:
        """The outcome with that id; KeyError where there is none."""
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)
