"""The pages of a memorandum: what is signed is what was shown, by who confirmed who they are."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import time_machine
from django.test import Client

from resilience.agreements.models import Memorandum, Signature
from resilience.cases.models import Case
from tests.agreements.memoranda import GPRP, made
from tests.agreements.test_signing import PDF, issue
from tests.agreements.world import NOW, approved, issued
from tests.cases.at_pages import read, signed_in, text
from tests.cases.world import user

pytestmark = pytest.mark.django_db
PASSWORD = "stable lantern quiet orchard"
FIRST = (
    *("case", "at", "by", "acting_for", "version", "template", "content", "ends"),
    *("docx", "docx_sha256"),
)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} =1+1"


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(NOW):
        yield


def who_confirms(client: Client, name: str, here: str) -> str:
    """Somebody signs in, opens the page, confirms who they are, and comes back."""
    person = user(name)
    person.set_password(PASSWORD)
    person.save()
    signed_in(client, name)
    assert "Confirm that it is you" in read(client, here)
    answer = client.post(f"/account/confirm/?next={here}", {"password": PASSWORD}, follow=True)
    return text(answer)


def filled(case: Case, memorandum: Memorandum, **other: Any) -> dict[str, Any]:
    case.refresh_from_db()
    shown = {"seen": case.version, "shown": memorandum.pdf_sha256}
    return shown | {"role": "Partner", "signs": "on"} | other


def test_who_confirmed_who_they_are_signs_for_their_side(case, client):
    memorandum = issued(case)
    here = f"/cases/{case.reference}/agreement/sign/"
    assert "sign it for the practice" in who_confirms(client, "lead", here)
    answer = client.post(here, filled(case, memorandum), follow=True)
    assert "You signed the memorandum" in text(answer)
    made_ = Signature.objects.get()
    assert (made_.side, made_.name, made_.role) == ("practice", "lead", "Partner")
    assert made_.shown == memorandum.pdf_sha256
    assert "lead, Partner, on 7 January 2019" in read(client, here.replace("sign", "memorandum/1"))


def test_who_did_not_confirm_does_not_sign(case, client):
    memorandum = issued(case)
    here = f"/cases/{case.reference}/agreement/sign/"
    signed_in(client, "lead")
    assert "Confirm that it is you first" in text(client.post(here, filled(case, memorandum)))
    assert not Signature.objects.exists()


def test_what_was_confirmed_long_ago_counts_no_more(case, client):
    memorandum = issued(case)
    here = f"/cases/{case.reference}/agreement/sign/"
    who_confirms(client, "lead", here)
    with time_machine.travel(NOW.replace(minute=6)):
        assert "Confirm that it is you first" in text(client.post(here, filled(case, memorandum)))
    assert not Signature.objects.exists()


def test_another_memorandum_than_the_one_shown_is_not_signed(case, client):
    memorandum = issued(case)
    here = f"/cases/{case.reference}/agreement/sign/"
    who_confirms(client, "lead", here)
    answer = client.post(here, filled(case, memorandum, shown="f" * 64))
    assert "Another memorandum is before both sides" in text(answer)
    assert not Signature.objects.exists()


def test_the_files_are_the_very_bytes_and_are_handed_out_to_be_kept(case, client):
    approved(case)
    memorandum = issue(case)
    signed_in(client, "member")
    here = f"/cases/{case.reference}/agreement/memorandum/1/"
    for kind, sha256 in (("pdf", memorandum.pdf_sha256), ("docx", memorandum.docx_sha256)):
        answer = client.get(f"{here}{kind}/")
        assert hashlib.sha256(answer.content).hexdigest() == sha256
        name = f'attachment; filename="{case.reference}-memorandum-1.{kind}"'
        assert answer["Content-Disposition"] == name
        assert sha256 in read(client, here)
    assert client.get(f"{here}exe/").status_code == 404


def test_the_page_before_it_is_issued_shows_it_as_it_would_be(case, client):
    approved(case)
    signed_in(client, "resilience")
    here = f"/cases/{case.reference}/agreement/issue/"
    page = read(client, here)
    assert "Ending it early" in page and "A recruiter finds two salaried GPs." in page
    case.refresh_from_db()
    answer = client.post(here, {"seen": case.version}, follow=True)
    assert "The memorandum is before both sides to be signed." in text(answer)
    assert Memorandum.objects.get().number == 1


def test_hostile_words_are_only_words_on_the_page(case, client):
    memorandum = issued(case, content=made(GPRP, HOSTILE))
    signed_in(client, "lead")
    page = client.get(f"/cases/{case.reference}/agreement/memorandum/{memorandum.number}/")
    assert "<script>alert" not in page.text and "&lt;script&gt;alert(1)" in page.text
    assert "{{ 7*7 }}" in page.text


def test_a_copy_signed_on_paper_is_added_by_who_plans_the_help(case, client, tmp_path):
    memorandum = issued(case)
    signed_in(client, "commissioner")
    answer = client.get(f"/cases/{case.reference}/agreement/sign/")
    here = f"/cases/{case.reference}/agreement/sign/paper/"
    assert answer.url == here
    copy = tmp_path / "signed.pdf"
    copy.write_bytes(PDF)
    told = {"side": "practice", "name": "Dr Marsh", "role": "Partner", "signed": "7 January 2019"}
    with copy.open("rb") as file:
        answer = client.post(here, filled(case, memorandum, **told, file=file), follow=True)
    assert "The signed copy is kept with the case." in text(answer)
    page = read(client, f"/cases/{case.reference}/agreement/memorandum/1/")
    assert "Dr Marsh, Partner, on 7 January 2019, signed on paper" in page
    assert hashlib.sha256(PDF).hexdigest() in page


def test_the_page_of_an_agreement_names_its_memoranda(case, client):
    issued(case)
    signed_in(client, "lead")
    assert "Not signed by both sides yet." in read(client, f"/cases/{case.reference}/agreement/")


def test_who_is_told_of_another_memorandum_reads_it_and_may_sign_it(case, client):
    first = issued(case)
    here = f"/cases/{case.reference}/agreement/sign/"
    who_confirms(client, "lead", here)
    case.refresh_from_db()
    sent = {"seen": case.version, "shown": first.pdf_sha256, "role": "Partner", "signs": "on"}
    Memorandum.objects.create(
        **{name: getattr(first, name) for name in FIRST}, number=2, pdf=b"new", pdf_sha256="3" * 64
    )
    answer = client.post(here, sent)
    assert "Another memorandum is before both sides now" in text(answer)
    assert not Signature.objects.exists()
    assert f'value="{"3" * 64}"' in answer.content.decode()
