"""Who belonged to whom on a day: chains, lives, mergers."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.organisations.derive.register import seat_commissioner
from resilience.organisations.derive.statements import Statements
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind
from tests.organisations.telling import (
    D,
    above_on,
    announced,
    derive,
    listed,
    moved,
    seated,
)

BEFORE, AFTER = D(2018, 5, 31), D(2026, 2, 28)
MERGER = D(2026, 4, 1)


@pytest.fixture
def said() -> Statements:
    return Statements()


def test_a_practice_reaches_its_region_by_its_commissioner(said):
    listed(said, BEFORE, ("A81001", "00K"))
    seated(said, BEFORE, "Y54", "Q74", "00K")
    assert above_on(derive(said), "A81001", BEFORE) == {
        "ccg": ["00K"],
        "dco": ["Q74"],
        "region": ["Y54"],
        "nation": ["ENG"],
    }


def test_dco_teams_give_way_to_boards(said):
    for day, region, above in ((BEFORE, "Y54", "Q74"), (AFTER, "Y63", "QHM")):
        listed(said, day, ("A81001", "16C"))
        seated(said, day, region, above, "16C")
    england = derive(said)
    assert "icb" not in above_on(england, "A81001", BEFORE)
    assert above_on(england, "A81001", AFTER)["icb"] == ["QHM"]
    assert "dco" not in above_on(england, "A81001", AFTER)


def test_a_practice_that_a_trust_commissions_has_a_region_but_no_commissioner(said):
    listed(said, BEFORE, ("A81632", "RVW"))
    seated(said, BEFORE, "Y54", "Q74", "00K")
    seat_commissioner(said, BEFORE, "RVW", "Y54", "Q74")
    england = derive(said)
    assert "RVW" not in england.organisations
    assert above_on(england, "A81632", BEFORE) == {
        "dco": ["Q74"],
        "region": ["Y54"],
        "nation": ["ENG"],
    }


def test_nobody_belongs_to_an_area_that_was_not_there(said):
    listed(said, BEFORE, ("A81001", "00K"))
    seated(said, BEFORE, "Y54", "Q74", "00K")
    said.dates["00K"] = D(2013, 4, 1), D(2020, 3, 31)
    england = derive(said)
    assert "ccg" not in above_on(england, "A81001", D(2013, 3, 31))
    assert above_on(england, "A81001", D(2020, 3, 31))["ccg"] == ["00K"]
    assert above_on(england, "A81001", D(2020, 4, 1)) == {}


def test_a_closed_practice_belongs_to_nobody(said):
    listed(said, BEFORE, ("A81001", "00K"), status="closed", closed=D(2018, 3, 31))
    seated(said, BEFORE, "Y54", "Q74", "00K")
    england = derive(said)
    assert above_on(england, "A81001", D(2018, 3, 30))["region"] == ["Y54"]
    assert above_on(england, "A81001", BEFORE) == {}


def test_londons_teams_are_told_apart_where_a_source_does(said):
    listed(said, BEFORE, ("E84001", "07M"))
    seated(said, BEFORE, "Y56", "Q71", "07M")
    for day in (D(2018, 4, 1), D(2019, 4, 1)):
        said.finer["07M", Kind.DCO].append(Told(day, "Q71B", changed=day))
    assert above_on(derive(said), "E84001", D(2018, 6, 30))["dco"] == ["Q71B"]


def test_a_region_without_dates_lived_while_something_stood_under_it(said):
    for day, region in ((BEFORE, "Y54"), (D(2019, 8, 31), "Y63")):
        listed(said, day, ("A81001", "00K"))
        seated(said, day, region, "Q74", "00K")
    said.dates["00K"] = D(2013, 4, 1), None
    (record,) = derive(said).organisations["Y54"].records
    assert record.span == (D(2013, 4, 1), D(2019, 1, 15))
    assert record.name == "North of England"


# --- the mergers of April 2026


def merging(said: Statements, *successions: tuple[str, str]) -> None:
    """Three boards of the East; two and a part of the third become Central East."""
    listed(
        said, AFTER, ("E81001", "M1J4Y"), ("D81001", "06H"), ("E82001", "06K"), ("F81001", "07H")
    )
    for board, commissioners in {"QHG": ["M1J4Y"], "QUE": ["06H"], "QM7": ["06K", "07H"]}.items():
        seated(said, AFTER, "Y61", board, *commissioners)
    announced(
        said,
        MERGER,
        "NHS CENTRAL EAST INTEGRATED CARE BOARD",
        ("M1J4Y", "NHS CENTRAL EAST ICB - M1J4Y"),
        ("06H", "NHS CENTRAL EAST ICB - 06H"),
        ("06K", "NHS CENTRAL EAST ICB - 06K"),
    )
    announced(said, MERGER, "NHS ESSEX INTEGRATED CARE BOARD", ("07H", "NHS ESSEX ICB - 07H"))
    for board in ("QHG", "QUE", "QM7"):
        said.dates[board] = None, D(2026, 3, 31)
    for pair in successions:
        said.successions[*pair, MERGER] = "succ"


def test_an_announced_board_without_a_code_gets_a_marked_one(said):
    merging(said)
    england = derive(said)
    assert above_on(england, "E82001", D(2026, 3, 31))["icb"] == ["QM7"]
    assert above_on(england, "E82001", MERGER) == {
        "ccg": ["06K"],
        "icb": ["TBC-CENTRAL-EAST"],
        "region": ["Y61"],
        "nation": ["ENG"],
    }
    assert england.organisations["TBC-CENTRAL-EAST"].name == "NHS Central East ICB"


def test_the_successor_file_gives_the_code(said):
    heirs = [("QHG", "S1Y5D"), ("QUE", "S1Y5D"), ("QM7", "S1Y5D"), ("QM7", "D7T5G")]
    merging(said, *heirs)
    england = derive(said)
    assert above_on(england, "E82001", MERGER)["icb"] == ["S1Y5D"]
    assert above_on(england, "F81001", MERGER)["icb"] == ["D7T5G"]
    assert england.organisations["S1Y5D"].name == "NHS Central East ICB"
    assert ("QHG", "S1Y5D", MERGER) in england.successions


def test_a_file_that_names_the_board_gives_the_code(said):
    merging(said)
    said.name("S1Y5D", Kind.ICB, D(2026, 5, 31), "NHS Central East Integrated Care Board")
    assert above_on(derive(said), "E82001", MERGER)["icb"] == ["S1Y5D"]


def test_a_commissioner_keeps_its_code_and_changes_its_name(said):
    merging(said)
    names = [record.name for record in derive(said).organisations["06K"].records]
    assert names[-1] == "NHS Central East ICB - 06K"


def test_practices_and_networks_of_a_board_that_is_split_move(said):
    listed(said, AFTER, ("K81001", "D4U1Y"), ("J82015", "D4U1Y"), ("J82999", "D9Y0V"))
    seated(said, AFTER, "Y59", "QNQ", "D4U1Y")
    seated(said, AFTER, "Y59", "QRL", "D9Y0V")
    said.put("U11111", Kind.PCN, AFTER, None)
    said.name("U11111", Kind.PCN, AFTER, "SPLIT PCN")
    said.put("U11111", Kind.CCG, AFTER, "D4U1Y")
    said.dates |= {"D4U1Y": (None, D(2026, 3, 31)), "QNQ": (None, D(2026, 3, 31))}
    new, wessex = "NHS THAMES VALLEY ICB", "NHS HAMPSHIRE AND ISLE OF WIGHT ICB - D9Y0V"
    announced(said, MERGER, "NHS THAMES VALLEY INTEGRATED CARE BOARD", (None, new))
    moved(said, MERGER, Kind.PRACTICE, "K81001", None, new)
    moved(said, MERGER, Kind.PRACTICE, "J82015", "D9Y0V", wessex)
    moved(said, MERGER, Kind.PCN, "U11111", None, new)
    england = derive(said)
    assert above_on(england, "K81001", D(2026, 3, 31))["icb"] == ["QNQ"]
    assert above_on(england, "K81001", MERGER)["icb"] == ["TBC-THAMES-VALLEY"]
    assert above_on(england, "J82015", MERGER)["icb"] == ["QRL"]
    assert above_on(england, "U11111", MERGER)["ccg"] == ["TBC-THAMES-VALLEY-ICB"]


# --- whatever the files say

commissioners = st.sampled_from(["00A", "00B", "00C"])
vintages = st.dictionaries(
    st.sampled_from([D(2016, 1, 31), D(2017, 4, 30), BEFORE, D(2021, 11, 30), AFTER]),
    st.fixed_dictionaries(
        {
            "practices": st.dictionaries(st.sampled_from(["A81001", "A81002"]), commissioners),
            "seats": st.dictionaries(
                commissioners,
                st.tuples(st.sampled_from(["Y54", "Y63"]), st.sampled_from(["Q74", "QHM", ""])),
            ),
        }
    ),
    min_size=1,
)


def told(register) -> Statements:
    said = Statements()
    for day in sorted(register):
        listed(said, day, *register[day]["practices"].items())
        for code, (region, above) in register[day]["seats"].items():
            seated(said, day, region, above, code)
    return said


@settings(deadline=None)
@given(vintages, st.dates(D(2015, 1, 1), D(2027, 1, 1)))
def test_nobody_has_two_of_a_kind_above_on_one_day(register, day):
    england = derive(told(register))
    for code, known in england.organisations.items():
        above = above_on(england, code, day)
        assert all(len(codes) == 1 for codes in above.values()), (code, above)
        records = [record for record in known.records if record.span.holds(day)]
        assert len(records) <= 1
        assert not above or records, f"{code} belongs but is not there"


@settings(deadline=None)
@given(vintages)
def test_no_two_rows_say_the_same_of_a_pair(register):
    england = derive(told(register))
    pairs = Counter((link.child, link.ancestor, link.span.starts) for link in england.above)
    assert not pairs or max(pairs.values()) == 1
