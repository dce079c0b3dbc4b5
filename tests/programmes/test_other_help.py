"""Other help, the kinds of help, and who approves business cases, in both packs."""

from __future__ import annotations

from typing import get_args

import pytest

from resilience.accounts.roles import Right, roles_with
from resilience.programmes.local import in_force
from resilience.programmes.packs import available, load
from resilience.programmes.schema.helping import Approver
from resilience.programmes.settable import SettingsUnfit, settings_of
from tests.programmes.test_local_settings import administrator, nation, set_values

__all__ = ["administrator", "nation"]
pytestmark = pytest.mark.django_db
THEN, NOW = "/help/gprp-2018-19/", "/help/icb-support-2026-27/"


@pytest.mark.parametrize("pack", available())
def test_every_kind_of_support_has_a_sample_and_other_help_to_turn_to(pack):
    helping, menu = load(pack).helping, [one.id for one in load(pack).menu]
    assert [one.category for one in helping.samples] == menu
    assert len(menu) == 9
    assert {kind for one in helping.other_help for kind in one.categories} == set(menu)
    for one in helping.samples:
        assert "nothing" in one.options.splitlines()[0]


def test_who_may_approve_is_who_may_approve_spending():
    assert set(get_args(Approver)) == {role.value for role in roles_with(Right.APPROVE_SPENDING)}


@pytest.mark.parametrize("address", [THEN, NOW])
def test_anyone_reads_where_each_kind_is_chosen_by_which_routes_and_what_is_not_paid(
    client, address
):
    page = client.get(address + "menu/").text
    row = page.split("Personal resilience training")[1].split("</tr>")[0]
    assert "An agreement" in row and "Your request" not in row
    for words in ("People of another practice", "It must have people to spare", "IT hardware"):
        assert words in page


def test_other_help_is_found_by_words_and_by_kind(client):
    everything = client.get(THEN + "other-help/").text
    assert "15 kinds of other help." in everything
    found = client.get(THEN + "other-help/?q=Premises capital").text
    assert "Estates and Technology" in found and "Time for Care" not in found
    assert "Clinical pharmacists" in client.get(THEN + "other-help/?q=workforce pharmacist").text
    kind = client.get(THEN + "other-help/?kind=personal_resilience").text
    assert "NHS GP Health Service" in kind and "Clinical pharmacists" not in kind
    assert "Nothing found" in client.get(THEN + "other-help/?q=hovercraft").text
    assert client.get(THEN + "other-help/?kind=hovercraft").status_code == 400
    assert "&lt;b&gt;" in client.get(THEN + "other-help/?q=<b>").text


def test_a_limit_of_approval_is_a_local_setting_and_stays_below_the_next(administrator, client):
    keys = [key for key in settings_of("gprp-2018-19") if key.startswith("helping")]
    assert len(keys) == 2
    set_values(administrator, helping__approvals__1__up_to_pounds="2500")
    assert in_force("gprp-2018-19").helping.approvers(250_001) == ("finance_lead", "regional_lead")
    client.force_login(administrator)
    page = client.get("/programmes/gprp-2018-19/settings/helping/").text
    assert "Resilience lead: approves business cases up to this many pounds" in page
    assert "£2,500" in client.get("/programmes/gprp-2018-19/").text
    with pytest.raises(SettingsUnfit, match="expected more than the limit before it"):
        set_values(administrator, helping__approvals__2__up_to_pounds="2000")
