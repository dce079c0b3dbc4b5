"""What changes while a memorandum is in force, in a real browser: a variation by both sides, an
issue that goes to the strategic lead, and notice with the right earliest day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.agreements.actions.signing import sign
from resilience.agreements.changing.agreed import agreed, last_day
from resilience.agreements.models import plan_of
from resilience.cases.models import Case
from tests.agreements.world import in_force, promised
from tests.cases.conftest import at
from tests.cases.test_assessing_in_a_browser import at_both_sizes as both
from tests.cases.test_case_pages_in_a_browser import PHONE, WIDE, as_  # noqa: F401
from tests.cases.world import reader

SHOTS = os.environ.get("CHANGING_SHOTS")
pytestmark = pytest.mark.django_db(transaction=True)
NOW = at(2019, 3, 29, 9)
END = at(2019, 7, 1, 9)


@pytest.fixture
def case(live_server, transactional_db, world, referred) -> Iterator[Case]:
    """A memorandum in force, on Friday 29 March 2019."""
    case = promised(referred())
    memorandum = in_force(case)
    with time_machine.travel(NOW) as clock:
        yield case, memorandum, clock


count = 0


def at_both_sizes(page, axe, address: str = "") -> None:
    global count
    both(page, axe, address)
    if SHOTS:
        for name, size in (
            ("phone", {"width": 390, "height": 844}),
            ("desk", {"width": 1280, "height": 900}),
        ):
            page.set_viewport_size(size)
            page.screenshot(path=Path(SHOTS) / f"{count:02}-{name}.png", full_page=True)
        count += 1


def signs(case: Case, name: str, shown: str) -> None:
    case.refresh_from_db()
    by = reader(name, NOW.date())
    told = {"shown": shown, "role": "Signs for it", "confirmed": True}
    sign(by=by, case=case, seen=case.version, at=NOW, **told)


@pytest.mark.slow
def test_it_is_varied_by_both_disputed_and_ended_by_notice(case, as_, axe):  # noqa: F811
    case, first, clock = case
    here = f"/cases/{case.reference}/agreement/"
    page = as_("resilience")
    at_both_sizes(page, axe, here)
    page.get_by_role("button", name="Vary the memorandum").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Begin the variation").click()
    page.get_by_role("link", name="Write why it is varied").click()
    expect(page.get_by_label("Why it is varied")).to_be_focused()
    at_both_sizes(page, axe)
    page.get_by_label("Why it is varied").fill("The second post can't be filled before autumn.")
    page.get_by_role("button", name="Begin the variation").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    plan_of(case).objectives.update(target="16 sessions a week")
    page.reload()
    expect(page.get_by_role("cell", name="16 sessions a week")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Put the variation before both sides").click()
    expect(page.get_by_text("A variation is before both sides", exact=True)).to_be_visible()
    expect(page.get_by_role("cell", name="16 sessions a week")).to_be_visible()
    at_both_sizes(page, axe)
    page.goto(f"{here}vary/take-back/")
    at_both_sizes(page, axe)
    made = first.variations.get()
    signs(case, "lead", made.pdf_sha256)
    assert agreed(case) == first
    signs(case, "regional", made.pdf_sha256)
    assert agreed(case) == made

    page = as_("lead")
    page.goto(here)
    page.get_by_role("button", name="Raise an issue or a concern").click()
    at_both_sizes(page, axe)
    page.get_by_label("What is the matter?").fill("The recruiter has not rung for three weeks.")
    page.get_by_role("button", name="Raise it").click()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Issue 1").click()
    page.get_by_role("button", name="Take it to the strategic lead").click()
    at_both_sizes(page, axe)
    page.get_by_label("Why it goes to the strategic lead").fill("Nobody answered in two weeks.")
    page.get_by_role("button", name="Take it to the strategic lead").click()
    expect(page.get_by_text("With the strategic lead", exact=True)).to_be_visible()

    page = as_("regional")
    page.goto(f"{here}issues/1/")
    page.get_by_role("button", name="Note what the local medical committee says").click()
    page.get_by_label("When was the local medical committee asked?").fill("29 March 2019")
    page.get_by_label("What it said").fill("Change the recruiter.")
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Note what the local medical committee says").click()
    page.get_by_role("link", name="Issue 1").click()
    page.get_by_role("button", name="Record how it is settled").click()
    page.get_by_label("How it is settled").fill("The recruiter is changed in April.")
    page.get_by_role("button", name="Record how it is settled").click()
    page.get_by_role("link", name="Issue 1").click()
    expect(page.get_by_text("Decided by the strategic lead")).to_be_visible()
    at_both_sizes(page, axe)

    clock.move_to(at(2019, 3, 31, 9))
    page = as_("lead")
    page.goto(here)
    page.get_by_role("button", name="Give notice for the practice").click()
    at_both_sizes(page, axe)
    page.get_by_label("Either side ends it, without giving a reason").check()
    page.get_by_label("Its last day").fill("29 June 2019")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("30 June 2019 at the earliest").first).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("Its last day").fill("")
    page.get_by_role("button", name="Go on").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Give notice").click()
    expect(page.get_by_text("the memorandum ends on 30 June 2019.")).to_be_visible()
    at_both_sizes(page, axe)
    assert last_day(made) == at(2019, 6, 30).date()

    page = as_("resilience")
    page.goto(f"{here}end-by-notice/")
    expect(page.get_by_text("record it from 1 July 2019")).to_be_visible()
    at_both_sizes(page, axe)
    clock.move_to(END)
    page = as_("resilience")
    page.goto(f"{here}end-by-notice/")
    page.get_by_role("button", name="Record that it ended by notice").click()
    expect(page.get_by_text("The memorandum ended by notice. Both sides are told.")).to_be_visible()
    at_both_sizes(page, axe)
    case.refresh_from_db()
    assert case.state == "ended_early"


def test_what_stands_beside_a_memorandum_is_recorded(case, as_, axe):  # noqa: F811
    case, *_ = case
    here = f"/cases/{case.reference}/agreement/"
    page = as_("regional")
    page.goto(here)
    page.get_by_role("link", name="Note a confidentiality agreement").click()
    at_both_sizes(page, axe)
    page.get_by_label("Steady Hands Ltd").check()
    page.get_by_label("The date of the agreement").fill("15 January 2019")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Steady Hands Ltd, of 15 January 2019")).to_be_visible()
    page.get_by_role("link", name="Record financial assistance").click()
    page.get_by_role("button", name="Record the agreement").click()
    at_both_sizes(page, axe)
    page.get_by_label("Reference of the agreement").fill("FA-2019-7")
    page.get_by_label("When it was agreed").fill("28 March 2019")
    page.get_by_label("Amount, in pounds").fill("12,500.50")
    page.get_by_label("What it is for").fill("It pays the recruiter.")
    for bar in page.get_by_label("No", exact=True).all():
        bar.check()
    for one in page.locator("[name=criteria]").all():
        one.check()
    page.get_by_role("button", name="Record the agreement").click()
    expect(page.get_by_text("£12,500.50")).to_be_visible()
    page.get_by_role("link", name="Withdraw it").click()
    at_both_sizes(page, axe)
    page.goto(f"{here}extend/")
    at_both_sizes(page, axe)
    page.get_by_label("Until when").fill("31 December 2019")
    page.get_by_label("Why help is still needed").fill("The second post is not filled.")
    page.get_by_role("button", name="Extend it").click()
    expect(page.get_by_text("Extended until 31 December 2019")).to_be_visible()
    at_both_sizes(page, axe)
