"""Putting a memorandum before both sides, and signing it: who may, exactly what, and from when it
is in force."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.agreements.actions.signing import issue_memorandum, record_signed_copy, sign
from resilience.agreements.models import Memorandum, Plan, PlanVersion, Signature, Variation
from resilience.agreements.signing.paper import pdf
from resilience.agreements.signing.standing import standing
from resilience.agreements.signing.waiting import waiting
from resilience.agreements.signing.word import docx
from resilience.audit.models import Event
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Case
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from tests.agreements.world import NOW, SIGNED, approved, in_force, issued, signed
from tests.cases.world import LONG_AGO, practice, reader, user

pytestmark = pytest.mark.django_db
LATER = SIGNED + timedelta(days=3)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def issue(case: Case, by: str = "resilience", when: datetime = NOW, **other: Any) -> Memorandum:
    case.refresh_from_db()
    who = reader(by, when.date())
    return issue_memorandum(by=who, case=case, seen=case.version, at=when, **other)


def sign_as(name: str, memorandum: Memorandum, when: datetime = SIGNED, **other: Any) -> Signature:
    case = Case.objects.get(pk=memorandum.case_id)
    told = {"seen": case.version, "shown": memorandum.pdf_sha256, "role": "Partner"}
    told |= {"confirmed": True} | other
    return sign(by=reader(name, when.date()), case=case, at=when, **told)


def on_paper(
    memorandum: Memorandum, by: str = "commissioner", when: datetime = LATER, **other: Any
) -> Signature:
    case = Case.objects.get(pk=memorandum.case_id)
    told: dict[str, Any] = {
        "seen": case.version,
        "shown": memorandum.pdf_sha256,
        "side": "practice",
        "name": "Dr A. Marsh",
        "role": "Senior partner",
        "signed": SIGNED.date(),
        "file_name": "signed.pdf",
        "content": PDF,
    }
    return record_signed_copy(by=reader(by, when.date()), case=case, at=when, **told | other)


def test_it_is_put_before_both_sides_with_both_files_and_their_hashes(case):
    version = approved(case)
    made = issue(case)
    case.refresh_from_db()
    assert (case.state, made.number, made.version) == ("signing", 1, version)
    assert made.pdf_sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert made.docx_sha256 == hashlib.sha256(made.docx).hexdigest()
    assert made.ends == date(2019, 9, 30)
    assert Event.objects.filter(act="case.memorandum_issued").count() == 1


def test_both_files_are_made_again_from_what_is_kept(case):
    approved(case)
    kept = Memorandum.objects.get(pk=issue(case).pk)
    assert pdf(kept.content) == bytes(kept.pdf)
    assert docx(kept.content) == bytes(kept.docx)


@pytest.mark.parametrize("by", ["lead", "officer", "finance", "other_resilience"])
def test_only_those_who_plan_help_put_it_before_both_sides(case, by):
    approved(case)
    with pytest.raises(Refused, match="Only those who write improvement plans"):
        issue(case, by)


@pytest.mark.parametrize(("first", "second"), [("lead", "regional"), ("regional", "lead")])
def test_it_is_in_force_from_the_later_signature_until_its_end(case, first, second):
    memorandum = issued(case)
    assert standing(memorandum, SIGNED.date()).state == "before"
    sign_as(first, memorandum)
    case.refresh_from_db()
    assert case.state == "part_signed"
    assert standing(memorandum, SIGNED.date()).state == "before"
    sign_as(second, memorandum, LATER)
    case.refresh_from_db()
    assert case.state == "supported"
    now = standing(memorandum, LATER.date())
    assert (now.state, now.starts, now.until) == ("in_force", LATER.date(), memorandum.ends)
    assert standing(memorandum, memorandum.ends + timedelta(days=1)).state == "ended"
    assert standing(memorandum, SIGNED.date()).state == "before"


def test_the_day_of_a_signature_is_that_of_london(case):
    memorandum = issued(case)
    summer = datetime.fromisoformat("2019-06-30T23:30:00+00:00")
    assert sign_as("lead", memorandum, summer).signed == date(2019, 7, 1)


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("member", "waits for you"),
        ("other_lead", "waits for you"),
        ("officer", "waits for you"),
        ("commissioner", "waits for you"),
        ("other_resilience", "waits for you"),
    ],
)
def test_who_acts_for_neither_side_does_not_sign(case, by, why):
    with pytest.raises(Refused, match=why):
        sign_as(by, issued(case))


def test_who_is_not_of_the_national_body_is_told_why_they_do_not_sign_for_it(case):
    board = Organisation.objects.create(code="QHM", kind=Kind.ICB, name="North East")
    Ancestor.objects.create(
        descendant=practice(), ancestor=board, kind=Kind.ICB, direct=True, starts=LONG_AGO
    )
    rebuild_reach()
    person = user("supplier")
    person.memberships.create(organisation=board, role=Role.RESILIENCE_LEAD, starts=LONG_AGO)
    memorandum = issued(case)
    with pytest.raises(Refused, match="The strategic lead is of NHS England"):
        sign_as("supplier", memorandum)


def test_nobody_signs_without_confirming_who_they_are(case):
    with pytest.raises(Refused, match="Confirm that it is you"):
        sign_as("lead", issued(case), confirmed=False)


def test_a_party_signs_exactly_what_was_shown(case):
    memorandum = issued(case)
    with pytest.raises(Refused, match="Another memorandum is before both sides"):
        sign_as("lead", memorandum, shown="f" * 64)


def test_a_side_signs_once(case):
    memorandum = issued(case)
    sign_as("lead", memorandum)
    with pytest.raises(Refused, match="The practice has signed it"):
        sign_as("lead", memorandum, LATER)


def test_nobody_signs_for_both_sides(case):
    person = user("lead")
    region = Organisation.objects.get(code="Y54")
    person.memberships.create(organisation=region, role=Role.REGIONAL_LEAD, starts=LONG_AGO)
    memorandum = issued(case)
    sign_as("lead", memorandum)
    person.memberships.filter(role=Role.PRACTICE_LEAD).update(ends=SIGNED.date())
    with pytest.raises(Refused, match="somebody else signs for the other"):
        sign_as("lead", memorandum, LATER)


def test_of_two_who_sign_at_once_the_second_is_told(case):
    memorandum = issued(case)
    case.refresh_from_db()
    seen = case.version
    sign_as("lead", memorandum, seen=seen)
    with pytest.raises(ChangedMeanwhile, match="The practice signed the memorandum"):
        sign_as("regional", memorandum, seen=seen)
    assert sign_as("regional", memorandum).side == "body"


def test_a_copy_signed_on_paper_counts_from_the_day_on_it(case):
    memorandum = issued(case)
    made = on_paper(memorandum)
    assert (made.how, made.signed, made.name) == ("on_paper", SIGNED.date(), "Dr A. Marsh")
    assert made.copy.sha256 == hashlib.sha256(PDF).hexdigest()
    sign_as("regional", memorandum, LATER)
    assert standing(memorandum, LATER.date()).starts == LATER.date()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"signed": LATER.date() + timedelta(days=1)}, "enter a day from then to today"),
        ({"signed": NOW.date() - timedelta(days=1)}, "put before both sides on 7 January 2019"),
        ({"content": b"MZ"}, "signed.pdf is another kind of file"),
        ({"file_name": "signed.txt", "content": b"I sign"}, "attach a PDF, a PNG or a JPEG"),
        ({"by": "lead"}, "Only those who write improvement plans"),
        ({"shown": "f" * 64}, "Another memorandum"),
    ],
)
def test_a_copy_that_does_not_stand_up_is_not_taken(case, other, why):
    memorandum = issued(case)
    with pytest.raises(Refused, match=why):
        on_paper(memorandum, **other)
    assert not Signature.objects.exists()


def variation(case: Case) -> tuple[Memorandum, Memorandum]:
    """A memorandum in force, and a variation of it that is before both sides."""
    before = in_force(case)
    plan = Plan.objects.get(case=case)
    begun = Variation.objects.create(
        plan=plan, varied=before, reason="The post was filled.", begun=NOW, before={}
    )
    last = plan.versions.get()
    content = {**last.content, "ends": "2019-12-31"}
    PlanVersion.objects.create(
        plan=plan, number=2, at=NOW, by=last.by, content=content, sha256="1" * 64
    )
    made = issue(case, when=SIGNED, varies=before, reason=begun.reason)
    begun.memorandum = made
    begun.save()
    return before, made


def test_a_variation_takes_the_place_once_both_have_signed_it(case):
    before, made = variation(case)
    assert waiting(Case.objects.get(pk=case.pk)) == made
    day = LATER.date()
    sign_as("regional", made, LATER)
    assert standing(before, day).state == "in_force"
    sign_as("lead", made, LATER)
    assert standing(before, day).state == "ended"
    assert standing(before, day - timedelta(days=1)).state == "in_force"
    assert standing(made, day).until == date(2019, 12, 31)
    case.refresh_from_db()
    assert case.state == "supported"
    told = str(made.content["blocks"])
    assert "number 1" in told and "The post was filled." in told


def test_where_nothing_waits_nobody_signs(case):
    memorandum = in_force(case)
    with pytest.raises(Refused, match="No memorandum waits"):
        sign_as("lead", memorandum, LATER)


def test_a_memorandum_that_was_taken_back_is_signed_by_nobody(case):
    _, made = variation(case)
    Variation.objects.update(memorandum=None)
    with pytest.raises(Refused, match="No memorandum waits"):
        sign_as("lead", made, LATER)


def test_what_is_signed_cannot_be_changed_or_taken_away(case):
    one: Callable[[], Any] = signed(issued(case), "practice").delete
    with pytest.raises(Exception, match=r"."):
        one()
    assert Signature.objects.count() == 1
