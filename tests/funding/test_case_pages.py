"""The pages of the money of a case: what the practice and those inside read, what each may do, and
what is sent twice or hostile."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.funding.actions.correcting import reverse
from resilience.funding.models import Commitment, Entry
from resilience.funding.promising import PartOf
from tests.agreements.world import promised
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.funding.test_case_gates import business_case
from tests.funding.world import (
    DAY,
    NOW,
    committed,
    helped,
    invoiced,
    organisation,
    paid,
    pot,
)


@pytest.fixture(autouse=True)
def now():
    """It is the moment at which money is committed."""
    with time_machine.travel(NOW, tick=False):
        yield


def address(case, rest: str = "") -> str:
    return f"/cases/{case.reference}/money/{rest}"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def filled(case, **other) -> dict[str, str]:
    """What somebody fills in to commit £4,000 for the recruiter."""
    case.refresh_from_db()
    return {
        "seen": str(case.version),
        "rows": "3",
        "payee": "SUP-1",
        "purpose": "A recruiter finds two salaried GPs.",
        "pot": "Q74",
        "intended": "new",
        "code": "RES-SUPPLIER",
        "title_1": "When it is done",
        "asks_1": "Two GPs began.",
        "expected_1": "29 March 2019",
        "pence_1": "4,000",
        "bar_it_purchase": "no",
        "bar_salaries": "no",
        "bar_match": "no",
        "why": "The plan has it.",
    } | other


def test_the_practice_reads_what_is_committed_approved_and_paid_in_plain_words(case, as_):
    one = committed(case, pot(), 4_000)
    paid(invoiced(one, 1_000), 600)
    told = text_of(as_("lead").get(address(case)))
    assert "£4,000 is committed for your help. £1,000 of it is approved for payment" in told
    assert "Paid £600 on 4 February 2019, today." in told
    assert "£400 is not paid yet." in told
    assert "Two GPs began." in told
    assert "Steady Hands Ltd" in told
    for inner in ("is free", "RES-SUPPLIER", "Every entry", "Take it back", "Commit more"):
        assert inner not in told


def test_those_inside_read_the_books_and_are_offered_what_they_may_do(case, as_):
    one = committed(case, pot(), 4_000)
    invoice = invoiced(one, 1_000)
    team = text_of(as_("resilience").get(address(case)))
    assert "£96,000 of it is free" in team
    assert "You committed this money, so somebody else approves its invoices." in team
    assert address(case, "vary/1/1/") in team
    assert address(case, f"pay/{invoice.pk}/") not in team
    finance = text_of(as_("finance").get(address(case)))
    assert address(case, f"pay/{invoice.pk}/") in finance
    assert address(case, f"reverse/{invoice.pk}/") in finance
    commissioner = text_of(as_("commissioner").get(address(case)))
    assert "is free" not in commissioner
    assert address(case, "invoice/1/?part=1") in commissioner
    assert "Change the sum" not in commissioner


def test_days_are_counted_from_the_day_here_also_after_midnight_in_summer(case, as_):
    one = committed(case, pot(year="2019-20"), 4_000, when=at(2019, 6, 3, 10))
    invoiced(one, 1_000, when=at(2019, 6, 3, 23, 30))  # half past midnight of the 4th
    with time_machine.travel(at(2019, 6, 5, 10), tick=False):
        told = text_of(as_("finance").get(address(case)))
    assert "approved on 4 June 2019" in told and "None of it is paid yet, 1 day after" in told


def test_an_entry_that_was_taken_back_is_struck_through_and_leads_to_what_did_it(case, as_):
    one = committed(case, pot(), 4_000)
    entry = one.entries.get()
    case.refresh_from_db()
    by = reader("resilience", DAY)
    back = reverse(by=by, entry=entry, seen=case.version, at=NOW, why="A slip.")
    told = text_of(as_("resilience").get(address(case)))
    assert "<s>£4,000</s>" in told
    assert f'<a href="#entry-{back.pk}">Taken back by {back.number}</a>' in told
    assert f'Takes back <a href="#entry-{entry.pk}">{entry.number}</a>' in told
    assert "Take it back<" not in told


def test_money_is_committed_on_the_page_once_however_often_it_is_sent(case, as_):
    pot()
    browser, at = as_("resilience"), address(case, "commit/?help=1")
    page = text_of(browser.get(at))
    assert "£100,000 is free" in page
    assert "A recruiter finds two salaried GPs." in page
    sent = filled(case)
    assert browser.post(at, sent).status_code == 302
    again = browser.post(at, sent)
    assert again.status_code == 200
    assert "This case changed after you opened the page" in text_of(again)
    assert Commitment.objects.count() == 1
    one = Commitment.objects.get()
    assert (one.committed, one.payee.code, one.stages.get().asks) == (
        400_000,
        "SUP-1",
        "Two GPs began.",
    )


def test_what_was_typed_stays_where_money_is_refused(case, as_):
    pot(1_000)
    browser, at = as_("resilience"), address(case, "commit/?help=1")
    answer = text_of(browser.post(at, filled(case, title_1="Our own name")))
    assert "£1,000 of this money is free" in answer
    assert "Our own name" in answer
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"bar_it_purchase": "yes"}, "pays for no IT hardware or software"),
        ({"bar_match": "yes"}, "Practices are never asked to pay a part"),
        ({"bar_salaries": ""}, "Answer yes or no"),
        ({"title_1": ""}, "Payment 1: enter its name"),
        ({"expected_1": "soon"}, "Enter a day"),
        ({"pence_1": "0"}, "a sum of more than £0"),
        ({"pence_1": "-5"}, "Enter a sum in pounds"),
        ({"title_1": "", "asks_1": "", "expected_1": "", "pence_1": ""}, "at least one payment"),
        ({"payee": "P81001"}, "Choose who is paid"),
        ({"code": "X"}, "Choose the finance code"),
        ({"seen": "x"}, "sent with a fault (seen)"),
        ({"rows": "99999999999"}, "sent with a fault (rows)"),
        ({"pence_1": "5,001"}, "needs a business case"),
    ],
)
def test_what_is_wrong_is_told_beside_it(case, as_, typed, told):
    pot()
    answer = as_("resilience").post(address(case, "commit/?help=1"), filled(case, **typed))
    assert answer.status_code == 200
    assert told in text_of(answer)
    assert not Commitment.objects.exists()


def test_payments_may_follow_a_plan_of_the_programme_or_of_another_practice(case, as_, referred):
    of = pot()
    other = helped(promised(referred("A81002", by="second_lead")))
    parts = [
        PartOf("First", "They began.", date(2019, 2, 28), 70_000),
        PartOf("Second", "", date(2019, 3, 15), 30_000),
    ]
    used = committed(other, of, parts=parts)
    browser = as_("resilience")
    page = text_of(browser.get(address(case, "commit/?help=1&payments=three_parts")))
    assert "When progress is shown" in page
    assert 'value="800"' in page
    page = text_of(browser.get(address(case, f"commit/?help=1&payments=as-{used.pk}")))
    assert f"As for {used.reference}" in page
    assert 'value="28 February 2019"' in page
    assert 'value="700"' in page
    assert browser.get(address(case, "commit/?help=1&payments=as-0")).status_code == 400
    assert browser.get(address(case, "commit/?help=7")).status_code == 400


def test_shut_gates_are_told_before_anybody_fills_in_a_form(referred, as_):
    case = promised(referred())
    pot()
    told = text_of(as_("resilience").get(address(case, "commit/?help=")))
    assert "No money can be committed yet" in told
    assert "No memorandum that both sides signed" in told
    assert "The plan that was signed does not say" not in told
    assert f"/cases/{case.reference}/agreement/" in told
    assert 'name="purpose"' not in told


def test_without_money_of_the_year_it_is_said_that_it_has_to_be_allocated(case, as_):
    told = text_of(as_("resilience").get(address(case, "commit/?help=1")))
    assert "You hold no money" in told
    assert "2018-19" in told


def test_a_sum_is_changed_an_invoice_approved_paid_recovered_and_taken_back(case, as_):
    one = committed(case, pot(), 4_000)

    def sends(who: str, rest: str, **told: str) -> None:
        case.refresh_from_db()
        answer = as_(who).post(address(case, rest), told | {"seen": str(case.version)})
        assert answer.status_code == 302, text_of(answer)

    sends("resilience", "vary/1/1/", pence="3,500", why="It costs less.")
    told = {"day": "4 February 2019", "why": "Seen."}
    sends("finance", "invoice/1/", stage="1", pence="1,000", document="INV-1", **told)
    invoice = Entry.objects.get(kind="invoice")
    settled = told | {"code": "RES-SUPPLIER", "document": "GL-1"}
    sends("finance", f"pay/{invoice.pk}/", pence="1,000", **settled)
    sends("finance", f"recover/{invoice.pk}/", pence="400", **settled)
    one.refresh_from_db()
    assert (one.committed, one.invoiced, one.paid) == (350_000, 60_000, 60_000)
    sends("finance", f"reverse/{Entry.objects.get(kind='recovery').pk}/", why="A slip.")
    one.refresh_from_db()
    assert (one.invoiced, one.paid) == (100_000, 100_000)
    assert "There is nothing left" in text_of(
        as_("finance").get(address(case, f"pay/{invoice.pk}/"))
    )


def test_acts_are_for_those_who_may_and_nobody_outside_sees_the_page(case, as_):
    one = committed(case, pot(), 4_000)
    invoice = invoiced(one, 1_000)
    commitment = one.entries.get(kind="commitment")
    may = {
        "": "lead member officer commissioner resilience regional finance analyst national",
        "commit/": "resilience regional finance",
        "vary/1/1/": "resilience regional finance",
        "invoice/1/": "commissioner resilience regional finance",
        f"pay/{invoice.pk}/": "finance national",
        f"recover/{invoice.pk}/": "finance national",
        f"reverse/{invoice.pk}/": "commissioner resilience regional finance",
        f"reverse/{commitment.pk}/": "resilience regional finance",
    }
    everybody = (
        "lead member second_lead other_lead officer commissioner other_commissioner resilience "
        "other_resilience regional finance analyst board national supplier administrator"
    )
    for rest, names in may.items():
        for name in everybody.split():
            got = as_(name).get(address(case, rest)).status_code
            assert got == (200 if name in names.split() else 404), (rest, name)


def test_what_is_not_of_the_case_is_not_found(case, as_, referred):
    other = helped(promised(referred("A81002", by="second_lead")))
    invoice = invoiced(committed(other, pot(), 1_000), 100)
    browser = as_("finance")
    for rest in (
        "vary/1/1/",
        "invoice/1/",
        f"pay/{invoice.pk}/",
        f"reverse/{invoice.pk}/",
        "vary/99999999999999999999/1/",
        "pay/99999999999999999999/",
    ):
        assert browser.get(address(case, rest)).status_code == 404
    assert browser.get(address(other, f"pay/{invoice.stage.pk + 10_000}/")).status_code == 404


def test_hostile_words_are_shown_as_they_were_written(case, as_):
    hostile = '<script>alert("x")</script>'
    one = committed(case, pot(), 4_000, purpose=f"For {hostile}")
    invoiced(one, 100, document=hostile)
    for name in ("lead", "resilience"):
        told = as_(name).get(address(case)).content.decode()
        assert hostile not in told
        assert "&lt;script&gt;" in told


def test_a_memorandum_that_ended_is_told_with_what_is_still_committed(case, as_):
    committed(case, pot(), 4_000)
    with time_machine.travel(date(2019, 10, 2), tick=False):
        told = text_of(as_("resilience").get(address(case)))
    assert "The memorandum ended on 30 September 2019" in told
    assert "£4,000 is committed and not approved." in told
    assert "Lower it" in told


# --- for several practices


AREA = "/money/gprp-2018-19/2018-19/for-several/"
CHOSEN = f"{AREA}?payee=00K&help=workforce+supplier"


def test_a_ccg_is_paid_for_those_with_a_memorandum_and_the_others_are_named(case, as_, referred):
    of, without = pot(), promised(referred("A81002", by="second_lead"))
    browser = as_("resilience")
    assert "Hartlepool" in text_of(browser.get(AREA))
    assert "help=workforce+supplier" in text_of(browser.get(f"{AREA}?payee=00K"))
    page = text_of(browser.get(CHOSEN))
    assert "Nothing can be committed for 1 practice" in page
    assert "Queens Park Practice" in page
    assert f'name="pence_{case.pk}"' in page
    assert f'name="pence_{without.pk}"' not in page
    case.refresh_from_db()
    sent = filled(case) | {
        f"pence_{case.pk}": "1,500",
        f"seen_{case.pk}": str(case.version),
        f"pence_{without.pk}": "1,500",
        "title": "For the year",
        "expected": "15 March 2019",
        "code": "RES-COMMISSIONER",
    }
    none = browser.post(CHOSEN, sent | {f"pence_{case.pk}": ""})
    assert "Enter a sum for at least one practice" in text_of(none)
    assert browser.post(CHOSEN, sent).status_code == 302
    assert "changed after you opened the page" in text_of(browser.post(CHOSEN, sent))
    one = Commitment.objects.get()
    assert (one.case, one.payee, one.committed) == (case, organisation("00K"), 150_000)
    of.refresh_from_db()
    assert of.committed == 150_000


def test_paying_for_several_is_for_who_commits_money(case, as_):
    for name in ("commissioner", "lead", "analyst", "national"):
        assert as_(name).get(AREA).status_code == 404
    assert as_("other_resilience").get(AREA).status_code == 200
    assert as_("other_resilience").get(CHOSEN).status_code == 400
    browser = as_("resilience")
    for wrong in ("/money/none/2018-19/for-several/", "/money/gprp-2018-19/2018/for-several/"):
        assert browser.get(wrong).status_code == 404


def test_prices_of_a_business_case_are_for_those_who_may_read_it(case, as_):
    business_case(case, 9_000)
    assert "£9,000 of “A recruiter”" in text_of(as_("resilience").get(address(case)))
    assert "A recruiter”" not in text_of(as_("national").get(address(case)))
