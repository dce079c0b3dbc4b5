"""What was typed when somebody was signed out is theirs again once they are back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from resilience.accounts.held import LARGEST, MOST, forget_old_held_forms
from resilience.accounts.models import HeldForm
from resilience.audit.models import Event
from tests.accounts import keeping
from tests.accounts.people import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.keeping")]
TYPED = "We are two GPs short"
AT = "/plans/A81001/"
TOKEN = "csrfmiddlewaretoken"
SAVING = {"HTTP_X_SAVING": "1"}


@pytest.fixture(autouse=True)
def nothing_saved():
    keeping.plans.clear()


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def ada(client):
    user = person()
    sign_in(client, user.email)
    return user


def fields_of(page) -> dict[str, str]:
    """The hidden fields of the page's form."""
    start = page.text.index('data-saves="version"')
    form = page.text[start : page.text.index("</form>", start)]
    names = ("csrfmiddlewaretoken", "typed_by", "version")
    found = {}
    for name in names:
        if f'name="{name}"' in form:
            found[name] = form.split(f'name="{name}" value="')[1].split('"')[0]
    return found


def sign_in(client, email: str, at: str = "/"):
    page = client.get("/sign-in/", {"next": at})
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    told = {"login": email, "password": PASSWORD, "next": at, "csrfmiddlewaretoken": token}
    return client.post("/sign-in/", told, follow=True)


def later(**span: int):
    return time_machine.travel(timezone.now() + timedelta(**span))


def kept_and_given(page) -> bool:
    return TYPED in page.text and "signed out before this was saved" in page.text


def test_a_time_out_loses_nothing_that_was_typed(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED, "days": ["mon", "tue"]}
    with later(minutes=31):
        answer = client.post(AT, fields, follow=True)
        assert "What you had typed is kept for a day" in answer.text
        assert "signed out because the service was not used" in answer.text
        assert keeping.plans["A81001"].problem == ""
        page = sign_in(client, ada.email, AT)
        assert kept_and_given(page)
        assert page.text.count("checked") == 2
        assert kept_and_given(client.get(AT)), "a page that got lost is asked for again"
        client.post(AT, fields_of(page) | {"problem": TYPED})
        assert keeping.plans["A81001"].problem == TYPED
        assert not HeldForm.objects.exists()
        assert not kept_and_given(client.get(AT))


def test_what_is_kept_is_only_what_was_typed(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED + "\0"}
    with later(hours=13):
        client.post(AT, fields | {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})
        held = HeldForm.objects.get()
        assert (held.user, held.path) == (ada, AT)
        assert sorted(held.fields) == [["problem", TYPED], ["version", "0"]]
        assert "choose them again" in sign_in(client, ada.email, AT).text
    assert TYPED not in str(list(Event.objects.values()))


