"""What the screen of today knows of practices that are in every published file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from resilience.evidence.figures import Figures
from resilience.evidence.indicators import indicators
from resilience.evidence.loading import load as load_files
from resilience.evidence.store import Store
from resilience.organisations.queries import OpenPractice
from resilience.programmes.packs import load
from resilience.screening.findings import NOT_KNOWN, Finding
from resilience.screening.fitting import check
from resilience.screening.screen import Screened, screen
from tests.evidence.publishing import TODAY, Rows, write_csv, write_workbook
from tests.evidence.test_cqc_locations import _book, _location
from tests.evidence.test_gp_patient_survey import NAME as SURVEY
from tests.evidence.test_gp_patient_survey import named
from tests.evidence.test_gp_workforce import NAME as WORKFORCE
from tests.evidence.test_gp_workforce import ROW
from tests.evidence.test_qof_achievement import AREA, YEAR_2022
from tests.evidence.test_qof_raw import ACHIEVEMENT

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text("utf-8")
PACK = load("icb-support-2026-27")
AS_AT = date(2026, 4, 1)
CODES = [f"A81{number:03}" for number in range(1, 26)]
ANSWERED = ["GC1", "GC2", "GC4", "GC7", "GC10", "GC11", "GC12", "GC14", "GC15", "GC16"]


def publish(folder: Path) -> Iterator[Path]:
    """A file in each publisher's layout that a criterion rests on, of the same practices."""
    locations = [_location(number, code) for number, code in enumerate(CODES)]
    yield write_workbook(folder / "01_March_2026_HSCA_Active_Locations.xlsx", _book(*locations))
    staff = [ROW | {"PRAC_CODE": code, "TOTAL_PATIENTS": 4000 + n} for n, code in enumerate(CODES)]
    yield _csv(folder / WORKFORCE, [list(ROW), *(list(row.values()) for row in staff)])
    answers = [named(ad_practicecode=code) for code in CODES]
    yield _csv(folder / SURVEY, [list(answers[0]), *(list(row.values()) for row in answers)])
    points = [
        [*AREA, "U25545", "A network", code, "A surgery", 4000, 600 + n, *share]
        for n, code in enumerate(CODES)
        for share in [((600 + n) / 6.35, 635, (600 + n) / 6.35)]
    ]
    yield _csv(folder / "QOF 2024-25.csv", [YEAR_2022, *points])
    tests = [
        ["Y63", code, "CS005", measure, value]
        for code in CODES
        for measure, value in (("NUMERATOR", 600), ("DENOMINATOR", 800))
    ]
    yield _csv(folder / "ACHIEVEMENT_NORTH_EAST_2425.csv", [ACHIEVEMENT, *tests])
    headings = ["practice", "indicator", "period", "numerator", "denominator", "source"]
    items = [
        [code, "prescribing_items_per_patient", "2026-01", 6000 + n, 4000, "EPD"]
        for n, code in enumerate(CODES)
    ]
    yield _csv(folder / "items.csv", [headings, *items])


def _csv(path: Path, rows: Rows) -> Path:
    return write_csv(path, rows)


def screened(files: list[Path], home: Path, as_at: date = AS_AT) -> Screened:
    """One practice among others in one sub-ICB location."""
    store = Store(home)
    outcomes = list(load_files(files, store, today=TODAY))
    assert {o.status for o in outcomes} == {"loaded"}, [o.message for o in outcomes]
    areas = {"region": "Y63", "icb": "QHM", "ccg": "16C"}
    practices = [OpenPractice(code, f"Surgery {code}", "practice", areas=areas) for code in CODES]
    check(PACK, indicators())
    return list(screen(PACK, as_at, practices, Figures(store), indicators()))[12]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    folder = tmp_path_factory.mktemp("published")
    return screened([*publish(folder)], folder / "home").findings


def test_each_criterion_that_a_published_file_answers_is_known(findings) -> None:
    assert [name for name, found in findings.items() if found.known] == ANSWERED


def test_ratings_and_points_alone_are_not_enough_evidence(tmp_path) -> None:
    files = [path for path in publish(tmp_path) if "HSCA" in path.name or "QOF" in path.name]
    one = screened(files, tmp_path / "home")
    assert [name for name, found in one.findings.items() if found.known] == ["GC1", "GC2", "GC11"]
    assert one.shown.signal == "not_enough_evidence"


@pytest.mark.parametrize(("day", "known"), [(date(2025, 3, 30), False), (date(2025, 3, 31), True)])
def test_a_figure_counts_from_the_day_on_which_its_period_ended(tmp_path, day, known) -> None:
    files = [path for path in publish(tmp_path) if "QOF" in path.name]
    assert screened(files, tmp_path / "home", day).findings["GC11"].known is known


def test_a_later_question_of_the_survey_is_marked_as_a_stand_in(findings) -> None:
    notes = {name: findings[name].note for name in ("GC14", "GC15", "GC16")}
    assert "stand-in" in notes["GC14"]
    assert "very difficult" in notes["GC15"]
    assert "stand-in" in notes["GC16"]


def test_the_page_of_packs_names_the_files_and_what_no_file_answers(findings) -> None:
    section = PAGE.split("## What today's files answer")[1].split("\n## ")[0]
    answered, unanswered = section.split("No published file answers")
    assert re.findall(r"^\| (GC\d+)", answered, re.MULTILINE) == ANSWERED
    silent = [name for name, found in findings.items() if found.result == NOT_KNOWN]
    assert re.findall(r"^\| (GC\d+)", unanswered, re.MULTILINE) == silent
