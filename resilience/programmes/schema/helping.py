"""Other help there is, and the case that is made before a third party is paid (G7.2, G11.1)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.asking import Address
from resilience.programmes.schema.parts import Citations, Count, Name, Table, Text


class OtherHelp(Table):
    """Help that is not of this programme (G7.1, G7.2)."""

    id: Name
    title: Text
    about: Text
    who: Text
    """Who is eligible."""
    address: Address | None = None
    categories: Annotated[tuple[Name, ...], Field(strict=False)] = ()
    """Kinds of support of the menu that it goes with."""
    cite: Citations


class Buying(Table):
    """A way of buying help from a third party."""

    id: Name
    title: Text
    about: Text


class Approval(Table):
    """Who approves a business case up to an amount; the last has no limit."""

    role: Name
    """Of the product."""
    up_to_pounds: Count | None = None


class Sample(Table):
    """A sample business case for a kind of support, in words of ours."""

    category: Name
    title: Text
    need: Text
    options: Text
    benefits: Text
    why_this_way: Text


class Helping(Table):
    """Who else helps, and how help of third parties is approved."""

    other_help: Annotated[tuple[OtherHelp, ...], Field(strict=False)] = ()
    buying: Annotated[tuple[Buying, ...], Field(strict=False, min_length=1)]
    approvals: Annotated[tuple[Approval, ...], Field(strict=False, min_length=1)]
    samples: Annotated[tuple[Sample, ...], Field(strict=False)] = ()
    cite: Citations
