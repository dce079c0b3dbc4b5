"""A practice fills in its form and sends it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions import (
    PartChanged,
    attach,
    begin_draft,
    detach,
    flag,
    refer,
    save_part,
    step_out,
    take,
    throw_away,
)
from resilience.cases.models import Case, Draft
from resilience.notices.models import Notice
from resilience.organisations.models import Record
from resilience.programmes.packs import load
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PROGRAMME, practice, reader, user

DAY = RECEIVED.date()
ANSWERS: dict[str, Any] = {
    "practice_lead_name": "Dr Ada Marsh",
    "practice_lead_email": "ada@example.nhs.uk",
    "practice_lead_telephone": "01632 960001",
    "practice_name": "The Dene Surgery",
    "practice_code": "A81001",
    "list_size": 8450,
    "is_group": "no",
    "commissioner": "Hartlepool (00K)",
    "commissioner_supports": "unknown",
    "had_peer_support": "no",
    "had_vulnerable_practice": "no",
    "had_resilience": "no",
    "issues": "Two partners retire in March and nobody has applied.",
    "support_needed": "Somebody to plan the work with us for three months.",
}


def begun(form: str = "referral", name: str = "lead") -> Draft:
    return begin_draft(
        by=reader(name, DAY), practice=practice(), programme=PROGRAMME, form=form, at=RECEIVED
    )


def filled(**other: Any) -> Draft:
    """A form with every part answered."""
    draft, pack = begun(), load(PROGRAMME)
    offered = next(one.id for one in pack.menu if "referral" in one.offered)
    answers = {**ANSWERS, "categories": [offered], **other}
    for part in pack.form("referral").parts:
        own = {one.id: answers[one.id] for one in part.questions if one.id in answers}
        draft = save_part(
            by=reader("member", DAY), draft=draft, part=part.id, answers=own, seen=0, at=RECEIVED
        )
    return draft


@pytest.mark.django_db
def test_what_is_known_is_filled_in(helped_before):
    answers = begun().answers
    assert answers["practice_code"] == "A81001"
    assert answers["commissioner"] == "Hartlepool (00K)"
    assert answers["had_resilience"] == "yes"
    assert answers["resilience_years"] == ["2016-17"]
    assert "had_peer_support" not in answers


@pytest.mark.django_db
def test_a_practice_has_one_open_form_that_its_people_share(world):
    assert begun() == begun(name="member")
    with pytest.raises(Refused, match="Only people of The Dene Surgery"):
        begun(name="second_lead")


@pytest.mark.django_db
def test_a_request_is_received_with_its_clocks_and_everybody_concerned_is_told(world):
    case = refer(by=reader("lead", DAY), draft=filled(), at=RECEIVED)
    assert case.reference == f"R-{case.pk:06}"
    assert case.list_size == 8450
    assert {one.clock: one.due for one in case.clocks.all()} == {
        "acknowledge": date(2019, 1, 9),
        "respond": date(2019, 1, 4),
    }
    told = set(Notice.objects.values_list("user__email", flat=True))
    expected = ("lead", "member", "resilience", "commissioner", "officer")
    assert told == {user(name).email for name in expected}


@pytest.mark.django_db
def test_sent_twice_it_is_one_request(world):
    draft, by = filled(), reader("lead", DAY)
    assert refer(by=by, draft=draft, at=RECEIVED) == refer(by=by, draft=draft, at=RECEIVED)
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_member_fills_in_and_a_lead_sends(world):
    with pytest.raises(Refused, match="Only a practice lead"):
        refer(by=reader("member", DAY), draft=filled(), at=RECEIVED)


@pytest.mark.django_db
def test_what_is_unfinished_is_named_and_not_sent(world):
    with pytest.raises(Refused, match="Finish these parts first: Contact details"):
        refer(by=reader("lead", DAY), draft=begun(), at=RECEIVED)
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_group_asks_with_its_total_list_size(world):
    rows = [
        {"name": "The Dene Surgery", "code": "A81001", "list_size": 8450},
        {"name": "Mill Lane Surgery", "code": "P81001", "list_size": 3300},
    ]
    draft = filled(is_group="yes", practices=rows)
    case = refer(by=reader("lead", DAY), draft=draft, at=RECEIVED)
    assert case.list_size == 11750
    assert [one.organisation.code for one in case.practices.all()] == ["A81001", "P81001"]
    told = set(Notice.objects.values_list("user__email", flat=True))
    assert {user(name).email for name in ("other_lead", "other_resilience")} <= told
    for name in ("other_lead", "other_commissioner", "commissioner"):
        assert Case.objects.visible_to(reader(name, DAY)).get() == case
    assert not Case.objects.visible_to(reader("second_lead", DAY)).exists()


@pytest.mark.django_db
def test_a_practice_nobody_knows_is_named(world):
    rows = [
        {"name": "The Dene Surgery", "code": "A81001", "list_size": 8450},
        {"name": "Nowhere", "code": "Z99999", "list_size": 10},
    ]
    with pytest.raises(Refused, match="No practice is known with the code Z99999"):
        refer(by=reader("lead", DAY), draft=filled(is_group="yes", practices=rows), at=RECEIVED)


@pytest.mark.django_db
def test_two_tabs_do_not_write_over_each_other(world):
    draft, by = begun(), reader("lead", DAY)
    save = {"by": by, "draft": draft, "part": "contact", "at": RECEIVED}
    save_part(answers={"practice_lead_name": "Ada"}, seen=0, **save)
    save_part(answers={"practice_lead_name": "Ada"}, seen=0, **save)
    with pytest.raises(PartChanged, match="Nothing was overwritten") as problem:
        save_part(answers={"practice_lead_name": "Ben"}, seen=0, **save)
    assert problem.value.draft.answers["practice_lead_name"] == "Ada"
    save_part(answers={"practice_lead_name": "Ben"}, seen=1, **save)
    draft.refresh_from_db()
    assert (draft.version("contact"), draft.answers["practice_lead_name"]) == (2, "Ben")


@pytest.mark.django_db
def test_files_are_looked_at_and_go_with_the_request(world):
    draft, by = filled(), reader("lead", DAY)
    kept = attach(by=by, draft=draft, name="../our plan.txt", content=b"A plan.", at=RECEIVED)
    assert "/" not in kept.name
    spare = attach(by=by, draft=draft, name="spare.txt", content=b"Spare.", at=RECEIVED)
    detach(by=by, attachment=spare)
    with pytest.raises(Refused, match="NHS number"):
        attach(by=by, draft=draft, name="a.txt", content=b"943 476 5919", at=RECEIVED)
    with pytest.raises(Refused):
        attach(by=by, draft=draft, name="a.exe", content=b"MZ\x90", at=RECEIVED)
    case = refer(by=by, draft=draft, at=RECEIVED)
    assert [one.name for one in case.attachments.all()] == [kept.name]
    kept.refresh_from_db()
    with pytest.raises(Refused, match="stays with the case"):
        detach(by=by, attachment=kept)


@pytest.mark.django_db
def test_a_form_thrown_away_is_empty_and_can_be_begun_anew(world):
    draft = filled()
    throw_away(by=reader("member", DAY), draft=draft, at=RECEIVED)
    draft.refresh_from_db()
    assert draft.answers == {}
    assert begun() != draft


@pytest.mark.django_db
def test_nobody_else_sees_a_form_before_it_is_sent(world):
    draft = filled()
    seen = {
        name
        for name in ("lead", "member", "second_lead", "commissioner", "resilience", "national")
        if Draft.objects.visible_to(reader(name, DAY)).filter(pk=draft.pk).exists()
    }
    assert seen == {"lead", "member"}


@pytest.mark.django_db
def test_a_plan_goes_with_the_request(world):
    plan = begun("one_sheet")
    case = refer(by=reader("lead", DAY), draft=filled(), at=at(2018, 12, 22), plan=plan)
    assert set(case.drafts.values_list("form", flat=True)) == {"referral", "one_sheet"}


GROUP = [
    {"name": "The Dene Surgery", "code": "A81001", "list_size": 8450},
    {"name": "Mill Lane Surgery", "code": "P81001", "list_size": 3300},
]


@pytest.mark.django_db
def test_a_practice_that_somebody_else_named_asks_for_itself_and_steps_out(world):
    draft = filled(is_group="yes", practices=GROUP)
    case = refer(by=reader("lead", DAY), draft=draft, at=RECEIVED)
    other = reader("other_lead", DAY)
    begin_draft(
        by=other, practice=practice("P81001"), programme=PROGRAMME, form="referral", at=RECEIVED
    )
    step_out(by=other, case=case, seen=case.version, at=RECEIVED)
    case.refresh_from_db()
    assert case.list_size == 8450
    assert not Case.objects.visible_to(other).exists()
    assert case.events.get(kind="stepped_out").text == "Mill Lane Surgery (P81001)"
    with pytest.raises(Refused, match="No practice of yours"):
        step_out(by=reader("lead", DAY), case=case, seen=case.version, at=RECEIVED)


@pytest.mark.django_db
def test_a_practice_that_is_closed_is_no_part_of_a_group(world):
    Record.objects.filter(organisation__code="P81001").update(ends=DAY)
    with pytest.raises(Refused, match="Not open on 21 December 2018: P81001"):
        refer(by=reader("lead", DAY), draft=filled(is_group="yes", practices=GROUP), at=RECEIVED)


@pytest.mark.django_db
def test_a_list_size_far_from_the_published_one_is_a_slip(world, monkeypatch):
    monkeypatch.setattr(
        "resilience.cases.actions.referring.list_sizes", lambda codes, day: {"A81001": 8000}
    )
    with pytest.raises(Refused, match="9,999,999, and 8,000 patients"):
        refer(by=reader("lead", DAY), draft=filled(list_size=9_999_999), at=RECEIVED)


@pytest.mark.django_db
def test_who_is_offered_help_is_sent_to_that_first(world):
    by = reader("resilience", DAY)
    found = {"programme": PROGRAMME, "route": Case.Route.LIST_FOR_REVIEW, "why": "Three are met."}
    case = flag(by=by, practices=[practice()], at=RECEIVED, **found)
    take(by=by, case=case, step="offer", seen=1, at=RECEIVED, text="May we help?")
    with pytest.raises(Refused, match="accept or decline that first"):
        begun()
