"""A practice fills the questionnaire in together and sends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Answered, Answering, StocktakeResult
from resilience.clusters.questionnaire.filling import PartChanged, begin, save_part, throw_away
from resilience.clusters.questionnaire.rounds import open_round
from resilience.clusters.questionnaire.scoring import scores
from resilience.clusters.questionnaire.sending import looked_at, send
from resilience.notices.models import Notice
from resilience.programmes.answering import asked
from tests.clusters.questionnaire.answers import complete, questionnaire, strongest, weakest
from tests.clusters.questionnaire.filled import WEEK, fill, of, round_of, sent
from tests.clusters.world import NOW, PROGRAMME, TODAY, organisation, user

pytestmark = pytest.mark.usefixtures("area")
QUESTIONNAIRE = questionnaire()
PARTS = [part.id for part in QUESTIONNAIRE.parts]
SAFETY = {"safety_learning": "depends", "safety_results": "unsure", "safety_waiting": ["letters"]}


def test_it_is_begun_once_whoever_begins_it():
    first = begin(by=of("lead1"), at=NOW)
    assert begin(by=of("member"), at=NOW) == first
    assert Event.objects.filter(act="questionnaire.begun").count() == 1


def test_two_colleagues_on_two_parts_lose_nothing():
    lead, member = of("lead1"), of("member")
    begin(by=lead, at=NOW)
    save_part(by=lead, part="safety", answers=SAFETY, seen=0, at=NOW)
    kept = save_part(by=member, part="finance", answers={"finance_trend": "held"}, seen=0, at=NOW)
    assert kept.answers == SAFETY | {"finance_trend": "held"}


def test_two_colleagues_on_one_part_are_told_and_nothing_is_overwritten():
    lead, member = of("lead1"), of("member")
    begin(by=lead, at=NOW)
    save_part(by=lead, part="safety", answers=SAFETY, seen=0, at=NOW)
    other = {"safety_learning": "checked"}
    with pytest.raises(PartChanged, match="Nothing was overwritten") as told:
        save_part(by=member, part="safety", answers=other, seen=0, at=NOW)
    assert told.value.now.answers == SAFETY
    save_part(by=member, part="safety", answers=SAFETY, seen=0, at=NOW)  # the very same is no harm
    assert save_part(by=member, part="safety", answers=other, seen=1, at=NOW).answers == other


def test_an_answer_to_what_is_no_longer_asked_goes():
    lead = of()
    begin(by=lead, at=NOW)
    save_part(by=lead, part="safety", answers=SAFETY, seen=0, at=NOW)
    changed = SAFETY | {"safety_results": "daily"}
    kept = save_part(by=lead, part="safety", answers=changed, seen=1, at=NOW)
    assert "safety_waiting" not in kept.answers


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_order_of_saving_what_was_saved_last_is_sent(data):
    """Parts are saved in any order, several times, by two people; then all that lack."""
    every = [data.draw(complete(QUESTIONNAIRE)) for _ in range(2)]
    saves = data.draw(st.lists(st.tuples(st.sampled_from(PARTS), st.integers(0, 1)), max_size=9))
    unsaved = [(part, 0) for part in PARTS if part not in dict(saves)]
    with transaction.atomic():
        people = [of("lead1"), of("member")]
        begun = begin(by=people[0], at=NOW)
        last: dict[str, object] = {}
        for part, who in saves + unsaved:
            own = {one.id for one in QUESTIONNAIRE.part(part).questions}
            given = {name: value for name, value in every[who].items() if name in own}
            seen = begun.version(part)
            begun = save_part(by=people[who], part=part, answers=given, seen=seen, at=NOW)
            last = {name: value for name, value in last.items() if name not in own} | given
        made = send(by=people[0], seen=looked_at(begun), at=NOW)
        assert made.answers == last
        assert all(asked(QUESTIONNAIRE.question(name), made.answers) for name in made.answers)
        assert made.scores == scores(QUESTIONNAIRE, last)
        transaction.set_rollback(True)


def test_sent_it_is_kept_as_it_is_and_the_next_begins_empty():
    made = sent(of(), strongest(QUESTIONNAIRE))
    assert (made.answers, made.day, made.round) == (strongest(QUESTIONNAIRE), TODAY, None)
    assert not Answering.objects.exists()
    assert begin(by=of(), at=NOW).answers == {}


def test_nothing_is_sent_that_lacks_an_answer():
    lead = of()
    answers = weakest(QUESTIONNAIRE)
    del answers["access_first"]
    with pytest.raises(Refused, match="no answer yet: Access"):
        sent(lead, answers)


def test_nobody_sends_what_changed_since_it_was_looked_through():
    lead = of()
    fill(lead)
    looked = looked_at(lead.answering())
    save_part(by=of("member"), part="safety", answers=SAFETY, seen=1, at=NOW)
    with pytest.raises(Refused, match="Look through"):
        send(by=lead, seen=looked, at=NOW)


def test_a_second_press_of_the_button_sends_nothing_more():
    lead = of()
    fill(lead)
    looked = looked_at(lead.answering())
    send(by=lead, seen=looked, at=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        send(by=lead, seen=looked, at=NOW)
    assert Answered.objects.count() == 1


@pytest.mark.parametrize("name", ["member", "lead2", "commissioner", "national", "administrator"])
def test_only_a_lead_of_the_practice_sends_it(name):
    fill(of())
    looked = looked_at(of().answering())
    with pytest.raises(Refused):
        send(by=of(name), seen=looked, at=NOW)


@pytest.mark.parametrize("name", ["lead2", "commissioner", "national", "administrator", "officer"])
def test_nobody_else_begins_saves_or_throws_it_away(name):
    begin(by=of(), at=NOW)
    with pytest.raises(Refused):
        begin(by=of(name), at=NOW)
    with pytest.raises(Refused):
        save_part(by=of(name), part="safety", answers=SAFETY, seen=0, at=NOW)
    with pytest.raises(Refused):
        throw_away(by=of(name))


def test_thrown_away_it_is_gone():
    fill(of())
    throw_away(by=of("member"))
    assert not Answering.objects.exists()


def test_the_other_leads_are_told_that_there_is_a_result_and_nothing_of_it():
    partner = user("lead2")
    partner.memberships.create(
        organisation=organisation("L81001"), role="practice_lead", starts=TODAY
    )
    made = sent(of())
    told = Notice.objects.get(user=partner)
    assert told.address.endswith(f"/results/{made.pk}/")
    assert not Notice.objects.exclude(user=partner).exists()


def test_it_counts_in_the_round_that_is_open():
    held = round_of()
    assert sent(of()).round == held
    assert sent(of("lead9", "L81009")).round == held


def test_answered_again_while_the_round_is_open_it_takes_the_place_of_the_first():
    held = round_of()
    first, second = sent(of()), sent(of(), strongest(QUESTIONNAIRE))
    first.refresh_from_db()
    assert first.ended is not None
    assert list(Answered.objects.in_force().filter(round=held)) == [second]


def test_after_the_round_it_counts_for_the_practice_alone():
    held = round_of(closes=TODAY)
    first = sent(of())
    later = sent(of(), at=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert (first.round, first.ended, later.round) == (held, None, None)


def test_once_the_result_is_frozen_nothing_counts_in_it_any_more():
    held = round_of()
    first = sent(of())
    StocktakeResult.objects.create(stocktake=held, at=NOW, content={}, hash="")
    assert sent(of()).round is None
    first.refresh_from_db()
    assert first.ended is None


@pytest.mark.parametrize(
    "of_area, opens, closes, counts",
    [
        ("QUY", TODAY, TODAY, True),
        ("15C", TODAY - WEEK, TODAY + WEEK, True),
        ("11X", TODAY - WEEK, TODAY + WEEK, False),
        ("QOP", TODAY - WEEK, TODAY + WEEK, False),
        ("QUY", TODAY + timedelta(days=1), TODAY + WEEK, False),
        ("QUY", TODAY - WEEK, TODAY - timedelta(days=1), False),
    ],
)
def test_a_round_counts_in_its_own_area_from_the_day_it_opens_to_that_on_which_it_closes(
    of_area, opens, closes, counts
):
    held = round_of(of_area, opens, closes)
    lead = of()
    assert open_round(lead.practice, lead.pack, TODAY) == (held if counts else None)


def test_a_programme_has_rounds_of_its_own():
    round_of()
    lead = of(programme="gprp-2018-19")
    assert lead.pack.id != PROGRAMME
    assert open_round(lead.practice, lead.pack, TODAY) is None


def test_the_record_of_acts_says_that_it_was_done_and_nothing_of_the_answers():
    made = sent(of())
    throw = of()
    fill(throw)
    throw_away(by=throw)
    found = Event.objects.filter(act__startswith="questionnaire.")
    acts = sorted(found.values_list("act", flat=True))
    assert acts == [f"questionnaire.{act}" for act in ("begun", "begun", "sent", "thrown_away")]
    known = {"programme": made.programme, "questionnaire": made.questionnaire}
    assert all((one.before, one.after, one.details) == (None, known, {}) for one in found)
