"""How QOF's raw files are named, and the shapes of their codes."""

from __future__ import annotations

import re

from resilience.evidence.periods import Period, find_period

INDICATOR = r"[A-Z]{2,7}\d{1,3}[A-Z]?"
GROUP = r"(?!TOTAL$)[A-Z]{2,8}\d?"
LIST_TYPE = r"TOTAL|\d\d[0-9A-Z_]*"
"""Whose list an indicator is about: all, or patients of some ages ('17OV', '25_64_F')."""


def name_period(name: str) -> Period | None:
    """QOF writes 2021-22 as 2122 into its file names, which would pass for a calendar year."""
    if found := re.search(r"_(\d\d)(\d\d)(?!\d)", name):
        first, second = map(int, found.groups())
        if second == (first + 1) % 100:
            return Period.financial_year(2000 + first)
    return find_period(name)
