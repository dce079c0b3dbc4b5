"""Varying and extending a memorandum in force."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions.extending import extend
from resilience.agreements.actions.giving_notice import end_by_notice, give_notice
from resilience.agreements.actions.signing import sign
from resilience.agreements.actions.varying import (
    begin_variation,
    put_variation,
    take_variation_back,
)
from resilience.agreements.changing.agreed import agreed, last_day, variation_in
from resilience.agreements.changing.notice import Notice
from resilience.agreements.changing.rows import PARTS, rows_of
from resilience.agreements.models import (
    Action,
    Deliverable,
    Lead,
    Milestone,
    Objective,
    ProgressReport,
    Risk,
    plan_of,
)
from resilience.agreements.models.plan import OfAPlan
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Case
from resilience.notices.models import Notice as Told
from tests.agreements.world import ENDS, in_force, issued
from tests.cases.conftest import at
from tests.cases.world import reader, user

NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
WHY = "The second post can't be filled before the autumn."
LATER = date(2019, 12, 31)


def does(act, case: Case, name: str, when=NOW, **told):
    case.refresh_from_db()
    return act(by=reader(name, when.date()), case=case, seen=case.version, at=when, **told)


def begun(case: Case):
    in_force(case)
    return does(begin_variation, case, "resilience", reason=WHY)


def changed(case: Case) -> None:
    """The plan is written anew: another target, another objective, a later end."""
    plan = plan_of(case)
    plan.objectives.update(target="16 sessions a week")
    Milestone.objects.create(plan=plan, number=2, title="Interviews", due=ENDS, side="practice")
    plan.ends = LATER
    plan.save()


def put(case: Case):
    begun(case)
    changed(case)
    return does(put_variation, case, "resilience")


def signs(case: Case, name: str, shown: str):
    return does(sign, case, name, shown=shown, role="Signs for it", confirmed=True)


def takes_back(case: Case, name: str = "resilience", *, give_up: bool = True, reason: str = "So."):
    return does(take_variation_back, case, name, reason=reason, give_up=give_up)


# --- varying


def test_a_variation_is_begun_with_a_reason_and_the_plan_may_be_changed(case):
    made = begun(case)
    assert plan_of(case).varying and made.reason == WHY
    assert case.events.last().text == WHY
    assert Told.objects.filter(user=user("lead"), subject__contains="began to vary").exists()


def test_only_one_variation_at_a_time_and_only_under_a_memorandum(case):
    issued(case)
    with pytest.raises(Refused, match="not open while the case is"):
        does(begin_variation, case, "resilience", reason=WHY)
    assert not plan_of(case).varying


def test_a_second_variation_waits_for_the_first(case):
    begun(case)
    with pytest.raises(Refused, match="one variation at a time"):
        does(begin_variation, case, "regional", reason=WHY)
    with pytest.raises(Refused, match="Nothing of the plan is changed yet"):
        does(put_variation, case, "resilience")
    plan_of(case).reportrows.all().delete()
    with pytest.raises(Refused, match="Add at least one report"):
        does(put_variation, case, "resilience")
    for name in ("lead", "officer", "finance", "other_resilience"):
        with pytest.raises(Refused, match="Only those who write improvement plans"):
            takes_back(case, name)


def test_what_was_signed_stays_in_force_until_both_have_signed_the_variation(case):
    made = put(case)
    first = agreed(case)
    assert made.varies == first and made.reason == WHY and made.ends == LATER
    assert not plan_of(case).varying
    signs(case, "lead", made.pdf_sha256)
    assert agreed(case) == first and last_day(first) == ENDS
    signs(case, "regional", made.pdf_sha256)
    assert agreed(case) == made and last_day(made) == LATER
    assert variation_in(case) is None
    case.refresh_from_db()
    assert case.state == "supported"


def test_a_variation_given_up_leaves_the_plan_as_both_signed_it(case):
    in_force(case)
    plan = plan_of(case)
    before = [one for one in rows_of(plan) if one["model"] != "agreements.plan"]
    does(begin_variation, case, "resilience", reason=WHY)
    changed(case)
    Objective.objects.filter(plan=plan).delete()
    Milestone.objects.filter(plan=plan).delete()
    takes_back(case)
    plan.refresh_from_db()
    assert [one for one in rows_of(plan) if one["model"] != "agreements.plan"] == before
    assert (plan.ends, plan.varying) == (ENDS, False)
    assert does(begin_variation, case, "resilience", reason="Anew.")


def test_one_given_up_after_it_was_put_before_both_is_not_the_latest_version(case):
    put(case)
    takes_back(case)
    versions = list(plan_of(case).versions.order_by("number"))
    assert [one.number for one in versions] == [1, 2, 3]
    assert versions[2].sha256 == versions[0].sha256 != versions[1].sha256


def test_a_milestone_reached_meanwhile_stays_reached(case):
    begun(case)
    changed(case)
    Milestone.objects.filter(number=1).update(title="Later", reached=DAY)
    takes_back(case)
    (one,) = Milestone.objects.all()
    assert (one.title, one.reached) == ("Both posts are advertised", DAY)


def test_a_part_on_which_something_was_reported_is_not_taken_away(case):
    begun(case)
    plan = plan_of(case)
    added = plan.reportrows.create(number=3, what="How it goes", due=ENDS)
    ProgressReport.objects.create(case=case, row=added, by=user("lead").actor, at=NOW)
    with pytest.raises(Refused, match="Something was reported already"):
        takes_back(case)
    assert plan_of(case).varying


def test_one_that_is_before_both_may_be_changed_and_signed_anew(case):
    first = put(case)
    signs(case, "lead", first.pdf_sha256)
    takes_back(case, give_up=False, reason="The date is wrong.")
    assert plan_of(case).varying and plan_of(case).ends == LATER
    with pytest.raises(Refused, match="No memorandum waits"):
        signs(case, "regional", first.pdf_sha256)
    plan_of(case).milestones.update(title="Interviews with both")
    second = does(put_variation, case, "resilience")
    assert second.number == first.number + 1
    with pytest.raises(Refused, match="Another memorandum is before both sides"):
        signs(case, "regional", first.pdf_sha256)
    signs(case, "regional", second.pdf_sha256)
    signs(case, "lead", second.pdf_sha256)
    assert agreed(case) == second


def test_what_both_have_signed_is_not_taken_back(case):
    made = put(case)
    signs(case, "lead", made.pdf_sha256)
    signs(case, "regional", made.pdf_sha256)
    with pytest.raises(Refused, match="not being varied"):
        takes_back(case)


def test_a_variation_does_not_take_a_notice_back(case):
    made = put(case)
    does(give_notice, case, "lead", notice=Notice("without_reason", DAY))
    with pytest.raises(Refused, match="Notice was given"):
        signs(case, "lead", made.pdf_sha256)
    assert last_day(agreed(case)) == date(2019, 5, 4)
    after = at(2019, 5, 5, 9)
    does(end_by_notice, case, "resilience", after)
    assert plan_of(case).ends == ENDS and variation_in(case) is None


def test_of_two_who_begin_at_once_the_second_reads_what_happened(case):
    in_force(case)
    case.refresh_from_db()
    seen = case.version
    does(begin_variation, case, "resilience", reason=WHY)
    with pytest.raises(ChangedMeanwhile, match="began to vary"):
        begin_variation(by=reader("regional", DAY), case=case, seen=seen, at=NOW, reason=WHY)


def test_every_part_that_is_agreed_is_put_back():
    under_it = {
        Action,
        Deliverable,
        Risk,
    }  # what is done under the plan, and no part of what is agreed
    assert set(PARTS) == {Lead, *OfAPlan.__subclasses__()} - under_it


# --- extending


def test_the_body_extends_it_with_a_reason_and_the_practice_is_told(case):
    memorandum = in_force(case)
    does(extend, case, "regional", until=LATER, reason="Help is still needed.")
    assert last_day(memorandum) == LATER
    assert Told.objects.filter(user=user("lead"), subject__contains="was extended").exists()
    does(begin_variation, case, "resilience", reason=WHY)
    assert plan_of(case).ends == LATER  # and a variation does not shorten it unawares
    with pytest.raises(Refused, match="being varied"):
        does(extend, case, "regional", until=date(2020, 1, 31), reason="More.")


def test_an_extension_is_later_has_a_reason_and_is_of_what_is_in_force(case):
    in_force(case)
    for until, reason, why in (
        (ENDS, "Needed.", "in force until 30 September 2019 already"),
        (LATER, "", "Write something"),
        (LATER, "Ring 01632 960 123.", "telephone number"),
    ):
        with pytest.raises(Refused, match=why):
            does(extend, case, "regional", until=until, reason=reason)
    for name in ("lead", "commissioner", "finance", "officer", "other_resilience"):
        with pytest.raises(Refused, match="Only those who approve improvement plans"):
            does(extend, case, name, until=LATER, reason="Needed.")
    with pytest.raises(Refused, match="was in force until 30 September 2019"):
        does(extend, case, "regional", at(2019, 10, 1, 9), until=LATER, reason="Needed.")
