"""What is asked to be shared: on which day, and how much."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from resilience.funding.shares.populations import NothingToShareBy
from resilience.funding.years import Year
from resilience.look.forms import SUM
from resilience.programmes.schema import Pack


def asked_for(pack: Pack, year: str, day: date | None, pence: int | None) -> tuple[date, int]:
    """The day and the pence of a programme's year: its first day and the pack's sum, unless
    something else is asked for. Raises NothingToShareBy where the pack states no sum, or knows no
    such year."""
    if pack.funding is None:
        raise NothingToShareBy(f"{pack.title} has no money of its own.")
    try:
        starts = Year.called(year).starts
    except ValueError as problem:
        raise NothingToShareBy(str(problem)) from None
    known = pack.funding.year(year)
    if known is None and pence is None:
        years = ", ".join(one.year for one in pack.funding.years)
        raise NothingToShareBy(
            f"{pack.title} has no money for {year}: choose one of {years}, or give an amount."
        )
    if pence is None and known is not None and known.pounds is not None:
        pence = known.pounds * 100
    if pence is None:
        raise NothingToShareBy(
            f"{pack.title} states no sum for England in {year}, as each area says its own: give an "
            "amount to be shared."
        )
    return day or starts, pence


def pence_of(text: str) -> int:
    """A sum as people write it, like 12,500 or £12500.50, in pence. Raises ValueError for none."""
    found = SUM.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no sum of money: give pounds, like 12,500 or 12500.50.")
    return int(Decimal(re.sub(r"[\s,]", "", found[1])) * 100)
