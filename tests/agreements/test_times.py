"""Time to help: days from asking to each stage, for one case and for an area."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from resilience.agreements.models import Visit, plan_of
from resilience.agreements.timing.areas import areas
from resilience.agreements.timing.times import HELPED, STAGES, times_of
from resilience.cases.models import Case
from resilience.programmes.packs import load
from tests.agreements.world import NOW, SIGNED, in_force, moved
from tests.cases.at_pages import rows, text
from tests.cases.conftest import RECEIVED
from tests.cases.world import PROGRAMME, reader, user

pytestmark = pytest.mark.django_db
ASKED = RECEIVED.date()
PAGE = f"/cases/times/{PROGRAMME}/"


def days(day: date) -> dict[str, tuple[int, bool] | None]:
    (one,) = times_of(Case.objects.all(), day)
    return {stage.id: one.days(stage, day) for stage in STAGES}


def visited(case: Case, on: date) -> None:
    Visit.objects.create(
        case=case,
        plan=plan_of(case),
        at=SIGNED,
        by=user("resilience").actor,
        on=on,
        kind="visit",
        side="body",
        about="The first talk.",
    )


def test_a_request_waits_from_the_day_it_came(referred):
    referred()
    found = days(ASKED + timedelta(days=5))
    assert found["acknowledged"] == found["decided"] == (5, False)
    assert found["agreed"] is None, "help is not promised"


def test_each_stage_is_counted_from_the_request(case):
    in_force(case)
    visited(case, SIGNED.date() + timedelta(days=3))
    found = days(SIGNED.date() + timedelta(days=30))
    assert found["decided"] == found["agreed"] == ((NOW.date() - ASKED).days, True)
    assert found["in_force"] == ((SIGNED.date() - ASKED).days, True)
    assert found["helped"] == ((SIGNED.date() - ASKED).days + 3, True)
    assert found["acknowledged"] is None, "it was decided without"


def test_an_earlier_day_knows_nothing_of_what_came_later(case):
    in_force(case)
    visited(case, SIGNED.date() + timedelta(days=3))
    (one,) = times_of(Case.objects.all(), SIGNED.date())
    assert HELPED.id not in one.reached
    assert "in_force" not in times_of(Case.objects.all(), NOW.date())[0].reached


def test_who_withdrew_waited_until_then(case):
    moved(case, "withdrawn", "withdrawn", by="lead", when=SIGNED)
    assert days(SIGNED.date() + timedelta(days=90))["agreed"] == (
        (SIGNED.date() - ASKED).days,
        False,
    )


def test_a_practice_that_was_never_told_does_not_wait(referred):
    case = referred()
    case.events.all()._raw_delete(using="default")
    moved(case, "flagged", "flagged")
    assert times_of(Case.objects.all(), SIGNED.date()) == []


def test_an_area_counts_its_own_cases_and_those_still_waiting(case, referred):
    in_force(case)
    referred("A81002")
    referred("P81001", RECEIVED, "other_lead")
    found = dict(areas(load(PROGRAMME), reader("regional", SIGNED.date()), SIGNED.date()))
    assert list(found) == [
        "All that you see",
        "By region",
        "By DCO team",
        "By CCG or sub-ICB location",
    ]
    teams = {one.code: one for one in found["By DCO team"]}
    assert teams["Q74"].cases == 2 and teams["Q83"].cases == 1
    decided = teams["Q74"].stages["decided"]
    assert (decided.happened, decided.waiting) == (1, 1)
    assert decided.half == (NOW.date() - ASKED).days
    assert teams["Q83"].stages["decided"].half is None


def test_nobody_counts_what_they_do_not_see(case, referred):
    referred("P81001", RECEIVED, "other_lead")
    found = dict(areas(load(PROGRAMME), reader("commissioner", NOW.date()), NOW.date()))
    assert [one.cases for one in found["All that you see"]] == [1]


def test_more_cases_need_no_more_queries(referred, django_assert_max_num_queries):
    for number in range(3):
        referred(by="lead", at=RECEIVED + timedelta(minutes=number))
    with django_assert_max_num_queries(10):
        areas(load(PROGRAMME), reader("regional", NOW.date()), NOW.date())


def test_the_page_and_its_file(case, as_, monday):
    in_force(case)
    page = text(as_("resilience").get(PAGE))
    assert "Time to help" in page and "Cumbria and North East" in page
    found = rows(as_("resilience").get(PAGE, {"format": "csv"}))
    assert {row["name"] for row in found} >= {"All together", "Hartlepool"}
    (row,) = (one for one in found if (one["name"], one["stage"]) == ("Hartlepool", "Plan agreed"))
    assert (row["reached"], row["half_within_days"]) == ("1", str((NOW.date() - ASKED).days))
