"""From words said on different days to spans: what changes when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.organisations.derive.timeline import (
    EVER,
    NEVER,
    Held,
    Span,
    Told,
    cells,
    timeline,
    union,
)

D = date
days = st.dates(D(2010, 1, 1), D(2030, 1, 1))
words = st.builds(
    Told,
    day=days,
    value=st.none() | st.sampled_from("ABC"),
    since=st.none() | days,
    until=st.none() | days,
    source=st.sampled_from(["x", "y"]),
    changed=st.none() | days,
)


def held(*told: Told) -> list[tuple[str, date, date]]:
    return [(one.value, *one.span) for one in timeline(told)]


def test_one_vintage_speaks_for_all_days():
    assert held(Told(D(2020, 1, 1), "A")) == [("A", EVER, NEVER)]


def test_without_dates_a_change_is_halfway_between_the_vintages():
    told = Told(D(2020, 1, 1), "A"), Told(D(2020, 1, 11), "B")
    assert held(*told) == [("A", EVER, D(2020, 1, 7)), ("B", D(2020, 1, 7), NEVER)]


def test_a_date_given_is_the_date_of_the_change():
    told = Told(D(2017, 4, 30), "A", since=D(2013, 4, 1)), Told(D(2018, 5, 31), "B", D(2017, 4, 1))
    assert held(*told) == [("A", D(2013, 4, 1), D(2017, 4, 1)), ("B", D(2017, 4, 1), NEVER)]


def test_a_date_before_the_earlier_value_began_is_not_believed():
    told = Told(D(2017, 1, 1), "A", since=D(2013, 4, 1)), Told(D(2017, 1, 11), "B", D(2013, 4, 1))
    assert held(*told)[1] == ("B", D(2017, 1, 7), NEVER)


def test_the_day_of_a_change_counts_only_where_something_changed():
    first = Told(D(2018, 4, 1), "A", changed=D(2018, 4, 1))
    assert held(first) == [("A", EVER, NEVER)]
    assert held(Told(D(2017, 1, 1), "B"), first)[1] == ("A", D(2018, 4, 1), NEVER)


def test_a_vintage_that_says_there_is_none_ends_a_value():
    told = Told(D(2020, 1, 1), "A"), Told(D(2020, 1, 11), None)
    assert held(*told) == [("A", EVER, D(2020, 1, 7))]


def test_a_membership_that_is_over_stands_before_the_present_one():
    told = (
        Told(D(2024, 10, 31), "A", D(2019, 10, 1), D(2021, 4, 1)),
        Told(D(2024, 10, 31), "B", D(2021, 4, 1)),
    )
    assert held(*told) == [("A", D(2019, 10, 1), D(2021, 4, 1)), ("B", D(2021, 4, 1), NEVER)]


def test_the_source_is_the_release_that_said_it_first():
    told = Told(D(2020, 1, 1), "A", source="old"), Told(D(2021, 1, 1), "A", source="new")
    assert timeline(told) == [Held("A", Span(), "old")]


@settings(deadline=None)
@given(st.lists(words, max_size=8))
def test_spans_never_overlap_and_are_in_order(told):
    spans = [one.span for one in timeline(told)]
    assert all(spans)
    assert all(a.ends <= b.starts for a, b in pairwise(spans))


@settings(deadline=None)
@given(st.lists(words, max_size=8).flatmap(lambda w: st.tuples(st.just(w), st.permutations(w))))
def test_the_order_of_statements_does_not_matter(both):
    told, shuffled = both
    assert timeline(told) == timeline(shuffled)


def test_of_two_who_say_the_same_the_one_that_knows_the_day_of_the_change_is_heard():
    none, plain = Told(D(2010, 1, 1), None), Told(D(2011, 1, 1), "B")
    dated = plain._replace(changed=D(2010, 5, 1))
    assert held(none, plain, dated) == held(none, dated, plain) == [("B", D(2010, 5, 1), NEVER)]


@settings(deadline=None)
@given(st.lists(words, max_size=8))
def test_to_say_a_thing_twice_changes_nothing(told):
    assert timeline(told) == timeline(told * 2)


@settings(deadline=None)
@given(st.sets(days, min_size=1, max_size=6), days)
def test_each_day_belongs_to_the_nearest_vintage(vintages, day):
    nearest = min(sorted(vintages), key=lambda v: abs((v - day).days))
    speaking = [v for v, cell in cells(vintages).items() if cell.span.holds(day)]
    assert speaking == [nearest]


@settings(deadline=None)
@given(st.lists(st.builds(Span, days, days).filter(bool), max_size=6), days)
def test_a_union_holds_just_the_same_days_in_fewer_spans(spans, day):
    joined = union(spans)
    assert any(span.holds(day) for span in spans) == any(span.holds(day) for span in joined)
    assert all(b.starts - a.ends >= timedelta(days=1) for a, b in pairwise(joined))
