"""The pages on which a practice answers the questionnaire and reads what came of it."""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.clusters.models import Answered, Answering
from resilience.clusters.questionnaire.compared import beside
from resilience.clusters.questionnaire.filling import begin, save_part
from resilience.clusters.questionnaire.result import result_of
from resilience.clusters.questionnaire.sending import looked_at
from resilience.clusters.questionnaire.suggested import brought, leading
from resilience.look.words import day
from resilience.programmes.schema.questionnaire import Questionnaire
from tests.clusters.questionnaire.answers import (
    answered,
    questionnaire,
    strongest,
    weakest,
    with_points,
)
from tests.clusters.questionnaire.filled import HERE, fill, of, round_of, sent
from tests.clusters.world import NOW, TODAY

pytestmark = pytest.mark.usefixtures("area", "today")
QUESTIONNAIRE = questionnaire()
SAFETY = {name: a for name, a in weakest(QUESTIONNAIRE).items() if name.startswith("safety")}
MIXED = with_points(
    QUESTIONNAIRE,
    {one.id: 3 for one in QUESTIONNAIRE.part("premises").questions}
    | {one.id: 1 for one in QUESTIONNAIRE.part("finance").questions}
    | {
        one: 2
        for part in ("safety", "access", "efficiency", "technology")
        for one in [q.id for q in QUESTIONNAIRE.part(part).questions]
    },
)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def hidden(answer, name: str) -> str:
    """The value of a hidden field."""
    return answer.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def test_the_first_page_says_who_sees_what_and_how_long_it_takes(as_):
    shown = words(as_("member").get(HERE))
    assert "about 15 minutes" in shown
    assert "Only people of your practice." in shown
    assert "stocktake" in shown and "open until the end of" not in shown


def test_an_open_round_is_told_with_its_last_day_and_what_the_area_gets(as_):
    round_of()
    client = as_("lead1")
    shown = words(client.get(HERE))
    assert "Severn Shore ICB holds a stocktake" in shown and "18 May 2026" in shown
    assert "never those of one practice, and is not told who answered" in shown
    sent(of())
    assert "Your practice has answered in it." in words(client.get(HERE))


def test_begun_it_leads_to_the_first_part_and_goes_on_from_part_to_part(as_):
    client = as_("lead1")
    assert client.post(HERE).url == f"{HERE}parts/safety/"
    goes_to = client.post(f"{HERE}parts/safety/", SAFETY | {"seen": 0}).url
    assert goes_to == f"{HERE}parts/workforce/"
    assert "1 of 7 parts" in words(client.get(HERE))
    assert "by Lead1" in words(client.get(HERE))


def test_what_is_missing_is_named_and_what_was_chosen_is_kept(as_):
    client = as_("lead1")
    client.post(HERE)
    chosen = {"safety_learning": "checked", "seen": 0}
    shown = words(client.post(f"{HERE}parts/safety/", chosen))
    assert "Choose how sure you are of results and letters" in shown
    assert Answering.objects.get().answers == {"safety_learning": "checked"}


def test_half_a_part_is_kept_for_another_day(as_):
    client = as_("lead1")
    client.post(HERE)
    half = {"safety_learning": "checked", "seen": 0, "later": "yes"}
    assert client.post(f"{HERE}parts/safety/", half).url == HERE
    assert "In progress" in words(client.get(HERE))


def test_the_second_of_two_colleagues_reads_what_the_first_saved(as_):
    begin(by=of(), at=NOW)
    save_part(by=of("lead1"), part="safety", answers=SAFETY, seen=0, at=NOW)
    client = as_("member")
    mine = strongest(QUESTIONNAIRE)
    own = {name: mine[name] for name in SAFETY}
    shown = words(client.post(f"{HERE}parts/safety/", own | {"seen": 0}))
    assert "Nothing was overwritten" in shown
    assert "What was saved meanwhile" in shown and "It depends on who was there" in shown
    client.post(f"{HERE}parts/safety/", own | {"seen": 1})
    assert Answering.objects.get().answers == own


