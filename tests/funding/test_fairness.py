"""Money for each registered patient by group of practices, against a count by hand."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import numpy as np
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.reader import Scope
from resilience.accounts.tiers import Tier
from resilience.cases.models import CasePractice
from resilience.cases.openness.small import FEWEST
from resilience.funding.actions.correcting import reverse
from resilience.funding.fairness import known
from resilience.funding.fairness.grouped import line, view, without_few
from resilience.funding.fairness.practices import Money, money_of_practices
from resilience.funding.fairness.told import for_each
from resilience.profiles.everyone import Everyone
from tests.cases.at_pages import rows, text
from tests.cases.world import PROGRAMME, practice, reader
from tests.funding.world import DAY, NOW, YEAR, committed, invoiced, paid, pot

PAGE = f"/money/{PROGRAMME}/{YEAR}/fairness/"
CODES = [f"A8{number:04}" for number in range(40)]
COUNTS = Tier.COUNTS
HIDDEN = ("fewer than 5", "not shown")
GROUPS = [None, (1, "small"), (2, "middling"), (3, "large")]
MONEY = st.builds(Money, st.integers(0, 10**7), st.integers(0, 10**6))
groups_of = st.dictionaries(st.sampled_from(CODES[:35]), st.sampled_from(GROUPS), min_size=1)
patients_of = st.dictionaries(st.sampled_from(CODES[:35]), st.none() | st.integers(0, 30_000))
money_of = st.dictionaries(st.sampled_from(CODES), MONEY)


@given(groups_of, patients_of, money_of)
def test_money_for_each_patient_is_that_counted_one_by_one(groups, patients, money):
    lines = view("size", "Size", groups, patients, money).lines
    for one in lines:
        if one.title == "Not open any more":
            members = sorted(set(money) - set(groups))
        else:
            wanted = None if one.title == "Not known" else one.title
            members = [code for code, own in groups.items() if (own and own[1]) == wanted]
        sized = [code for code in members if code in groups and patients.get(code)]
        people = sum(patients[code] for code in sized)
        given_ = sum(money[code].committed for code in sized if code in money)
        assert one.patients == people
        assert one.helped.count == sum(money[c].committed > 0 for c in members if c in money)
        found = one.per_head["committed"]
        assert (found is None) == (people == 0)
        if people:
            assert found == pytest.approx(float(Fraction(given_, people)))
    for name in ("committed", "paid"):
        told = sum(getattr(one.money, name) for one in lines)
        assert told == sum(getattr(one, name) for one in money.values())


@given(groups_of, patients_of, money_of)
def test_who_sees_no_cases_reads_nothing_of_few_practices(groups, patients, money):
    shown = view("size", "Size", groups, patients, money)
    whole, (told,) = without_few(line("All", {*groups, *money}, patients, money), [shown])
    open_ = [one for one in told.lines if one.shown]
    assert all(one.helped.count >= FEWEST for one in open_)
    assert whole.shown or not open_
    hidden = [one.helped.count for one in told.lines if not one.shown]
    if whole.shown and hidden:
        assert sum(hidden) >= FEWEST, "who subtracts learns nothing of few"


def test_a_pound_and_more_is_told_in_pounds():
    assert [for_each(one) for one in (None, 0.0, 8.25, 99.94, 99.96, 120)] == [
        *("Not known", "0.0p", "8.3p", "99.9p", "£1.00", "£1.20"),
    ]


def _all() -> Scope:
    return reader("national", DAY).sees(COUNTS)


@pytest.mark.django_db
def test_the_money_of_a_group_is_shared_by_list_size_and_nothing_is_lost(case):
    CasePractice.objects.filter(case=case).update(list_size=3000)
    for code, size in (("A81002", 2000), ("P81001", 2000)):
        case.practices.create(organisation=practice(code), name=code, list_size=size)
    paid(invoiced(committed(case, pot(), 1_000), 333), 100)
    every = money_of_practices(PROGRAMME, YEAR, _all(), DAY)
    assert every == {
        "A81001": Money(42_857, 4_286),
        "A81002": Money(28_572, 2_857),
        "P81001": Money(28_571, 2_857),
    }
    own = money_of_practices(PROGRAMME, YEAR, reader("commissioner", DAY).sees(COUNTS), DAY)
    assert own == {code: every[code] for code in ("A81001", "A81002")}
    assert money_of_practices(PROGRAMME, "2017-18", _all(), DAY) == {}


@pytest.mark.django_db
def test_an_earlier_day_knows_nothing_of_later_money_and_what_was_taken_back_is_gone(case):
    payment = paid(invoiced(committed(case, pot(), 1_000), 500), 500)
    assert money_of_practices(PROGRAMME, YEAR, _all(), DAY - timedelta(days=1)) == {}
    case.refresh_from_db()
    reverse(by=reader("finance", DAY), entry=payment, seen=case.version, at=NOW, why="Not ours.")
    assert money_of_practices(PROGRAMME, YEAR, _all(), DAY) == {"A81001": Money(100_000, 0)}


@pytest.fixture
def page(case, as_, monkeypatch):
    """The page, where something is known of three practices."""
    committed(case, pot(), 1_000)
    monkeypatch.setattr(known, "everyone", everyone)
    with time_machine.travel(NOW):
        yield lambda name, **query: as_(name).get(PAGE, query)


def everyone(england):
    names = ("A81001", "A81002", "P81001")
    values = np.array([[5000.0, 40.0], [5000.0, 10.0], [np.nan, 20.0]])
    columns = {known.LIST_SIZE: 0, known.DEPRIVATION: 1}
    return Everyone(england, dict(zip(names, range(3), strict=True)), columns, values, {}, {})


@pytest.mark.django_db
def test_the_page_and_its_file(page):
    told = text(page("national"))
    assert "£1,000 is committed for 1 of 3 practices, or 10.0p for each registered patient" in told
    assert "It does not tell why" in told and "Rests on 1 practice" in told
    found = {(row["by"], row["group"]): row for row in rows(page("national", format="csv"))}
    assert found["all", "All practices"]["committed_pence_per_patient"] == "10.0"
    assert found["deprivation", "4"]["committed_pence"] == "100000"
    assert found["list-size", "Not known"]["registered_patients"] == "0"
    assert found["dco", "Cumbria and North East"]["committed_pence_per_patient"] == "10.0"
    assert found["dco", "Greater Manchester"]["committed_pence"] == "0"


@pytest.mark.django_db
def test_a_board_reader_reads_counts_and_nothing_of_few(page):
    told = text(page("board"))
    assert "£" not in told and "Dene" not in told
    found = rows(page("board", format="csv"))
    assert all(row["committed_pence"] == "" and row["helped"] in HIDDEN for row in found)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lead", "supplier", "administrator"])
def test_it_is_not_for_who_reads_no_counts(page, name):
    assert page(name).status_code == 404


@pytest.mark.django_db
def test_who_is_elsewhere_sees_none_of_it(page):
    assert "No money of this year is committed" in text(page("other_resilience"))
    assert page("national").status_code == 200
