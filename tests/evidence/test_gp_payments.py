from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from resilience.evidence.tables import read_pence
from tests.evidence.publishing import TODAY, counts, load_one, write_csv

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
IDENTITY = ["practice", "name", "postcode", "opened", "closed", "contract_type", "practice_type"]
IDENTITY += ["rurality", "dispensing", "dco", "dco_name", "commissioner", "commissioner_name"]
IDENTITY += ["pcn", "pcn_name", "registered_patients", "registered_patients_mark"]
IDENTITY += ["weighted_patients", "weighted_patients_mark"]
SUMS = ["Average payments per registered patient1", "Global Sum"]


def test_the_layout_of_the_area_teams(tmp_path: Path) -> None:
    row = ["Q57", "Essex", "06T", "North East Essex", "F81001", "The Surgery", "1 High Street"]
    row += ["CO154AB", "-", "31/03/2015", "PMS", "No", "Q2", "4179", "4771.66", "111.44", "0"]
    path = write_csv(tmp_path / "14-15.csv", [[*AREA_TEAM, *PRACTICE, *LAST_KNOWN, *SUMS], row])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("gp_payments", "2014-15")
    (practice,) = tables["practices"]
    assert {name: practice[name] for name in [*IDENTITY, "line"]} == {
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
    assert (practice["global_sum"], practice["paid_per_registered_patient"]) == (0, 11144)
    assert (practice["pcn_support"], practice["pcn_support_mark"]) == (None, "missing")


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


TOTALS = [
    "Total NHS Payments to General Practice",
    "Deductions for Pensions, Levies and Prescription Charge Income",
    "Total NHS Payments to General Practice Minus Deductions2",
]


def paid(folder: Path, name: str, headings: list[str], *rows: list[str]) -> Path:
    """A file with practices A81001, A81002 ... and these payments."""
    before = ["Q74", "CUMBRIA", "00K", "NHS HARTLEPOOL"]
    practice = ["DR X", "1 HIGH ST", "TS18 1HU", "36251", "", "GMS", "No", "GP practice", "Urban"]
    full = [
        [*before, f"A81{i:03}", *practice, "", "Q3", "4000", "4500.5", *row]
        for i, row in enumerate(rows, start=1)
    ]
    above = [*LOCAL_OFFICE, *PRACTICE, *KIND, *LAST_KNOWN, *headings]
    return write_csv(folder / name, [above, *full])


def test_the_year_2017_18_counts_days_and_has_last_known_patients(tmp_path: Path) -> None:
    headings = ["Global Sum1", "Total QOF Payments", "Premises Payments 3", "Other Payments1"]
    row = ["312001.99", "-0.5", "1,200", "7", "313208.49", "-0.49", "313208"]
    path = paid(tmp_path, "nhspaymentsgp-17-18-csv.csv", [*headings, *TOTALS], row)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.period, outcome.message) == ("2017-18", "")
    (practice,) = tables["practices"]
    assert (practice["opened"], practice["weighted_patients"]) == (date(1999, 4, 1), 4500.5)
    assert (practice["global_sum"], practice["qof"], practice["premises"]) == (
        31200199,
        -50,
        120000,
    )
    assert (practice["total_payments"], practice["net_payments"]) == (31320849, 31320800)
    assert practice["locums"] is None


def test_a_payment_taken_back_and_an_average_that_does_not_apply(tmp_path: Path) -> None:
    headings = ["Average payments per registered patient", "Total Locum Allowances4"]
    path = paid(tmp_path, "16-17.csv", headings, ["N/A", "(1,200.10)"], ["", "abc"])

    outcome, tables = load_one(path, tmp_path / "home")

    (practice,) = tables["practices"]
    assert (practice["locums"], practice["paid_per_registered_patient"]) == (-120010, None)
    assert practice["paid_per_registered_patient_mark"] == "not applicable"
    assert "locums: 'abc' is not an amount in pounds" in outcome.message
    assert "no total of payments" in outcome.message


def test_totals_under_the_wrong_headings_are_refused(tmp_path: Path) -> None:
    rows = [["900", "-100", "1000"]] * 3
    path = paid(tmp_path, "18-19.csv", TOTALS, *rows)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "columns are out of place" in outcome.message


def test_whole_pounds_may_miss_the_net_payments_by_one(tmp_path: Path) -> None:
    path = paid(tmp_path, "14-15.csv", TOTALS, ["1000", "-100", "901"])
    assert load_one(path, tmp_path / "home")[0].message == ""


def test_the_one_practice_whose_payments_do_not_add_up_is_told(tmp_path: Path) -> None:
    rows = [["1000", "-100", "900"]] * 9
    path = paid(tmp_path, "18-19.csv", TOTALS, ["1000", "-100", "9"], *rows)
    outcome, tables = load_one(path, tmp_path / "home")
    assert len(tables["practices"]) == 10
    assert outcome.message == "in 1 of 10 rows the net payments are not the total less deductions"


@given(st.integers(-(10**11), 10**11))
def test_pounds_are_kept_to_the_penny(pence: int) -> None:
    pounds = Decimal(pence) / 100
    for written in (f"{pounds}", f"{pounds:.2f}", f"{pounds:,.2f}", f"£{pounds}", f" {pounds} "):
        assert read_pence(written) == pence
    assert read_pence(f"({abs(pounds)})") == -abs(pence)


@pytest.mark.parametrize(
    ("written", "pence"),
    [("0.30000000000000004", 30), ("-5.8E-11", 0), ("0.005", 1), (".5", 50), ("12.", 1200)],
)
def test_what_programs_write_behind_the_pence_is_rounded_away(written: str, pence: int) -> None:
    assert read_pence(written) == pence


@pytest.mark.parametrize(
    "written", ["1.2E+06", "1E3", "1,2", "5%", "nan", "inf", "£", "1.2.3", "12-", "--1"]
)
def test_what_is_no_exact_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not an amount in pounds"):
        read_pence(written)


@pytest.mark.slow
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


def test_payments_per_patient_are_those_that_the_publisher_worked_out(
    real_data: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    list(load([real_data / "nhs-payments" / "2022-23"], store, today=TODAY))
    practices = store.table(store.releases[0], "practices").to_pylist()

    assert sum(row["total_payments"] for row in practices) == 1_023_009_480_370
    compared = 0
    for row in practices:
        if row["registered_patients"] >= 1000:
            ours = row["total_payments"] / row["registered_patients"]
            assert abs(ours - row["paid_per_registered_patient"]) <= 1
            compared += 1
    assert compared > 6000
