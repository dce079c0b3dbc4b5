from __future__ import annotations

from datetime import date

import pytest

from resilience.organisations.names import fallback_name, kind_word, spellings, tidy


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NHS EAST LEEDS CCG", "NHS East Leeds CCG"),
        ("THE DENSHAM SURGERY", "The Densham Surgery"),
        ("ST MARY'S SURGERY (DR O'BRIEN)", "St Mary's Surgery (Dr O'Brien)"),
        ("STOKE-ON-TRENT", "Stoke-on-Trent"),
        ("BLACKBURN RD.MEDICAL CTR.", "Blackburn Rd.Medical Ctr."),
        ("NHS NORFOLK AND WAVENEY ICB - 26A", "NHS Norfolk and Waveney ICB - 26A"),
        ("NHS West Yorkshire Integrated Care Board", "NHS West Yorkshire ICB"),
        ("NHS ESSEX INTEGRATED CARE BOARD", "NHS Essex ICB"),
        ("NHS Sussex  ICB\xa0", "NHS Sussex ICB"),
        ("McKenzie House", "McKenzie House"),
        ("QVV", "QVV"),
        ("D9Y0V", "D9Y0V"),
        ("", ""),
    ],
)
def test_names_are_written_as_people_write_them(written, read):
    assert tidy(written) == read


def test_of_two_spellings_of_one_name_the_latest_in_mixed_case_is_kept():
    names = ["NHS England Kent, Surrey and Sussex", "NHS ENGLAND KENT SURREY & SUSSEX"]
    assert set(spellings(names).values()) == {"NHS England Kent, Surrey and Sussex"}


def test_another_name_is_another_name():
    names = ["NHS Wigan CCG", "NHS Wigan Borough CCG"]
    assert list(spellings(names).values()) == ["NHS Wigan Borough CCG", "NHS Wigan CCG"]


def test_a_region_that_no_file_names_has_its_name_and_any_other_code_stays_a_code():
    assert fallback_name("Y63") == "North East and Yorkshire"
    assert fallback_name("QVV") == "QVV"


def test_commissioners_are_called_what_they_were_on_the_day():
    assert kind_word("ccg", date(2022, 6, 30)) == "CCG"
    assert kind_word("ccg", date(2022, 7, 1)) == "sub-ICB location"
    assert kind_word("icb", date(2018, 6, 30), many=True) == "STP areas"
