"""Pages of a plan: what each side reads, what is refused and kept, and that words stay words."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.agreements.actions.planning import agree_plan, propose_plan
from resilience.agreements.models import Help, Objective, Plan, SupplierService
from resilience.agreements.planning.baselines import baseline_of
from resilience.evidence.opened import figures_at
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from tests.agreements.test_plan import act
from tests.agreements.test_plan_parts import HELP
from tests.agreements.world import NOW, begun, in_force, moved, planned
from tests.cases.at_pages import SEES, read, text
from tests.cases.world import PEOPLE
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> & {{ 7*7 }} =SUM(A1) \u202eabc"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


def here(plan: Plan, page: str = "") -> str:
    return f"/cases/{plan.case.reference}/agreement/{page}"


@pytest.mark.parametrize("name", PEOPLE)
def test_who_sees_the_case_reads_its_plan(case, as_, name):
    plan = planned(case)
    for page in ("", "plan/?read=all"):
        answer = as_(name).get(here(plan, page))
        assert answer.status_code == (200 if name in SEES else 404)


def test_the_practice_is_told_in_its_own_words_what_comes_next(case, as_):
    plan = begun(case)
    told = read(as_("lead"), here(plan))
    assert "You and the local team write your plan together" in told
    assert "Go on with the plan" in told
    plan.delete()
    planned(case)
    act(propose_plan, case, "resilience")
    told = read(as_("lead"), here(plan))
    assert "Your plan is with you. lead reads and agrees it, or asks for changes." in told
    assert "Agree the plan" in told
    assert "Only lead, the practice lead, agrees" not in told
    told = read(as_("resilience"), here(plan))
    assert "The plan is with the practice." in told
    assert "Take the plan back to change it" in told


@pytest.mark.parametrize("state", ["help_decided", "signing", "supported", "exit_review", "closed"])
def test_the_page_of_an_agreement_opens_in_every_state(case, as_, state):
    if state != "help_decided":
        in_force(case)
        moved(case, "went_on", state)
    for name in ("lead", "resilience", "regional"):
        read(as_(name), f"/cases/{case.reference}/agreement/")


def test_a_report_is_what_comes_next_once_its_day_is_near(case, as_):
    in_force(case)
    for day, near in ((date(2019, 3, 1), False), (date(2019, 3, 20), True)):
        with time_machine.travel(day):
            page = text(as_("lead").get(f"/cases/{case.reference}/agreement/"))
        button = ">Write the progress report due on 29 March 2019</a></p>"
        assert (button in page) == near


def test_everything_that_is_missing_has_a_link(case, as_):
    plan = begun(case)
    page = text(as_("resilience").get(here(plan, "propose/")))
    for part in ("leads/strategic/", "objectives/", "milestones/", "words/exit/"):
        assert f'href="{here(plan, f"plan/{part}")}"' in page
    assert "Put the plan to the practice</button>" not in page


def test_what_changed_since_the_practice_agreed_is_shown_to_who_approves(case, as_):
    plan = planned(case)
    first = act(propose_plan, case, "resilience")
    act(agree_plan, case, "lead", sha256=first.sha256)
    moved(case, "plan_sent_back", "planning")
    plan.objectives.update(target="24 sessions a week")
    second = act(propose_plan, case, "resilience")
    told = read(as_("lead"), here(plan, "agree/"))
    assert "What changed since version 1" in told
    act(agree_plan, case, "lead", sha256=second.sha256)
    told = read(as_("regional"), here(plan, "approve/"))
    for words in ("What changed since version 1", "20 sessions a week", "24 sessions a week"):
        assert words in told
    assert second.sha256 in told
    assert "20 sessions a week" in read(as_("lead"), here(plan, "plan/1/versions/1/"))


def test_of_two_windows_the_second_keeps_what_it_typed_and_sees_the_other(case, as_):
    plan = planned(case)
    words = {"seen": "0", "local_strategy": "Mine."}
    strategy = here(plan, "plan/words/strategy/")
    Plan.objects.filter(pk=plan.pk).update(version=1, local_strategy="Theirs.")
    page = text(as_("lead").post(strategy, words))
    assert "in another window or by somebody else" in page
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    as_("lead").post(strategy, words | {"seen": "1"})
    plan.refresh_from_db()
    assert plan.local_strategy == "Mine."


def test_the_practice_sees_ideas_and_not_what_the_assessment_suggests(case, as_):
    plan = begun(case)
    assert "Suggested by what was found" in read(as_("resilience"), here(plan, "plan/objectives/"))
    told = read(as_("member"), here(plan, "plan/objectives/"))
    assert "Suggested by what was found" not in told
    assert "say nothing of this one" in told


def test_a_suggestion_is_taken_with_one_press(case, as_):
    plan = begun(case)
    page = text(as_("resilience").get(here(plan, "plan/objectives/add/?suggestion=phone_answered")))
    assert "Patients reach the practice by phone without a long wait.</textarea>" in page
    assert '<option value="gpps_phone_not_easy_percent" selected' in page
    assert 'name="criterion" value="GC15"' in page


def test_advice_is_taken_and_a_purchase_refused_at_its_question(case, as_):
    plan = begun(case)
    said = {name: value or "" for name, value in HELP.items() if name != "bars"}
    said |= {"seen": "0", "bar_it_purchase": "yes", "bar_salaries": "no"}
    page = text(as_("resilience").post(here(plan, "plan/help/add/"), said))
    assert 'href="#id_bar_it_purchase_0"' in page
    answer = as_("resilience").post(here(plan, "plan/help/add/"), said | {"bar_it_purchase": "no"})
    assert answer.status_code == 302
    assert plan.helps.count() == 1


def test_words_of_every_kind_come_out_as_they_are(case, as_):
    plan = planned(case)
    Objective.objects.update(what=HOSTILE, owner=HOSTILE)
    Plan.objects.update(exit_strategy=HOSTILE * 80)
    for page in ("", "plan/", "plan/?read=all", "plan/objectives/", "propose/"):
        answer = text(as_("resilience").get(here(plan, page)))
        assert "<script>alert(1)" not in answer
    assert "&lt;script&gt;alert(1)" in text(as_("lead").get(here(plan, "plan/?read=all")))


def test_the_baseline_is_the_figure_that_was_published(snapshot, settings):  # noqa: F811
    pack, practice = load("gprp-2018-19"), Organisation.objects.get(code="A81001")
    found = baseline_of(practice, "qof_points_percent", pack, snapshot.as_at)
    latest = figures_at(settings.RESILIENCE_HOME).latest(
        "qof_points_percent", as_at=snapshot.as_at, max_age_months=pack.max_age_months
    )
    assert found is not None
    assert found.value == latest.figures["A81001"].value
    assert found.words.endswith("%")
    assert latest.period is not None
    assert latest.period.words in found.source


def test_a_supplier_that_offers_the_help_here_is_told(case, as_):
    plan = planned(case)
    Help.objects.create(plan=plan, number=2, category="coaching")
    SupplierService.objects.create(
        supplier=Organisation.objects.get(code="SUP-1"),
        programme=case.programme,
        category="workforce",
        area=Organisation.objects.get(code="00K"),
        about="Recruiting",
        starts=NOW.date(),
    )
    told = ("Steady Hands Ltd (offers this here)", "Steady Hands Ltd")
    for number, name in enumerate(told, 1):
        page = text(as_("resilience").get(here(plan, f"plan/help/{number}/")))
        assert f">{name}</option>" in page
