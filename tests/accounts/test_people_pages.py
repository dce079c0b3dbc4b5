"""An administrator's pages: the people of the organisations one manages, and of no others."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from resilience.accounts.actions import invite_by_command
from resilience.accounts.models import Invitation, Membership, User
from resilience.accounts.reader import Reader
from resilience.audit.models import Event
from resilience.organisations.models import Ancestor, Organisation
from resilience.organisations.reach import rebuild_reach
from tests.accounts.people import PASSWORD, organisation, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def ccg() -> Organisation:
    """A CCG with a practice that belongs to it."""
    ccg, practice = organisation("9ZA", "ccg", "Otter CCG"), organisation("Z90001")
    Ancestor.objects.create(
        descendant=practice, ancestor=ccg, kind="ccg", starts=date(2018, 4, 1), direct=True
    )
    rebuild_reach()
    return ccg


@pytest.fixture
def administrator(client, ccg) -> User:
    """Who administers the CCG, signed in."""
    user = person("admin@example.org", role="administrator", at=ccg, name="Jo Willow")
    client.force_login(user)
    return user


@pytest.fixture
def colleague(administrator, ccg) -> User:
    return person("ada@example.org", role="commissioner", at=ccg)


def test_the_page_lists_who_acts_for_the_organisation_and_who_is_invited(client, colleague, ccg):
    invite_by_command(by="x", email="new@example.org", organisation=ccg, role="analyst")
    index = client.get("/people/").text
    assert "Otter CCG" in index
    assert "2 people" in index
    assert "1 open invitation" in index
    page = client.get("/people/9ZA/").text
    for words in ("Ada Marsh", "CCG or ICB primary-care manager", "Since 1 January 2020"):
        assert words in page
    for words in ("No second factor", "Never signed in", "new@example.org", "Good until"):
        assert words in page


def test_another_organisation_and_one_that_is_not_there_answer_alike(client, administrator):
    other = organisation("9ZB", "ccg")
    person("x@example.org", role="administrator", at=other)
    for code in ("9ZB", "NOWHERE"):
        for page in ("", "invite/", "roles/", "sessions/", "history/"):
            assert client.get(f"/people/{code}/{page}").status_code == 404, (code, page)


def test_who_manages_nobody_sees_no_such_page(client, ccg):
    client.force_login(person(role="commissioner", at=ccg))
    assert client.get("/people/").status_code == 404
    assert client.get("/named-readers/").status_code == 404
    assert "/people/" not in client.get("/account/").text
    client.logout()
    assert client.get("/people/").headers["location"].startswith("/sign-in/")


def test_an_invitation_goes_out_by_email_and_its_link_lets_its_person_in(client, administrator):
    sent = client.post("/people/9ZA/invite/", {"email": "New@Example.org", "role": "analyst"})
    assert sent.headers["location"] == "/people/9ZA/"
    assert "on its way to new@example.org" in client.get("/people/9ZA/").text
    [message] = mail.outbox
    assert message.to == ["new@example.org"]
    link = re.search(r"http://testserver(/invitation/\S+/)", message.body)
    assert link
    page = Client().get(link[1], follow=True)
    assert "Otter CCG" in page.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"email": "nobody", "role": "analyst"}, "Enter an e-mail address, like"),
        ({"email": "a@example.org"}, "Choose a role"),
        ({"email": "a@example.org", "role": "practice_lead"}, "not one of the available choices"),
        ({"email": "admin@example.org", "role": "analyst"}, "Nobody gives a role to themselves"),
    ],
)
def test_a_mistaken_invitation_is_told_in_a_sentence(client, administrator, asked, words):
    page = client.post("/people/9ZA/invite/", asked)
    assert words in page.text
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_an_invitation_that_cannot_be_sent_says_so_and_stands(client, administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    client.post("/people/9ZA/invite/", {"email": "a@example.org", "role": "analyst"})
    assert "could not be sent" in client.get("/people/9ZA/").text


def test_sending_again_makes_a_new_link_and_ends_the_old_one(client, administrator, ccg):
    old, secret = invite_by_command(by="x", email="a@b.org", organisation=ccg, role="analyst")
    Invitation.objects.update(expires=timezone.now() - timedelta(days=1))
    assert "Ran out on" in client.get("/people/9ZA/").text
    client.post(f"/people/9ZA/invitations/{old.pk}/again/")
    assert client.get(f"/invitation/{secret}/", follow=True).status_code == 410
    new = Invitation.objects.get(withdrawn=None)
    assert (new.email, new.role) == ("a@b.org", "analyst")
    assert mail.outbox


def test_a_withdrawn_invitation_is_no_longer_good_and_stands_in_the_history(
    client, administrator, ccg
):
    made, secret = invite_by_command(by="x", email="a@b.org", organisation=ccg, role="analyst")
    address = f"/people/9ZA/invitations/{made.pk}/withdraw/"
    assert "no longer be good" in client.get(address).text
    client.post(address)
    assert client.get(f"/invitation/{secret}/", follow=True).status_code == 410
    assert client.get(address).status_code == 404
    assert "Withdrawn" in client.get("/people/9ZA/history/").text


def test_an_invitation_of_another_organisation_is_out_of_hand(client, administrator):
    other = organisation("9ZB", "ccg")
    made, _ = invite_by_command(by="x", email="a@b.org", organisation=other, role="analyst")
    for code in ("9ZA", "9ZB"):
        for act in ("again", "withdraw"):
            assert client.post(f"/people/{code}/invitations/{made.pk}/{act}/").status_code == 404
    made.refresh_from_db()
    assert made.withdrawn is None


def test_a_further_role_is_given_to_a_colleague_and_never_to_oneself(
    client, administrator, colleague
):
    page = client.get("/people/9ZA/roles/").text
    assert str(colleague.key) in page
    assert str(administrator.key) not in page
    asked = {"person": colleague.key, "role": "analyst", "starts": "1 March 2030", "ends": ""}
    assert client.post("/people/9ZA/roles/", asked).status_code == 302
    assert colleague.memberships.get(role="analyst").starts == date(2030, 3, 1)
    assert "From 1 March 2030" in client.get("/people/9ZA/").text
    mine = asked | {"person": administrator.key, "role": "administrator"}
    assert "Choose a person" in client.post("/people/9ZA/roles/", mine).text
    wrong = asked | {"ends": "1 February 2030"}
    assert "Enter a day after the first one" in client.post("/people/9ZA/roles/", wrong).text


def test_a_leaver_is_out_at_once_on_every_device(client, administrator, colleague):
    theirs = Client()
    theirs.post("/sign-in/", {"login": colleague.email, "password": PASSWORD})
    assert theirs.get("/account/").status_code == 200
    held = colleague.memberships.get()
    address = f"/people/9ZA/roles/{held.pk}/end/"
    assert "every session of theirs" in client.get(address).text
    client.post(address, {"day": TODAY.isoformat()})
    assert theirs.get("/account/").status_code == 302
    assert Reader(colleague, TODAY).memberships == []
    assert "Ada Marsh" in client.get("/people/9ZA/history/").text
    acts = Event.objects.filter(organisation="9ZA").values_list("act", flat=True)
    assert {"membership.ended", "sessions.ended"} <= set(acts)


def test_a_role_may_end_on_a_later_day_and_never_in_the_past(client, administrator, colleague):
    held = colleague.memberships.get()
    address = f"/people/9ZA/roles/{held.pk}/end/"
    assert "the past stays as it was" in client.post(address, {"day": "1 May 2021"}).text
    later = TODAY + timedelta(days=30)
    client.post(address, {"day": later.isoformat()})
    assert Membership.objects.get(pk=held.pk).ends == later
    assert len(Reader(colleague, TODAY).memberships) == 1


def test_the_last_administrator_is_told_what_their_leaving_means(client, administrator):
    held = administrator.memberships.get()
    assert "Nobody else administers" in client.get(f"/people/9ZA/roles/{held.pk}/end/").text


def test_an_administrator_sees_who_is_signed_in_and_signs_them_out(
    client, administrator, colleague
):
    theirs = Client()
    theirs.post("/sign-in/", {"login": colleague.email, "password": PASSWORD})
    page = client.get("/people/9ZA/sessions/").text
    assert "Ada Marsh" in page
    assert "127.0.0.1" not in page  # from where is theirs to know
    client.post("/people/9ZA/sessions/", {"person": str(colleague.key)})
    assert theirs.get("/account/").status_code == 302
    stranger = person("s@example.org", role="analyst", at=organisation("9ZB", "ccg"))
    theirs.force_login(stranger)
    client.post("/people/9ZA/sessions/", {"person": str(stranger.key)})
    assert theirs.get("/account/").status_code == 200


def test_the_first_administrator_below_is_brought_and_nobody_else(client, administrator):
    assert client.get("/people/?code=z90001").headers["location"] == "/people/Z90001/"
    assert "has the code X99" in client.get("/people/?code=X99").text
    form = client.get("/people/Z90001/invite/").text
    assert 'value="administrator"' in form
    assert 'value="practice_lead"' not in form
    asked = {"email": "first@example.org", "role": "administrator"}
    assert client.post("/people/Z90001/invite/", asked).status_code == 302
    practice = Organisation.objects.get(code="Z90001")
    person("first@example.org", role="administrator", at=practice)
    assert client.get("/people/Z90001/").status_code == 404
    told = client.get("/people/?code=Z90001", follow=True).text
    assert "has an administrator, who manages its people" in told


# --- named readers


@pytest.fixture
def lead(client, ccg) -> User:
    """A resilience lead of the board above, who names readers."""
    board = organisation("QZ1", "icb", "Otter Board")
    for below in (ccg, Organisation.objects.get(code="Z90001")):
        Ancestor.objects.create(
            descendant=below, ancestor=board, kind="icb", starts=date(2018, 4, 1)
        )
    rebuild_reach()
    user = person("lead@example.org", role="resilience_lead", at=board, name="Cora Stone")
    client.force_login(user)
    return user


NAMING = {"code": "z90001", "subject": "performance", "starts": TODAY.isoformat(), "ends": ""}


def test_a_lead_names_a_reader_sees_what_that_means_and_ends_it(client, lead, ccg):
    reader = person("ada@example.org", role="commissioner", at=ccg)
    assert "A role alone shows none of them" in client.get("/named-readers/").text
    asked = NAMING | {"email": "Ada@example.org"}
    assert client.post("/named-readers/new/", asked).status_code == 302
    assert "Ada Marsh" in client.get("/named-readers/").text
    named = reader.readings.get()
    assert Reader(reader, TODAY).reads("performance").holds(named.organisation)
    assert not Reader(reader, TODAY).reads("sickness")
    client.post(f"/named-readers/{named.pk}/end/", {"day": TODAY.isoformat()})
    assert not Reader(reader, TODAY).reads("performance")


def test_a_reading_of_somebody_who_left_can_be_ended(client, lead, ccg):
    reader = person("ada@example.org", role="commissioner", at=ccg)
    client.post("/named-readers/new/", NAMING | {"email": "ada@example.org"})
    reader.memberships.update(ends=TODAY)
    named = reader.readings.get()
    client.post(f"/named-readers/{named.pk}/end/", {"day": TODAY.isoformat()})
    named.refresh_from_db()
    assert named.ends == TODAY


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"email": "lead@example.org"}, "Nobody names themselves"),
        ({"email": "far@example.org"}, "Nobody who acts for an organisation within your reach"),
        ({"email": "lead@example.org", "code": "Y01"}, "No organisation within your reach"),
    ],
)
def test_naming_is_refused_in_a_sentence(client, lead, asked, words):
    person("far@example.org", role="regional_lead", at=organisation("Y01", "region"))
    assert words in client.post("/named-readers/new/", NAMING | asked).text
