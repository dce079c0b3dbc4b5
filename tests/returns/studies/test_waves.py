"""Case studies against the waves of the programme, to the second, and what none is about yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from resilience.notices.models import Notice
from resilience.returns.deadlines import moment
from resilience.returns.figures.areas import areas
from resilience.returns.models import CaseStudy
from resilience.returns.studies.reminding import remind_of_studies
from resilience.returns.studies.suggesting import candidates
from resilience.returns.studies.variety import kinds_covered, problems_covered
from resilience.returns.studies.waves import wave_meant, waves
from resilience.returns.studies.work import work
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.returns.studies.world import NOW, asked, by, offered, pack, planned

FIRST = datetime(2019, 1, 8, 17, tzinfo=UTC)
SECOND = datetime(2019, 4, 5, 16, tzinfo=UTC)
"""Five in the afternoon, by the clocks of London, which are then ahead."""


@pytest.fixture
def given(case):
    """Makes case studies of the region that were submitted at some moments."""
    study = planned(case)

    def make(*moments: datetime, team: str = "") -> None:
        last = CaseStudy.objects.count()
        CaseStudy.objects.bulk_create(
            CaseStudy(
                organisation=study.organisation,
                tier=study.tier,
                programme=study.programme,
                number=last + place,
                case=case,
                team=study.team,
                area=study.area,
                category="workforce",
                state="submitted",
                since=one,
                submitted=one,
            )
            for place, one in enumerate(moments, start=1)
        )

    return make


def stood(now: datetime):
    there = areas(pack(), now.date())
    return waves(pack(), pack().returns, there, now)["Y54"]


def test_the_waves_are_due_by_the_clocks_of_london():
    first, second = (
        moment(pack().returns.collection(one.collection)) for one in pack().returns.waves
    )
    assert (first, second) == (FIRST, SECOND)


def test_four_by_the_first_wave_and_ten_in_all_to_the_second(given):
    second = timedelta(seconds=1)
    given(*[FIRST - timedelta(days=1)] * 2, FIRST, FIRST + second)
    early = stood(FIRST)[0]
    assert (early.owes, early.in_time, early.over) == (4, 3, False)
    first, last = stood(FIRST + second)
    assert (first.owes, first.given, first.in_time, first.late, first.missing) == (4, 4, 3, 1, 0)
    assert first.over
    assert (last.owes, last.given, last.in_time, last.missing) == (10, 4, 4, 6)
    given(*[SECOND] * 5, SECOND + second)
    _, last = stood(SECOND + second)
    assert (last.in_time, last.late, last.missing) == (9, 1, 0)
    assert (last.misnamed, last.wave.stated) == ("Tuesday", "Tuesday 5 April 2019, 17:00")


def test_a_fraction_of_the_second_is_not_late(given):
    given(FIRST.replace(microsecond=999_999))
    assert stood(FIRST + timedelta(hours=1))[0].in_time == 1


def test_what_is_withdrawn_counts_no_more(given):
    given(FIRST, FIRST)
    CaseStudy.objects.filter(number=2).update(state="withdrawn")
    assert stood(FIRST + timedelta(days=1))[0].given == 1


def test_a_new_one_is_meant_for_the_first_wave_that_still_wants_one():
    returns = pack().returns
    assert wave_meant(returns, 3, FIRST) == "january-2019"
    assert wave_meant(returns, 4, FIRST) == "april-2019"
    assert wave_meant(returns, 0, FIRST + timedelta(days=1)) == "april-2019"
    assert wave_meant(returns, 99, FIRST) == "january-2019"
    assert wave_meant(returns, 0, SECOND + timedelta(days=9)) == "april-2019"


def test_a_gap_names_the_cases_that_could_fill_it(case):
    ready = candidates(by("resilience"), pack(), None, NOW.date())
    kinds = {one.id: one for one in kinds_covered(pack(), [], ready)}
    assert set(kinds) == {one.id for one in pack().menu}
    assert kinds["workforce"].missing
    assert [one.case for one in kinds["workforce"].could] == [case]
    problems = {one.id: one for one in problems_covered(pack(), [], ready)}
    assert "GC3" not in problems  # restricted
    assert [one.case for one in problems["GC4"].could] == [case]
    study = planned(case)
    kinds = {one.id: one for one in kinds_covered(pack(), [study], [])}
    assert (kinds["workforce"].planned, kinds["workforce"].submitted) == (1, 0)


def headings(name: str, day: datetime = NOW) -> dict[str, int]:
    return {one.id: one.total for one in work(reader(name, day.date()), 5)}


def test_work_waits_for_whoever_has_the_turn(case):
    planned(case)
    assert headings("resilience") == {"studies_to_ask": 1}
    assert headings("lead") == {}
    assert headings("regional", FIRST)["studies_missing"] == 1
    assert headings("board") == headings("officer") == {}


def test_the_practice_has_what_it_is_asked_for_and_what_it_agrees(case):
    asked(case)
    assert headings("lead") == headings("member") == {"studies_to_write": 1}
    assert headings("other_lead") == {}


def test_the_lead_alone_has_what_is_to_be_agreed(case):
    offered(case)
    assert headings("lead") == {"studies_to_agree": 1}
    assert headings("member") == {}


def test_people_are_reminded_once_some_days_before_and_never_after(case):
    asked(case)  # by 18 February
    Notice.objects.all().delete()
    assert remind_of_studies(at(2019, 2, 1, 9)) == 0
    assert remind_of_studies(at(2019, 2, 6, 9)) == 2  # the two of the practice
    assert remind_of_studies(at(2019, 2, 7, 9)) == 0
    assert remind_of_studies(at(2019, 2, 13, 9)) == 2
    assert remind_of_studies(at(2019, 2, 19, 9)) == 0
    assert remind_of_studies(at(2019, 3, 25, 9)) == 2  # whoever submits for each region
    assert remind_of_studies(at(2019, 4, 6, 9)) == 0
    told = Notice.objects.filter(subject="10 case studies are missing by 5 April 2019")
    assert {one.user.name for one in told} == {"regional", "other resilience"}
