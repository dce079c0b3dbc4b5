"""The directory of the network: who stands in it, who reads it, and how one leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.models import Contact as LocalContact
from resilience.organisations.models import Organisation
from resilience.returns.models import Contact
from resilience.returns.network.directory import directory, in_it, on_the_list
from resilience.returns.network.joining import check, leave, remove
from resilience.returns.network.leaving import forget_those_who_left
from resilience.returns.network.work import work
from tests.cases.world import PROGRAMME, reader, user
from tests.returns.network.standing import DAY, HERE, NOW, PACK, SECRETS, added, file_of, stood


def test_somebody_stands_in_it_by_themselves_and_chooses_the_list_apart(world):
    entry = stood("resilience")
    assert (entry.email, entry.mailed) == ("resilience@example.nhs.uk", None)
    assert not on_the_list(PROGRAMME, DAY)
    stood("resilience", seen=1, mailed=True)
    assert [one.email for one in on_the_list(PROGRAMME, DAY)] == ["resilience@example.nhs.uk"]
    stood("resilience", seen=2)
    assert not on_the_list(PROGRAMME, DAY)
    assert in_it(PROGRAMME, DAY).count() == 1


@pytest.mark.parametrize("who", ["lead", "member", "supplier", "administrator"])
def test_people_of_practices_and_suppliers_are_not_of_the_network(world, as_, monday, who):
    added()
    with pytest.raises(Refused):
        stood(who)
    for page in ("", "me/", "questions/", "events/"):
        assert as_(who).get(f"{HERE}{page}").status_code == 404


def test_who_is_not_signed_in_sees_no_address(world, client):
    added()
    page = client.get(HERE)
    assert page.status_code == 302
    assert "accounts" in page.url or "sign" in page.url


def test_nobody_stands_in_it_for_an_organisation_that_is_not_theirs(world):
    with pytest.raises(Refused, match="Choose one"):
        stood("resilience", "Q83")


def test_leaving_is_at_once_and_no_address_is_left_anywhere(world, as_, monday):
    stood("resilience", mailed=True)
    added()
    assert "resilience@example.nhs.uk" in file_of(as_("national"))
    leave(by=reader("resilience", DAY), pack=PACK)
    remove(by=reader("national", DAY), contact=Contact.objects.get())
    assert not Contact.objects.exists()
    assert "@" not in file_of(as_("national"))
    page = as_("board").get(HERE).content.decode()
    assert not any(one in page for one in (*SECRETS, "resilience@"))
    for event in Event.objects.filter(act__startswith="returns."):
        told = f"{event.before} {event.after} {event.details} {event.subject_id}"
        assert not any(one in told for one in (*SECRETS, "resilience@"))


def test_the_list_has_only_who_agreed_and_that_it_was_taken_is_recorded(world, as_, monday):
    stood("resilience")
    added()
    text = file_of(as_("national"))
    assert text.splitlines() == [
        "name,post,organisation,organisation_code,email",
        "Olive Outside,Ambassador,North of England,Y54,outside@example.org",
    ]
    event = Event.objects.get(act="returns.distribution_list_taken")
    assert event.after == {"people": 1}
    assert as_("regional").post(f"{HERE}distribution-list/").status_code == 404


def test_only_the_national_team_adds_somebody_who_agreed_in_writing(world):
    entry = added()
    assert entry.how == "3 December 2018: By e-mail"
    with pytest.raises(Refused, match="already"):
        added()
    with pytest.raises(Refused, match="still to come"):
        added(email="b@example.org", consented=date(2019, 2, 1))
    with pytest.raises(Refused, match="code of a team"):
        added(email="b@example.org", organisation="A81001")
    for who in ("regional", "resilience", "finance"):
        with pytest.raises(Refused, match="Only those"):
            added(who, email="b@example.org")


def test_who_was_added_in_writing_takes_their_entry_over_when_they_come(world):
    added(email="regional@example.nhs.uk")
    entry = stood("regional", "Y54", seen=1, mailed=False)
    assert (entry.user, entry.mailed, Contact.objects.count()) == (user("regional"), None, 1)


def test_who_acts_for_nobody_any_more_is_in_no_list_and_is_forgotten(world):
    stood("resilience", mailed=True)
    Membership.objects.filter(user=user("resilience")).update(ends=DAY)
    assert not in_it(PROGRAMME, DAY)
    assert not on_the_list(PROGRAMME, DAY)
    assert forget_those_who_left(NOW) == 1
    assert not Contact.objects.exists()


def test_an_entry_that_nobody_checked_for_a_year_is_pointed_out(world):
    entry = stood("resilience")
    later = DAY + timedelta(days=366)
    (block,) = [one for one in directory(PACK, later) if one.entries]
    assert block.entries[0].old
    assert [one.id for one in work(reader("resilience", later), 15)] == ["network_entry"]
    check(by=reader("resilience", later), contact=entry, at=NOW + timedelta(days=366))
    (block,) = [one for one in directory(PACK, later) if one.entries]
    assert not block.entries[0].old
    with pytest.raises(Refused):
        check(by=reader("regional", later), contact=entry, at=NOW)


def test_the_directory_goes_by_area_and_flags_teams_without_a_contact_of_their_own(world):
    stood("resilience")
    stood("officer", "LMC-1")
    stood("other_commissioner", "00T")
    stood("national", "ENG")
    team = Organisation.objects.get(code="Q74")
    LocalContact.objects.create(
        programme=PROGRAMME, organisation=team, name="The desk", email="desk@example.nhs.uk"
    )
    found = {one.name: one for one in directory(PACK, DAY)}
    names = {name: [e.contact.name for e in one.entries] for name, one in found.items()}
    assert names == {
        "Greater Manchester": ["other commissioner"],
        "North of England": ["resilience", "officer"],
        "Across areas": ["national"],
    }
    assert [one.own for one in found["North of England"].teams] == [True]
    assert [one.own for one in found["Greater Manchester"].teams] == [False]
    assert [one.name for one in directory(PACK, DAY, "OFFICER tees")] == ["North of England"]
    assert directory(PACK, DAY, "nobody") == []
    assert [one.name for one in directory(PACK, DAY, area="Q83")] == ["Greater Manchester"]


def test_somebody_stands_in_the_directory_on_its_page_and_leaves(world, as_, monday):
    form = {
        "seen": 0,
        "organisation": "Q74",
        "role": "Resilience lead",
        "phone": "",
        "mailed": "on",
    }
    browser = as_("resilience")
    assert "Say that you agree" in browser.post(f"{HERE}me/", form).content.decode()
    assert browser.post(f"{HERE}me/", form | {"agrees": "on"}).status_code == 302
    assert "resilience@example.nhs.uk" in as_("board").get(HERE).content.decode()
    assert "not on the distribution list" not in as_("resilience").get(HERE).content.decode()
    assert as_("resilience").post(f"{HERE}me/", {"act": "leave"}).status_code == 302
    assert not Contact.objects.exists()


def test_the_national_team_keeps_the_directory_on_its_pages(world, as_, monday):
    browser = as_("national")
    form = {
        "name": "Olive Outside", "role": "Ambassador", "organisation": "y54", "phone": "",
        "email": "outside@example.org", "consented": "3 December 2018", "how": "By e-mail",
    }  # fmt: skip
    assert browser.post(f"{HERE}add/", form).status_code == 302
    entry = Contact.objects.get()
    assert "In writing, 3 December 2018" in browser.get(f"{HERE}entry/{entry.pk}/").content.decode()
    assert as_("regional").get(f"{HERE}entry/{entry.pk}/").status_code == 404
    assert as_("national").post(f"{HERE}entry/{entry.pk}/", {"act": "remove"}).status_code == 302
    assert not Contact.objects.exists()


def test_an_empty_directory_and_an_unknown_programme(world, as_, monday):
    assert "Nobody of this area stands" in as_("board").get(HERE).content.decode()
    assert "Nobody is found" in as_("board").get(f"{HERE}?q=x").content.decode()
    assert as_("board").get("/network/nothing/").status_code == 404
    assert as_("board").get(f"{HERE}?area=X").status_code == 400
    assert as_("board").get(f"{HERE}questions/99/").status_code == 404
