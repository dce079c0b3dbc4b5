"""ODS succ: who took over from whom, in five columns without headings."""

from __future__ import annotations

from datetime import date, timedelta

from resilience.site.demonstration.world import practices
from resilience.site.demonstration.writing import csv_file


def succ(day: date) -> bytes:
    """Practices that closed by `day` and whose patients joined another."""
    rows = [
        [p.code, p.joins, "", f"{p.closed + timedelta(days=1):%Y%m%d}", "1"]
        for p in practices()
        if p.joins and p.closed and p.closed < day
    ]
    return csv_file(rows, quoted=True)
