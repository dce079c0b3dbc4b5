"""A share above 100%, as a publisher's two counts of different days can give."""

from __future__ import annotations

import pytest

from resilience.organisations.actions import rebuild
from tests.evidence.stores import add, analyst_row
from tests.look.reading import check
from tests.organisations.publishing import files, loaded

DAY = "2026-03-01"
NAME = "prevalence_learning_disability_percent"
ASKED = f"?as_at={DAY}"
PAGES = [
    f"/indicators/{NAME}/{ASKED}",
    f"/indicators/{NAME}/{ASKED}&format=json",
    f"/practices/A81001/profile/{ASKED}",
    f"/practices/A81001/print/{ASKED}",
    f"/practices/A81001/changes/{ASKED}",
    f"/organisations/A81001/{ASKED}",
    f"/areas/QHM/changes/{ASKED}",
    f"/compare/{ASKED}&practice=A81001&practice=P00000",
    f"/data-quality/{ASKED}",
]


@pytest.fixture
def above(db, home, tmp_path) -> None:
    store = loaded(files(tmp_path / "published", practices=30), home)
    rebuild(by="test", store=store)
    for year in ("2024", "2025"):
        rows = [
            analyst_row(f"P{at:05}", NAME, year, numerator=float(at), denominator=1000.0)
            for at in range(26)
        ]
        rows.append(analyst_row("A81001", NAME, year, numerator=130.0, denominator=100.0))
        add(store, "analyst_figures", year, rows)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_breaks(above, client, address):
    assert client.get(address).status_code == 200


def test_its_value_is_shown_without_an_interval_and_with_the_reason(above, client):
    page = check(client.get(PAGES[0]).content.decode()).text
    assert "130" in page
    assert "None: more counted than there are" in page
    changes = check(client.get(f"/practices/A81001/changes/{ASKED}").content.decode()).text
    assert "Not tested" in changes
