"""The API asked as programs ask it, of a small England with figures."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row
from tests.organisations.conftest import small_england

__all__ = ["small_england"]
CODES = ["A81001", "A81002", "A81003", "B81001"]


@pytest.fixture
def england(small_england: Store) -> Store:
    """The small England with figures, one of which begins as a formula does."""
    rows = [
        analyst_row(code, "patients_per_gp", year, numerator=4000.0 + n, denominator=2.0)
        for year in ("2016", "2017")
        for n, code in enumerate(CODES)
    ]
    rows += [
        analyst_row("A81001", "cqc_overall_rating", "2017", value_text="Good"),
        analyst_row("A81003", "gp_headcount", "2017", value_mark="suppressed"),
    ]
    rows[0]["source"] = "=HYPERLINK(1)"
    add(small_england, "analyst_figures", "2016/2017", rows)
    return small_england


def ask(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refusal(client: Client, address: str, **query: Any) -> tuple[int, str]:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["detail"]


def content(client: Client, address: str, **query: Any) -> bytes:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
