"""Pages of what changes while a memorandum is in force: who finds which, and what is said."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.agreements.actions.assisting import Terms, agree_assistance
from resilience.agreements.actions.giving_notice import give_notice
from resilience.agreements.actions.issues import raise_issue
from resilience.agreements.actions.varying import begin_variation
from resilience.agreements.changing.notice import Notice
from resilience.agreements.models import Assistance, Confidentiality, EndNotice, Extension, Issue
from resilience.cases.models import Case
from tests.agreements.world import in_force
from tests.cases.at_pages import SEES, text
from tests.cases.conftest import at
from tests.cases.world import PEOPLE, reader
from tests.look.reading import check

pytestmark = pytest.mark.django_db
NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
HOSTILE = "<script>alert(1)</script> =HYPERLINK(1) {{ 7*7 }} \u202etxt.exe \u0645\u0631\u062d"
PRACTICE, HELPS = {"lead"}, {"commissioner", "resilience", "regional"}
APPROVES, SPENDS = {"resilience", "regional"}, {"resilience", "regional", "finance"}


@pytest.fixture
def on_the_day(case):
    """A memorandum in force, on Monday 4 February 2019."""
    in_force(case)
    with time_machine.travel(NOW, tick=False):
        yield case


def does(act, case: Case, name: str, **told):
    case.refresh_from_db()
    return act(by=reader(name, DAY), case=case, seen=case.version, at=NOW, **told)


def here(case: Case, more: str = "") -> str:
    return f"/cases/{case.reference}/agreement/{more}"


def version(case: Case) -> int:
    case.refresh_from_db()
    return case.version


def with_everything(case: Case) -> dict[str, set[str]]:
    """Something of each kind; the addresses, each with who finds it."""
    case.__class__.objects.filter(pk=case.pk).update(state="supported")
    does(begin_variation, case, "resilience", reason=HOSTILE)
    does(raise_issue, case, "lead", what=HOSTILE)
    told = Notice("support_withdrawn", DAY, date(2019, 3, 1), HOSTILE)
    notice = does(give_notice, case, "regional", notice=told)
    criteria = ["in_plan", "needed", "not_elsewhere", "exit"]
    terms = Terms(HOSTILE, DAY, 12_500_50, HOSTILE, criteria)
    money = does(agree_assistance, case, "regional", terms=terms)
    return {
        "": SEES,
        "vary/": HELPS,
        "vary/take-back/": HELPS,
        "extend/": APPROVES,
        "give-notice/": PRACTICE | APPROVES,
        f"notices/{notice.pk}/take-back/": APPROVES,
        "end-by-notice/": HELPS,
        "raise-issue/": PRACTICE | HELPS,
        "issues/": SEES,
        "issues/1/": SEES,
        "issues/1/settle/": HELPS,
        "issues/1/advice/": HELPS,
        "issues/1/escalate/": PRACTICE | HELPS,
        "issues/1/nonsense/": set(),
        "issues/9/": set(),
        "confidentiality/": PRACTICE | HELPS,
        "assistance/": SPENDS,
        f"assistance/{money.pk}/withdraw/": SPENDS,
    }


def test_who_has_a_say_finds_each_page_and_hostile_words_stay_inert_on_it(on_the_day, as_):
    case = on_the_day
    for address, finds in with_everything(case).items():
        for name in PEOPLE:
            answer = as_(name).get(here(case, address))
            assert answer.status_code == (200 if name in finds else 404), (address, name)
            if answer.status_code == 200:
                page = answer.content.decode()
                check(page)
                assert "<script>alert" not in page and "HYPERLINK(1) 49" not in page


def test_notice_is_checked_with_its_earliest_day_before_it_is_given(on_the_day, as_):
    case, browser = on_the_day, as_("lead")
    address = here(case, "give-notice/")
    page = text(browser.get(address))
    assert "4 May 2019" in page and "The practice does not play its part" in page
    assert page.count('type="radio"') == 1  # the grounds of the other side are told of only
    typed = {"ground": "without_reason", "given": "4 February 2019", "seen": version(case)}
    wrong = text(browser.post(address, typed | {"ends": "3 May 2019"}))
    assert "ends on 4 May 2019 at the earliest" in wrong and not EndNotice.objects.exists()
    checked = text(browser.post(address, typed))
    assert "Check the notice before you give it" in checked and not EndNotice.objects.exists()
    assert "4 May 2019" in text(browser.post(address, typed | {"press": "change"}))
    told = text(browser.post(address, typed | {"press": "give"}, follow=True))
    assert "the memorandum ends on 4 May 2019. The local team is told." in told
    assert "its last day is 4 May 2019</strong>; without it 30 September 2019" in told
    assert EndNotice.objects.get().ends == date(2019, 5, 4)


def test_of_two_windows_the_second_is_told_and_keeps_what_was_written(on_the_day, as_):
    case = on_the_day
    seen = version(case)
    does(raise_issue, case, "lead", what="The recruiter has not rung.")
    sent = {"until": "31 December 2019", "reason": "Still needed.", "seen": seen}
    page = text(as_("regional").post(here(case, "extend/"), sent))
    assert "The practice raised an issue with the help on" in page
    assert "Still needed.</textarea>" in page and not Extension.objects.exists()
    again = sent | {"seen": version(case)}
    assert as_("regional").post(here(case, "extend/"), again).status_code == 302
    assert Extension.objects.get().until == date(2019, 12, 31)


def test_what_was_written_for_a_page_that_closed_meanwhile_is_shown_once_more(on_the_day, as_):
    case = on_the_day
    does(give_notice, case, "lead", notice=Notice("without_reason", DAY))
    sent = {"until": "31 December 2019", "reason": "Still needed.", "seen": version(case)}
    page = text(as_("regional").post(here(case, "extend/"), sent))
    assert "Notice was given, so the memorandum ends on 4 May 2019." in page
    assert "Still needed." in page and "<textarea" not in page


def test_an_issue_goes_to_the_strategic_lead_and_is_decided(on_the_day, as_):
    case = on_the_day
    raised = {"what": "The recruiter has not rung.", "seen": version(case)}
    page = text(as_("lead").post(here(case, "raise-issue/"), raised, follow=True))
    assert "Your issue is raised. The other side is told." in page
    assert "Raise an issue or a concern" in page
    assert "Raise an issue" not in text(as_("officer").get(here(case, "issues/")))
    sent = {"why": "Two weeks have passed.", "seen": version(case)}
    assert as_("lead").post(here(case, "issues/1/escalate/"), sent).status_code == 302
    page = text(as_("resilience").get(here(case, "issues/1/settle/")))
    assert "It is with the strategic lead: regional decides." in page
    advised = {"asked": "4 February 2019", "advice": "", "seen": version(case)}
    assert as_("regional").post(here(case, "issues/1/advice/"), advised).status_code == 302
    decided = {"outcome": "The recruiter is changed.", "seen": version(case)}
    page = text(as_("regional").post(here(case, "issues/1/settle/"), decided, follow=True))
    assert "The issue is settled. Both sides are told." in page
    page = text(as_("lead").get(here(case, "issues/1/")))
    assert "Decided by the strategic lead" in page and "The recruiter is changed." in page
    assert Issue.objects.get().lmc_asked == DAY


def test_assistance_is_asked_about_bars_and_all_of_its_conditions(on_the_day, as_):
    case, address = on_the_day, here(on_the_day, "assistance/")
    browser = as_("finance")
    sent = {
        "reference": "FA-1",
        "agreed": "4 February 2019",
        "amount": "12,500.50",
        "purpose": "It pays the recruiter.",
        "bar_it_purchase": "yes",
        "bar_salaries": "no",
        "criteria": ["in_plan"],
        "seen": version(case),
    }
    page = text(browser.post(address, sent))
    assert "no IT hardware or software" in page and "All of it has to be met" in page
    sent |= {"bar_it_purchase": "no", "criteria": ["in_plan", "needed", "not_elsewhere", "exit"]}
    page = text(browser.post(address, sent, follow=True))
    assert "£12,500.50" in page and Assistance.objects.get().amount == 12_500_50
    withdraw = f"{address}{Assistance.objects.get().pk}/withdraw/"
    page = text(
        browser.post(withdraw, {"reason": "Not needed.", "seen": version(case)}, follow=True)
    )
    assert "Withdrawn on 4 February 2019: Not needed." in page


def test_a_confidentiality_agreement_is_shown_by_its_date(on_the_day, as_):
    case = on_the_day
    sent = {"supplier": "SUP-1", "dated": "15 January 2019", "seen": version(case)}
    page = text(as_("lead").post(here(case, "confidentiality/"), sent, follow=True))
    assert "Between the practice and Steady Hands Ltd, of 15 January 2019" in page
    assert Confidentiality.objects.get().dated == date(2019, 1, 15)
