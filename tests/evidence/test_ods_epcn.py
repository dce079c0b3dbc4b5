from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.evidence.publishing import Rows, counts, load_one, write_workbook

NETWORK = ["U11111", "SEASIDE PCN", "06T", "NHS NORTH EAST ESSEX CCG", "20190701"]
PLACE = ["1 HIGH STREET", "", "", "CLACTON", "", "CO1 1AA"]
MEMBER = ["F81001", "THE SURGERY", "06T", "CCG", "U11111", "SEASIDE PCN", "06T", "CCG"]


def as_ccgs(networks: Rows, members: Rows) -> dict[str, Rows]:
    return {
        "PCN Details": [
            ["PCN Code", "PCN Name", "Current Clinical Commissioning Group Code",
             "Clinical Commissioning Group Name", "Open Date (YYYYMMDD)", "Close Date",
             "Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4",
             "Address Line 5", "Postcode"],
            *networks,
        ],
        "PCN Core Partner Details": [
            ["Partner Organisation Code", "Partner Name", "Practice Parent CCG Code",
             "Practice Parent CCG Name", "PCN Code", "PCN Name", "PCN Parent CCG Code",
             "PCN Parent CCG Name", "Practice to PCN Relationship Start Date",
             "Practice to PCN Relationship End Date", "Practice CCG and PCN CCG match?"],
            *members,
        ],
    }  # fmt: skip


def as_sub_icbs(networks: Rows, members: Rows) -> dict[str, Rows]:
    return {
        "PCNDetails": [
            ["PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date",
             "Close Date", "Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4",
             "Address Line 5", "Postcode"],
            *networks,
        ],
        "PCN Core Partner Details": [
            ["Partner\nOrganisation\nCode", "Partner\nName", "Practice\nParent\nSub ICB Loc Code",
             "Practice\nParent\nSub ICB Loc Name", "PCN Code", "PCN Name",
             "PCN Parent\nSub ICB Loc Code", "PCN Parent\nSub ICB Loc Name",
             "Practice to PCN\nRelationship\nStart Date",
             "Practice to PCN\nRelationship\nEnd Date",
             "Practice Sub ICB Loc and PCN Sub ICB Loc Match "],
            *members,
        ],
    }  # fmt: skip


@pytest.mark.parametrize("vintage", [as_ccgs, as_sub_icbs])
def test_networks_and_members_are_read_whatever_the_headings_say(tmp_path: Path, vintage) -> None:
    sheets = vintage([[*NETWORK, "", *PLACE]], [[*MEMBER, "20190701", "20230331", True]])
    path = write_workbook(tmp_path / "2022-12" / "ePCN.xlsx", sheets)

    outcome, tables = load_one(path, tmp_path / "home")

    assert (outcome.status, outcome.dataset, outcome.period) == ("loaded", "ods_epcn", "2022-12")
    assert tables["networks"] == [
        {
            "pcn": "U11111",
            "name": "SEASIDE PCN",
            "commissioner": "06T",
            "opened": date(2019, 7, 1),
            "closed": None,
            "postcode": "CO1 1AA",
            "line": 2,
        }
    ]
    assert tables["members"] == [
        {
            "practice": "F81001",
            "pcn": "U11111",
            "starts": date(2019, 7, 1),
            "ends": date(2023, 3, 31),
            "commissioner": "06T",
            "line": 2,
        }
    ]


def test_a_day_may_be_a_number_in_the_workbook(tmp_path: Path) -> None:
    sheets = as_ccgs([[*NETWORK[:4], 20190701, "", *PLACE]], [[*MEMBER, 20190701, "", True]])
    path = write_workbook(tmp_path / "2020-02" / "ePCN.xlsx", sheets)

    _, tables = load_one(path, tmp_path / "home")

    assert tables["networks"][0]["opened"] == date(2019, 7, 1)
    assert tables["members"][0]["ends"] is None


def test_a_practice_may_leave_a_network_and_join_it_again(tmp_path: Path) -> None:
    twice = [[*MEMBER, "20190701", "20200331", True], [*MEMBER, "20210401", "", True]]
    path = write_workbook(
        tmp_path / "2022-12" / "ePCN.xlsx", as_sub_icbs([[*NETWORK, "", *PLACE]], twice)
    )

    outcome, tables = load_one(path, tmp_path / "home")

    assert outcome.rejects == 0
    assert [row["starts"].year for row in tables["members"]] == [2019, 2021]


def test_the_real_workbooks(real_data: Path, tmp_path: Path) -> None:
    assert counts(real_data / "ods-epcn", tmp_path) == {
        "2020-02/ePCN.xlsx": ("ods_epcn", "2020-02", {"networks": 1250, "members": 6757}, 0),
        "2022-12/ePCN.xlsx": ("ods_epcn", "2022-12", {"networks": 1329, "members": 7455}, 0),
        "2024-10/ePCN.xlsx": ("ods_epcn", "2024-10", {"networks": 1366, "members": 7705}, 0),
    }
