"""The page that says what is read must keep step with what is read."""

from __future__ import annotations

import re
from pathlib import Path

from resilience.evidence.datasets import registered
from resilience.evidence.datasets.base import match
from resilience.evidence.sources import Source
from tests.evidence.publishing import load_one

PAGE = (Path(__file__).parents[2] / "docs" / "datasets.md").read_text("utf-8")


def test_the_page_names_every_dataset() -> None:
    assert [name for name in registered() if f"`{name}`" not in PAGE] == []


def test_the_analysts_example_can_be_loaded(tmp_path) -> None:
    example = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert example
    (tmp_path / "figures.csv").write_text(example[1])

    outcome, tables = load_one(tmp_path / "figures.csv", tmp_path / "home")

    assert (outcome.status, outcome.rejects) == ("loaded", 0)
    assert tables["figures"][3]["numerator_mark"] == "suppressed"


def test_the_walk_through_declares_a_dataset_that_reads() -> None:
    module = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert module
    names: dict = {}
    exec(re.sub(r"^   ", "", module[1], flags=re.MULTILINE), names)
    content = b"APPOINTMENT_MONTH_START_DATE,GP_CODE,SUB_ICB_LOCATION_CODE,COUNT_OF_APPOINTMENTS\n"
    source = Source("a.csv", "a.csv", "", content + b"01JUL2025,A81001,16C,2100\n")

    tables, rejects = match(names["DATASET"], source).read()

    assert rejects == []
    assert names["DATASET"].content_period(tables).label == "2025-07"
