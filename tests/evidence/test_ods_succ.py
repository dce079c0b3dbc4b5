from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.evidence.publishing import counts, load_one, write_csv


def test_one_organisation_may_be_followed_by_several(tmp_path: Path) -> None:
    rows = [["QJG", "D7T5G", "", "20260401", "0"], ["QJG", "T6Y0W", "", "20260401", "1"]]
    path = write_csv(tmp_path / "2026-05" / "succ.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.rejects) == ("ods_succ", 0)
    assert tables["successions"] == [
        {"predecessor": "QJG", "successor": "D7T5G", "day": date(2026, 4, 1), "line": 1},
        {"predecessor": "QJG", "successor": "T6Y0W", "day": date(2026, 4, 1), "line": 2},
    ]


def test_the_same_succession_stands_once(tmp_path: Path) -> None:
    rows = [["QJG", "D7T5G", "", "20260401", "0"]] * 2
    path = write_csv(tmp_path / "2026-05" / "succ.csv", rows)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.rejects == 1
    assert "stands on line 1 already" in outcome.message


def test_the_real_file(real_data: Path, tmp_path: Path) -> None:
    assert counts(real_data / "ods-succ", tmp_path) == {
        "2026-05/succ.csv.gz": ("ods_succ", "2026-05", {"successions": 11537}, 0),
    }
