"""What is known of practices on a day, and of one practice through time."""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.evidence.figures import Figure, Figures, figures_of
from resilience.evidence.loading import load
from resilience.evidence.periods import Period, parse_period
from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row

A, B = "A81001", "A81002"
JUNE_2018 = date(2018, 6, 30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def points(practice: str, share: float) -> dict[str, object]:
    return {"practice": practice, "points": share, "points_maximum": 100}


def test_the_latest_year_that_ended_by_the_day_counts(store):
    for year, share in (("2016-17", 60), ("2017-18", 70), ("2018-19", 80)):
        add(store, "qof_achievement", year, [points(A, share)])
    latest = Figures(store).latest("qof_points_percent", as_at=JUNE_2018, max_age_months=24)
    assert latest.period == parse_period("2017-18")
    assert latest.figures[A].value == 70
    assert latest.releases == (latest.figures[A].release,)
    assert latest.too_old is None


def test_a_practice_that_is_not_in_the_latest_year_is_not_taken_from_an_earlier_one(store):
    add(store, "qof_achievement", "2016-17", [points(A, 60), points(B, 60)])
    add(store, "qof_achievement", "2017-18", [points(A, 70)])
    latest = Figures(store).latest("qof_points_percent", as_at=JUNE_2018, max_age_months=24)
    assert latest.figures.keys() == {A}


def test_a_rating_stands_until_the_practice_has_a_newer_one(store):
    rows = [
        analyst_row(A, "cqc_overall_rating", "2016", value_text="Good"),
        analyst_row(B, "cqc_overall_rating", "2016", value_text="Good"),
        analyst_row(B, "cqc_overall_rating", "2017", value_text="Inadequate"),
        analyst_row("A81003", "cqc_overall_rating", "2015", value_text="Good"),
    ]
    add(store, "analyst_figures", "2016", rows)
    latest = Figures(store).latest("cqc_overall_rating", as_at=JUNE_2018, max_age_months=24)
    assert {code: figure.value for code, figure in latest.figures.items()} == {
        A: "Good",
        B: "Inadequate",
    }
    assert latest.period == parse_period("2017")
    assert latest.figures[A].period == parse_period("2016")


@pytest.mark.parametrize(
    ("ended", "counts"), [("2016-06-30", True), ("2016-06-29", False), ("2018-06-30", True)]
)
def test_24_months_reach_back_to_the_same_day_two_years_before(store, ended, counts):
    row = analyst_row(A, "gp_headcount", ended, value=1.0)
    add(store, "analyst_figures", ended, [row])
    latest = Figures(store).latest("gp_headcount", as_at=JUNE_2018, max_age_months=24)
    assert bool(latest.figures) is counts
    assert latest.period == (parse_period(ended) if counts else None)
    assert latest.too_old == (None if counts else parse_period(ended))


def test_a_month_reaches_back_to_the_end_of_a_shorter_one(store):
    add(store, "analyst_figures", "2018-02", [analyst_row(A, "gp_headcount", "2018-02", value=1.0)])
    latest = Figures(store).latest("gp_headcount", as_at=date(2018, 3, 31), max_age_months=1)
    assert latest.figures.keys() == {A}


def test_a_file_of_how_things_stand_says_nothing_of_an_earlier_day(store):
    rows = [{"practice": A, "location": "1", "rating": "Good", "published": date(2016, 5, 1)}]
    add(store, "cqc_locations", "2026-01", rows)
    figures = Figures(store)
    for day, known in ((date(2026, 1, 30), False), (date(2026, 1, 31), True)):
        latest = figures.latest("cqc_overall_rating", as_at=day, max_age_months=24)
        assert bool(latest.figures) is known
        assert latest.too_old is None


def test_a_figure_that_is_not_there_says_why(store):
    row = {"practice": A, "points": None, "points_mark": "not available", "points_maximum": 559}
    add(store, "qof_achievement", "2017-18", [row])
    latest = Figures(store).latest("qof_points_percent", as_at=JUNE_2018, max_age_months=24)
    assert (latest.figures[A].value, latest.figures[A].mark) == (None, "not available")


def test_an_indicator_without_any_figure_has_no_period(store):
    latest = Figures(store).latest("gp_vacancies", as_at=JUNE_2018, max_age_months=24)
    assert (latest.period, latest.too_old, latest.figures) == (None, None, {})


def test_an_indicator_that_is_not_declared_is_an_error(store):
    with pytest.raises(KeyError):
        Figures(store).latest("happiness", as_at=JUNE_2018, max_age_months=24)


def test_a_history_goes_from_the_oldest_period_to_the_newest(store):
    for year, share in (("2017-18", 70), ("2016-17", 60), ("2018-19", 80)):
        add(store, "qof_achievement", year, [points(A, share), points(B, 1)])
    add(store, "patients_registered", "2018-06-01", [{"practice": A, "patients": 4222}])
    figures = Figures(store)
    history = figures.history(A)
    assert [figure.value for figure in history["qof_points_percent"]] == [60, 70, 80]
    assert [figure.value for figure in history["registered_patients"]] == [4222]
    until = figures.history(A, until=JUNE_2018)
    assert [figure.value for figure in until["qof_points_percent"]] == [60, 70]
    assert figures.history("Y00000") == {}
    assert figures.history("' or 1=1 --") == {}
    assert sorted(figures.numbers("qof_points_percent", "2017-18")) == [1, 70]
    assert figures.numbers("qof_points_percent", "' or 1=1 --") == []


# --- the cache


def test_the_second_time_figures_come_from_the_cache_without_the_engine(store, monkeypatch):
    add(store, "qof_achievement", "2017-18", [points(A, 70)])
    first = Figures(store).history(A)
    monkeypatch.setitem(sys.modules, "resilience.evidence.engine", None)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert Figures(store).history(A) == first


def test_a_new_release_makes_the_cache_anew_and_removes_the_old_one(store, tmp_path):
    add(store, "qof_achievement", "2017-18", [points(A, 70)])
    Figures(store)
    [before] = (tmp_path / "cache").iterdir()
    add(store, "qof_achievement", "2018-19", [points(A, 80)])
    assert len(Figures(store).history(A)["qof_points_percent"]) == 2
    [after] = (tmp_path / "cache").iterdir()
    assert before != after


def test_a_damaged_or_deleted_cache_does_no_harm(store, tmp_path):
    add(store, "qof_achievement", "2017-18", [points(A, 70)])
    first = Figures(store).history(A)
    [cached] = (tmp_path / "cache").iterdir()
    cached.write_bytes(b"not parquet at all")
    assert Figures(store).history(A) == first
    cached.unlink()
    assert Figures(store).history(A) == first


def test_one_process_builds_once_and_answers_many_threads(store):
    add(store, "qof_achievement", "2017-18", [points(A, 70), points(B, 60)])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: figures_of(store), range(16)))
        histories = list(pool.map(found[0].history, [A, B] * 50))
    assert len({id(figures) for figures in found}) == 1
    assert [h["qof_points_percent"][0].value for h in histories] == [70, 60] * 50
    add(store, "qof_achievement", "2018-19", [points(A, 80)])
    assert figures_of(store) is not found[0]


