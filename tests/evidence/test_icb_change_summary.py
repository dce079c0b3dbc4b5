from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.evidence.publishing import Rows, load_one, write_workbook

CLOSING = (
    "2 of the existing ICB codes will be legally closed 31/03/2026 (but will remain operationally "
    "ACTIVE for a while):"
)


def change_summary() -> dict[str, Rows]:
    return {
        "Cover": [
            ["", "Organisation Data Service (ODS)"],
            [],
            ["", "INTEGRATED CARE BOARD MERGERS - PHASE 1"],
            ["", "CHANGE SUMMARY"],
        ],
        "Summary": [
            ["", "ICB Mergers - Summary"],
            [],
            ["", CLOSING],
            ["", "NHSE Region Code", "Current ICB Code", "Current ICB Name"],
            ["", "Y61", "QH8", "NHS Mid and South Essex ICB\xa0"],
            ["", "Y59", "QNQ", "NHS Frimley ICB"],
            [],
            ["", "1 further ICB will not be abolished:"],
            ["", "NHSE Region Code", "Current ICB Code", "Current ICB Name"],
            ["", "Y59", "QRL", "NHS Hampshire and Isle of Wight ICB"],
            [],
            ["", "NHSE Region Code", "New ICB Code (TBC)", "New ICB Name"],
            ["", "Y61", "D7T5G", "NHS Essex Integrated Care Board"],
            ["", "Y59", "[ANANA] format - code tbc", "NHS Thames Valley Integrated Care Board"],
        ],
        "ICB Footprints": [
            ["", "ICB Footprints"],
            [],
            ["", "New ICB Name (code tbc)", "Sub ICB Location Code", "New Sub ICB Location Name"],
            ["", "NHS ESSEX INTEGRATED CARE BOARD", "07G", "NHS ESSEX ICB - 07G "],
            ["", "", "99E", "NHS ESSEX ICB - 99E"],
            [],
            ["", "New ICB Name (code tbc)", "Sub ICB Location Code", "New Sub ICB Location Name"],
            ["", "NHS THAMES VALLEY INTEGRATED CARE BOARD", "10Q", "NHS THAMES VALLEY ICB - 10Q"],
            ["", "", "", "+95 LSOAs transferring into 10Q"],
            ["", "", "[ANANA] - code tbc", "NHS THAMES VALLEY ICB - [ANANA]* new"],
            [],
            ["", "ICB Name", "Sub ICB Location Code", "Sub ICB Location Name"],
            ["", "NHS HAMPSHIRE ICB", "D9Y0V", "NHS HAMPSHIRE ICB - D9Y0V"],
        ],
        "SICBL Changes": [
            ["", "SICBL Code Closures"],
            [],
            ["", "Current ICB Code", "Current ICB Name", "Current Sub ICB Location Code",
             "Current Sub ICB Location Name", "SICBL Legal Code Closure Date"],
            ["", "QNQ", "NHS FRIMLEY ICB", "D4U1Y", "NHS FRIMLEY ICB - D4U1Y", date(2026, 3, 31)],
        ],
        "SI-RE Changes": [
            ["", "Current"],
            ["", "SI-RE Code", "SI-RE Name", "SI-RE Code Legal End Date"],
            ["", "L6J4J", "SLOUGH - SUB-ICB REPORTING ENTITY", date(2026, 3, 31)],
        ],
        "GP Practice Moves": [
            ["", "GP Moves from Frimley"],
            [],
            ["", "Commissioner as at 1 Apr 2026", "PCC Code", "PCC Name"],
            ["", "NHS HAMPSHIRE ICB - D9Y0V", "J82015", "A SURGERY"],
            ["", "NHS THAMES VALLEY ICB - [ANANA]", "K81001", "ANOTHER SURGERY"],
            [],
            ["", "Commissioner as at 1 Apr 2026", "PCC Code", "PCC Name"],
            ["", "n/a", "Y03585", "A CLINIC"],
            [],
            ["", "Commissioner as at 1 Apr 2026 (TBC)", "PCN Code", "PCN Name"],
            ["", "NHS THAMES VALLEY ICB - [ANANA]", "U14074", "ASCOT PCN "],
        ],
    }  # fmt: skip


@pytest.fixture
def sheets() -> dict[str, Rows]:
    return change_summary()


