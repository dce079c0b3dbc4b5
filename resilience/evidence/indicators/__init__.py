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


Part = Literal[
    "numerator", "denominator", "benchmark", "comparison", "outlier", "series_breaks", "sources"
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
    in_pence: tuple[Literal["numerator", "denominator", "value"], ...] = ()
    """Which of them hold pence; the figure is in pounds."""
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


class SeriesBreak(_Table):
    """From this day on figures are made in another way: no trend is read across it."""

    starts: date
    why: str


class Outlier(_Table):
    """When a figure stands out from the others, which is a reason to ask and no judgement.

    Which end stands out follows from the polarity; where that is not stated, both do.
    """

    method: Literal["funnel", "ends"]
    limit: float = Field(gt=0)
    """For a funnel, standard deviations from the benchmark; for the ends, percent of practices."""
    least: float = Field(ge=0)
    """The reliability floor: with a smaller denominator (or, without one, value) nothing stands
    out."""

    @model_validator(mode="after")
    def _limit_is_likely(self) -> Outlier:
        if self.method == "ends" and not self.limit < 50:
            raise ValueError("an end is less than 50 percent of practices")
        return self


class Example(_Table):
    """A worked example: from a numerator and a denominator to the value as it is shown."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | str

    @model_validator(mode="after")
    def _is_whole(self) -> Example:
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError("an example has both a numerator and a denominator, or neither")
        return self


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
    benchmark: Literal["England", "commissioner's area", "none"] = "none"
    """Whose practices a figure is set against first."""
    comparison: Literal["proportion", "rate", "spread", "none"] = "none"
    """A proportion has Wilson's interval, a rate of counted events Byar's; of anything else only
    its place among the others is shown."""
    outlier: Outlier | None = None
    series_breaks: tuple[SeriesBreak, ...] = ()
    change_of: str = ""
    """The id of an indicator whose growth over `months`, in percent, this one is."""
    months: int = Field(default=0, ge=0)
    about: str
    caveat: str = ""
    source_note: str = ""
    sources: tuple[Source, ...] = ()
    """The publishers' datasets, the one to be preferred first."""
    example: Example | None = None
    absent: dict[Part, str] = {}
    """Why a part is not there, for a reader: no part is left out in silence."""
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

    @property
    def scored(self) -> bool:
        """Whether a programme may score it; the context of a practice it may not (Q17)."""
        return self.domain != "context"

    @model_validator(mode="after")
    def _words_are_listed(self) -> Indicator:
        if self.in_words != bool(self.values):
            raise ValueError("a category or yes/no lists its `values`, a number or count has none")
        return self

    @model_validator(mode="after")
    def _compares_what_can_be_compared(self) -> Indicator:
        ratio = bool(self.numerator_title and self.denominator_title)
        if self.in_words and (self.comparison != "none" or self.outlier):
            raise ValueError("words are not compared as numbers: no `comparison` and no `outlier`")
        if self.comparison in ("proportion", "rate") and not ratio:
            raise ValueError(f"a {self.comparison} says what its numerator and denominator are")
        if self.outlier and self.outlier.method == "funnel" and self.comparison == "spread":
            raise ValueError("a funnel is for a proportion or a rate; use the ends of the spread")
        if self.outlier and self.comparison == "none":
            raise ValueError("an `outlier` rule needs a `comparison`")
        if not self.scored and (self.outlier or self.polarity != "not stated"):
            raise ValueError("context is never scored: no `outlier`, and a polarity 'not stated'")
        if bool(self.change_of) != bool(self.months):
            raise ValueError("`change_of` and `months` go together")
        return self

    @model_validator(mode="after")
    def _example_works(self) -> Indicator:
        example = self.example
        if example is None:
            return self
        if isinstance(example.value, str) != self.in_words:
            raise ValueError("the example's value is a word for a category, else a number")
        if self.in_words and example.value not in self.values:
            raise ValueError(f"the example's value is none of {', '.join(self.values)}")
        if example.numerator is not None and example.denominator:
            value = round(example.numerator / example.denominator * self.scale, self.decimals)
            if value != example.value:
                raise ValueError(f"the example works out as {value}, not {example.value}")
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