def test_while_one_chooses_it_is_saved_by_itself(as_):
    client = as_("lead1")
    client.post(HERE)
    saving = {"safety_learning": "checked", "seen": 0}
    answer = client.post(f"{HERE}parts/safety/", saving, headers={"X-Saving": "1"})
    assert (answer.status_code, answer["X-Version"]) == (204, "1")
    again = client.post(f"{HERE}parts/safety/", {"seen": 0}, headers={"X-Saving": "1"})
    assert again.status_code == 409
    Answering.objects.all().delete()
    gone = client.post(f"{HERE}parts/safety/", saving, headers={"X-Saving": "1"})
    assert gone.status_code == 409


def test_an_answer_that_nobody_may_choose_is_not_kept(as_):
    client = as_("lead1")
    client.post(HERE)
    shown = client.post(f"{HERE}parts/safety/", {"safety_learning": "because", "seen": "x"})
    assert "Choose one of the answers" in words(shown)
    assert Answering.objects.get().answers == {}


def test_being_signed_out_loses_nothing(as_):
    client = as_("lead1")
    client.post(HERE)
    page = client.get(f"{HERE}parts/safety/")
    token = hidden(page, "typed_by")
    client.logout()
    client.post(f"{HERE}parts/safety/", SAFETY | {"seen": 0, "typed_by": token})
    shown = as_("lead1").get(f"{HERE}parts/safety/").content.decode()
    assert "You were signed out before this was saved" in shown
    assert shown.count(" checked") == 4


def test_all_answers_are_looked_through_before_a_lead_sends_them(as_):
    fill(of(), weakest(QUESTIONNAIRE) | {"safety_waiting": ["letters"]})
    member = words(as_("member").get(f"{HERE}check/"))
    assert "A practice lead sends it: Lead1." in member
    assert "Letters from hospitals" in member
    client = as_("lead1")
    page = client.get(f"{HERE}check/")
    assert "Send, and see the result" in words(page)
    answer = client.post(f"{HERE}check/", {"seen": hidden(page, "seen")})
    made = Answered.objects.get()
    assert answer.url == f"{HERE}results/{made.pk}/"
    again = client.post(f"{HERE}check/", {"seen": hidden(page, "seen")})
    assert (again.url, Answered.objects.count()) == (HERE, 1)


def test_what_lacks_is_said_and_it_is_not_sent(as_):
    answers = weakest(QUESTIONNAIRE)
    del answers["finance_trend"]
    fill(of(), answers)
    client = as_("lead1")
    page = client.get(f"{HERE}check/")
    assert "It cannot be sent yet." in words(page)
    looked = looked_at(Answering.objects.get())
    told = words(client.post(f"{HERE}check/", {"seen": looked}))
    assert "Some questions have no answer yet: Finance." in told
    assert not Answered.objects.exists()


def test_the_result_says_where_most_and_where_least_is_in_place(as_):
    made = sent(of(), MIXED)
    shown = words(as_("member").get(f"{HERE}results/{made.pk}/"))
    assert (
        "Most is in place in <strong>premises</strong>, least in <strong>workforce</strong>"
        in shown
    )
    assert "4 of 12" in shown and "Needs attention." in shown and "Steady." in shown
    assert "Write one page on what stops first when people are away" in shown


def test_the_first_steps_lead_with_the_least_and_come_from_different_domains():
    found = result_of(answered("L81001", MIXED))
    every = brought(found.questionnaire, found.answers, found.scores, of().pack)
    assert [one.domain for one in every[:4]] == ["Workforce"] * 4
    assert [one.domain for one in leading(every, 3)] == ["Workforce", "Finance"]
    assert {one.suggestion.id for one in every if one.suggestion.domain} == {
        "ask_about_people",
        "ask_about_money",
    }
    assert every[0].because == "You said: We could not run safely for the week"
    assert every[0].helpers[0].tool == "standing_in"


def test_who_is_strong_everywhere_is_brought_nothing(as_):
    made = sent(of(), strongest(QUESTIONNAIRE))
    shown = words(as_("lead1").get(f"{HERE}results/{made.pk}/"))
    assert "All domains have the same share" in shown
    assert "None of your answers brings a suggestion" in shown


