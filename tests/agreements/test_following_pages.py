"""Pages on which help is followed: who opens what, what they show, and what is hostile in them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.agreements.actions.delivered import hold_to_account
from resilience.agreements.actions.exiting import begin_exit, finish_exit
from resilience.agreements.models import (
    Action,
    Deliverable,
    ExitReview,
    LookBack,
    ProgressReport,
    ReportRow,
    Risk,
    Visit,
    plan_of,
)
from tests.agreements.test_reports import sent
from tests.agreements.world import in_force
from tests.cases.at_pages import SEES, text
from tests.cases.conftest import at
from tests.cases.world import PEOPLE, reader
from tests.look.reading import check

pytestmark = pytest.mark.django_db
NOW = at(2019, 3, 20, 10)
HOSTILE = "<script>alert(1)</script> =HYPERLINK(1) {{ 7*7 }} \u202etxt.exe מרפאה"
PLANS = {"commissioner", "resilience", "regional"}
OF_THE_PRACTICE = {"lead", "member"}


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def helped(case):
    in_force(case)
    case.refresh_from_db()
    return case


def here(case, more: str = "follow/") -> str:
    return f"/cases/{case.reference}/agreement/{more}"


def opens(as_, address: str) -> set[str]:
    return {name for name in PEOPLE if as_(name).get(address).status_code == 200}


def report_of(case, number: int = 1) -> str:
    return here(case, f"reports/{ReportRow.objects.get(plan__case=case, number=number).pk}/")


def told(case, **answers) -> dict[str, str]:
    objective = plan_of(case).objectives.get()
    return {f"standing-{objective.pk}": "slower", "help_fits": "yes", "rating": "4"} | answers


def test_who_opens_the_pages_of_help(helped, as_):
    supplier = {"supplier"}
    assert opens(as_, here(helped)) == SEES
    for what in ("action", "visit", "deliverable", "risk", "account"):
        assert opens(as_, here(helped, f"follow/add/{what}/")) == PLANS
    objective, milestone = plan_of(helped).objectives.get(), plan_of(helped).milestones.get()
    assert opens(as_, here(helped, f"follow/reading/{objective.pk}/")) == PLANS
    assert opens(as_, here(helped, f"follow/milestone/{milestone.pk}/")) == PLANS
    assert opens(as_, here(helped, "exit/")) == PLANS
    assert opens(as_, report_of(helped)) == OF_THE_PRACTICE
    assert opens(as_, "/agreements/deliverables/") == supplier
    assert opens(as_, here(helped, "look-back/6/")) == set()
    assert opens(as_, here(helped, "follow/add/nothing/")) == set()


def test_a_report_is_read_by_the_practice_and_its_planners_on_no_other_page(helped, as_):
    sent(helped)
    assert opens(as_, report_of(helped)) == OF_THE_PRACTICE | PLANS
    shown = text(as_("resilience").get(report_of(helped)))
    assert "Slower than planned" in shown and "One candidate withdrew." in shown
    assert "4: It helps a lot" in shown and "no basis for managing the contract" in shown
    for name in sorted(SEES):
        for more in ("", "print/", "agreement/", "agreement/follow/"):
            page = text(as_(name).get(f"/cases/{helped.reference}/{more}"))
            assert "One candidate withdrew." not in page and "Slower than planned" not in page
        follow = text(as_(name).get(here(helped)))
        assert ("Sent on 20 March 2019" in follow) == (name in OF_THE_PRACTICE | PLANS)


def test_the_page_of_the_agreement_leads_on(helped, as_):
    member = text(as_("member").get(here(helped, "")))
    assert "Write the progress report due on 29 March 2019" in member
    assert "0 of 2 reports sent; the next is due on 29 March 2019." in member
    team = text(as_("resilience").get(here(helped, "")))
    assert f'href="{here(helped)}"' in team and "Write the progress report" not in team


def test_a_report_is_written_on_one_page(helped, as_):
    client = as_("member")
    page = check(client.get(report_of(helped)).content.decode()).text
    assert "Two salaried GPs work at the practice." in page
    assert "From 12 sessions a week to 20 sessions a week" in page
    assert "no basis for managing how your contract is performed" in page
    missing = text(client.post(report_of(helped), {}))
    assert "Say how objective 1 stands" in missing
    milestone = plan_of(helped).milestones.get()
    ahead = {f"reached-{milestone.pk}": "1 April 2019"}
    assert "Enter a day that has come" in text(
        client.post(report_of(helped), told(helped, **ahead))
    )
    reached = {f"reached-{milestone.pk}": "20 February 2019"}
    answer = client.post(report_of(helped), told(helped, **reached))
    assert answer.url == report_of(helped)
    made = ProgressReport.objects.get()
    assert list(made.progress["milestones"].values()) == ["2019-02-20"]
    assert (made.rating, made.answers) == (4, {"help_fits": "yes"})
    again = text(client.get(report_of(helped, 2)))
    assert 'value="slower" checked' in again and "20 February 2019" in again


def test_of_two_windows_the_second_keeps_what_was_typed(helped, as_):
    client = as_("member")
    objective = plan_of(helped).objectives.get()
    words = {f"words-{objective.pk}": "Our second candidate starts in May."}
    client.post(report_of(helped), told(helped))
    second = text(client.post(report_of(helped), told(helped, **words)))
    assert "was sent already" in second and "Our second candidate starts in May." in second
    noting = {"kind": "visit", "on": "1 March 2019", "side": "body", "about": "We met."}
    noting["seen"] = str(helped.version)
    address = here(helped, "follow/add/visit/")
    page = text(as_("resilience").post(address, noting))
    assert "The practice sent a progress report" in page and "We met." in page
    helped.refresh_from_db()
    noting["seen"] = str(helped.version)
    assert as_("resilience").post(address, noting).url == here(helped)
    assert "Visit" in text(as_("lead").get(here(helped)))


def test_what_is_noted_stands_on_the_follow_up_page(helped, as_):
    client = as_("resilience")

    def post(more: str, **sent_) -> None:
        helped.refresh_from_db()
        answer = client.post(here(helped, more), sent_ | {"seen": helped.version})
        assert answer.status_code == 302, text(answer)

    risk = {"what": "Nobody applies.", "likelihood": "4", "impact": "5", "mitigation": "Locums."}
    post("follow/add/risk/", **risk, side="practice")
    post("follow/add/action/", what="Ring the deanery", side="body", due="1 March 2019")
    given = plan_of(helped).helps.get().pk
    post("follow/add/deliverable/", given=given, what="Two adverts", due="1 March 2019")
    objective = plan_of(helped).objectives.get().pk
    measured = {"on": "19 March 2019", "said": "16 sessions a week", "value": "16"}
    post(f"follow/reading/{objective}/", **measured, source="The practice manager")
    one = Deliverable.objects.get()
    post(f"follow/deliverable/{one.pk}/", on="18 March 2019")
    post(f"follow/deliverable/{one.pk}/", accepted="no", reason="One advert is missing.")
    post("follow/add/account/", about=f"deliverable-{one.pk}", what="One came, not two.")
    milestone = plan_of(helped).milestones.get().pk
    post(f"follow/milestone/{milestone}/", on="20 February 2019")
    post(f"follow/action/{Action.objects.get().pk}/", on="19 March 2019")
    post(f"follow/risk/{Risk.objects.get().pk}/", on="20 March 2019")
    page = check(client.get(here(helped)).content.decode()).text
    for words in ("16 sessions a week", "Sent back: One advert is missing.", "One came, not two."):
        assert words in page
    assert "It does not show that the help was the cause." in page
    practice = text(as_("lead").get(here(helped)))
    assert "One came, not two." not in practice and "Add a risk" not in practice
    assert "20 February 2019" in practice and "Ring the deanery" in practice


def test_a_supplier_says_what_it_delivered(helped, as_):
    plan = plan_of(helped)
    told_ = {"plan": plan, "number": 1, "help": plan.helps.get(), "due": date(2019, 3, 1)}
    one = Deliverable.objects.create(**told_, what=HOSTILE)
    client = as_("supplier")
    listed = client.get("/agreements/deliverables/").content.decode()
    assert "<script>alert" not in listed and "{{ 7*7 }}" in listed and "Late" in listed
    assert helped.reference not in listed
    address = f"/agreements/deliverables/{one.pk}/"
    assert "yet to come" in text(client.post(address, {"on": "1 April 2019"}))
    assert client.post(address, {"on": "19 March 2019"}).status_code == 302
    one.refresh_from_db()
    assert one.delivered == date(2019, 3, 19)
    other = plan.helps.get()
    other.supplier_id = helped.organisation_id
    other.save()
    assert client.get(address).status_code == 404


def test_help_that_is_over_is_noted_no_more(helped, as_):
    type(helped).objects.update(state="closed")
    page = text(as_("resilience").get(here(helped, "follow/add/action/")))
    assert "the case is “Closed”" in page and "<form" not in page.split("<main")[1]
    assert "Reports are sent while help goes on" in text(as_("lead").get(report_of(helped)))


def reviewed(case):
    case.refresh_from_db()
    by = reader("resilience", NOW.date())
    begin_exit(by=by, case=case, seen=case.version, at=NOW)
    case.refresh_from_db()
    return case


def exiting(case, **other) -> dict[str, str]:
    objective = plan_of(case).objectives.get()
    said = dict.fromkeys(("exit_worked", "exit_not_worked", "exit_goes_on"), "As we hoped.")
    told_ = {f"reached-{objective.pk}": "partly", "outcome": "close", "reason": "It is done."}
    return said | told_ | {"seen": case.version} | other


def test_the_exit_review_says_how_it_ends(helped, as_):
    reviewed(helped)
    client = as_("resilience")
    assert (
        "From October the partners pay"
        in check(client.get(here(helped, "exit/")).content.decode()).text
    )
    missing = text(client.post(here(helped, "exit/"), {"seen": helped.version}))
    for words in ("Say what became of objective 1", "Choose how it ends", "Say what worked well"):
        assert words in missing
    assert "changed after you opened" in text(
        client.post(here(helped, "exit/"), exiting(helped, seen=helped.version - 1))
    )
    answer = client.post(here(helped, "exit/"), exiting(helped, outcome="refer_again"))
    assert answer.url == here(helped, "exit/")
    shown = text(as_("lead").get(here(helped, "exit/")))
    assert "may ask for help anew" in shown and "Partly reached" in shown
    assert opens(as_, here(helped, "exit/")) == SEES
    assert "Partly reached" in text(as_("analyst").get(here(helped)))


def test_looking_back_is_kept_as_it_stood(helped, as_):
    reviewed(helped)
    reached = {plan_of(helped).objectives.get().pk: "reached"}
    told_ = {"outcome": "close", "reached": reached, "answers": {}, "rating": 5, "reason": "Done."}
    by = reader("resilience", NOW.date())
    finish_exit(by=by, case=helped, seen=helped.version, at=NOW, **told_)
    with time_machine.travel(at(2019, 9, 20, 9), tick=False):
        address = here(helped, "look-back/6/")
        assert opens(as_, address) == PLANS
        client = as_("commissioner")
        assert "Keep it as it stands" in check(client.get(address).content.decode()).text
        assert client.post(address, {"words": "Both posts are filled."}).url == address
        assert LookBack.objects.get().words == "Both posts are filled."
        assert opens(as_, address) == SEES
        assert "that stays as it was" in text(as_("regional").post(address, {"words": "Again."}))
        assert "Looked back at after 6 months" in text(as_("lead").get(here(helped)))


def test_hostile_words_stay_inert(helped, as_):
    plan = plan_of(helped)
    for objective in plan.objectives.all():
        objective.what = objective.baseline = objective.target = HOSTILE
        objective.save()
    plan.milestones.update(title=HOSTILE)
    plan.reportrows.update(what=HOSTILE)
    Action.objects.create(plan=plan, number=1, what=HOSTILE, side="body")
    told_ = {"likelihood": 1, "impact": 1, "side": "body"}
    Risk.objects.create(plan=plan, number=1, what=HOSTILE, mitigation=HOSTILE, **told_)
    kept = {"case": helped, "at": NOW, "by": "x"}
    visit = {"on": NOW.date(), "kind": "call", "side": "body", "about": HOSTILE}
    Visit.objects.create(**kept, plan=plan, **visit)
    owed = {"plan": plan, "number": 1, "help": plan.helps.get(), "due": date(2019, 3, 1)}
    one = Deliverable.objects.create(**owed, what=HOSTILE, sent_back=HOSTILE)
    asking = {"supplier": plan.helps.get().supplier, "deliverable": one}
    by = reader("resilience", NOW.date())
    hold_to_account(
        by=by, case=helped, seen=helped.version, at=NOW, what=HOSTILE, outcome="", **asking
    )
    objective = plan.objectives.get().pk
    pages = ["follow/", f"follow/reading/{objective}/", "exit/", "follow/add/account/"]
    row = ReportRow.objects.get(plan=plan, number=1)
    sent(helped, row=row, objectives={objective: {"standing": HOSTILE, "words": HOSTILE}})
    reviewed(helped)
    review = {"plan": plan, "reached": {str(objective): HOSTILE}, "outcome": "close"}
    checked = {name: as_("resilience").get(here(helped, name)) for name in pages}
    checked["sent"] = as_("lead").get(report_of(helped))
    checked["form"] = as_("lead").get(report_of(helped, 2))
    ExitReview.objects.create(**kept, **review, reason=HOSTILE, answers={"exit_worked": HOSTILE})
    type(helped).objects.update(state="closed")
    checked["told"] = as_("lead").get(here(helped, "exit/"))
    for name, answer in checked.items():
        page = answer.content.decode()
        assert answer.status_code == 200 and "<script>alert" not in page, name
        assert "{{ 7*7 }}" in page, name


def test_whether_reports_come_is_for_the_practice_and_its_planners(case, as_):
    in_force(case)
    for name in ("lead", "member", "resilience", "commissioner"):
        page = as_(name).get(f"/cases/{case.reference}/agreement/follow/").content.decode()
        assert "Reports that were agreed" in page, name
    for name in ("officer", "finance", "analyst", "national"):
        for end in ("agreement/", "agreement/follow/"):
            page = as_(name).get(f"/cases/{case.reference}/{end}").content.decode()
            assert "Reports that were agreed" not in page, name
            assert "reports sent" not in page, name
