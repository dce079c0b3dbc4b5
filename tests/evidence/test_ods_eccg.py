from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.evidence.publishing import counts, load_one, write_csv


def eccg_row(code: str, role: str, closed: str = "", region: str = "Y61") -> list[str]:
    start = [code, f"NHS {code}", region, "QH8", "1 HIGH STREET", "", "", "BASILDON", "ESSEX"]
    return [*start, "SS14 3HG", "20130401", closed, "", role, *[""] * 7, "0", *[""] * 5]


@pytest.mark.parametrize(
    ("role", "meaning"),
    [
        ("C", "commissioner"),
        ("H", "hub"),
        ("RO319", "commissioner"),
        ("RO319|RO326", "commissioner"),
        ("RO218", "hub"),
        ("RO327", "reporting entity"),
        ("", None),
    ],
)
def test_both_vocabularies_of_roles_are_folded_into_one(tmp_path, role, meaning) -> None:
    rows = [eccg_row("99E", role), eccg_row("D4U1Y", "RO319")]
    path = write_csv(tmp_path / "2025-04" / "eccg.csv", rows)

    _, tables = load_one(path, tmp_path / "home")

    assert tables["commissioners"][0]["role"] == meaning


def test_a_commissioner_that_closed_keeps_its_day_of_closing(tmp_path: Path) -> None:
    rows = [eccg_row("00C", "", "20200331"), eccg_row("99E", "RO319")]
    path = write_csv(tmp_path / "2025-04" / "eccg.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("ods_eccg", "2025-04")
    assert tables["commissioners"][0] == {
        "commissioner": "00C",
        "name": "NHS 00C",
        "region": "Y61",
        "high_level": "QH8",
        "postcode": "SS14 3HG",
        "opened": date(2013, 4, 1),
        "closed": date(2020, 3, 31),
        "role": None,
        "line": 1,
    }


def test_a_role_that_nobody_knows_is_put_aside(tmp_path: Path) -> None:
    rows = [eccg_row("99E", "C"), eccg_row("99F", "RO999")]
    path = write_csv(tmp_path / "2016-02" / "eccg.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert len(tables["commissioners"]) == 1
    assert "line 2: role: 'RO999' is not a role we know" in outcome.message


def test_another_report_of_27_columns_is_not_taken_for_eccg(tmp_path: Path) -> None:
    trust = eccg_row("RVR", "")
    branch = eccg_row("A81004001", "")
    for rows in ([trust, trust], [branch, branch]):
        path = write_csv(tmp_path / "2017-08" / "other.csv", rows)
        outcome, _ = load_one(path, tmp_path / "home")
        assert outcome.status == "unrecognised"


def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    assert counts(real_data / "ods-eccg", tmp_path) == {
        "2016-02/eccg.csv": ("ods_eccg", "2016-02", {"commissioners": 249}, 0),
        "2025-26/eccg.csv": ("ods_eccg", "2025-26", {"commissioners": 320}, 0),
    }
