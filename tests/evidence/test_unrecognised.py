"""What the page of datasets says is left alone, and what is left alone of the real files."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import duckdb
import pytest

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, load_one, write_csv

PAGE = (Path(__file__).parents[2] / "docs" / "datasets.md").read_text("utf-8")
SECTION = PAGE.split("## What is left alone")[1].split("\n## ")[0]
LEFT_ALONE = {
    status: re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)))
    for status, table in zip(
        ("unrecognised", "rejected"), SECTION.split("Two look like"), strict=True
    )
}


def left_alone(files: list[Path], home: Path) -> dict[str, str]:
    """The files that did not become a release, each with what was said of it."""
    found = load(files, Store(home), today=TODAY)
    return {Path(o.path).name: o.status for o in found if o.status in LEFT_ALONE}


def test_each_file_that_the_page_names_is_left_alone(real_data, tmp_path) -> None:
    for status, names in LEFT_ALONE.items():
        for number, name in enumerate(names):
            files = [path for path in sorted(real_data.rglob("*")) if fnmatch(path.name, name)]
            found = left_alone(files, tmp_path / f"{status}{number}")
            assert files, f"nothing is called {name}"
            assert found == {path.name: status for path in files}, name


@pytest.mark.slow
def test_the_page_names_each_file_that_is_left_alone(real_data, tmp_path) -> None:
    for file, status in left_alone([real_data], tmp_path).items():
        assert [name for name in LEFT_ALONE[status] if fnmatch(file, name)], (file, status)


def test_prescribing_is_added_up_to_an_analysts_figures(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    products = [["202510", "A81001", "60"], ["202510", "A81001", "40"], ["202510", "-", "9"]]
    write_csv(tmp_path / "EPD_202510.csv", [["YEAR_MONTH", "PRACTICE_CODE", "ITEMS"], *products])
    lists = [["CODE", "NUMBER_OF_PATIENTS"], ["A81001", "50"], ["A81002", "70"]]
    write_csv(tmp_path / "gp-reg-pat-prac-all.csv", lists)
    query = re.search(r"```sql\n(.*?)```", SECTION, re.DOTALL)
    assert query

    duckdb.sql(query[1])
    outcome, tables = load_one(tmp_path / "items.csv", tmp_path / "home")

    (row,) = tables["figures"]
    assert (outcome.status, outcome.rejects) == ("loaded", 0)
    assert (row["practice"], row["period"]) == ("A81001", "2025-10")
    assert (row["numerator"], row["denominator"]) == (100, 50)