# --- a second, naive answer to each question

DAYS = st.dates(date(2015, 1, 1), date(2020, 12, 31))
PERIODS = ["2016-17", "2017-18", "2017-09", "2017", "2018-03-31", "2016-03"]


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_questions_are_answered_as_a_naive_reader_would(data):
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        given_rows = data.draw(
            st.dictionaries(
                st.tuples(
                    st.sampled_from([A, B, "A81003"]),
                    st.sampled_from(["gp_headcount", "gp_vacancies"]),
                    st.sampled_from(PERIODS),
                ),
                st.integers(0, 9),
                min_size=3,
            )
        )
        rows = [analyst_row(*key, value=float(value)) for key, value in given_rows.items()]
        add(store, "analyst_figures", "2016-17", rows)
        figures = Figures(store)
        everything = [
            (indicator, practice, parse_period(period), value)
            for (practice, indicator, period), value in given_rows.items()
        ]
        for _ in range(8):
            day, months = data.draw(DAYS), data.draw(st.integers(1, 36))
            for indicator in ("gp_headcount", "gp_vacancies"):
                latest = figures.latest(indicator, as_at=day, max_age_months=months)
                ended = [e for e in everything if e[0] == indicator and e[2].ends <= day]
                assert_latest(latest, ended, day, months)
            for practice in (A, B):
                expected: dict[str, list[float]] = {}
                for each in sorted(everything, key=lambda e: (e[2].ends, e[2].starts)):
                    if each[1] == practice and each[2].ends <= day:
                        expected.setdefault(each[0], []).append(each[3])
                assert values(figures.history(practice, until=day)) == expected