@pytest.fixture
def loaded(sheets, tmp_path: Path) -> Iterator[tuple]:
    return load_one(write_workbook(tmp_path / "changes.xlsx", sheets), tmp_path / "home")


def values(rows: list[dict]) -> list[tuple]:
    return [tuple(value for name, value in row.items() if name != "line") for row in rows]


def test_the_changes_take_effect_on_the_day_after_the_closures(loaded) -> None:
    outcome, _ = loaded

    assert (outcome.status, outcome.dataset) == ("loaded", "icb_change_summary")
    assert (outcome.period, outcome.rejects) == ("2026-04-01", 0)
    assert "codes of 1 new boards are still to be confirmed" in outcome.message


def test_each_commissioner_has_the_board_named_above_it(loaded) -> None:
    _, tables = loaded

    assert values(tables["footprints"]) == [
        ("NHS ESSEX INTEGRATED CARE BOARD", "07G", "NHS ESSEX ICB - 07G"),
        ("NHS ESSEX INTEGRATED CARE BOARD", "99E", "NHS ESSEX ICB - 99E"),
        ("NHS THAMES VALLEY INTEGRATED CARE BOARD", "10Q", "NHS THAMES VALLEY ICB - 10Q"),
        ("NHS THAMES VALLEY INTEGRATED CARE BOARD", None, "NHS THAMES VALLEY ICB"),
        ("NHS HAMPSHIRE ICB", "D9Y0V", "NHS HAMPSHIRE ICB - D9Y0V"),
    ]
    assert [row["line"] for row in tables["footprints"]] == [4, 5, 8, 10, 13]


def test_only_the_boards_of_the_sentence_on_closing_close(loaded) -> None:
    _, tables = loaded

    assert values(tables["closures"]) == [
        ("icb", "QH8", "NHS Mid and South Essex ICB", date(2026, 3, 31)),
        ("icb", "QNQ", "NHS Frimley ICB", date(2026, 3, 31)),
        ("commissioner", "D4U1Y", "NHS FRIMLEY ICB - D4U1Y", date(2026, 3, 31)),
        ("reporting entity", "L6J4J", "SLOUGH - SUB-ICB REPORTING ENTITY", date(2026, 3, 31)),
    ]
    assert values(tables["mergers"]) == [
        ("Y61", "QH8", "NHS Mid and South Essex ICB"),
        ("Y59", "QNQ", "NHS Frimley ICB"),
    ]


def test_a_new_board_has_its_code_when_there_is_one(loaded) -> None:
    _, tables = loaded

    assert values(tables["new_boards"]) == [
        ("Y61", "D7T5G", "NHS Essex Integrated Care Board"),
        ("Y59", None, "NHS Thames Valley Integrated Care Board"),
    ]


def test_a_move_names_its_commissioner_even_without_a_code(loaded) -> None:
    _, tables = loaded

    assert values(tables["practice_moves"]) == [
        ("J82015", "D9Y0V", "NHS HAMPSHIRE ICB - D9Y0V"),
        ("K81001", None, "NHS THAMES VALLEY ICB"),
    ]
    assert values(tables["network_moves"]) == [("U14074", None, "NHS THAMES VALLEY ICB")]


@pytest.mark.parametrize(
    ("sheet", "table"),
    [
        ("ICB Footprints", "footprints"),
        ("Summary", "new boards"),
        ("SICBL Changes", "closures"),
        ("GP Practice Moves", "practice moves"),
    ],
)
def test_a_workbook_that_lacks_a_part_is_refused(sheets, tmp_path, sheet, table) -> None:
    sheets[sheet] = [["", "Organisation Data Service"]]
    path = write_workbook(tmp_path / "changes.xlsx", sheets)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert f"on no sheet '{sheet.lower()}' is there a row of {table}" in outcome.message


def test_the_real_workbook(real_data: Path, tmp_path: Path) -> None:
    (path,) = (real_data / "geography-lookups" / "2026-04").glob("*.xlsx")

    outcome, tables = load_one(path, tmp_path)

    assert (outcome.period, outcome.rejects) == ("2026-04-01", 0)
    assert {name: len(rows) for name, rows in tables.items()} == {
        "footprints": 26,
        "new_boards": 6,
        "mergers": 12,
        "closures": 18,
        "practice_moves": 115,
        "network_moves": 16,
    }