def test_the_answers_are_taken_away_as_a_file(as_):
    made = sent(of(), MIXED | {"workforce_posts": "years", "workforce_which": ["gp", "nurse"]})
    answer = as_("lead1").get(f"{HERE}results/{made.pk}/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 29
    which = next(row for row in rows if row["question"] == "Which posts stand empty?")
    assert (which["answer"], which["points"]) == ("General practitioners; Nurses", "")


def test_a_year_later_what_changed_stands_domain_by_domain(as_):
    year = timedelta(days=365)
    sent(of(), weakest(QUESTIONNAIRE), at=NOW - year)
    made = sent(of(), MIXED)
    client = as_("lead1")
    assert "What changed since 11 May 2025" in words(client.get(f"{HERE}results/{made.pk}/"))
    shown = words(client.get(f"{HERE}results/{made.pk}/compared/"))
    assert "12 points more" in shown and "As before" in shown
    assert "not comparable" not in shown


def test_what_was_asked_otherwise_then_is_not_compared(as_):
    """The programme of 2018 asks what patients can do online, that of 2026 about requests."""
    answered("L81001", programme="gprp-2018-19", day=TODAY.replace(year=2019))
    made = sent(of(), strongest(QUESTIONNAIRE), at=NOW + timedelta(days=1))
    shown = words(as_("lead1").get(f"{HERE}results/{made.pk}/compared/"))
    assert '9 points more<div class="look-source">Of 3 of 4 questions' in shown
    assert "Not comparable: the words of the question or its answers changed" in shown


def test_what_was_answered_anew_in_a_round_is_looked_back_at_and_not_compared_with(as_):
    round_of()
    first = sent(of())
    second = sent(of(), strongest(QUESTIONNAIRE), at=NOW + timedelta(hours=1))
    client = as_("lead1")
    assert "answered anew later in the same round" in words(client.get(HERE))
    assert "counts in nothing" in words(client.get(f"{HERE}results/{first.pk}/"))
    assert client.get(f"{HERE}results/{second.pk}/compared/").status_code == 404


def test_of_several_earlier_ones_any_is_compared_with_and_no_other(as_):
    days = [timedelta(days=ago) for ago in (800, 400, 0)]
    first, second, last = (sent(of(), at=NOW - ago) for ago in days)
    theirs = answered("L81002")
    client, address = as_("lead1"), f"{HERE}results/{last.pk}/compared/"
    for then, asked in ((second, address), (first, f"{address}?with={first.pk}")):
        assert f"What changed from {day(then.day)} to" in words(client.get(asked))
    for pk in (theirs.pk, last.pk, "x"):
        assert client.get(f"{address}?with={pk}").status_code == 404


def test_thrown_away_after_asking_it_is_gone_and_results_stay(as_):
    sent(of())
    begin(by=of(), at=NOW)
    client = as_("member")
    assert "Results that you have already stay" in words(client.get(f"{HERE}throw-away/"))
    assert client.post(f"{HERE}throw-away/").url == HERE
    assert (Answering.objects.count(), Answered.objects.count()) == (0, 1)
    assert client.get(f"{HERE}parts/safety/").url == HERE


def test_a_programme_without_a_questionnaire_has_none_of_these_pages(as_, monkeypatch):
    client = as_("lead1")
    assert client.get(HERE.replace("icb-support-2026-27", "nothing")).status_code == 404
    without = of().pack.model_copy(update={"questionnaire": None})
    monkeypatch.setattr("resilience.clusters.addressed.in_force", lambda name: without)
    assert client.get(HERE).status_code == 404
    assert client.get(f"{HERE}parts/nothing/").status_code == 404


def test_a_changed_word_makes_a_question_another():
    then = answered("L81001")
    other = deepcopy(then.asked)
    other["parts"][0]["questions"][0]["label"] += " now?"
    now = result_of(then)
    changed = type(now)(Questionnaire.model_validate(other), now.answers, now.scores)
    found = beside(changed, now)
    assert [(one.alike, one.asked, one.most) for one in found[:2]] == [(3, 4, 9), (4, 4, 12)]


def test_a_longer_history_asks_the_database_no_more(as_):
    sent(of(), at=NOW - timedelta(days=800))
    last = sent(of())
    client = as_("lead1")

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    pages = (HERE, f"{HERE}results/{last.pk}/", f"{HERE}results/{last.pk}/compared/")
    before = [queries(page) for page in pages]
    for ago in (400, 500, 600):
        sent(of(), at=NOW - timedelta(days=ago))
    assert [queries(page) for page in pages] == before
    assert max(before) <= 20
