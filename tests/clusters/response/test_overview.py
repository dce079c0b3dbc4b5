"""What is told of responses together: the list of a week, a story, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.clusters.addressed import At
from resilience.clusters.response.listing import lines, rows
from resilience.clusters.response.story import story_of
from resilience.clusters.response.work import work
from tests.clusters.offers.world import asked, more_practices, published, stands
from tests.clusters.response.world import (
    CODE,
    PACK,
    answered,
    complete_team,
    contact,
    decided,
    found,
    money,
    recorded,
    settled,
)
from tests.clusters.world import NOW, PRACTICES, TODAY, organisation, reader

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


def test_the_list_of_a_week_has_every_amber_and_red_practice_what_is_late_leading(area):
    for code, status in zip(PRACTICES[:4], ["amber", "red", "green", "amber"], strict=True):
        stands(code, status)
    found()
    answered(False, "It is the lease.")
    complete_team()
    contact()
    contact(code=PRACTICES[3], days=1)
    later = TODAY + timedelta(days=3)
    of = At(PACK, organisation("QUY"))
    listed = lines(of, reader("resilience", later))
    assert [one.code for one in listed] == [PRACTICES[1], PRACTICES[3], CODE]
    assert [one.contact_late for one in listed] == [True, True, False]
    assert (listed[2].cause, listed[2].agrees, listed[2].gaps) == (
        "Partners near retirement, and nobody to follow them",
        False,
        [],
    )
    assert len(listed[0].gaps) == 5
    row = list(rows(listed))[2]
    assert (row["next_contact"], row["contact_late"], row["practice_agrees"]) == (
        *("2026-05-18", "no", "no"),
    )


def test_the_list_takes_as_many_queries_for_a_hundred_practices_as_for_one(
    area, django_assert_num_queries
):
    of = At(PACK, organisation("QUY"))
    stands(CODE, "amber")
    with django_assert_num_queries(8):
        assert len(lines(of, reader("resilience"))) == 1
    for one in more_practices(100):
        stands(one.code, "red")
    with django_assert_num_queries(8):
        assert len(lines(of, reader("resilience"))) == 101


def test_the_story_from_amber_to_green_reads_in_the_order_of_days(amber):
    found()
    answered(True, "Yes, sadly.")
    complete_team()
    recorded(contact())
    asked(published("peer_support"), CODE)
    decided(money())
    at = NOW + timedelta(days=100)
    stands(CODE, "green", at)
    settled(at=at)
    told = [one.what for one in story_of(organisation(CODE), PACK, reader("lead1"))]
    assert told[0] == "Confirmed amber"
    assert told[1].startswith("Cause found")
    assert told[2] == "The practice agrees"
    assert "Spoke with the practice: Two empty posts" in told
    assert "£12,500: granted" in told
    assert "Asked for a place: Support by another practice" in told
    assert told[-2] == "Confirmed green"
    assert told[-1].startswith("Settled")
    assert not story_of(organisation(CODE), PACK, reader("lead2"))


def test_work_says_what_waits_for_whom(amber):
    def kinds(who: str, day=TODAY) -> dict[str, int]:
        return {one.id: one.total for one in work(reader(who, day), 5) if one.total}

    assert kinds("commissioner") == {"causes_to_find": 1}
    found()
    contact()
    money()
    assert kinds("lead1") == {"causes_to_answer": 1}
    assert kinds("commissioner", TODAY + timedelta(days=9)) == {"contacts": 1}
    assert kinds("finance") == {"money_to_decide": 1}
    stands(CODE, "green")
    assert kinds("locality") == {"causes_to_settle": 1}
    assert not kinds("board") and not kinds("member") and not kinds("other_resilience")
