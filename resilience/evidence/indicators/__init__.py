"""The catalogue of indicators: each TOML file in this folder declares one.

A declaration says what is counted and which columns of which datasets it comes from; the engine
works it out. An analyst's own figures can feed every indicator, after the publishers' datasets.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ANALYST = "analyst_figures"

Domain = Literal[
    "quality",
    "workforce",
    "efficiency",
    "patient experience and access",
    "estate",
    "finance",
    "context",
    "safety",
]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(_Table):
    """The columns of one dataset's table that give an indicator's figures.

    Either `numerator` and `denominator`, or a `value`, or a `word`; a table that has several is
    read in this order.
    """

    dataset: str
    table: str
    practice: str = "practice"
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    """A column of numbers that are the figure already, in the indicator's unit."""
    word: str = ""
    """A column of words, for a category."""
    latest_by: str = ""
    """A column of days: of several rows of one practice the latest known one counts."""
    note: str = ""
    """Said of each figure from here: how it differs from what the indicator's title says."""
    note_column: str = ""
    """A column whose text ends the note."""
    where: dict[str, str] = {}
    """What columns must hold for a row to count."""
    own_periods: bool = False
    """Each row bears its own period (`period`, `starts`, `ends`), not that of its release."""

    @property
    def measures(self) -> list[str]:
        """The columns that a figure is made of."""
        return [*filter(None, (self.numerator, self.denominator, self.value, self.word))]


class Indicator(_Table):
    """One thing known about each practice, with all that a page must say about it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    domain: Domain
    kind: Literal["number", "count", "yes_no", "category"]
    unit: str = ""
    scale: float = 1
    """What numerator / denominator is multiplied by: 100 for a percentage."""
    decimals: int = 0
    """How many decimals a page shows; figures are kept to six."""
    polarity: Literal["higher is better", "lower is better", "not stated"]
    numerator_title: str = ""
    denominator_title: str = ""
    values: tuple[str, ...] = ()
    """The words a category may have."""
    stands: bool = False
    """A figure stands until the practice has a newer one, as a rating does; otherwise all practices
    are read from one period, so that they can be compared."""
    about: str
    caveat: str = ""
    source_note: str = ""
    sources: tuple[Source, ...] = ()
    """The publishers' datasets, the one to be preferred first."""
    review: date
    """By when somebody should look at this declaration again."""

    @property
    def all_sources(self) -> tuple[Source, ...]:
        """The publishers' datasets and, after them, the analyst's own figures."""
        analyst = Source(
            dataset=ANALYST,
            table="figures",
            numerator="numerator",
            denominator="denominator",
            value="value",
            word="value_text",
            where={"indicator": self.id},
            note="an analyst's figures",
            note_column="source",
            own_periods=True,
        )
        return (*self.sources, analyst)

    @property
    def in_words(self) -> bool:
        """Its values are words, not numbers."""
        return self.kind in ("yes_no", "category")

    @model_validator(mode="after")
    def _words_are_listed(self) -> Indicator:
        if self.in_words != bool(self.values):
            raise ValueError("a category or yes/no lists its `values`, a number or count has none")
        return self


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its id, in the order of ids. Raises ValueError naming a bad file."""
    return {i.id: i for i in map(_read, sorted(Path(__file__).parent.glob("*.toml")))}


def _read(path: Path) -> Indicator:
    try:
        found = Indicator.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    if found.id != path.stem:
        raise ValueError(f"{path.name}: its id is {found.id}; name the file {found.id}.toml")
    return found
