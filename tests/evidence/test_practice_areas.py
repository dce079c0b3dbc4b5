"""Practices and their areas, as Patients Registered and QOF publish them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.publishing import counts, load_one, write_csv


def patients_map(commissioner: str, board: str) -> list[str]:
    return (
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
        f"ONS_{commissioner}_CODE,{commissioner}_CODE,{commissioner}_NAME,"
        f"ONS_{board}_CODE,{board}_CODE,{board}_NAME,"
        "ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME"
    ).split(",")


def map_row(day: str, pcn: str = "U89141", pcn_name: str = "STOCKTON PCN") -> list[str]:
    row = ["GP_PRAC_PAT_LIST", day, "A81001", "THE DENSHAM SURGERY", "TS18 1HU", pcn, pcn_name]
    row += ["E38000247", "16C", "Tees Valley", "E54000050", "QHM", "North East"]
    return [*row, "E40000009", "Y63", "North East and Yorkshire"]


AREAS = {
    "practice": "A81001",
    "commissioner": "16C",
    "commissioner_name": "Tees Valley",
    "commissioner_ons": "E38000247",
    "icb": "QHM",
    "icb_ons": "E54000050",
    "icb_name": "North East",
    "region": "Y63",
    "region_name": "North East and Yorkshire",
}


@pytest.mark.parametrize(
    ("commissioner", "board"), [("CCG", "STP"), ("SUB_ICB_LOCATION", "ICB"), ("CCG", "ICB")]
)
@pytest.mark.parametrize("day", ["01-Sep-20", "01Sep2020", "01SEP2020", "2020-09-01"])
def test_the_map_of_patients_registered(tmp_path: Path, commissioner, board, day) -> None:
    rows = [patients_map(commissioner, board), map_row(day)]
    path = write_csv(tmp_path / "gp-reg-pat-prac-map.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("patients_map", "2020-09-01")
    (row,) = tables["practices"]
    assert AREAS.items() <= row.items()
    assert (row["postcode"], row["pcn"], row["line"]) == ("TS18 1HU", "U89141", 2)


def test_a_practice_without_a_network_has_none(tmp_path: Path) -> None:
    rows = [patients_map("CCG", "STP"), map_row("01Jan2022", "U", "Unallocated")]
    path = write_csv(tmp_path / "gp-reg-pat-prac-map.csv", rows)

    _, tables = load_one(path, tmp_path / "home")

    assert (tables["practices"][0]["pcn"], tables["practices"][0]["pcn_name"]) == (None, None)


def test_a_map_whose_extract_date_was_removed_says_so(tmp_path: Path) -> None:
    rows = [patients_map("CCG", "STP")[2:], map_row("")[2:]]
    path = write_csv(tmp_path / "gp-reg-pat-prac-map-jul22.csv", rows)

    outcome, _ = load_one(path, tmp_path / "home")

    assert (outcome.status, outcome.period) == ("loaded", "2022-07")
    assert "no extract date" in outcome.message


@pytest.mark.parametrize(
    ("commissioner", "board", "country"),
    [("CCG", "STP", "COUNTRY"), ("SUB_ICB", "ICB", "NAT_COUNTRY")],
)
def test_the_list_of_qof(tmp_path: Path, commissioner, board, country) -> None:
    headings = (
        f"NAT_ONS_CODE,NAT_CODE,{country},REGION_ODS_CODE,REGION_ONS_CODE,REGION_NAME,"
        f"{board}_ODS_CODE,{board}_ONS_CODE,{board}_NAME,"
        f"{commissioner}_ODS_CODE,{commissioner}_ONS_CODE,{commissioner}_NAME,"
        "PCN_ODS_CODE,PCN_NAME,PRACTICE_CODE,PRACTICE_NAME"
    ).split(",")
    row = ["E92000001", "ENG", "England", "Y63", "E40000009", "North East and Yorkshire"]
    row += ["QHM", "E54000050", "North East", "16C", "E38000247", "Tees Valley"]
    row += ["U", "Unallocated", "A81001", "The Densham Surgery"]
    path = write_csv(tmp_path / "MAPPING_NHS_GEOGRAPHIES_2021.csv", [headings, row])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("qof_geographies", "2020-21")
    assert AREAS.items() <= tables["practices"][0].items()
    assert tables["practices"][0]["postcode"] is None
    assert tables["practices"][0]["pcn"] is None


@pytest.mark.slow
def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    maps = ["patients-registered/2020-09", "patients-registered/2022-01"]
    maps += ["patients-registered/2022-07", "qof-raw/2020-21", "qof-raw/2022-23"]
    found = [row for name in maps for row in counts(real_data / name, tmp_path / name).values()]

    assert [row for row in found if row[0] in ("patients_map", "qof_geographies")] == [
        ("patients_map", "2020-09-01", {"practices": 6708}, 0),
        ("patients_map", "2022-01-01", {"practices": 6527}, 0),
        ("patients_map", "2022-07", {"practices": 6845}, 0),
        ("qof_geographies", "2020-21", {"practices": 6571}, 0),
        ("qof_geographies", "2022-23", {"practices": 6378}, 0),
    ]