def test_without_the_signed_field_the_person_just_signed_out_is_known(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    del fields["typed_by"]
    with later(minutes=31):
        client.post(AT, fields)
        assert kept_and_given(sign_in(client, ada.email, AT))


def test_signed_out_in_a_second_tab(client, ada):
    page = client.get(AT)
    token = fields_of(page)["csrfmiddlewaretoken"]
    client.post("/sign-out/", {"csrfmiddlewaretoken": token})
    client.post(AT, fields_of(page) | {"problem": TYPED})
    assert kept_and_given(sign_in(client, ada.email, AT))


def test_signed_out_and_in_again_in_a_second_tab(client, ada):
    page = client.get(AT)
    client.post("/sign-out/", {"csrfmiddlewaretoken": fields_of(page)["csrfmiddlewaretoken"]})
    sign_in(client, ada.email)
    answer = client.post(AT, fields_of(page) | {"problem": TYPED}, follow=True)
    assert answer.redirect_chain == [(AT, 302)]
    assert kept_and_given(answer)


def test_with_all_cookies_gone(client, ada):
    page = client.get(AT)
    client.cookies.clear()
    client.post(AT, fields_of(page) | {"problem": TYPED})
    assert kept_and_given(sign_in(client, ada.email, AT))


def test_nobody_else_gets_it(client, ada):
    other = person("bea@example.org", name="Bea")
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    with later(minutes=31):
        client.post(AT, fields)
        assert TYPED not in sign_in(client, other.email, AT).text
        assert HeldForm.objects.get().user == ada


def test_sent_after_somebody_else_signed_in_it_is_kept_for_its_writer(client, ada):
    page = client.get(AT)
    other = person("bea@example.org", name="Bea")
    client.post("/sign-out/", {"csrfmiddlewaretoken": fields_of(page)["csrfmiddlewaretoken"]})
    sign_in(client, other.email)
    answer = client.post(AT, fields_of(page) | {"problem": TYPED})
    assert answer.status_code == 403
    assert "What was typed is kept for a day, for who typed it and nobody else" in answer.text
    assert f'open the same page again: <a href="{AT}">' in answer.text
    assert TYPED not in client.get(AT).text
    assert HeldForm.objects.get().user == ada
    client.post("/sign-out/", {"csrfmiddlewaretoken": fields_of(client.get(AT))[TOKEN]})
    assert kept_and_given(sign_in(client, ada.email, AT))


@pytest.mark.parametrize("let_in", [True, False])
def test_what_one_person_typed_is_not_saved_as_another_who_has_signed_in_since(client, ada, let_in):
    page = client.get(AT)
    other = person("bea@example.org", name="Bea")
    client.post("/sign-out/", {"csrfmiddlewaretoken": fields_of(page)[TOKEN]})
    sign_in(client, other.email)
    type(ada).objects.filter(pk=ada.pk).update(is_active=let_in)
    token = {TOKEN: fields_of(client.get(AT))[TOKEN]}
    for saving in ({}, SAVING):
        answer = client.post(AT, fields_of(page) | token | {"problem": TYPED}, **saving)
        assert answer.status_code == (409 if saving else 403)
        assert ("kept for a day" in answer.text) == let_in
        assert ("opy" in answer.text) == (not let_in)
    assert keeping.plans["A81001"].problem == ""
    assert [one.user for one in HeldForm.objects.all()] == [ada] * let_in
    assert client.post(AT, fields_of(client.get(AT)) | {"problem": "Hers"}).status_code == 302


def test_another_page_of_the_same_person_does_not_get_it(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    with later(minutes=31):
        client.post(AT, fields)
        assert TYPED not in sign_in(client, ada.email, "/plans/A81002/").text


@pytest.mark.parametrize("field", ["", "forged", "6a9f1c1e-0000-4000-8000-000000000000:1:x"])
def test_where_it_is_not_known_whose_it_is_nothing_is_kept(client, ada, field):
    page = client.get(AT)
    client.cookies.clear()
    sent = fields_of(page) | {"typed_by": field, "problem": TYPED}
    assert client.post(AT, sent).status_code == 403
    assert not HeldForm.objects.exists()


def test_a_person_who_is_shut_out_leaves_nothing(client, ada):
    page = client.get(AT)
    ada.is_active = False
    ada.save()
    client.cookies.clear()
    assert client.post(AT, fields_of(page) | {"problem": TYPED}).status_code == 403
    assert not HeldForm.objects.exists()


def test_a_view_that_does_not_ask_for_it_keeps_nothing(client, ada):
    fields = fields_of(client.get("/other/")) | {"problem": TYPED}
    with later(minutes=31):
        answer = client.post("/other/", fields, follow=True)
        assert "is kept for a day" not in answer.text
    assert not HeldForm.objects.exists()


def test_it_is_forgotten_after_a_day(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    with later(minutes=31):
        client.post(AT, fields)
    with later(hours=25):
        assert TYPED not in sign_in(client, ada.email, AT).text
        assert forget_old_held_forms(timezone.now()) == 1
        assert forget_old_held_forms(timezone.now()) == 0


def test_the_latest_of_a_page_is_kept_and_not_without_end(client, ada):
    page = client.get(AT)
    client.cookies.clear()
    for text in ("first", TYPED):
        client.post(AT, fields_of(page) | {"problem": text})
    assert ["problem", TYPED] in HeldForm.objects.get().fields
    for number in range(MOST + 3):
        client.post(f"/plans/{number}/", fields_of(page) | {"problem": TYPED})
    assert HeldForm.objects.count() == MOST
    client.post("/plans/vast/", fields_of(page) | {"problem": "x" * LARGEST})
    assert not HeldForm.objects.filter(path="/plans/vast/").exists()


# --- a page that saves itself


def test_a_page_saves_itself_and_hears_of_a_change_elsewhere(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    answer = client.post(AT, fields, **SAVING)
    assert (answer.status_code, answer["X-Version"]) == (204, "1")
    assert client.post(AT, fields, **SAVING).status_code == 409


def test_a_page_that_saves_itself_hears_that_nobody_is_signed_in(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    with later(minutes=31):
        answer = client.post(AT, fields, **SAVING)
        assert (answer.status_code, answer["X-Sign-In"]) == (
            401,
            "/sign-in/?next=%2Fplans%2FA81001%2F",
        )
        assert "kept for a day" in answer.text
        del fields["typed_by"]
        assert "Keep this page open" in client.post(AT, fields, **SAVING).text
        assert kept_and_given(sign_in(client, ada.email, AT))


def test_after_signing_in_in_a_second_tab_the_first_goes_on_saving(client, ada):
    fields = fields_of(client.get(AT)) | {"problem": TYPED}
    with later(minutes=31):
        client.post(AT, fields, **SAVING)
        sign_in(client, ada.email)
        answer = client.post(AT, fields, **SAVING)
        assert answer.status_code == 403
        fields["csrfmiddlewaretoken"] = answer["X-CSRF-Token"]
        assert client.post(AT, fields, **SAVING).status_code == 204
    assert not HeldForm.objects.exists(), "what is saved needs no keeping"


def test_no_token_for_a_page_of_somebody_else(client, ada):
    page = client.get(AT)
    other = person("bea@example.org", name="Bea")
    client.post("/sign-out/", {"csrfmiddlewaretoken": fields_of(page)["csrfmiddlewaretoken"]})
    sign_in(client, other.email)
    answer = client.post(AT, fields_of(page) | {"problem": TYPED}, **SAVING)
    assert answer.status_code == 409
    assert "X-CSRF-Token" not in answer
    assert "somebody else" in answer.text
