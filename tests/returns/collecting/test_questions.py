"""Questions about a return: asked, answered, late, asked again, closed (G13.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.programmes.working_days import is_working_day, working_days_between
from resilience.returns.collecting.asking import answer, ask, ask_again, ask_back, close
from resilience.returns.collecting.judging import accept, hand_back
from resilience.returns.collecting.reminding import remind_of_queries
from resilience.returns.collecting.thread import thread
from resilience.returns.collecting.work import work
from resilience.returns.models import Query, Return
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.returns.collecting.sending import NOW, helped, of_area, sent

DAY = NOW.date()


@pytest.fixture
def of(world) -> Return:
    return sent("Y54", of_area("Y54", helped("A81001", "Q74")))


def asked(of: Return, team: str = "Q74", **more) -> Query:
    about = {"about": "Committed, Practice A81001", "team": team, "field": "committed"}
    said = {"text": "Is it so much?"} | about | more
    return ask(by=reader("national", DAY), of=of, seen=fresh(of).version, at=NOW, **said)


def fresh(of: Return) -> Return:
    return Return.objects.get(pk=of.pk)


def told(name: str) -> list[str]:
    notices = Notice.objects.filter(user__email=f"{name}@example.nhs.uk")
    return list(notices.order_by("pk").values_list("subject", flat=True))


def test_a_question_is_due_after_the_working_days_of_the_programme(of):
    assert asked(of).due == date(2018, 10, 15)  # five working days after Monday the 8th


def test_the_lead_of_the_team_it_is_about_answers_and_nobody_of_another(of):
    query = asked(of)
    with pytest.raises(Refused, match="answered by others"):
        answer(by=reader("other_resilience", DAY), query=query, seen=1, at=NOW, text="Yes.")
    answer(by=reader("resilience", DAY), query=query, seen=1, at=NOW, text="Yes, it is.")
    query.refresh_from_db()
    assert query.state == Query.State.ANSWERED
    assert "question 1 is answered" in told("national")[-1]


def test_a_question_about_all_of_a_return_is_for_the_area_not_for_a_team(of):
    query = asked(of, team="", field="")
    with pytest.raises(Refused):
        answer(by=reader("resilience", DAY), query=query, seen=1, at=NOW, text="Yes.")
    answer(by=reader("regional", DAY), query=query, seen=1, at=NOW, text="Yes.")
    seen = Query.objects.visible_to(reader("resilience", DAY))
    assert not seen.exists()


def test_the_answer_stops_the_clock_and_asking_again_starts_a_new_one(of):
    query = asked(of)
    late = at(2018, 10, 17, 9)
    answer(by=reader("regional", late.date()), query=query, seen=1, at=late, text="Yes.")
    national = reader("national", late.date())
    ask_again(by=national, query=query, seen=2, at=late, text="Since when?")
    query.refresh_from_db()
    assert query.due == date(2018, 10, 24)
    timings = [one.timing for one in thread(query)]
    assert timings[1] == "After 7 working days, late."
    close(by=national, query=query, seen=3, at=late, text="Never mind.")
    query.refresh_from_db()
    assert query.state == Query.State.CLOSED


def test_who_saw_an_earlier_state_is_told_and_nothing_is_lost(of):
    query = asked(of)
    answer(by=reader("regional", DAY), query=query, seen=1, at=NOW, text="Yes.")
    with pytest.raises(Refused, match="changed after you opened"):
        answer(by=reader("resilience", DAY), query=query, seen=1, at=NOW, text="No.")
    assert query.sayings.count() == 2


def test_late_answers_are_reminded_of_once(of):
    asked(of)
    assert remind_of_queries(NOW) == 0
    assert remind_of_queries(at(2018, 10, 12, 9)) == 1  # Friday, a working day before
    assert remind_of_queries(at(2018, 10, 15, 9)) == 1
    assert remind_of_queries(at(2018, 10, 16, 9)) == 1
    assert remind_of_queries(at(2018, 10, 17, 9)) == 0
    assert "was due by 15 October 2018" in told("resilience")[-1]


def test_an_area_asks_back_and_the_national_team_answers(of):
    with pytest.raises(Refused):
        ask_back(by=reader("finance", DAY), of=of, at=NOW, about="Ours", text="Is it?")
    query = ask_back(
        by=reader("regional", DAY), of=of, at=NOW, about="Ours", text="Is it complete?"
    )
    assert "waits for your answer" in told("national")[-1]
    with pytest.raises(Refused, match="sent already"):  # a second press of the button
        ask_back(by=reader("regional", DAY), of=of, at=NOW, about="Ours", text="Is it complete?")
    with pytest.raises(Refused):
        answer(by=reader("regional", DAY), query=query, seen=1, at=NOW, text="Yes.")
    answer(by=reader("national", DAY), query=query, seen=1, at=NOW, text="It is.")
    assert "is answered" in told("regional")[-1]


def test_a_return_with_an_open_question_is_accepted_only_with_a_reason(of):
    query = asked(of)
    national = reader("national", DAY)
    with pytest.raises(Refused, match="1 question about it is open"):
        accept(by=national, of=of, seen=fresh(of).version, at=NOW)
    close(by=national, query=query, seen=1, at=NOW, text="Clear.")
    accept(by=national, of=of, seen=fresh(of).version, at=NOW)
    assert fresh(of).state == Return.State.ACCEPTED


def test_a_return_is_handed_back_with_a_reason_and_the_area_is_told(of):
    with pytest.raises(Refused, match="Write something"):
        hand_back(by=reader("national", DAY), of=of, seen=fresh(of).version, at=NOW, why=" ")
    hand_back(
        by=reader("national", DAY), of=of, seen=fresh(of).version, at=NOW, why="Q74 is left out."
    )
    assert fresh(of).state == Return.State.OPEN
    assert "comes back" in told("regional")[-1]
    with pytest.raises(Refused, match="national team"):
        hand_back(by=reader("regional", DAY), of=of, seen=fresh(of).version, at=NOW, why="So.")


def test_work_says_whose_turn_it_is(of):
    def waits(name: str) -> dict[str, int]:
        found = work(reader(name, DAY), 5)
        return {one.id: one.total for one in found if one.total}

    assert waits("national") == {"returns_sent": 1}
    query = asked(of)
    assert waits("national") == {"returns_waiting": 1}
    assert waits("resilience") == waits("regional") == {"returns_asked": 1}
    assert waits("other_resilience") == waits("lead") == {}
    answer(by=reader("regional", DAY), query=query, seen=1, at=NOW, text="Yes.")
    assert waits("national") == {"returns_answers": 1, "returns_sent": 1}


def test_working_days_between_are_those_one_counts_on_a_calendar():
    first = date(2018, 12, 20)
    for days in range(20):
        last = first + timedelta(days=days)
        one_by_one = [first + timedelta(days=n) for n in range(1, days + 1)]
        assert working_days_between(first, last) == len([*filter(is_working_day, one_by_one)])
    assert working_days_between(first, first - timedelta(days=3)) == 0
