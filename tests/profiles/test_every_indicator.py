"""Each declared indicator appears wherever indicators do, without further code."""

from __future__ import annotations

import csv
import io

import pytest

from resilience.evidence.indicators import Indicator, indicators
from resilience.organisations.actions import rebuild
from resilience.programmes import packs
from tests.evidence.stores import Row, add, analyst_row
from tests.organisations.publishing import files, loaded

DAY = "2026-03-01"
CODES = ["A81001", *(f"P{number:05}" for number in range(8))]


@pytest.fixture
def every(db, home, tmp_path) -> None:
    """An England in which each practice has a figure of every indicator."""
    store = loaded(files(tmp_path / "published", practices=12), home)
    rebuild(by="test", store=store)
    for indicator in indicators().values():
        rows = [_row(indicator, code, at) for at, code in enumerate(CODES)]
        add(store, "analyst_figures", "2025", rows, scope=indicator.id)


def _row(indicator: Indicator, code: str, at: int) -> Row:
    if indicator.in_words:
        return analyst_row(code, indicator.id, "2025", value_text=indicator.values[0])
    if indicator.numerator_title and indicator.denominator_title:
        parts = {"numerator": 100.0 + at, "denominator": 1000.0}
        return analyst_row(code, indicator.id, "2025", **parts)
    return analyst_row(code, indicator.id, "2025", value=100.0 + at)


def rows_of(client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_each_is_on_the_pages_of_a_practice_on_its_own_and_in_every_file(every, client):
    asked = f"?as_at={DAY}"
    practice = client.get(f"/organisations/A81001/{asked}").content.decode()
    profile = client.get(f"/practices/A81001/profile/{asked}").content.decode()
    printed = client.get(f"/practices/A81001/print/{asked}").content.decode()
    compared = client.get(f"/compare/{asked}&practice=A81001&practice=P00000").content.decode()
    files = {
        address: {row["indicator"]: row for row in rows_of(client, address)}
        for address in (
            f"/organisations/A81001/{asked}&format=csv",
            f"/practices/A81001/profile/{asked}&format=csv",
            f"/compare/{asked}&practice=A81001&practice=P00000&format=csv",
            "/indicators/?format=csv",
        )
    }
    for name, indicator in indicators().items():
        title = indicator.title.replace("&", "&amp;")
        for page in (practice, profile, printed, compared):
            assert title in page, name
        for address, rows in files.items():
            assert name in rows, (name, address)
        own = client.get(f"/indicators/{name}/{asked}").content.decode()
        assert f"<h1>{title}</h1>" in own and "Practices" in own
        mine = rows_of(client, f"/indicators/{name}/{asked}&format=csv")
        assert sum(row["value"] != "" for row in mine) == len(CODES), name


def test_what_describes_whom_a_practice_cares_for_is_never_scored():
    context = {name for name, one in indicators().items() if one.domain == "context"}
    assert {"deprivation_score", "aged_75_plus_percent", "ethnic_minority_percent"} <= context
    for programme in packs.available():
        for criterion in packs.load(programme).criteria:
            asked = str(criterion.rule.model_dump()) if criterion.rule else ""
            assert not [name for name in context if f"'{name}'" in asked], criterion.id


def test_nothing_of_the_context_is_variation_for_enquiry(every, client):
    for name, indicator in indicators().items():
        if indicator.domain == "context":
            assert indicator.polarity == "not stated"
            rows = rows_of(client, f"/indicators/{name}/?as_at={DAY}&format=csv")
            assert {row["variation_for_enquiry"] for row in rows} <= {"", "no"}, name
