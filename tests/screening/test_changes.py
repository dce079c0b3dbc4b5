"""Two snapshots side by side: who is new on the list for review, who left it, and why."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.screening.actions import take_snapshot
from resilience.screening.changes import CHANGED, LEFT, NEW, explain, moves, previous
from resilience.screening.sight import Sight
from tests.screening.england import figures, loaded, points, register

pytestmark = pytest.mark.django_db
PACK = load("gprp-2018-19")


def compare(earlier, later, reader=None):
    """What changed, for the eyes of somebody who sees all of England."""
    before, now = (Sight(one, reader or sees_everything()) for one in (earlier, later))
    return list(explain(now, moves(before, now)))


def sees_everything():
    person, _ = User.objects.get_or_create(email="all@example.nhs.uk")
    nation = Organisation.objects.get(code="ENG")
    person.memberships.get_or_create(organisation=nation, role="national_team", starts=date.min)
    reader = Reader(person, NOW)
    assert reader.memberships
    return reader


BEFORE, NOW = date(2017, 6, 30), date(2018, 6, 30)


@pytest.fixture
def two(home, tmp_path):
    """A81001 improves, A81002 declines, A81003 stays low and now has one GP, A81004 closes."""
    store = loaded(
        home,
        register(tmp_path, closed=("A81004",)),
        points(tmp_path, "2016-17", A81001=60.0, A81003=60.0, A81004=60.0),
        points(tmp_path, "2017-18", A81002=60.0, A81003=61.0),
        figures(tmp_path / "gps.csv", "gp_headcount", "2018-03-31", {"A81003": 1}),
    )
    return tuple(
        take_snapshot(by="a test", pack=PACK, as_at=day, store=store) for day in (BEFORE, NOW)
    )


def test_who_joined_left_or_changed_and_why(two):
    found = {change.code: change for change in compare(*two)}
    assert {code: change.status for code, change in found.items()} == {
        "A81001": LEFT,
        "A81002": NEW,
        "A81003": CHANGED,
        "A81004": LEFT,
    }
    (why,) = found["A81002"].why
    assert (why.criterion, why.before, why.now) == ("GC11", "not_met", "met")
    assert why.reason == "QOF points achieved: 60.0% in the year 2017-18, which is below 80%."
    assert [one.criterion for one in found["A81003"].why] == ["GC10"]
    assert (found["A81004"].now, found["A81004"].why) == (None, ())


def test_a_practice_that_was_not_open_before_tells_what_it_meets(two):
    later, earlier = two  # as if time ran backwards: A81004 is opened
    (opened,) = (change for change in compare(earlier, later) if change.code == "A81004")
    assert (opened.status, opened.before) == (NEW, None)
    assert [(one.criterion, one.before, one.now) for one in opened.why] == [("GC11", "", "met")]


def test_a_snapshot_and_itself_do_not_differ(two):
    assert list(compare(two[0], two[0])) == []


def test_the_number_of_queries_does_not_grow(two, django_assert_max_num_queries):
    reader = sees_everything()
    with django_assert_max_num_queries(5):
        list(compare(*two, reader))


def test_the_snapshot_before(two, home, tmp_path):
    earlier, later = two
    assert previous(later) == earlier
    assert previous(earlier) is None
    store = loaded(home, points(tmp_path / "more", "2015-16"))
    again = take_snapshot(by="a test", pack=PACK, as_at=NOW, store=store)
    assert again != later
    assert previous(again) == earlier
    other = load("icb-support-2026-27")
    assert previous(take_snapshot(by="a test", pack=other, as_at=NOW, store=store)) is None
