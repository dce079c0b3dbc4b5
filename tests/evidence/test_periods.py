from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.periods import (
    EXAMPLES,
    Period,
    find_period,
    months_between,
    parse_day,
    parse_period,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
NAMES = {
    "gp-reg-pat-prac-all": None,
    "epraccur": None,
    "CCG_ICB_code": None,
    "GP providers": None,
    "PracPopOct": None,
    "market 12": None,
    "summary 1234": None,
    "nhs-v2.1": None,
    "QOF 2017-18": "2017-18",
    "QOF 2021-2022": "2021-22",
    "qof-2425-prac-dom-ach": "2024-25",
    "ACHIEVEMENT_LONDON_1718": "2017-18",
    "INDICATOR_MAPPINGS_1819_v2": "2018-19",
    "PREVALENCE_2223": "2022-23",
    "14-15": "2014-15",
    "nhspaymentsgp-19-20-prac-csv": "2019-20",
    "nhspaymentsgp-21-22-prac-csv-v2": "2021-22",
    "201617": "2016-17",
    "practice_level 2018_19": "2018-19",
    "Patient_List_Size_2014_01-03": "2014-01/2014-03",
    "Submissions via OC Systems in General Practice - April 2025": "2025-04",
    "Cloud Based Telephony Publication Summary October 2025_v2": "2025-10",
    "GPSoC Marketshare - Jan 2018b": "2018-01",
    "gps_per_practice_sept_2017": "2017-09",
    "gp-reg-pat-prac-map-jul22": "2022-07",
    "PracPopFeb26": "2026-02",
    "icb_names_codes_dec_2024": "2024-12",
    "Sub_ICB_Locations_to_Regions_(July_2022)_Lookup_in_England": "2022-07",
    "EPD_202401": "2024-01",
    "2014_01": "2014-01",
    "2017-09-sample": "2017-09",
    "2024-04-derived": "2024-04",
    "2011-12": "2011-12",
    "01_January_2026_HSCA_Active_Locations": "2026-01-01",
    "1st April 2019": "2019-04-01",
    "report 30.06.2018": "2018-06-30",
    "epraccur-20180601": "2018-06-01",
    "lists 2018-06-30": "2018-06-30",
    "GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC": "2025",
    "2022-sussex": "2022",
    "2015-2024-derived": "2015/2024",
}


@pytest.mark.parametrize(("name", "label"), NAMES.items())
def test_a_name_says_its_period(name, label) -> None:
    found = find_period(name)

    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("2018-06-30", date(2018, 6, 30), date(2018, 6, 30)),
        ("2018-05", date(2018, 5, 1), date(2018, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2017-18", date(2017, 4, 1), date(2018, 3, 31)),
        ("2010-11", date(2010, 11, 1), date(2010, 11, 30)),
        ("2010/11", date(2010, 4, 1), date(2011, 3, 31)),
        ("2099-00", date(2099, 4, 1), date(2100, 3, 31)),
        (" 2018 ", date(2018, 1, 1), date(2018, 12, 31)),
        ("2015-09/2023-24", date(2015, 9, 1), date(2024, 3, 31)),
    ],
)
def test_a_period_is_read_as_people_write_it(words, starts, ends) -> None:
    period = parse_period(words)

    assert (period.starts, period.ends) == (starts, ends)


@pytest.mark.parametrize(
    "words", ["", "soon", "2018-19-20", "2018-02-31", "2018-13", "2017-19", "0000-01", "1066", "/"]
)
def test_what_is_no_period_is_refused_with_what_to_write(words) -> None:
    with pytest.raises(ValueError, match="not a period; write a day"):
        parse_period(words)


@given(DAYS, DAYS)
def test_a_period_is_read_back_from_its_label(one, other) -> None:
    first, last = sorted((one, other))
    month = Period.month(first.year, first.month)
    kinds = [
        Period.day(first),
        month,
        Period.year(first.year),
        Period.span(month, Period.day(last)),
    ]

    for period in kinds:
        assert parse_period(period.label) == period


@pytest.mark.parametrize(
    "words",
    [
        "20180601",
        "2018-06-01",
        "2018-06-01 00:00:00",
        "2018-06-01T00:00:00",
        "01/06/2018",
        "1/6/2018 00:00",
        "01JUN2018",
        "01Jun2018",
        "1-Jun-18",
        "1 June 2018",
        "43252",
    ],
)
def test_a_day_is_read_in_the_ways_of_publishers(words) -> None:
    assert parse_day(words) == date(2018, 6, 1)


@pytest.mark.parametrize(
    "words", ["", "soon", "20180631", "31/02/2018", "1 Juno 2018", "2018-06-01x"]
)
def test_what_is_no_day_is_refused(words) -> None:
    with pytest.raises(ValueError):
        parse_day(words)


def test_a_year_of_two_digits_is_of_our_time() -> None:
    assert parse_day("1-Apr-74") == date(1974, 4, 1)
    assert parse_day("1-Apr-26") == date(2026, 4, 1)


@given(DAYS, st.integers(0, 4000))
def test_months_between_counts_whole_months(earlier, days) -> None:
    later = earlier + timedelta(days=days)
    months = months_between(earlier, later)

    def after(count: int) -> tuple[int, int, int]:
        month = earlier.year * 12 + earlier.month - 1 + count
        return month // 12, month % 12 + 1, earlier.day

    assert after(months) <= (later.year, later.month, later.day) < after(months + 1)


def test_a_span_has_begun_when_its_last_part_has() -> None:
    assert parse_period("2015-09/2023-24").last_begins == date(2023, 4, 1)
    assert parse_period("2017-18").last_begins == date(2017, 4, 1)


def test_a_page_shows_a_period_in_words() -> None:
    shown = {
        "2026-03-01": "1 March 2026",
        "2018-05": "May 2018",
        "2016-01/2016-03": "January to March 2016",
        "2015-10/2015-12": "October to December 2015",
        "2017-18": "2017-18",
        "2018": "2018",
        "2015-11/2016-01": "2015-11 to 2016-01",
        "2015-09/2018-06": "2015-09 to 2018-06",
        "2016/2018": "2016 to 2018",
    }
    assert {label: parse_period(label).words for label in shown} == shown


def test_a_period_is_of_a_kind() -> None:
    assert [parse_period(example).kind for example in EXAMPLES.values()] == [*EXAMPLES]
    assert parse_period("2015-11/2016-01").kind == "several periods"
