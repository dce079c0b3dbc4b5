from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.publishing import counts, load_one, write_csv


@pytest.mark.parametrize(
    ("commissioner", "board", "region"),
    [
        ("CCG21", "STP21", "NHSER21"),
        ("SICBL22", "ICB22", "NHSER22"),
        ("SICBL27", "ICB27", "NHSER27"),
    ],
)
def test_the_year_in_the_headings_does_not_matter(tmp_path, commissioner, board, region) -> None:
    headings = [f"{area}{kind}" for area in (commissioner, board, region) for kind in KINDS]
    codes = ["E38000007", "99E", "99E place", "E54000026", "QH8", "Mid", "E40000007", "Y61", "East"]
    path = write_csv(tmp_path / "Lookup_(July_2022).csv", [["FID", *headings], ["1", *codes]])

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("ons_lookup", "2022-07")
    assert tables["areas"] == [
        {
            "commissioner": "99E",
            "commissioner_name": "99E place",
            "commissioner_ons": "E38000007",
            "icb": "QH8",
            "icb_ons": "E54000026",
            "icb_name": "Mid",
            "region": "Y61",
            "region_name": "East",
            "region_ons": "E40000007",
            "line": 2,
        }
    ]


KINDS = ("CD", "CDH", "NM")


def test_a_list_of_boards_has_no_commissioners(tmp_path: Path) -> None:
    rows = [["ICB24CD", "ICB24CDH", "ICB24NM", "ObjectId"], ["E54000008", "QYG", "Cheshire", "1"]]
    path = write_csv(tmp_path / "icb_dec_2024.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert outcome.period == "2024-12"
    assert (tables["areas"][0]["icb"], tables["areas"][0]["commissioner"]) == ("QYG", None)


def test_a_short_list_of_codes_is_read_and_what_is_no_code_is_put_aside(tmp_path: Path) -> None:
    rows = [
        ["CCG Code", "ICB Code", "ICB NAME"],
        ["99C", "QHM", "North East"],
        ["n/a not a client at present", "QHM", "North East"],
    ]
    path = write_csv(tmp_path / "2022" / "codes.csv", rows)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.status, outcome.rejects) == ("loaded", 1)
    assert tables["areas"][0]["commissioner"] == "99C"
    assert tables["areas"][0]["region"] is None


def test_a_lookup_of_smaller_areas_is_refused(tmp_path: Path) -> None:
    rows = [
        ["LSOA11CD", "SICBL22CDH", "ICB22CD", "ICB22CDH", "ICB22NM"],
        ["E01000001", "A3A8R", "E54000029", "QMF", "North East London"],
        ["E01000002", "A3A8R", "E54000029", "QMF", "North East London"],
    ]
    path = write_csv(tmp_path / "2022-07" / "lsoa.csv", rows)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "a table of something smaller" in outcome.message


def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    found = counts(real_data / "geography-lookups", tmp_path).values()

    assert [(period, tables, rejects) for dataset, period, tables, rejects in found
            if dataset == "ons_lookup"] == [
        ("2021-04", {"areas": 106}, 0),
        ("2022", {"areas": 248}, 1),
        ("2022-07", {"areas": 106}, 0),
        ("2024-12", {"areas": 42}, 0),
    ]  # fmt: skip
