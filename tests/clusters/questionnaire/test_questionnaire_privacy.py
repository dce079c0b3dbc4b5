"""Nobody but the people of a practice learns anything of what it answered: not who runs the area,
not the national team, not an administrator, not the record of acts."""

from __future__ import annotations

import json
import logging

import pytest
from django.http import HttpResponseNotFound

from resilience.accounts.record import seen_by
from resilience.accounts.roles import ROLES, Right, Role
from resilience.accounts.tiers import Tier
from resilience.audit.models import Event
from resilience.clusters.models import Answered, Answering
from resilience.clusters.questionnaire.filling import begin, save_part, throw_away
from resilience.notices.models import Notice
from resilience.site import urls
from tests.clusters.questionnaire.answers import questionnaire, weakest
from tests.clusters.questionnaire.filled import HERE, of, round_of, sent
from tests.clusters.world import NOW, PEOPLE, PRACTICES, PROGRAMME, organisation, reader, user

pytestmark = pytest.mark.usefixtures("area", "today")
OTHERS = [name for name, (_, code) in PEOPLE.items() if code != PRACTICES[0]]
ANSWERS = weakest(questionnaire()) | {"workforce_posts": "years", "workforce_which": ["gp"]}
SAID = [
    *(one.label for one in questionnaire().questions),
    *(choice.label for one in questionnaire().questions for choice in one.choices),
    *(one.title for one in questionnaire().suggestions),
]
TOLD = [one for one in SAID if len(one.split()) > 2]
"""Without labels such as "Nurses", which stand on other pages too."""


@pytest.fixture
def answers() -> list[str]:
    """A practice answered, and answers again; every address of it."""
    round_of()
    made = sent(of(), ANSWERS)
    begin(by=of(), at=NOW)
    save_part(by=of(), part="safety", answers={"safety_ready": "weeks"}, seen=0, at=NOW)
    result = f"{HERE}results/{made.pk}/"
    forms = [HERE, f"{HERE}parts/safety/", f"{HERE}check/", f"{HERE}throw-away/"]
    return [*forms, result, f"{result}?format=csv", f"{result}compared/"]


def test_nobody_else_finds_any_page_of_it_there(answers, as_, monkeypatch):
    # To draw the page that says that there is none is most of the work.
    monkeypatch.setattr(urls, "handler404", lambda *_, **__: HttpResponseNotFound(), raising=False)
    found = {
        (name, address, method)
        for name in OTHERS
        for client in [as_(name)]
        for address in answers
        for method in ("get", "post")
        if getattr(client, method)(address).status_code != 404
    }
    assert not found


def test_nobody_else_sees_a_row_of_it(answers):
    for looks in map(reader, OTHERS):
        assert not Answered.objects.visible_to(looks).exists()
        assert not Answering.objects.visible_to(looks).exists()
        assert not Answered.objects.shared_with(looks).exists()


def test_no_role_but_those_of_a_practice_could(answers):
    """Were a role given the tier or the right, the pages would open to it."""
    allowed = {Role.PRACTICE_LEAD, Role.PRACTICE_MEMBER}
    assert {role for role, one in ROLES.items() if Tier.PRACTICE in one.sees} == allowed
    assert {role for role, one in ROLES.items() if Right.FILL_IN in one.may} == allowed


@pytest.mark.parametrize("name", ["commissioner", "locality", "national", "administrator"])
def test_what_others_read_elsewhere_holds_nothing_of_it(answers, as_, name):
    """Their work, the page of the practice, the record of acts and the local programme."""
    client = as_(name)
    for address in (
        "/my-work/",
        f"/organisations/{PRACTICES[0]}/",
        f"/local/{PROGRAMME}/QUY/",
        f"/local/{PROGRAMME}/QUY/practices/",
        "/record/",
        "/notices/",
    ):
        shown = client.get(address, follow=True).content.decode()
        assert not [told for told in TOLD if told in shown]


def test_who_administers_the_area_does_not_read_in_the_record_that_it_was_begun_or_sent():
    sent(of(), ANSWERS)
    begin(by=of(), at=NOW)
    throw_away(by=of())
    acts = Event.objects.filter(act__startswith="questionnaire.")
    assert {one.act.partition(".")[2] for one in acts} == {"begun", "sent", "thrown_away"}
    assert not seen_by(reader("administrator")).filter(pk__in=acts.values("pk")).exists()


def test_what_is_told_and_recorded_holds_nothing_of_it(as_, caplog):
    """Not the notices of the practice's own leads either, which go by e-mail."""
    caplog.set_level(logging.DEBUG)
    user("lead2").memberships.create(
        organisation=organisation(PRACTICES[0]), role="practice_lead", starts=NOW.date()
    )
    client = as_("lead1")
    client.post(HERE)
    client.post(f"{HERE}parts/safety/", ANSWERS | {"seen": 0})
    begin(by=of(), at=NOW)
    Answering.objects.all().delete()
    sent(of(), ANSWERS)
    assert Notice.objects.exists()
    told = [f"{one.subject} {one.text} {one.address}" for one in Notice.objects.all()]
    recorded = [
        json.dumps([one.before, one.after, one.details])
        for one in Event.objects.filter(act__startswith="questionnaire.")
    ]
    values = {value for one in questionnaire().questions for value in (one.id, one.label)}
    for text in (*told, *recorded, caplog.text):
        assert not [value for value in values if value in text]
