"""The quality and resilience dashboard of an area: its domains, their figures, and how a signal
comes of them (Q8, Q9, Q17, Q19)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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
from resilience.programmes.schema.rules import SimpleRule
from resilience.programmes.schema.signal import SignalRule

DashboardLevel = Literal["practice", "pcn", "group", "ccg", "icb"]


class Flag(Table):
    """A figure that is worth a question where its rule is met."""

    id: Name
    rule: SimpleRule


class DashboardDomain(Table):
    """One part of what a practice is looked at by."""

    id: Name
    title: Text
    flags: Annotated[tuple[Flag, ...], Field(strict=False)] = ()
    also: Annotated[tuple[IndicatorId, ...], Field(strict=False)] = ()
    """Figures shown beside those of the flags, that raise none."""
    silent: str = ""
    """What no published file answers, and what a person may add."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """The figures that it shows, each once, those of its flags first."""
        return tuple(dict.fromkeys([*(one.rule.indicator for one in self.flags), *self.also]))


class DashboardAges(Table):
    """How old figures may be."""

    max_age_months: Months
    """Oldest figure that may raise a flag, unless the rule of the flag says otherwise."""
    old_months: Months
    """From this age a figure is marked as old wherever it is shown."""
    basis: Basis
    cite: Citations
    why: Text


class Dashboard(Table):
    """How the dashboard of an area is made up."""

    cite: Citations
    about: Text
    ages: DashboardAges
    minimum_known: Count
    """Fewest flags of a domain with a known result for a signal of it."""
    by_flags: SignalRule
    """How the flags of a domain give its signal: what it says of criteria holds of flags."""
    domains: Annotated[tuple[DashboardDomain, ...], Field(strict=False, min_length=1)]
    inequality: Annotated[tuple[IndicatorId, ...], Field(strict=False)] = ()
    """Of whom the practices' patients are: by the first of them practices are parted into fifths,
    by the others where a reader asks (Q17)."""
    levels: Annotated[tuple[DashboardLevel, ...], Field(strict=False, min_length=1)]
    """What may be set side by side, from the practice upwards (Q9)."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every figure it shows, each once."""
        inside = (name for domain in self.domains for name in domain.indicators)
        return tuple(dict.fromkeys([*inside, *self.inequality]))

    def domain(self, domain_id: str) -> DashboardDomain:
        """The domain with that id; KeyError where there is none."""
        for one in self.domains:
            if one.id == domain_id:
                return one
        raise KeyError(domain_id)
