from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.evidence.publishing import load_one, write_csv

NAME = "GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv"
PHONE = (0.2, 0.1, 0.3, 0.1, 0.1, 0.2)
"""I have not tried, very easy, fairly easy, neither, fairly difficult, very difficult."""


def named(
    phone: tuple[float, ...] = PHONE, easy: float | str = 0.5, **other: Any
) -> dict[str, Any]:
    """A practice's row as from 2024; `easy` is of those who tried."""
    row: dict[str, Any] = {"ad_practicecode": "A81001", "ad_practicename": "THE DENSHAM SURGERY"}
    row |= {"distributed": 400, "received": 120, "resprate": 0.3}
    row |= {f"localgpservicesphone_{n}.pct": share for n, share in enumerate(phone, start=1)}
    row |= {"localgpservicesphone.pcteval": easy, "localgpservicesphone.baseevalw": 100}
    for question in ("gpcontactoverall", "overallexp"):
        row |= {f"{question}_4.pct": 0.1, f"{question}_5.pct": 0.05}
        row |= {f"{question}.pcteval": 0.7, f"{question}.baseevalw": 110.5}
    return row | other


def numbered(**other: Any) -> dict[str, Any]:
    """A practice's row to 2023."""
    row: dict[str, Any] = {"Practice_Code": "A81001", "Practice_Name": "THE DENSHAM SURGERY"}
    row |= {"CCG_Code": "00K", "distributed": 300, "received": 100, "resprate": 0.33}
    row |= {"Q3base": 90.5, "Q3_4pct": 0.1, "Q3_12pct": 0.6}
    for question in ("Q18", "Q28"):
        row |= {f"{question}base": 80, f"{question}_4pct": 0.1, f"{question}_5pct": 0.05}
        row |= {f"{question}_12pct": 0.7}
    return row | other


def load_rows(folder: Path, *rows: dict[str, Any], name: str = NAME) -> tuple[Any, Any]:
    path = write_csv(folder / name, [list(rows[0]), *(list(row.values()) for row in rows)])
    return load_one(path, folder / "home")


@pytest.mark.parametrize(
    "phone", [PHONE, (*PHONE[1:], PHONE[0])], ids=["not tried first", "not tried last"]
)
def test_the_hardest_answer_on_the_phone_is_found_wherever_it_stands(tmp_path, phone) -> None:
    outcome, tables = load_rows(tmp_path, named(phone))

    (row,) = tables["practices"]
    assert (outcome.dataset, outcome.period) == ("gp_patient_survey", "2025-01/2025-03")
    assert row["phone_hardest"] == pytest.approx(0.2 / 0.8 * 100)
    assert row["phone_base"] == 100


def test_answers_that_do_not_add_up_leave_the_hardest_unknown(tmp_path: Path) -> None:
    outcome, tables = load_rows(tmp_path, named(easy=0.9))

    (row,) = tables["practices"]
    assert (row["phone_hardest"], row["phone_hardest_mark"]) == (None, "not available")
    assert "don't add up to the published share" in outcome.message


def test_poor_answers_are_counted_among_all_who_answered(tmp_path: Path) -> None:
    _, tables = load_rows(tmp_path, named())

    (row,) = tables["practices"]
    assert row["overall_poor"] == pytest.approx(0.15 * 110.5)
    assert row["access_poor"] == pytest.approx(0.15 * 110.5)


@pytest.mark.parametrize("written", ["-97", "-98", "-99", "-98.0"])
def test_few_answers_are_suppressed(tmp_path: Path, written: str) -> None:
    few = named(**{"ad_practicecode": "A81002", "overallexp_5.pct": written})

    outcome, tables = load_rows(tmp_path, named(), few)

    row = tables["practices"][1]
    assert (row["overall_5"], row["overall_5_mark"]) == (None, "suppressed")
    assert (row["overall_poor"], row["overall_poor_mark"]) == (None, "suppressed")
    assert row["access_poor"] is not None
    assert "1 of 2 practices have answers suppressed" in outcome.message


def test_the_layout_to_2023_has_numbered_questions(tmp_path: Path) -> None:
    name = "GPPS_2021_Practice_data_(weighted)_(csv)_PUBLIC.csv"

    outcome, tables = load_rows(tmp_path, numbered(), name=name)

    (row,) = tables["practices"]
    assert outcome.period == "2021-01/2021-03"
    assert row["phone_hardest"] == pytest.approx(9.05)
    assert row["overall_poor"] == pytest.approx(12)


def test_percent_where_shares_should_be_is_not_read(tmp_path: Path) -> None:
    outcome, _ = load_rows(tmp_path, numbered(Q3_4pct=10, Q3_12pct=60))

    assert outcome.status == "rejected"
    assert "'10' is not a share between 0 and 1" in outcome.message


def test_a_known_share_of_nobody_is_a_zero(tmp_path: Path) -> None:
    _, tables = load_rows(tmp_path, numbered(Q28_4pct=0, Q28_5pct=0))

    (row,) = tables["practices"]
    assert (row["overall_poor"], row["overall_poor_mark"]) == (0, None)
