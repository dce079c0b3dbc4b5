"""How a memorandum may end before its time, and what stands beside it (D9, D13, D14, DB1.3)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Count, Name, Table, Text


class Ground(Table):
    """A ground on which a side may give notice (D13.1, D13.2, E8)."""

    id: Name
    title: Text
    about: Text
    sides: Annotated[tuple[Literal["practice", "body"], ...], Field(strict=False, min_length=1)]
    months: Count | None = None
    """At least so many months after the other side has it; without it no span is set."""
    needs_reason: bool = False
    needs_lmc: bool = False
    """Whether it is discussed with the local medical committee first."""
    cite: Citations


class AssistanceCriterion(Table):
    """What must be so before money is given under a separate agreement (DB1.1, DB1.3)."""

    id: Name
    title: Text


class Ending(Table):
    """Grounds of notice, and the terms of financial assistance."""

    grounds: Annotated[tuple[Ground, ...], Field(strict=False, min_length=1)]
    assistance_title: Text
    assistance_about: Text
    assistance_criteria: Annotated[
        tuple[AssistanceCriterion, ...], Field(strict=False, min_length=1)
    ]
    cite: Citations

    def ground(self, ground_id: str) -> Ground:
        """The ground with that id; KeyError where there is none."""
        return {one.id: one for one in self.grounds}[ground_id]
