"""Practices are told of a plan's deadlines, once; those with nobody here are listed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.models import Case
from resilience.notices.models import Notice
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.plans.reaching import is_engaged, reached
from resilience.returns.plans.telling import tell_practices, told_otherwise
from resilience.returns.plans.writing import latest
from tests.cases.world import reader, user
from tests.returns.plans.planning import DAY, NOW, stands, told, written


def test_practices_with_somebody_here_are_told_once_and_the_others_are_listed(of, referred):
    referred("A81001")
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    written(of)
    made = told(of, "Please look at these early.")
    assert (made.told, made.not_reached) == (["A81001"], ["A81002"])
    (notice,) = Notice.objects.filter(once__startswith="delivery plan")
    assert notice.user == user("lead")
    assert "By 1 February 2019: Sign" in notice.text
    assert "Please look at these early." in notice.text
    with pytest.raises(Refused, match="was told of this plan"):
        told(of)
    assert stands(of).to_tell == {"A81002"}
    event = Event.objects.get(act="returns.practices_told")
    assert event.after == {"plan": 1, "told": 1, "not_reached": 1}


def test_a_practice_with_nobody_here_is_told_in_another_way_once(of, referred):
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    written(of)
    by = reader("resilience", DAY)
    said = {"practice": "A81002", "at": NOW, "day": DAY, "how": "By telephone."}
    told_otherwise(by=by, of=of, **said)
    assert (stands(of).reached, stands(of).to_tell) == ({"A81002"}, set())
    with pytest.raises(Refused, match="not among those"):
        told_otherwise(by=by, of=of, **said)
    with pytest.raises(Refused, match="not among those"):
        told_otherwise(by=by, of=of, **(said | {"practice": "A81001"}))


def test_where_nobody_has_somebody_here_it_is_kept_who_is_to_be_told_otherwise(of, referred):
    written(of)
    with pytest.raises(Refused, match="No practice of the area"):
        told(of)
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    made = told(of)
    assert (made.told, made.not_reached) == ([], ["A81002"])
    with pytest.raises(Refused, match="was told of this plan"):
        told(of)


def test_a_practice_that_asks_later_is_told_then_and_nobody_twice(of, referred):
    referred("A81001")
    written(of)
    told(of)
    referred("A81002", NOW, "second_lead")
    assert told(of).told == ["A81002"]
    assert Notice.objects.filter(once__startswith="delivery plan").count() == 2


def test_a_new_version_is_told_anew(of, referred):
    referred("A81001")
    written(of)
    told(of)
    written(of)
    assert stands(of).reached == set()
    assert told(of).told == ["A81001"]


def test_nobody_is_told_where_who_would_be_told_changed_since_the_page(of, referred):
    referred("A81001")
    written(of)
    mark = reached(of, latest(of), DAY).mark
    referred("A81002", NOW, "second_lead")
    with pytest.raises(Refused, match="changed since"):
        tell_practices(by=reader("resilience", DAY), of=of, seen=mark, at=NOW, text="")
    assert not Notice.objects.filter(once__startswith="delivery plan").exists()


def test_a_concern_that_the_practice_does_not_know_of_is_no_reason_to_be_told(of, referred):
    case = referred("A81001")
    Case.objects.filter(pk=case.pk).update(tier="deliberation")
    assert reached(of, written(of), DAY).now == ()


DAYS = st.none() | st.dates(date(2018, 4, 1), date(2019, 3, 31))


@given(
    st.builds(
        PracticeRow,
        st.just("Q74"),
        st.just("A81001"),
        st.just("The Dene"),
        asked=DAYS,
        decided=DAYS,
        confirmed=DAYS,
        agreed=DAYS,
        ended=DAYS,
    )
)
def test_whose_help_has_ended_or_was_turned_down_is_not_engaged(row):
    turned_down = row.decided is not None and row.confirmed is None and row.agreed is None
    nothing = row.asked is None and row.confirmed is None and row.agreed is None
    assert is_engaged(row) == (row.ended is None and not turned_down and not nothing)
