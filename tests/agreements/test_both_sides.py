"""That two sides agree: each by its own people, on paper as here, and while there is something to
agree to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.agreements.actions.giving_notice import give_notice
from resilience.agreements.actions.planning import agree_plan, approve_plan, propose_plan
from resilience.agreements.changing.notice import Notice
from resilience.agreements.models import HeldToAccount, Lead, Signature
from resilience.agreements.signing.standing import standing
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from tests.agreements.test_signing import on_paper, sign_as, variation
from tests.agreements.test_ways_out import TOO_LATE, does
from tests.agreements.world import DAY, ENDS, NOW, in_force, issued, planned
from tests.cases.world import LONG_AGO, reader, user

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def test_who_records_a_copy_signed_on_paper_has_not_signed_it(case):
    memorandum = issued(case)
    on_paper(memorandum, by="regional")
    assert sign_as("regional", memorandum, NOW + 20 * DAYS).side == "body"


def test_a_variation_is_not_signed_on_paper_while_a_notice_runs(case):
    _, made = variation(case)
    notice = Notice("without_reason", DAY + 21 * DAYS)
    does(give_notice, case, "lead", NOW + 21 * DAYS, notice=notice)
    with pytest.raises(Refused, match="Notice was given"):
        on_paper(made, signed=DAY + 22 * DAYS, when=NOW + 22 * DAYS)


def test_a_variation_signed_on_paper_after_the_memorandum_ended_revives_nothing(case):
    before, made = variation(case)
    for side in ("practice", "body"):
        with pytest.raises(Refused, match="was in force until 30 September 2019"):
            on_paper(made, side=side, signed=TOO_LATE.date(), when=TOO_LATE)
    assert standing(before, TOO_LATE.date()).state == "ended"
    assert not made.signatures.exists()


def test_a_copy_signed_in_time_may_be_recorded_later(case):
    _, made = variation(case)
    for side in ("practice", "body"):
        on_paper(made, side=side, signed=ENDS, when=TOO_LATE)
    assert standing(made, TOO_LATE.date()).state == "in_force"


def test_a_memorandum_is_not_signed_on_paper_after_its_last_day(case):
    memorandum = issued(case)
    with pytest.raises(Refused, match="last day was 30 September 2019"):
        on_paper(memorandum, signed=TOO_LATE.date(), when=TOO_LATE)


def test_nobody_approves_for_the_body_what_they_agreed_for_the_practice(case):
    plan, person = planned(case), user("lead")
    region = Organisation.objects.get(code="Y54")
    person.memberships.create(organisation=region, role=Role.REGIONAL_LEAD, starts=LONG_AGO)
    plan.leads.filter(part=Lead.Part.STRATEGIC).update(user=person)
    sha256 = does(propose_plan, case, "resilience", NOW).sha256
    does(agree_plan, case, "lead", NOW, sha256=sha256)
    with pytest.raises(Refused, match="You agreed it for the practice"):
        does(approve_plan, case, "lead", NOW, sha256=sha256)


def held(case: Case) -> HeldToAccount:
    in_force(case)
    supplier = Organisation.objects.get(code="SUP-1")
    told = {"at": NOW, "by": user("resilience").actor, "acting_for": case.team}
    return HeldToAccount.objects.create(case=case, supplier=supplier, what="It came late.", **told)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        *(("resilience", True), ("commissioner", True), ("regional", True)),
        *(("finance", False), ("lead", False), ("officer", False), ("supplier", False)),
        *(("other_resilience", False), ("analyst", False), ("national", False)),
    ],
)
def test_how_a_supplier_was_held_to_account_is_for_those_who_decide_there(case, who, sees):
    held(case)
    seen = HeldToAccount.objects.visible_to(reader(who, DAY))
    assert seen.exists() == sees


def test_who_decides_elsewhere_does_not_read_it_as_the_committee_here(case):
    held(case)
    person = user("other_resilience")
    committee = Organisation.objects.get(code="LMC-1")
    person.memberships.create(organisation=committee, role=Role.LMC_OFFICER, starts=LONG_AGO)
    assert Case.objects.visible_to(reader("other_resilience", DAY)).exists()
    assert not HeldToAccount.objects.visible_to(reader("other_resilience", DAY)).exists()


def test_the_words_under_a_signature_hold_nothing_that_nobody_sees(case):
    memorandum = issued(case)
    sign_as("lead", memorandum, role="Partner\u202e\u200b of\n the\x00 practice")
    on_paper(memorandum, side="body", name="A.\u202eMarsh", role="Head")
    names = [(one.name, one.role) for one in Signature.objects.order_by("pk")]
    assert names == [("lead", "Partner of the practice"), ("A. Marsh", "Head")]
