"""What a paper is made of: sentences of words and references to its figures. Pure.

No digit stands in the words themselves: every number comes from a figure, and every figure has a
note, so there is no number in a paper that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resilience.look import words
from resilience.reports.board.values import Value, Values, told


@dataclass(frozen=True)
class Ref:
    """A figure in a sentence: as it is told, its number alone, or the day that it is of."""

    id: str
    how: Literal["told", "number", "day"] = "told"

    def words(self, values: Values) -> str:
        value = values[self.id]
        if self.how == "day":
            return words.day(value.day)
        if self.how == "number" and value.known:
            return words.number(value.number)
        return told(value)


Sentence = tuple[str | Ref, ...]


@dataclass(frozen=True)
class Section:
    """A part of the page: a heading and its sentences, each on a line of its own where they are
    things by themselves."""

    title: str
    sentences: tuple[Sentence, ...]
    apart: bool = False


def text(sentence: Sentence, values: Values) -> str:
    """A sentence as plain words."""
    return "".join(one if isinstance(one, str) else one.words(values) for one in sentence)


def of(values: Values, id_: str) -> Value:
    """A figure; not known where the paper has none of that name."""
    return values.get(id_, Value(state="unknown"))


def not_told(value: Value, what: str) -> Sentence:
    """Why a figure is not told, each reason in its own words."""
    return (
        {
            "few": f"{what} is not told: fewer than five, or none.",
            "held": f"{what} is held back, as it would tell of few practices.",
            "not_applicable": f"{what} does not apply to this area.",
            "too_few": f"{what} is not told: too few to tell.",
        }.get(value.state, f"{what} is not known."),
    )
