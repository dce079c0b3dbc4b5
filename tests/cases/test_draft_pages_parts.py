"""The page of one part: what is kept, what is told, and that nothing is overwritten."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from resilience.cases.models import Draft
from tests.cases.practice_pages import (
    REFERRAL,
    at_the_practice,
    begun,
    fill_in,
    seen,
    typed,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
CONTACT, PRACTICE, CASE = (f"{REFERRAL}{part}/" for part in ("contact", "practice", "case"))
FILES = f"{REFERRAL}attachments/"
LONG = " ".join(["word"] * 201)


@pytest.fixture
def lead(world):
    client = at_the_practice()
    begun(client)
    return client


def save(client, address, button="", version="", **answers):
    told = {"seen": version or seen(client, address), **typed(**answers)}
    return client.post(address, told | ({button: "yes"} if button else {}))


def kept(question):
    return Draft.objects.get().answers.get(question)


def test_save_and_come_back_later_keeps_a_part_half_filled(lead):
    assert save(lead, CONTACT, "later", practice_lead_name="Ada Marsh").url == REFERRAL
    assert kept("practice_lead_name") == "Ada Marsh"
    assert "In progress" in words(lead.get(REFERRAL))
    assert 'value="Ada Marsh"' in lead.get(CONTACT).content.decode()
    assert "before it can be sent" not in words(lead.get(CONTACT))  # what is missing is no reproach


def test_save_and_continue_tells_what_is_missing_and_keeps_the_rest(lead):
    page = save(lead, CONTACT, practice_lead_name="Ada Marsh")
    assert "Enter a telephone number for the practice lead" in words(page)
    assert kept("practice_lead_name") == "Ada Marsh"
    again = {"practice_lead_name": "Ada Marsh", "practice_lead_email": "ada@example.nhs.uk"}
    after = save(lead, CONTACT, practice_lead_telephone="01632 960001", **again)
    assert after.url == PRACTICE
    assert kept("practice_lead_email") == "ada@example.nhs.uk"


def test_too_many_words_are_told_and_every_one_is_kept(lead):
    page = save(lead, CASE, issues=LONG, support_needed="A manager.")
    assert "There are 201 words and there may be 200: take away 1" in words(page)
    assert LONG in words(page)
    assert kept("issues") == LONG
    assert "Needs mending" in words(lead.get(REFERRAL))
    assert "take away 1" in words(lead.get(CASE))
    assert "It cannot be sent yet" in words(lead.get(f"{REFERRAL}answers/"))


def test_what_may_not_be_kept_leaves_what_stood_there_before(lead):
    save(lead, CASE, "later", issues="Two partners retire.")
    page = save(lead, CASE, "later", issues="Patient 943 476 5919 waits.", support_needed="Help.")
    assert "looks like an NHS number" in words(page)
    assert kept("issues") == "Two partners retire." and kept("support_needed") == "Help."


def test_a_list_size_that_is_known_waits_for_the_question_of_a_group(lead):
    draft = Draft.objects.get()
    Draft.objects.update(answers=draft.answers | {"list_size": 8450})
    save(lead, PRACTICE, "later", practice_name="The Dene Surgery", practice_code="A81001")
    assert kept("list_size") == 8450
    save(lead, PRACTICE, practice_name="The Dene", practice_code="A81001", is_group="yes")
    assert kept("list_size") is None


def test_rows_are_added_without_losing_anything_and_the_total_is_computed(lead):
    rows = [
        {"name": name, "code": code, "list_size": "1,000"}
        for name, code in (
            ("The Dene Surgery", "A81001"),
            ("Queens Park Practice", "A81002"),
            ("Mill Lane", "P81001"),
        )
    ]
    told = {"practice_name": "The Dene", "practice_code": "A81001", "is_group": "yes"}
    more = save(lead, PRACTICE, "more", practices=[*rows, {"name": "Not yet known"}], **told)
    assert more.url == PRACTICE
    page = lead.get(PRACTICE).content.decode()
    assert "Not yet known" in page and 'name="practices-5-code"' in page
    assert save(lead, PRACTICE, practices=rows, **told).url == f"{REFERRAL}support/"
    assert "Total list size, as saved: 3,000 patients" in words(lead.get(PRACTICE))


def test_a_code_is_checked_and_nothing_is_filled_in_silently(lead):
    rows = [
        {"name": "The Dene Surgery", "code": "A81001", "list_size": "1000"},
        {"name": "Somewhere Else", "code": "p81001", "list_size": "1000"},
    ]
    told = {"practice_name": "The Dene", "practice_code": "A81001", "is_group": "yes"}
    assert save(lead, PRACTICE, practices=rows, **told).status_code == 302
    assert kept("practices")[1]["name"] == "Somewhere Else"
    differ = "P81001 is Mill Lane Surgery in the published lists, and you wrote “Somewhere Else”."
    assert differ in words(lead.get(PRACTICE)) and differ in words(lead.get(f"{REFERRAL}answers/"))
    assert "The Dene Surgery in the published lists" not in words(lead.get(PRACTICE))
    rows[1]["code"] = "Z99999"
    page = save(lead, PRACTICE, practices=rows, **told)
    assert "No practice is known with the code Z99999" in words(page)
    assert "Needs mending" in words(lead.get(REFERRAL))


def test_the_code_of_another_practice_is_told(lead):
    page = save(lead, PRACTICE, practice_name="Q", practice_code="A81002", is_group="no")
    assert "You ask for The Dene Surgery, whose code is A81001" in words(page)


def test_two_tabs_do_not_write_over_each_other(lead):
    first = second = seen(lead, CONTACT)
    save(lead, CONTACT, "later", first, practice_lead_name="Ada")
    page = save(lead, CONTACT, "later", second, practice_lead_name="Ben")
    assert "Nothing was overwritten" in words(page)
    assert "What was saved meanwhile Practice lead – Name Ada" in words(page)
    assert 'value="Ben"' in page.content.decode()
    assert kept("practice_lead_name") == "Ada"
    newer = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    save(lead, CONTACT, "later", newer, practice_lead_name="Ben")
    assert kept("practice_lead_name") == "Ben"


def test_a_change_leads_back_to_the_answers(lead):
    fill_in(lead)
    answers = lead.get(f"{REFERRAL}answers/").content.decode()
    assert f"{CONTACT}?back=answers#id_practice_lead_name" in answers
    page = lead.get(f"{CONTACT}?back=answers").content.decode()
    assert 'name="back" value="answers"' in page
    told = {
        "practice_lead_name": "Ben Moor",
        "practice_lead_email": "ben@example.nhs.uk",
        "practice_lead_telephone": "01632 960001",
    }
    assert save(lead, CONTACT, **told).url == PRACTICE
    after = lead.post(CONTACT, {"seen": seen(lead, CONTACT), "back": "answers", **told})
    assert after.url == f"{REFERRAL}answers/"


def test_files_are_taken_one_by_one_and_can_be_removed(lead):
    files = [
        SimpleUploadedFile("plan.txt", b"A plan."),
        SimpleUploadedFile("run.exe", b"MZ\x90\x00"),
        SimpleUploadedFile("patients.csv", b"number\n943 476 5919\n"),
    ]
    page = lead.post(FILES, {"seen": seen(lead, FILES), "files": files})
    assert "run.exe is not of a kind that is taken" in words(page)
    assert "patients.csv holds a number that looks like an NHS number" in words(page)
    assert "plan.txt 1 kB" in words(page)
    draft = Draft.objects.get()
    one = draft.attachments.get()
    assert "1 file will go with it" in words(lead.get(REFERRAL))
    assert "plan.txt" in words(lead.get(f"{REFERRAL}answers/"))
    assert lead.post(FILES, {"remove": one.pk}).url == FILES
    assert not draft.attachments.exists()
    assert lead.post(FILES, {"seen": seen(lead, FILES)}).url == f"{REFERRAL}answers/"


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "²", "-1", "", "0"])
def test_a_file_that_cannot_be_is_not_removed(lead, world, number):
    assert lead.post(FILES, {"remove": number}).url == FILES


def test_nobody_removes_a_file_of_another_form(lead, world):
    other = at_the_practice("second_lead")
    address = FILES.replace("A81001", "A81002")
    other.post(address.removesuffix("attachments/"))
    upload = SimpleUploadedFile("plan.txt", b"A plan.")
    other.post(address, {"seen": "0", "files": [upload]})
    theirs = Draft.objects.get(organisation__code="A81002").attachments.get()
    lead.post(FILES, {"remove": theirs.pk})
    assert Draft.objects.get(organisation__code="A81002").attachments.exists()
    assert lead.post(address, {"remove": theirs.pk}).status_code == 404


def test_a_page_saves_itself_while_somebody_types(lead):
    def by_itself(version, **answers):
        told = {"seen": version, **answers}
        return lead.post(CONTACT, told, headers={"X-Saving": "1"})

    answer = by_itself("0", practice_lead_name="Ada")
    assert (answer.status_code, answer["X-Version"]) == (204, "1")
    answer = by_itself("1", practice_lead_name="Ada Marsh")
    assert kept("practice_lead_name") == "Ada Marsh"
    answer = by_itself("1", practice_lead_name="Ben")
    assert answer.status_code == 409 and "Nothing was overwritten" in answer.content.decode()
    assert by_itself("2", practice_lead_name="943 476 5919").status_code == 422
    assert kept("practice_lead_name") == "Ada Marsh"


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(lead):
    page = lead.get(CONTACT).content.decode()
    typed_by = page.split('name="typed_by" value="')[1].split('"')[0]
    told = {"seen": "0", "typed_by": typed_by, "practice_lead_name": "Ada Marsh"}
    lead.logout()
    assert lead.post(CONTACT, told).url.startswith("/sign-in/")
    assert kept("practice_lead_name") is None
    back = at_the_practice()
    page = back.get(CONTACT)
    assert "You were signed out before this was saved" in words(page)
    assert 'value="Ada Marsh"' in page.content.decode()
    assert 'value="Ada Marsh"' not in at_the_practice("member").get(CONTACT).content.decode()
    save(back, CONTACT, "later", practice_lead_name="Ada Marsh")
    assert kept("practice_lead_name") == "Ada Marsh"


def test_a_request_larger_than_anything_that_is_taken_is_told_so(lead):
    most = 56 * 1024 * 1024
    answer = lead.post(FILES, data=b"x" * most, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "has 56 MB, and at most 55 MB are taken at once" in words(answer)
    assert "Send fewer files at a time" in words(answer)
    long = lead.post(CASE, {"seen": "0", "issues": "word " * 600_000})
    assert long.status_code == 413 and "None of it was saved" in words(long)
