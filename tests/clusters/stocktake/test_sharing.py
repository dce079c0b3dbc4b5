"""A practice shares its answers with a person by name, for some time, and sees when it is read."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Answered, SharedAnswers
from resilience.clusters.stocktake.sharing import end_sharing, readings, share
from resilience.clusters.work import work
from resilience.notices.models import Notice
from resilience.programmes.local import in_force
from tests.clusters.questionnaire.answers import answered, questionnaire, strongest
from tests.clusters.world import LONG_AGO, NOW, PROGRAMME, TODAY, organisation, reader, user

pytestmark = pytest.mark.django_db
HERE = f"/practices/L81001/stocktake/{PROGRAMME}/"
MONTH = timedelta(days=30)


def shared(whom: str = "locality", what: str = "result", until=TODAY + MONTH, by: str = "lead1"):
    limits = in_force(PROGRAMME).stocktaking
    assert limits
    return share(
        by=reader(by),
        answered=Answered.objects.first() or answered("L81001", strongest(questionnaire())),
        whom=user(whom),
        what=what,
        until=until,
        why="You asked how we manage.",
        limits=limits,
        now=NOW,
    )


def read_by(name: str, day=TODAY) -> bool:
    return SharedAnswers.objects.read_by(reader(name, day)).exists()


def test_the_named_person_reads_it_and_nobody_else(area):
    shared()
    assert read_by("locality")
    assert not any(map(read_by, ["commissioner", "resilience", "board", "lead2", "regional"]))
    mine = Answered.objects.visible_to(reader("locality"))
    assert not mine.exists() and Answered.objects.shared_with(reader("locality")).exists()


@pytest.mark.parametrize("who", ["member", "lead2", "commissioner"])
def test_only_a_lead_of_the_practice_shares(area, who):
    answered("L81001")
    with pytest.raises(Refused, match="Only a lead"):
        shared(by=who)


@pytest.mark.parametrize("whom", ["other_commissioner", "lead1", "member", "national", "supplier"])
def test_it_is_shared_with_people_of_the_area_only(area, whom):
    with pytest.raises(Refused, match="Nobody with this address"):
        shared(whom)


@pytest.mark.parametrize("whom", ["officer", "commissioner", "regional", "board"])
def test_any_body_of_the_area_will_do(area, whom):
    assert shared(whom).is_on(TODAY)


def test_it_is_shared_for_a_year_at_most(area):
    with pytest.raises(Refused, match="Choose a day before 11 May 2027"):
        shared(until=TODAY + timedelta(days=365))
    with pytest.raises(Refused, match="is over"):
        shared(until=TODAY - timedelta(days=1))
    assert shared(until=TODAY + timedelta(days=364))


def test_it_ends_with_its_last_day_and_when_the_practice_ends_it(area):
    made = shared()
    assert read_by("locality", TODAY + MONTH)
    assert not read_by("locality", TODAY + MONTH + timedelta(days=1))
    with pytest.raises(Refused, match="Only a lead"):
        end_sharing(by=reader("member"), shared=made)
    end_sharing(by=reader("lead1"), shared=made)
    assert not read_by("locality")
    with pytest.raises(Refused, match="ended already"):
        end_sharing(by=reader("lead1"), shared=made)


def test_it_ends_with_the_role_and_neither_comes_back_nor_passes_on(area):
    shared()
    later = TODAY + timedelta(days=10)
    held = user("locality").memberships.get()
    Membership.objects.filter(pk=held.pk).update(ends=later)
    assert not read_by("locality", later)
    new = {"organisation": organisation("15C"), "role": Role.COMMISSIONER, "starts": later}
    user("locality").memberships.create(**new)
    assert not read_by("locality", later)
    after = User.objects.create_user("after@example.nhs.uk", name="Who came after")
    after.memberships.create(**new)
    assert not read_by("after", later)


def test_a_role_elsewhere_does_not_keep_it(area):
    shared()
    later = TODAY + timedelta(days=10)
    user("locality").memberships.update(ends=later)
    user("locality").memberships.create(
        organisation=organisation("QOP"), role=Role.COMMISSIONER, starts=LONG_AGO
    )
    assert not read_by("locality", later)


def test_sharing_and_ending_are_in_the_record_without_what_was_answered(area):
    end_sharing(by=reader("lead1"), shared=shared())
    acts = {one.act: one for one in Event.objects.filter(organisation="L81001")}
    assert set(acts) == {"clusters.answers_shared", "clusters.answers_shared_ended"}
    assert set(acts["clusters.answers_shared"].after) == {"reader", "what", "until"}


# --- on pages


@pytest.fixture
def as_on(client: Client):
    def sign_in(name: str, day=TODAY):
        client.force_login(user(name))
        return client

    with time_machine.travel(NOW, tick=False):
        yield sign_in


def test_a_lead_shares_on_a_page_after_seeing_who_it_is(area, as_on):
    made = answered("L81001", strongest(questionnaire()))
    page = f"{HERE}share/{made.pk}/"
    said = {
        "email": "Locality@Example.nhs.uk",
        "what": "answers",
        "until": "30 June 2026",
        "why": "So.",
    }
    text = as_on("lead1").post(page, said).content.decode()
    assert "Share with Locality?" in text and "Severn Shore - Harbour" in text
    assert not SharedAnswers.objects.exists()
    as_on("lead1").post(page, said | {"whom": str(user("locality").key)})
    one = SharedAnswers.objects.get()
    assert (one.reader, one.what) == (user("locality"), "answers")
    assert Notice.objects.get(user=user("locality")).subject == (
        "Alder House shares a questionnaire with you"
    )
    assert (
        as_on("lead2").get(page).status_code == as_on("commissioner").get(page).status_code == 404
    )


def test_another_person_than_was_shown_is_not_shared_with(area, as_on):
    made = answered("L81001")
    said = {
        "email": "board@example.nhs.uk",
        "what": "result",
        "until": "30 June 2026",
        "why": "So.",
    }
    as_on("lead1").post(f"{HERE}share/{made.pk}/", said | {"whom": str(user("locality").key)})
    assert not SharedAnswers.objects.exists()


@pytest.mark.parametrize("email", ["other_commissioner@example.nhs.uk", "nobody@example.nhs.uk"])
def test_whether_somebody_is_here_at_all_is_not_told(area, as_on, email):
    made = answered("L81001")
    said = {"email": email, "what": "result", "until": "30 June 2026", "why": "So."}
    text = as_on("lead1").post(f"{HERE}share/{made.pk}/", said).content.decode()
    assert "Nobody with this address acts for an organisation of your area here" in text


def test_each_reading_is_kept_and_shown_to_the_practice(area, as_on):
    made = shared()
    page = f"/local/{PROGRAMME}/shared/{made.pk}/"
    text = as_on("locality").get(page).content.decode()
    assert "Most is in place" in text or "All domains" in text
    assert "Every answer" not in text
    assert as_on("commissioner").get(page).status_code == 404
    assert as_on("lead1").get(page).status_code == 404
    assert readings(made) == [NOW]
    assert "Read on 11 May 2026 at 10:30 by Locality" in as_on("member").get(f"{HERE}shares/").text
    as_on("lead1").post(f"{HERE}shares/{made.pk}/end/", {"sure": "yes"})
    assert as_on("locality").get(page).status_code == 404


def test_every_answer_is_read_where_that_is_shared(area, as_on):
    made = shared(what="answers")
    text = as_on("locality").get(f"/local/{PROGRAMME}/shared/{made.pk}/").content.decode()
    assert "Every answer" in text and "3 of 3 points" in text


def test_what_is_shared_waits_among_the_work_of_who_reads_it(area):
    shared()
    (heading,) = [one for one in work(reader("locality"), 5) if one.id == "shared_answers"]
    assert heading.first[0].title == "Alder House"
    assert not [one for one in work(reader("commissioner"), 5) if one.id == "shared_answers"]
