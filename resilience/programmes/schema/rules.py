"""The rules that turn an indicator's value into met, not met or not known."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import (
    Basis,
    Citations,
    Count,
    IndicatorId,
    Level,
    Months,
    Number,
    Table,
    Texts,
)


class RuleBase(Table):
    """What every rule says about itself, so that no threshold goes without its origin."""

    basis: Basis
    """Whether the programme states the threshold or a team has set it (G8.6)."""
    cite: Citations
    """Requirement ids the rule rests on."""
    why: str = ""
    """One sentence for a reader: why this value, and why evidence of this age."""
    max_age_months: Months | None = None
    """Oldest evidence the rule accepts, in months; the pack's own limit when absent."""


class Category(RuleBase):
    """Met when the indicator's word is one of `met_when` (GC1, GC2, GC13)."""

    type: Literal["category"]
    indicator: IndicatorId
    met_when: Texts
    """The words that meet the criterion, as the indicator publishes them."""


class Above(RuleBase):
    """Met when the value is above the threshold; at it too when `inclusive`."""

    type: Literal["above"]
    indicator: IndicatorId
    threshold: Number
    inclusive: bool = False
    """Whether a value exactly at the threshold meets the criterion."""


class Below(RuleBase):
    """Met when the value is below the threshold; at it too when `inclusive` (GC11)."""

    type: Literal["below"]
    indicator: IndicatorId
    threshold: Number
    inclusive: bool = False
    """Whether a value exactly at the threshold meets the criterion."""


class Equals(RuleBase):
    """Met when the value is exactly `value` (GC10)."""

    type: Literal["equals"]
    indicator: IndicatorId
    value: Number


class WorstShare(RuleBase):
    """Met when the value is among the `percent` at one tail, or at each of both (GC4, GC12)."""

    type: Literal["worst_share"]
    indicator: IndicatorId
    percent: Annotated[Number, Field(gt=0, lt=50)]
    """Percent of practices with a known value, at each tail asked for."""
    tail: Literal["high", "low", "both"]
    within: Literal["england"] | Level = "england"
    """england, or a level whose mean divides each value first; then all England is ranked."""
    minimum_practices: Count = 20
    """Fewest practices with a known value in the area of `within`; with fewer, not known."""


SimpleRule = Annotated[Category | Above | Below | Equals | WorstShare, Field(discriminator="type")]


class AnyOf(RuleBase):
    """Met when any rule is met; not met when all are known and none is; else not known (GC12)."""

    type: Literal["any_of"]
    rules: Annotated[tuple[SimpleRule, ...], Field(strict=False, min_length=2)]


class CountFlags(RuleBase):
    """Met when at least `at_least` flags are raised (GC7, E20).

    A known `reported_indicator` is the count. Otherwise the flags are counted: met when enough
    are met, not met when even the unknown ones could not make enough, else not known.
    """

    type: Literal["count_flags"]
    reported_indicator: IndicatorId | None = None
    """A count typed in or published, used before the pack's own count."""
    flags: Annotated[tuple[SimpleRule, ...], Field(strict=False, min_length=1)]
    at_least: Count
    also_show: Count | None = None
    """A second, stricter count that pages show beside the first."""


Rule = Annotated[
    Category | Above | Below | Equals | WorstShare | AnyOf | CountFlags,
    Field(discriminator="type"),
]
