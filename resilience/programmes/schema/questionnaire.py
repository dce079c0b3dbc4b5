"""The questionnaire that a practice answers about itself, what it is told at once, and what of many
answers is told to others (Q4, Q5)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.forms import Choice, Form, Part, Question
from resilience.programmes.schema.parts import (
    Basis,
    Citations,
    Count,
    IndicatorId,
    Months,
    Name,
    Table,
    Text,
)

Ids = Annotated[tuple[Name, ...], Field(strict=False)]


class PointedChoice(Choice):
    """One of the answers to a question about the practice."""

    points: Annotated[int, Field(ge=0)] | None = None
    """What it counts in a question that is scored; 0 is the least resilient answer."""


class DomainQuestion(Question):
    """A question about the practice. Its answers are chosen, never typed: so nobody can write
    about a patient or a colleague.

    A core question is scored and put to everybody; what is asked only after some answer is not
    scored.
    """

    kind: Literal["choice", "choices", "yes_no"]
    choices: Annotated[tuple[PointedChoice, ...], Field(strict=False)] = ()

    @property
    def most(self) -> int | None:
        """The most points it can give; None where it is not scored."""
        return max((one.points for one in self.choices if one.points is not None), default=None)

    @property
    def core(self) -> bool:
        return self.most is not None and self.only_if is None


class QuestionnaireDomain(Part):
    """A domain: the questions on one page, and what their points are added up to."""

    questions: Annotated[tuple[DomainQuestion, ...], Field(strict=False, min_length=1)]


class ResultBand(Table):
    """What the points of a domain are taken to mean."""

    id: Name
    title: Text
    meaning: Text
    below_percent: Annotated[int, Field(ge=1, le=100)] | None = None
    """It is for those with fewer points in a hundred than this (and not fewer than the band before
    it has); the last band has none, and is for all the others."""
    basis: Basis
    why: Text


class Suggestion(Table):
    """Something the practice itself can begin with, and who can help. It is brought by one of some
    `answers` to a `question`, or by one of some `bands` of a `domain`."""

    id: Name
    question: Name | None = None
    answers: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    domain: Name | None = None
    bands: Ids = ()
    title: Text
    step: Text
    """The first step, which needs nobody's permission."""
    soon: Literal["week", "quarter"]
    menu: Ids = ()
    """Kinds of help of the programme's menu that go further."""
    actions: Ids = ()
    """Of the ten high impact actions (Q6)."""
    tools: Ids = ()
    """Of the toolkit (Q11)."""


class Questionnaire(Form):
    """What a practice is asked of itself, and what comes of it. A part is a domain."""

    parts: Annotated[tuple[QuestionnaireDomain, ...], Field(strict=False, min_length=1)]
    minutes: Count
    """How long it takes somebody who knows the practice, with every question."""
    bands: Annotated[tuple[ResultBand, ...], Field(strict=False, min_length=1)]
    suggestions: Annotated[tuple[Suggestion, ...], Field(strict=False)] = ()


class BesideDomain(Table):
    """Published figures that stand beside a domain of the questionnaire in a practice's report."""

    domain: Name
    indicators: Annotated[tuple[IndicatorId, ...], Field(strict=False)] = ()
    unpublished: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """What no published file says of a practice, and where the practice itself can look."""


class Stocktaking(Table):
    """When a round may be held, and from how many practices and patients something is told."""

    least_practices: Annotated[int, Field(ge=5)]
    """Fewest practices that are told of together. A local setting raises it, never below five."""
    least_patients: Count
    """Fewest patients registered with them."""
    months_between: Months
    """From the end of a round to the beginning of the next one of the same practices."""
    longest_days: Count
    """Most days that a round is open."""
    remind_days: Annotated[tuple[Count, ...], Field(strict=False)] = ()
    """Days before the end on which practices that have not finished are reminded."""
    share_months: Annotated[int, Field(ge=1, le=12)]
    """Longest time for which a practice shares its answers with a person it names."""
    basis: Basis
    cite: Citations
    beside: Annotated[tuple[BesideDomain, ...], Field(strict=False)] = ()
