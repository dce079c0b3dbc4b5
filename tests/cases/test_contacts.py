"""Whom a practice can ask (G8.13): named by the team itself, and read by anyone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from resilience.audit.models import Event
from resilience.cases.actions import name_contact
from resilience.cases.beginning import team_of, teams_of
from resilience.cases.contacts.forms import ContactForm, dialled
from resilience.cases.models import Contact
from resilience.organisations.models import Ancestor, Build, Kind, Organisation
from resilience.programmes.packs import load
from tests.cases.at_pages import read, signed_in
from tests.cases.conftest import RECEIVED
from tests.cases.world import PROGRAMME, practice, reader
from tests.look.reading import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("findable", "friday")]
PUBLIC = f"/help/{PROGRAMME}/contacts/"
OWN = "/cases/contacts/"
FORM = f"{OWN}{PROGRAMME}/Q74/"
DAY = RECEIVED.date()
TOLD = {
    "name": "Ada North",
    "role": "Resilience lead",
    "email": "ada.north@example.nhs.uk",
    "phone": "01632 960 123 ext 4",
}


@pytest.fixture(autouse=True)
def built(world):
    Build.objects.create(stamp="a test")


def named(by: str = "resilience", team: str = "Q74", **other: str) -> Contact:
    told = {"programme": PROGRAMME, "team": practice(team)} | TOLD | other
    return name_contact(by=reader(by, DAY), **told)


def test_a_team_names_its_contact_and_anyone_reads_it(client):
    signed_in(client, "resilience")
    assert "Nobody is named" in read(client, OWN)
    assert client.post(FORM, TOLD).url == OWN
    assert "Ada North is named" in read(client, OWN)
    signed_out = Client()
    shown = signed_out.get(PUBLIC).content.decode()
    assert 'href="mailto:ada.north@example.nhs.uk"' in shown
    assert 'href="tel:01632960123;ext=4"' in shown
    assert Event.objects.filter(act="contact.named", organisation="Q74").exists()


def test_a_newer_name_replaces_the_one_before(client):
    named()
    signed_in(client, "resilience")
    assert 'value="Ada North"' in client.get(FORM).content.decode()
    client.post(FORM, TOLD | {"name": "Ben South"})
    assert "Ada North" not in read(Client(), PUBLIC)
    assert Contact.objects.get().name == "Ben South"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("other_resilience", FORM),
        ("regional", FORM),  # above the team, but not of it
        ("lead", FORM),
        ("commissioner", FORM),
        ("administrator", FORM),
        ("resilience", f"{OWN}{PROGRAMME}/Q83/"),
        ("resilience", f"{OWN}{PROGRAMME}/A81001/"),
        ("resilience", f"{OWN}no-such/Q74/"),
        ("resilience", f"{OWN}icb-support-2026-27/Q74/"),  # no team of that programme
    ],
)
def test_only_the_team_itself_names_its_contact(client, name, address):
    signed_in(client, name)
    assert client.get(address).status_code == 404
    assert client.post(address, TOLD).status_code == 404
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("name", "", "Enter a name"),
        ("email", "nobody", "Enter an e-mail address"),
        ("phone", "call me", "Enter a telephone number"),
        ("phone", "javascript:1234567", "Enter a telephone number"),
        ("phone", "(((((((((", "Enter a telephone number"),
        ("name", "Ada\u202eNorth", "plain characters"),
    ],
)
def test_what_is_no_name_address_or_number_is_told(client, field, value, why):
    answer = signed_in(client, "resilience").post(FORM, TOLD | {field: value})
    assert why in check(answer.content.decode()).text
    assert not Contact.objects.exists()


def test_a_team_without_one_says_so_and_names_the_one_above(client):
    assert "No contact is named yet. Ask england" in read(client, PUBLIC)
    named("regional", "Y54", name="Rae Region")
    shown = read(client, PUBLIC)
    assert shown.count("No contact is named yet. Ask North of England:") == 2
    named()
    assert read(client, PUBLIC).count("No contact is named yet.") == 1


def test_a_practice_finds_who_deals_with_it(client):
    named()
    shown = read(client, f"{PUBLIC}?q=dene")
    assert "1 practice for “dene”" in shown
    assert "The Dene Surgery A81001 Cumbria and North East Ada North" in shown
    assert "A81001" in read(client, f"{PUBLIC}?q=a81001")
    assert "No practice found for" in read(client, f"{PUBLIC}?q=hartlepool")  # a CCG
    assert "Greater Manchester" in read(client, f"{PUBLIC}?q=mill+lane")


def test_a_practice_of_no_team_is_told_whom_else_to_ask(client):
    Ancestor.objects.filter(descendant=practice()).delete()
    shown = read(client, f"{PUBLIC}?q=A81001")
    assert "Not known on 21 December 2018" in shown and "Ask england" in shown


def test_hostile_words_stay_words(client):
    named(name="<script>alert(1)</script>", role='"><img src=x onerror=alert(1)>')
    shown = client.get(f"{PUBLIC}?q=<script>alert(2)</script>").content.decode()
    assert "<script>alert" not in shown and "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert client.get(f"{PUBLIC}?q=%00").status_code == 200
    assert client.get("/help/no-such/contacts/").status_code == 404


def test_the_list_takes_as_many_queries_however_many_teams(client):
    def queries() -> int:
        client.get(f"{PUBLIC}?q=surgery")
        with CaptureQueriesContext(connection) as taken:
            assert client.get(f"{PUBLIC}?q=surgery").status_code == 200
        return len(taken)

    few = queries()
    region = practice("Y54")
    for number in range(12):
        team = Organisation.objects.create(code=f"Q9{number:02}", kind=Kind.DCO, name=f"T {number}")
        one = Organisation.objects.create(
            code=f"T{number:05}",
            kind=Kind.PRACTICE,
            name="Surgery",
            search=f"T{number:05} SURGERY",
        )
        for below, above in ((one, team), (one, region), (team, region)):
            told = {"kind": above.kind, "starts": DAY}
            Ancestor.objects.create(descendant=below, ancestor=above, **told)
    Build.objects.update(stamp="another")
    assert queries() == few
    assert few < 12


def test_the_team_of_several_practices_is_that_of_each():
    pack, every = load(PROGRAMME), list(Organisation.objects.filter(kind=Kind.PRACTICE))
    found = teams_of(every, pack, DAY)
    assert found == {one.pk: team_of(one, pack, DAY) for one in every}
    assert found[practice().pk].code == "Q74"


@given(st.text(max_size=40))
def test_a_number_that_is_taken_is_dialled_by_its_digits_alone(typed):
    form = ContactForm(TOLD | {"phone": typed})
    if form.is_valid() and form.cleaned_data["phone"]:
        number, _, extension = dialled(form.cleaned_data["phone"]).partition(";ext=")
        assert number.lstrip("+").isdigit() and len(number) >= 7
        assert not extension or extension.isdigit()


@given(st.from_regex(r"\A0[0-9]{3,4}[ -]?[0-9]{3}[ -]?[0-9]{3}( ext [0-9]{1,4})?\Z"))
def test_numbers_as_people_write_them_are_taken(typed):
    assert ContactForm(TOLD | {"phone": typed}).is_valid()
