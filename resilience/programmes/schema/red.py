"""What is weighed for a practice that is red: options, criteria, where patients would go, and
who is told and heard (Q14, Q18)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Count, Name, Number, Table, Text

Km = Annotated[Number, Field(gt=0, le=60)]


class FirstStep(Table):
    """Something that often steadies a practice, offered when a plan is opened."""

    id: Name
    title: Text
    within_days: Count
    """Days from the opening by which it is done."""
    basis: Basis


class Stabilising(Table):
    """How a practice is steadied."""

    review_days: Count
    """Days between two looks at the plan."""
    steps: Annotated[tuple[FirstStep, ...], Field(strict=False, min_length=1)]
    basis: Basis
    why: Text
    cite: Citations


class Option(Table):
    """What may come after, in the long run."""

    id: Name
    title: Text
    about: Text
    needs: Text
    """What must be there for it."""
    engages: bool = False
    """Whether patients are told and heard before it is settled (Q18)."""
    simulated: bool = False
    """Whether it can be simulated where its patients would go."""
    cite: Citations


class AppraisalCriterion(Table):
    """By what options are weighed; `low` and `high` say what 1 and 5 mean."""

    id: Name
    title: Text
    about: Text
    low: Text
    high: Text
    weight: Annotated[int, Field(ge=0, le=10)] = 1
    basis: Basis


class Dispersing(Table):
    """What is assumed where patients have no address: see `clusters.red.dispersal`."""

    close_km: Km
    wide_km: Km
    reach_km: Km
    farthest_km: Km
    most_practices: Annotated[int, Field(ge=1, le=60)]
    growth_percent: Annotated[int, Field(ge=0, le=100)]
    flag_growth_percent: Count
    flag_per_gp: Count
    near_km: Km
    far_km: Km
    basis: Basis
    why: Text
    cite: Citations


class Audience(Table):
    """Who is told and heard before something is settled."""

    id: Name
    title: Text
    ways: Text
    """How they are often reached."""
    before_days: Count
    """Days before the decision, at the latest, on which they are told and asked."""
    basis: Basis


class Red(Table):
    """How a practice is steadied, and what comes after."""

    stabilising: Stabilising
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=2)]
    criteria: Annotated[tuple[AppraisalCriterion, ...], Field(strict=False, min_length=1)]
    dispersing: Dispersing | None = None
    audiences: Annotated[tuple[Audience, ...], Field(strict=False, min_length=1)]
    cite: Citations

    @property
    def simulates(self) -> bool:
        """Whether one of the options can be simulated."""
        return any(one.simulated for one in self.options)

    def option(self, option_id: str) -> Option | None:
        """The option with that id."""
        return next((one for one in self.options if one.id == option_id), None)

    def audience(self, audience_id: str) -> Audience | None:
        """The audience with that id."""
        return next((one for one in self.audiences if one.id == audience_id), None)
