"""National figures that publishers printed, found again from practices' figures.

Of calls, online requests and lists the printed figure is read from the workbook's summary sheet
('Table 1') by what its row is called. That of QOF stands among the publication's main findings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from tests.evidence.reading import read


def slow(*of_an_earlier_release: object) -> Any:
    return pytest.param(*of_an_earlier_release, marks=pytest.mark.slow)


def workbook(folder: Path) -> CalamineWorkbook:
    return CalamineWorkbook.from_path(str(next(folder.glob("*.xlsx"))))


def printed(book: CalamineWorkbook, words: str) -> float:
    """The figure of the latest month in the row whose words begin so."""
    for row in book.get_sheet_by_name("Table 1").to_python():
        if str(row[1]).strip().casefold().startswith(words.casefold()):
            return float(row[2])
    raise AssertionError(f"no row '{words}'")


def unassigned(book: CalamineWorkbook) -> dict[str, float]:
    """Calls to telephone accounts that several practices share, which no practice's rows hold."""
    rows = book.get_sheet_by_name("Table 3").to_python()
    top = next(i for i, row in enumerate(rows) if str(row[0]).startswith("Month"))
    columns = {"inbound": 11, "answered": 13, "missed": 20}
    assert rows[top][11].startswith("Count of Inbound")
    assert (rows[top][13], rows[top][20][:6]) == ("Answered", "Missed")
    shared = [row for row in rows if row[1] == "Unassigned"]
    return {name: sum(row[column] for row in shared) for name, column in columns.items()}


@pytest.mark.parametrize(
    ("month", "short"),
    # All rows of the first workbook together fall short of its own total.
    [slow("2025-11", 0.001), slow("2026-01", 0), ("2026-02", 0)],
)
def test_calls_to_practices_in_england(real_data, tmp_path, month, short):
    folder = real_data / "cloud-telephony" / month
    calls, book = read(tmp_path, folder, "calls"), workbook(folder)
    shared = unassigned(book)

    for name, words in (
        ("inbound", "Total Inbound Calls"),
        ("answered", "Calls answered"),
        ("missed", "Missed calls"),
    ):
        total = np.nansum(calls[name]) + shared[name]
        assert total == pytest.approx(printed(book, words), rel=short, abs=0), name


@pytest.mark.parametrize("month", [slow("2025-09"), slow("2026-01"), "2026-02"])
def test_online_requests_in_england(real_data, tmp_path, month):
    folder = real_data / "online-consultations" / month
    practices, book = read(tmp_path, folder, "practices"), workbook(folder)

    for name, words in (
        ("submissions", "Total submissions received by practices"),
        ("clinical", "Clinical submissions"),
        ("administrative", "Administrative submissions"),
        ("other", "Other/unknown type submissions"),
    ):
        assert np.nansum(practices[name]) == printed(book, words), name
    receiving = practices["submissions"] > 0
    assert receiving.sum() == printed(book, "Count of practices receiving")
    patients = practices["patients"][receiving].sum()
    assert patients == printed(book, "Registered patients at practices that received")
    rate = np.nansum(practices["submissions"]) / patients * 1000
    assert rate == pytest.approx(printed(book, "Rate per 1,000 patients"))


def test_registered_patients_in_england(real_data, tmp_path):
    folder = real_data / "online-consultations" / "2026-01"
    book = workbook(folder)
    england = printed(book, "Registered patients at open active practices")

    of_requests = read(tmp_path / "requests", folder, "practices")
    assert of_requests["patients"].sum() == england
    # Another publication, of another day and without practices that just opened or closed.
    lists = read(tmp_path / "lists", real_data / "patients-registered" / "2026-01", "lists")
    assert lists["patients"].sum() == pytest.approx(england, rel=0.001)
    assert len(lists["practice"]) == pytest.approx(printed(book, "Open active"), rel=0.01)


@pytest.mark.parametrize(
    ("year", "practices", "full", "mean"),
    [("2017-18", 7100, 888, 537.5), ("2018-19", 6873, None, 539.2)],
)
def test_the_average_practice_in_the_quality_and_outcomes_framework(
    real_data, tmp_path, year, practices, full, mean
):
    """Each practice counts once, however many patients it has; those without points don't count.

    Weighted by list size it would be 2 points more, so the mean of practices is what was printed.
    """
    found = read(tmp_path, real_data / "qof-practice-achievement" / year, "practices")
    points = found["points"]

    assert len(points) == practices
    assert round(float(np.nanmean(points)), 1) == mean
    known = ~np.isnan(points)
    weighted = np.average(points[known], weights=found["list_size"][known])
    assert weighted > mean + 1
    if full is not None:
        assert (points == 559).sum() == full


def test_deprivation_of_england_as_fingertips_gives_it(real_data, tmp_path):
    """England's row stands for its residents, practices' rows for those on their lists."""
    england = 21.722  # the first row of the file, rounded
    scores = read(tmp_path / "scores", real_data / "deprivation-fingertips" / "2019", "values")
    lists = read(tmp_path / "lists", real_data / "patients-registered" / "2021-01", "lists")
    patients = dict(zip(lists["practice"], lists["patients"], strict=True))
    weights = np.array([patients.get(practice, 0) for practice in scores["practice"]], float)

    assert np.average(scores["value"], weights=weights) == pytest.approx(england, rel=0.02)
