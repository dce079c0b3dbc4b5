"""How QOF's raw files are named."""

from __future__ import annotations

import re

from resilience.evidence.periods import Period, find_period


def name_period(name: str) -> Period | None:
    """QOF writes 2021-22 as 2122 into its file names, which would pass for a calendar year."""
    if found := re.search(r"_(\d\d)(\d\d)(?!\d)", name):
        first, second = map(int, found.groups())
        if second == (first + 1) % 100:
            return Period.financial_year(2000 + first)
    return find_period(name)
