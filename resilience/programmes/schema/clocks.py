"""Clocks: by when somebody is answered (E16)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Name, Table, Text


class Clock(Table):
    """By when something is done after something else; the day it starts on is not counted."""

    id: Name
    title: Text
    after: Text
    """What starts it."""
    days: Annotated[int, Field(ge=1, le=366)]
    counted: Literal["working days", "calendar days"]
    """Working days leave out weekends and England's bank holidays."""
    basis: Basis
    cite: Citations