def values(history: dict[str, list[Figure]]) -> dict[str, list[float | str | None]]:
    return {indicator: [f.value for f in figures] for indicator, figures in history.items()}


def assert_latest(latest, ended, day: date, months: int) -> None:
    def young(period) -> bool:
        return pd.Timestamp(period.ends) >= pd.Timestamp(day) - pd.DateOffset(months=months)

    newest = max((e[2] for e in ended), key=lambda p: (p.ends, p.starts), default=None)
    if newest is None or not young(newest):
        assert (latest.period, latest.figures, latest.too_old) == (None, {}, newest)
        return
    if latest.indicator != "gp_vacancies":  # all practices share a period that is no mere part
        sizes = Counter(period for _, _, period, _ in ended if young(period))
        whole = [period for period in sizes if 2 * sizes[period] >= max(sizes.values())]
        newest = max(whole, key=lambda p: (p.ends, p.starts))
    assert latest.period == newest
    expected = {}
    for _, practice, period, value in sorted(ended, key=lambda e: (e[2].ends, e[2].starts)):
        if period == newest or (latest.indicator == "gp_vacancies" and young(period)):
            expected[practice] = (value, period)
    assert {c: (f.value, f.period) for c, f in latest.figures.items()} == expected


# --- real files


def test_real_points_and_lists_become_figures(real_data, store):
    files = [
        real_data / "qof-practice-achievement" / "2017-18",
        real_data / "patients-registered" / "2026-02",
    ]
    assert {o.status for o in load(files, store, today=date(2026, 11, 1))} == {"loaded"}
    figures = Figures(store)
    latest = figures.latest("qof_points_percent", as_at=JUNE_2018, max_age_months=24)
    marks = [figure.mark for figure in latest.figures.values()]
    assert (len(marks), marks.count("not available")) == (7100, 11)
    known = [figure.value for figure in latest.figures.values() if figure.mark is None]
    assert 95 < sum(known) / len(known) < 98
    assert max(known) <= 100
    lists = figures.latest("registered_patients", as_at=date(2026, 3, 1), max_age_months=12)
    assert len(lists.figures) == 6169


def test_figures_of_a_few_practices_do_not_displace_a_national_table(tmp_path: Path) -> None:
    store = Store(tmp_path)
    lines = ["practice,indicator,period,numerator,denominator,value,source"]
    lines += [f"A8100{n},gp_headcount,2017-18,,,{n},workforce" for n in range(1, 6)]
    lines += ["A81001,gp_headcount,2018-05,,,9,a telephone call"]
    path = tmp_path / "figures.csv"
    path.write_text("\n".join(lines))
    list(load([path], store, today=date(2026, 1, 1)))

    latest = Figures(store).latest("gp_headcount", as_at=date(2018, 6, 30), max_age_months=24)

    assert latest.period == Period.financial_year(2017)
    assert latest.figures["A81001"].value == 1
