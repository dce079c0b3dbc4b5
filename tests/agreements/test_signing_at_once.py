"""Of two people who act on the same memorandum at once, one acts and the other is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from resilience.agreements.actions.plan_parts import write_words
from resilience.agreements.actions.signing import record_signed_copy, sign
from resilience.agreements.actions.varying import begin_variation, put_variation
from resilience.agreements.models import Memorandum, Plan, Signature, Variation
from resilience.agreements.planning.content import content_of, hash_of
from resilience.cases.actions.stepping import take
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.programmes.local import in_force as pack_in_force
from tests.agreements.test_signing import PDF
from tests.agreements.world import SIGNED, in_force, issued, promised
from tests.cases.conftest import RECEIVED
from tests.cases.test_judging_at_once import at_once, changed
from tests.cases.world import PROGRAMME, build, practice, reader

pytestmark = pytest.mark.django_db(transaction=True)
LATER = SIGNED + timedelta(days=14)


@pytest.fixture
def case(settings, tmp_path) -> Case:
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    settings.RESILIENCE_HOME = tmp_path
    build()
    asks = practice()
    made = begin(
        programme=PROGRAMME,
        practices=[asks],
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier="commissioner",
        at=RECEIVED,
    )
    happen(made, "received", by=reader("lead", RECEIVED.date()), at=RECEIVED, acting_for=asks)
    return promised(made)


def about(case: Case, who: str, when=SIGNED) -> dict:
    return {
        "by": reader(who, when.date()),
        "case": Case.objects.get(pk=case.pk),
        "seen": case.version,
        "at": when,
    }


def signs(case: Case, who: str):
    shown = Memorandum.objects.get(case=case).pdf_sha256
    return sign(**about(case, who), shown=shown, role="Partner", confirmed=True)


def test_of_two_sides_that_sign_at_once_one_signs_and_the_other_is_told(case):
    issued(case)
    told = at_once(lambda: signs(case, "lead"), lambda: signs(case, "regional"))
    assert changed(told)
    assert Signature.objects.count() == 1


def test_a_side_signs_here_or_on_paper_and_not_both(case):
    shown = issued(case).pdf_sha256
    paper = {"name": "A. Marsh", "role": "Partner", "signed": SIGNED.date(), "side": "practice"}
    paper |= {"file_name": "signed.pdf", "content": PDF, "shown": shown}
    told = at_once(
        lambda: signs(case, "lead"),
        lambda: record_signed_copy(**about(case, "commissioner"), **paper),
    )
    assert changed(told)
    assert Signature.objects.count() == 1


def test_what_is_taken_back_is_not_signed_at_the_same_time(case):
    issued(case)
    told = at_once(
        lambda: signs(case, "lead"),
        lambda: take(**about(case, "resilience"), step="take_plan_back", text="A date."),
    )
    assert changed(told)
    case.refresh_from_db()
    assert (case.state == "part_signed") == Signature.objects.exists()


def test_one_of_two_who_begin_to_vary_it_begins(case):
    in_force(case)
    told = at_once(
        *(
            lambda who=who: begin_variation(**about(case, who, LATER), reason="So.")
            for who in ("resilience", "commissioner")
        )
    )
    assert changed(told)
    assert Variation.objects.count() == 1


def test_what_is_written_while_a_variation_is_put_before_both_is_in_it_or_refused(case):
    in_force(case)
    begin_variation(**about(case, "resilience", LATER), reason="So.")
    case.refresh_from_db()
    plan = Plan.objects.get(case=case)
    Plan.objects.update(exit_strategy="The partners pay from November.")
    told = at_once(
        lambda: put_variation(**about(case, "resilience", LATER)),
        lambda: write_words(
            by=reader("lead", LATER.date()),
            plan=plan,
            seen=plan.version,
            part="strategy",
            said={"local_strategy": "It serves the whole town."},
        ),
    )
    put = Memorandum.objects.filter(varies__isnull=False).get()
    now = Plan.objects.get(case=case)
    assert len(told) <= 1
    assert put.version.sha256 == hash_of(content_of(now, pack_in_force(case.programme)))
