"""What of the questionnaire waits for whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.clusters.questionnaire.filling import begin, save_part
from resilience.clusters.questionnaire.work import work
from tests.clusters.questionnaire.filled import fill, of, round_of, sent
from tests.clusters.world import NOW, TODAY, organisation, reader, user

pytestmark = pytest.mark.usefixtures("area")


def waits(name: str) -> list[tuple[str, str, object]]:
    return [
        (one.title, one.stands, one.owed[0].due if one.owed else None)
        for heading in work(reader(name), 10)
        for one in heading.first
    ]


def test_nothing_waits_for_a_practice_that_nobody_asked():
    assert waits("lead1") == []


def test_an_open_round_waits_until_the_practice_has_answered():
    held = round_of()
    asked = [("Alder House", "About 15 minutes; not begun.", held.closes)]
    assert waits("lead1") == waits("member") == asked
    fill(of())
    assert waits("member") == [("Alder House", "All answered: send it.", held.closes)]
    sent(of())
    assert waits("lead1") == []
    assert waits("other_lead") == []


def test_what_was_begun_waits_without_a_day_where_no_round_is_open():
    lead = of()
    begin(by=lead, at=NOW)
    answers = {"finance_ahead": "year", "finance_claims": "hope"}
    save_part(by=lead, part="finance", answers=answers, seen=0, at=NOW)
    assert waits("member") == [("Alder House", "0 of 7 parts answered.", None)]


@pytest.mark.parametrize("name", ["commissioner", "resilience", "national", "administrator"])
def test_nobody_else_is_told_that_a_practice_has_begun_or_not(name):
    round_of()
    fill(of())
    assert waits(name) == []


def test_who_acts_for_many_practices_needs_no_more_queries():
    round_of()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            waits("lead1")
        return len(found)

    one = queries()
    for code in ("L81002", "L81009"):
        user("lead1").memberships.create(
            organisation=organisation(code), role="practice_lead", starts=TODAY
        )
    fill(of("lead1", "L81009"))
    assert len(waits("lead1")) == 3
    assert queries() == one
