from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.evidence.publishing import counts, load_one, write_csv

AREA_TEAM = ["NHS England (Region) code", "NHS England (Region) Name", "CCG Code", "CCG NAME"]
LOCAL_OFFICE = [
    "NHS England and NHS Improvement (Region, local office) Code",
    "NHS England and NHS Improvement (Region, local office) Name",
    "CCG Code",
    "CCG Name",
]
SUB_ICB = ["NHS England (Region) code", "NHS England (Region) Name", "Sub ICB Code", "Sub ICB NAME"]
NETWORK = ["PCN Code", "PCN Name"]
PRACTICE = [
    "Practice Code",
    "Practice Name",
    "Practice Address",
    "Practice Postcode",
    "Practice Open Date",
    "Practice Close Date",
    "Contract Type",
    "Dispensing Practice",
]
KIND = ["Practice Type", "Practice Rurality", "Atypical Characteristics"]
LAST_KNOWN = [
    "Quarter used for patient data",
    "Number of Registered Patients (Last Known Figure)",
    "Number of Weighted Patients (Last Known Figure)",
]
AVERAGE = ["Average number of registered patients1", "Average number of weighted patients1"]
SUMS = ["Average payments per registered patient1", "Global Sum"]


def test_the_layout_of_the_area_teams(tmp_path: Path) -> None:
    row = ["Q57", "Essex", "06T", "North East Essex", "F81001", "The Surgery", "1 High Street"]
    row += ["CO154AB", "-", "31/03/2015", "PMS", "No", "Q2", "4179", "4771.66", "111.44", "0"]
    path = write_csv(tmp_path / "14-15.csv", [[*AREA_TEAM, *PRACTICE, *LAST_KNOWN, *SUMS], row])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("gp_payments", "2014-15")
    assert tables["practices"] == [
        {
            "practice": "F81001",
            "name": "The Surgery",
            "postcode": "CO15 4AB",
            "opened": None,
            "closed": date(2015, 3, 31),
            "contract_type": "PMS",
            "practice_type": None,
            "rurality": None,
            "dispensing": False,
            "dco": "Q57",
            "dco_name": "Essex",
            "commissioner": "06T",
            "commissioner_name": "North East Essex",
            "pcn": None,
            "pcn_name": None,
            "registered_patients": 4179.0,
            "registered_patients_mark": None,
            "weighted_patients": 4771.66,
            "weighted_patients_mark": None,
            "line": 2,
        }
    ]


def test_days_may_be_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    row = ["Q74", "CUMBRIA AND NORTH EAST", "00K", "NHS HARTLEPOOL", "A81001", "DR X", "1 HIGH ST"]
    row += ["TS18  1HU", "36251", " ", "UNKNOWN", "UNKNOWN", "GP practice", "MISSING", ""]
    row += ["4095.25", "4728.6", "323.17", "401441.99"]
    headings = [*LOCAL_OFFICE, *PRACTICE, *KIND, *AVERAGE, *SUMS]
    path = write_csv(tmp_path / "nhspaymentsgp-18-19-csv.csv", [headings, row])

    outcome, tables = load_one(path, tmp_path / "home")

    (practice,) = tables["practices"]
    assert outcome.period == "2018-19"
    assert (practice["opened"], practice["closed"]) == (date(1999, 4, 1), None)
    assert (practice["dco"], practice["postcode"]) == ("Q74", "TS18 1HU")
    assert practice["registered_patients"] == 4095.25
    for unknown in ("contract_type", "dispensing", "rurality"):
        assert practice[unknown] is None


@pytest.mark.parametrize(
    ("written", "network"), [("U89141", "U89141"), ("Unknown or no PCN", None)]
)
def test_a_practice_may_be_in_no_network(tmp_path: Path, written, network) -> None:
    row = ["Y63", "NORTH EAST", "16C", "NHS NORTH EAST ICB - 16C", written, written, "A81001"]
    row += ["DR X", "1 HIGH ST", "TS18 1HU", "01/04/1974", "", "GMS", "Yes", "GP practice", "Urban"]
    row += ["| No registered patients |", "0", "0", "0", "0"]
    headings = [*SUB_ICB, *NETWORK, *PRACTICE, *KIND, *AVERAGE, *SUMS]
    path = write_csv(tmp_path / "nhspaymentsgp-22-23-prac-csv.csv", [headings, row])

    _, tables = load_one(path, tmp_path / "home")

    (practice,) = tables["practices"]
    assert (practice["pcn"], practice["commissioner"]) == (network, "16C")
    assert practice["dispensing"] is True
    assert (practice["registered_patients"], practice["registered_patients_mark"]) == (0.0, None)


def test_a_row_without_a_real_code_and_a_repeated_one_are_put_aside(tmp_path: Path) -> None:
    rest = ["DR X", "1 HIGH ST", "TS18 1HU", "", "", "GMS", "No", "Q2", "10", "10", "1", "1"]
    rows = [["Q57", "Essex", "06T", "CCG", code, *rest] for code in ("A00001", "F81001", "F81001")]
    path = write_csv(tmp_path / "14-15.csv", [[*AREA_TEAM, *PRACTICE, *LAST_KNOWN, *SUMS], *rows])

    outcome, tables = load_one(path, tmp_path / "home")

    assert [row["line"] for row in tables["practices"]] == [3]
    assert outcome.rejects == 2
    assert "line 2: no practice ('A00001' stands for none)" in outcome.message


def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = counts(real_data / "nhs-payments", tmp_path).values()

    assert [(period, tables["practices"], rejects) for _, period, tables, rejects in found] == [
        ("2014-15", 7958, 1),
        ("2015-16", 7840, 1),
        ("2016-17", 7763, 0),
        ("2018-19", 7279, 0),
        ("2019-20", 7001, 0),
        ("2020-21", 6808, 0),
        ("2021-22", 6758, 0),
        ("2022-23", 6669, 0),
    ]
