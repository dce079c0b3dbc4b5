"""The right of reply: what a practice says of its figures, and who reads it."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.saying import is_nhs_number, why_not_say
from resilience.accounts.visible import StatementsAreKept
from resilience.audit.models import Event
from resilience.organisations.models import Organisation
from resilience.profiles.actions import add_context, withdraw_context
from resilience.profiles.models import Context
from tests.profiles.practices import DAY, england

pytestmark = pytest.mark.django_db
LIST, PROFILE = "registered_patients", f"/practices/A81001/profile/?as_at={DAY}"
PRINTED = f"/practices/A81001/print/?as_at={DAY}"
COMPARED = f"/compare/?practice=A81001&practice=P00001&as_at={DAY}"
ACROSS = f"/indicators/{LIST}/?as_at={DAY}"
ADD = f"/practices/A81001/context/{LIST}/"
OPEN, SHARED = (
    "A branch surgery opened in May.",
    "Two partners are leaving, tell nobody <b>yet</b>.",
)


@pytest.fixture
def small(db, home, tmp_path):
    return england(tmp_path / "published", home)


@pytest.fixture
def lead(small, signed_in) -> User:
    return signed_in(practice_lead="A81001")


def says(person: User, text: str = OPEN, **other) -> Context:
    practice = Organisation.objects.get(code="A81001")
    asked = {"practice": practice, "indicator": LIST} | other
    return add_context(by=Reader(person, date(2026, 3, 2)), text=text, **asked)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def rows(client, address: str) -> list[dict[str, str]]:
    text = b"".join(client.get(f"{address}&format=csv").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_what_a_practice_says_stands_beside_the_figure_for_anyone(lead, client):
    says(lead)
    client.logout()
    for address in (PROFILE, PRINTED, COMPARED, ACROSS):
        assert OPEN in page(client, address), address
        assert "shown to anyone" in page(client, address), address
    for address in (PROFILE, COMPARED, ACROSS):
        told = [row["context"] for row in rows(client, address) if row["context"]]
        assert told == [f"{OPEN} (the practice, {today()})"], address
    assert OPEN not in page(client, "/indicators/patients_per_gp/?as_at=" + DAY)


def today() -> str:
    day = timezone.localdate()
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    ("role", "code", "reads"),
    [
        ("practice_member", "A81001", True),
        ("national_team", "ENG", True),
        ("practice_lead", "P00001", False),
        ("administrator", "A81001", False),
        ("board_reader", "ENG", False),
    ],
)
def test_what_is_for_commissioners_is_read_by_them_alone(
    lead, client, signed_in, role, code, reads
):
    says(lead, SHARED, tier="commissioner")
    signed_in(**{role: code})
    for address in (PROFILE, PRINTED, COMPARED, ACROSS):
        assert ("tell nobody &lt;b&gt;yet" in page(client, address)) is reads, address
        assert "<b>yet" not in page(client, address), "plain text only"
    for address in (PROFILE, COMPARED, ACROSS):
        assert any(SHARED in row["context"] for row in rows(client, address)) is reads, address
    client.logout()
    assert "tell nobody" not in page(client, PROFILE) + page(client, ACROSS)


def test_what_is_said_of_one_period_is_not_shown_beside_another(lead, client):
    says(lead, period=DAY)
    says(lead, "Of another time.", period="2019-03-01")
    shown = page(client, PROFILE)
    assert OPEN in shown
    assert "Of another time." not in shown


def test_a_practice_writes_changes_and_withdraws_on_its_page(lead, client):
    assert f'{ADD}?period={DAY}"' in page(client, PROFILE)
    client.post(ADD, {"period": "any", "text": OPEN, "tier": "public"})
    assert OPEN in page(client, PROFILE)
    client.post(ADD, {"period": "any", "text": "Better put.", "tier": "public"})
    shown = page(client, PROFILE)
    assert "Better put." in shown
    assert OPEN not in shown
    (now,) = Context.objects.in_force()
    client.post(f"{ADD}{now.pk}/withdraw/")
    assert "Better put." not in page(client, PROFILE)
    assert Context.objects.count() == 2, "nothing is deleted"
    acts = Event.objects.filter(act__startswith="context.")
    assert [event.act for event in acts] == [
        "context.added",
        "context.changed",
        "context.withdrawn",
    ]
    assert acts[1].before["text"] == OPEN
    assert acts[1].after["text"] == "Better put."
    assert acts[1].organisation == "A81001"


def test_the_record_names_the_version_of_words_that_are_not_public(lead):
    said = says(lead, SHARED, tier="commissioner")
    event = Event.objects.get(act="context.added")
    assert event.after["version"] == said.pk
    assert "text" not in event.after


@pytest.mark.parametrize(
    ("role", "code"),
    [("practice_member", "A81001"), ("practice_lead", "P00001"), ("national_team", "ENG")],
)
def test_nobody_else_adds_context(small, client, signed_in, role, code):
    person = signed_in(**{role: code})
    assert "Add context" not in page(client, PROFILE)
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, {"period": "any", "text": OPEN, "tier": "public"}).status_code == 404
    with pytest.raises(Refused, match="Only those who answer for"):
        says(person)
    assert not Context.objects.exists()


def test_a_lead_who_left_says_and_withdraws_nothing(lead):
    said = says(lead)
    lead.memberships.update(ends=date(2026, 1, 1))
    gone = Reader(lead, date(2026, 3, 2))
    with pytest.raises(Refused):
        withdraw_context(by=gone, context=said)
    assert Context.objects.in_force().exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write"),
        ("x" * 1001, "at most 1,000"),
        ("Mrs Otter, 943 476 5919, came often.", "NHS number"),
        ("Mrs Otter, 9434765919.", "NHS number"),
        ("Ask ann@surgery.example", "e-mail"),
        ("Ring 01632 960 123 for more.", "telephone"),
        ("Ring +44 7700 900123.", "telephone"),
        ("See https://example.org", "web address"),
    ],
)
def test_what_is_not_taken_and_why(lead, client, text, why):
    with pytest.raises(Refused, match=why):
        says(lead, text)
    shown = client.post(ADD, {"period": "any", "text": text, "tier": "public"})
    assert shown.status_code == 200
    assert not Context.objects.exists()


@pytest.mark.parametrize(
    "text", ["List of 12,345 in 2017-18.", "From 1,234,567 to 0.45 of 2026-03-01.", "9434765918 m"]
)
def test_figures_and_dates_are_taken(text):
    assert why_not_say(text, 1000) == ""


def test_what_is_said_is_not_written_over_or_removed(lead):
    said = says(lead)
    said.text = "Otherwise."
    for act in (said.save, said.delete, Context.objects.all().delete):
        with pytest.raises(StatementsAreKept):
            act()
    with pytest.raises(StatementsAreKept):
        Context.objects.update(text="Otherwise.")


@given(st.integers(0, 999_999_999))
def test_at_most_one_last_digit_makes_an_nhs_number(nine):
    valid = [last for last in range(10) if is_nhs_number(f"{nine:09}{last}")]
    total = sum(int(d) * w for d, w in zip(f"{nine:09}", range(10, 1, -1), strict=True))
    assert valid == [last for last in range(10) if (total + last) % 11 == 0]


def test_a_shared_computer_keeps_no_page_of_somebody_signed_in(lead, client):
    for address in (PROFILE, PRINTED, COMPARED, ACROSS, f"{PROFILE}&format=csv"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    client.logout()
    assert "no-store" not in client.get(PROFILE).get("Cache-Control", "")


def test_the_page_asks_once_what_is_said(lead, client, django_assert_max_num_queries):
    client.get(PROFILE)
    for indicator in (LIST, "patients_per_gp", "cqc_overall_rating"):
        says(lead, indicator=indicator)
    client.logout()
    with django_assert_max_num_queries(8):
        client.get(PROFILE)
