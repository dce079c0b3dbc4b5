"""What changed in a practice's figures since the period before."""

from __future__ import annotations

import csv
import io
from datetime import date
from math import asin, sqrt

import pytest
from scipy.stats import norm

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import indicators
from resilience.evidence.periods import Period
from resilience.evidence.store import Store
from resilience.profiles.changes import chance
from tests.evidence.stores import add, analyst_row
from tests.profiles.practices import DAY, england

ADDRESS = f"/practices/A81001/changes/?as_at={DAY}"


@pytest.fixture
def small(db, home, tmp_path) -> Store:
    return england(tmp_path / "published", home)


def rows_of(client, address: str = ADDRESS) -> dict[str, dict[str, str]]:
    text = b"".join(client.get(f"{address}&format=csv").streaming_content).decode("utf-8-sig")
    return {row["indicator"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_change_has_its_size_direction_and_both_periods(small, client):
    page = client.get(ADDRESS).content.decode()
    assert "Up by 32.0 percentage points" in page
    assert "January 2025" in page
    assert "February 2025" in page
    row = rows_of(client)["calls_missed_percent"]
    assert (row["value_before"], row["value"], row["change"]) == ("8.0", "40.0", "32.0")
    assert row["period_before"] == "2025-01"


def test_a_month_is_not_compared_with_a_year(small, client):
    rows = [analyst_row("A81001", "patients_per_gp", "2024", numerator=900.0, denominator=1.0)]
    add(small, "analyst_figures", "2024", rows)
    assert "patients_per_gp" not in rows_of(client)


def test_no_change_is_read_across_a_break_of_the_series(small, client):
    broken = next(i for i in indicators().values() if i.series_breaks and not i.in_words)
    year = broken.series_breaks[0].starts.year
    values = ((str(year - 1), 10.0), (str(year + 1), 20.0))
    rows = [analyst_row("A81001", broken.id, period, value=value) for period, value in values]
    add(small, "analyst_figures", f"{year - 1}/{year + 1}", rows)
    assert broken.id not in rows_of(client)


@pytest.mark.parametrize("counts", [(10, 100, 12, 100), (10, 100, 25, 100), (500, 1000, 560, 1000)])
def test_chance_is_judged_as_a_test_of_two_shares_would(counts):
    indicator = next(i for i in indicators().values() if i.comparison == "proportion")
    before, after = (
        Figure("A81001", 0.0, n, of, None, Period.day(date(2026, 1, 1)), "r", 1, "")
        for n, of in (counts[:2], counts[2:])
    )
    one, of_one, two, of_two = counts
    z = 2 * (asin(sqrt(two / of_two)) - asin(sqrt(one / of_one))) / sqrt(1 / of_one + 1 / of_two)
    beyond = 2 * norm.sf(abs(z)) < 0.05
    assert chance(indicator, before, after) == ("beyond chance" if beyond else "within chance")


def test_a_practice_without_earlier_figures_is_told_so(small, client):
    assert (
        "No changes to show"
        in client.get(f"/practices/B81001/changes/?as_at={DAY}").content.decode()
    )


def test_a_code_that_is_no_practice_is_not_found(small, client):
    assert client.get("/practices/QHM/changes/").status_code == 404
