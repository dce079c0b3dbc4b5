from __future__ import annotations

import pytest

from resilience.evidence.store import Store
from tests.evidence.publishing import counts, load_one, write_csv, write_workbook

YEAR_2017 = [
    "Region code,Region geography code,Region name,Sub-region code,Sub-region geography code,"
    "Sub-region name,STP code,STP name,CCG code,CCG geography code,CCG name,Practice code,"
    "Practice name,All ages,Achievement score (max. 559),"
    "QOF points total/559 available (per cent),Max. QOF points available,Points achieved/max."
]
YEAR_2018 = [
    "Region code,Region ONS code,Region name,Regional local office code,"
    "Regional local office ONS code,Regional local office name,STP ONS code,STP name,CCG code,"
    "CCG ONS code,CCG name,Practice code,Practice name,List size,Achievement score (559 max),"
    "QOF points total/559 available (%),Total points where register exists,Points achieved/max (%)"
]
ROW_2018 = [
    "Y56,E40000003,London,Q71a,E39000018,London North East,E54000028,North Central London STP,"
    "07M,E38000005,NHS Barnet CCG,E83027,188 The Practice,7794,557.86,99.8,559,99.8"
]
YEAR_2022 = [
    "Sub ICB Loc \nODS code",
    "Sub ICB Loc \nONS code",
    "Sub ICB Loc name",
    "PCN ODS code",
    "PCN name",
    "Practice code",
    "Practice name",
    "List size",
    "Achievement score (635 max)",
    "QOF points total / 635 available (%)",
    "Total points for indicators where register exists. (Max QOF points available)",
    "Points achieved/ max. QOF points available (%)",
]
AREA = ["00L", "E38000130", "NHS North East and North Cumbria ICB - 00L"]
PRACTICE = ["A84006", "Alnwick Medical Group"]


def _split(lines: list[str]) -> list[str]:
    return lines[0].split(",")


@pytest.mark.parametrize("headings", [YEAR_2017, YEAR_2018])
def test_the_years_of_regional_local_offices(tmp_path, headings) -> None:
    path = write_csv(tmp_path / "QOF 2018-19.csv", [_split(headings), _split(ROW_2018)])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("qof_achievement", "2018-19")
    (practice,) = tables["practices"]
    assert practice == {
        "practice": "E83027",
        "name": "188 The Practice",
        "list_size": 7794,
        "list_size_mark": None,
        "points": 557.86,
        "points_mark": None,
        "points_maximum": 559,
        "points_percent": 99.8,
        "points_percent_mark": None,
        "region": "Y56",
        "region_name": "London",
        "dco": "Q71A",
        "dco_name": "London North East",
        "stp_ons": "E54000028",
        "stp_name": "North Central London STP",
        "commissioner": "07M",
        "commissioner_ons": "E38000005",
        "commissioner_name": "NHS Barnet CCG",
        "pcn": None,
        "pcn_name": None,
        "line": 2,
    }


def test_the_years_of_networks_with_line_breaks_in_headings(tmp_path) -> None:
    rows = [
        YEAR_2022,
        [*AREA, "U25545", "Well Up North PCN", *PRACTICE, 18846, 586.63, 92.38, 635, 92.38],
        [*AREA, "U", "Unallocated", "A84032", "Cheviot", 2355, 604.68, 95.23, 635, 95.23],
    ]
    path = write_csv(tmp_path / "2022-23" / "QOF.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert outcome.period == "2022-23"
    first, second = tables["practices"]
    assert (first["points_maximum"], first["pcn"], first["line"]) == (635, "U25545", 4)
    assert (second["pcn"], second["pcn_name"]) == (None, "Unallocated")


def test_points_that_are_not_available_are_not_zero(tmp_path) -> None:
    row = _split(ROW_2018)[:14] + [":"] * 4
    path = write_csv(tmp_path / "QOF 2018-19.csv", [_split(YEAR_2018), row])

    _, tables = load_one(path, tmp_path / "home")

    (practice,) = tables["practices"]
    assert (practice["points"], practice["points_mark"]) == (None, "not available")
    assert practice["list_size"] == 7794


def test_of_two_years_side_by_side_the_later_one_is_read(tmp_path) -> None:
    """The workbook of 2024-25 as it is described: four rows of headings, pairs of years."""
    pair = ["Achievement score \n(635 max)", "QOF points total / 635 available (%)"]
    headings = [*YEAR_2022[:7], "All ages \n(2023-24)", "All ages \n(2024-25)"]
    headings += [f"{words}\n{year}" for year in ("23-24", "24-25") for words in pair]
    headings += ["Year on year change (percentage point)", "Clinical (max 401) 24-25"]
    row = [*AREA, "U25545", "Well Up North PCN", *PRACTICE, 18863, 18883]
    row += [565.83, 89.107, 598.13, 94.194, 5.087, "z"]
    domain = [[c.replace("635", "401") for c in headings[:-2]], row[:-2]]
    notes = [["Published in October 2025, after the year 2024-25"], ["Next: 2025-26"]]
    book = {
        "Title sheet": [["Quality and Outcomes Framework"]],
        "Notes and definitions": notes,
        "Overall domain achievement": [
            ["QOF achievement by practice"],
            ["", "", "", "", "", "", "", "List size"],
            ["Return to Contents", "", "", "", "", "", "", "2023-24", "2024-25"],
            headings,
            row,
        ],
        "Clinical": [["QOF achievement by practice"], *domain],
    }
    path = write_workbook(tmp_path / "qof-prac-dom-ach.xlsx", book)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.period, outcome.rows) == ("2024-25", 1)
    assert Store(tmp_path / "home").releases[0].period_from == "content"
    (practice,) = tables["practices"]
    assert practice["list_size"] == 18883
    assert (practice["points"], practice["points_percent"]) == (598.13, 94.194)
    assert (practice["points_maximum"], practice["commissioner"]) == (635, "00L")


def test_real_years(real_data, tmp_path) -> None:
    found = counts(real_data / "qof-practice-achievement", tmp_path)

    assert {p: (t["practices"], rejects) for _, p, t, rejects in found.values()} == {
        "2017-18": (7100, 0),
        "2018-19": (6873, 0),
        "2021-22": (6470, 0),
        "2022-23": (6378, 0),
    }
    store = Store(tmp_path)
    unavailable = {
        release.period.label: store.table(release, "practices")["points_mark"]
        .to_pylist()
        .count("not available")
        for release in store.current
    }
    assert unavailable == {"2017-18": 11, "2018-19": 19, "2021-22": 0, "2022-23": 0}
