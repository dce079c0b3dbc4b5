"""The page on which a body states its support for a request."""

from __future__ import annotations

import pytest

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.cases.actions import state_support, take
from resilience.cases.models import SupportStatement
from resilience.organisations.models import Organisation
from tests.cases.at_pages import DAY, NOW, text
from tests.cases.world import LONG_AGO, practice, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_commissioner_states_its_support_and_changes_its_mind(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    browser = as_("commissioner")
    assert "not by the practice" in text(browser.get(address))
    said = {"supports": "yes", "statement": "They need it.", "priority": "high", "seen": 1}
    assert browser.post(address, said).status_code == 302
    assert "They need it.</textarea>" in text(browser.get(address))
    assert browser.post(address, said | {"supports": "no", "seen": 2}).status_code == 302
    one = SupportStatement.objects.in_force().get()
    assert (one.supports, one.said_for, one.priority) == ("no", practice("00K"), "high")
    page = text(browser.get(f"/cases/{case.reference}/"))
    assert "Change your statement of support" in page


def test_who_speaks_for_two_organisations_says_for_which_and_sees_that_ones_words_only(
    referred, as_
):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    said = {"supports": "yes", "statement": "The commissioner wants it.", "priority": "high"}
    as_("commissioner").post(address, said | {"seen": 1})
    lmc = Organisation.objects.get(code="LMC-1")
    Membership.objects.create(
        user=user("officer"), organisation=practice("00K"), role="commissioner", starts=LONG_AGO
    )
    browser = as_("officer")
    page = text(browser.get(address))
    assert "For which organisation do you speak?" in page and "wants it" not in page
    assert "Hartlepool" in page and lmc.name in page and "csrf" not in page.split("<main")[1]
    assert "Choose for which organisation you speak" in text(browser.get(address, {"chosen": "1"}))
    assert "You do not speak for that one" in text(browser.get(address, {"said_for": "00T"}))
    page = text(browser.get(address, {"said_for": "00K"}))
    assert "You speak for <strong>Hartlepool</strong>" in page and "wants it" in page
    page = text(browser.get(address, {"said_for": "LMC-1"}))
    assert f"You speak for <strong>{lmc.name}</strong>" in page and "wants it" not in page
    told = said | {"statement": "So do we.", "seen": 2}
    assert "Choose for which organisation" in text(browser.post(address, told))
    assert browser.post(address, told | {"said_for": "LMC-1"}).status_code == 302
    found = {one.said_for.code: one.statement for one in SupportStatement.objects.in_force()}
    assert found == {"00K": "The commissioner wants it.", "LMC-1": "So do we."}
    by = reader("officer", DAY)
    more = {"by": by, "case": case, "supports": "no", "statement": "", "priority": "", "seen": 3}
    with pytest.raises(Refused, match="Say for which"):
        state_support(at=NOW, **more)
    with pytest.raises(Refused, match="You do not speak for Bolton"):
        state_support(at=NOW, said_for=practice("00T"), **more)


def test_a_statement_has_at_most_two_hundred_words_as_people_count_them(referred, as_):
    case = referred()
    address = f"/cases/{case.reference}/support/"
    long = " – ".join(["help"] * 201)
    page = text(as_("officer").post(address, {"supports": "yes", "statement": long, "seen": 1}))
    assert "There are 201 words and there may be 200: take away 1" in page
    assert "help – help" in page and not SupportStatement.objects.exists()
    short = " – ".join(["help"] * 200)
    answer = as_("officer").post(address, {"supports": "yes", "statement": short, "seen": 1})
    assert answer.status_code == 302


def test_a_statement_on_what_changed_meanwhile_is_not_lost(referred, as_):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=NOW)
    said = {"supports": "yes", "statement": "They need it.", "seen": 1}
    address = f"/cases/{case.reference}/support/"
    page = text(as_("officer").post(address, said))
    assert "The local team acknowledged the request on" in page
    assert "They need it.</textarea>" in page and 'name="seen" value="2"' in page
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=2, at=NOW)
    page = text(as_("officer").post(address, said | {"seen": 2}))
    assert "Statements are taken while a case is open." in page and "They need it." in page
    assert as_("resilience").get(address).status_code == 404
    assert as_("other_commissioner").get(address).status_code == 404
