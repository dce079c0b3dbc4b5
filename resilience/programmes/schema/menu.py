"""The menu: the kinds of support a programme offers (G5, E11)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Name, Table, Text

Place = Literal["menu", "referral", "agreement"]


class MenuEntry(Table):
    """One kind of support. One list serves every place; an entry says where it is offered."""

    id: Name
    title: Text
    """The programme's own."""
    about: Text
    """What it covers, in words of ours."""
    offered: Annotated[tuple[Place, ...], Field(strict=False, min_length=1)]
    """Where it may be chosen: on the menu, in a referral, in an agreement."""
    cite: Citations
