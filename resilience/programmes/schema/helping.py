"""Other help there is, and the case that is made before a third party is paid (G7.2, G11.1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.asking import Address
from resilience.programmes.schema.parts import Basis, Citations, Count, Name, Table, Text

Approver = Literal["resilience_lead", "finance_lead", "regional_lead"]
"""The roles of the product that approve spending."""
Categories = Annotated[tuple[Name, ...], Field(strict=False)]


class OtherHelp(Table):
    """Help that is not of this programme (G7.1, G7.2)."""

    id: Name
    title: Text
    about: Text
    who: Text
    """Who is eligible."""
    address: Address | None = None
    categories: Categories = ()
    """Kinds of support of the menu that it goes with."""
    cite: Citations


class Buying(Table):
    """A way of buying help from a third party."""

    id: Name
    title: Text
    about: Text


class Approval(Table):
    """Who approves a business case up to an amount; the last has no limit."""

    role: Approver
    up_to_pounds: Count | None = None
    basis: Basis

    def covers(self, pence: int) -> bool:
        """Whether a cost is within the limit."""
        return self.up_to_pounds is None or pence <= self.up_to_pounds * 100


class Sample(Table):
    """A sample business case for a kind of support, in words of ours. What stands in square
    brackets is replaced by whoever writes one."""

    category: Name
    title: Text
    need: Text
    options: Text
    """Doing nothing among them."""
    benefits: Text
    why_this_way: Text


class Helping(Table):
    """Who else helps, and how help of third parties is approved."""

    other_help: Annotated[tuple[OtherHelp, ...], Field(strict=False)] = ()
    buying: Annotated[tuple[Buying, ...], Field(strict=False, min_length=1)]
    approvals: Annotated[tuple[Approval, ...], Field(strict=False, min_length=1)]
    """The smallest limit first."""
    samples: Annotated[tuple[Sample, ...], Field(strict=False)] = ()
    why: Text
    """One sentence for a reader: where the limits come from."""
    cite: Citations

    def approvers(self, pence: int) -> tuple[Approver, ...]:
        """The roles that may approve a cost: that with the smallest limit it fits, and all with a
        higher one."""
        return tuple(one.role for one in self.approvals if one.covers(pence))

    def way(self, buying: str) -> Buying:
        """The way of buying with that id; KeyError where there is none."""
        return {one.id: one for one in self.buying}[buying]

    def sample(self, category: str) -> Sample | None:
        """The sample for a kind of support, if there is one."""
        return next((one for one in self.samples if one.category == category), None)
