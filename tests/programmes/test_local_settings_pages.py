"""The page of a programme, and changing its local settings on it."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.accounts.models import User
from resilience.programmes.local import in_force, values_set
from resilience.programmes.models import LocalSetting
from tests.accounts.people import organisation, person

pytestmark = pytest.mark.django_db
PAGE = "/programmes/gprp-2018-19/"
QOF = "criteria.GC11.rule.threshold"
MONTHS = "criteria.GC11.rule.max_age_months"
GC11 = PAGE + "settings/criteria.GC11/"
ASKED = {QOF: "75", MONTHS: "24", "reason": "Agreed with the LMC.", "seen": "0"}


@pytest.fixture
def administrator(client) -> User:
    nation = organisation("ENG", "nation", "England")
    user = person("admin@example.org", role="administrator", at=nation, name="Jo Willow")
    client.force_login(user)
    return user


def test_anyone_reads_what_is_in_force_and_where_it_comes_from(client):
    assert "General Practice Resilience Programme" in client.get("/programmes/").text
    page = client.get(PAGE).text
    for words in (
        "QOF points achieved: below 80",
        "Stated by the programme",
        "Local setting, not the published matrix",
        "Within 10 working days after receipt",
        "None differs from the pack",
        in_force("gprp-2018-19").hash[:12],
    ):
        assert words in page
    assert "settings/" not in page


@pytest.mark.parametrize("address", [GC11, PAGE + "settings/", PAGE + "settings/matrix/"])
def test_only_who_may_change_settings_finds_where(client, address):
    assert client.get(address).status_code == 302
    client.force_login(person(role="administrator"))
    assert client.get(address).status_code == 404
    organisation("ENG", "nation")
    assert client.post(address, ASKED).status_code in (404, 405)
    assert not LocalSetting.objects.exists()


@pytest.mark.parametrize("address", ["nowhere/", "gprp-2018-19/settings/criteria.GC1/"])
def test_what_is_not_there_is_not_found(client, administrator, address):
    assert client.get(f"/programmes/{address}").status_code == 404


def test_a_changed_threshold_is_told_shown_and_kept_in_the_history(client, administrator):
    assert "The pack has 80. Leave it empty for that." in client.get(GC11).text
    assert client.post(GC11, ASKED).headers["location"] == PAGE
    page = client.get(PAGE).text
    for words in ("1 setting is changed", "below 75", "80 in the pack", "Agreed with the LMC."):
        assert words in page
    assert "Jo Willow" not in Client().get(PAGE).text  # everyone reads this page
    history = client.get(PAGE + "settings/").text
    for words in ("Jo Willow", "From 80 (the pack’s)", "to 75", "Agreed with the LMC."):
        assert words in history


def test_one_button_goes_back_to_the_packs_own_values(client, administrator):
    client.post(GC11, ASKED)
    client.post(GC11, ASKED | {"own": "yes", "seen": "1"})
    assert values_set("gprp-2018-19") == {}
    assert "below 80" in client.get(PAGE).text


def test_a_mistake_is_told_at_its_field_in_words(client, administrator):
    page = client.post(GC11, ASKED | {QOF: "eighty", "reason": ""}).text
    assert "Say why, in a sentence" in page
    page = client.post(GC11, ASKED | {QOF: "eighty"}).text
    assert f'href="#id_{QOF}"' in page
    assert "Expected a number, found “eighty”" in page
    assert not LocalSetting.objects.exists()


def test_who_comes_second_sees_what_is_in_force_and_may_then_go_on(client, administrator):
    client.post(GC11, ASKED)
    page = client.post(GC11, ASKED | {QOF: "70"}).text
    assert "Somebody changed a setting of this programme meanwhile" in page
    assert 'name="seen" value="1"' in page
    client.post(GC11, ASKED | {QOF: "70", "seen": "1"})
    assert values_set("gprp-2018-19") == {QOF: "70"}


def test_points_of_a_proposal_are_set_cell_by_cell(client, administrator):
    page = client.get(PAGE + "settings/points/")
    assert page.text.count('aria-label="Scope ') == 25
    asked = {"deciding.points.5.5": "40", "reason": "The partners want the most urgent first."}
    asked["seen"] = "0"
    assert client.post(PAGE + "settings/points/", asked).status_code == 302
    deciding = in_force("gprp-2018-19").deciding
    assert deciding.points[4] == (5, 10, 15, 20, 40)
    assert "40" in client.get(PAGE).text
    asked |= {"deciding.points.5.5": "-1", "seen": "1"}
    assert "xpected 0 or more, found -1" in client.post(PAGE + "settings/points/", asked).text


def test_the_true_matrix_can_be_typed_in_on_one_page(client, administrator):
    cells = {f"matrix.{s}.{i}": "high" for s in range(1, 6) for i in range(1, 6)}
    asked = cells | {"reason": "The published picture was found.", "seen": "0"}
    page = client.get(PAGE + "settings/matrix/").text
    assert page.count("<select") == 25
    assert client.post(PAGE + "settings/matrix/", asked).status_code == 302
    matrix = in_force("gprp-2018-19").matrix
    assert {band for row in matrix.cells for band in row} == {"high"}
    assert "Somebody changed" in client.post(PAGE + "settings/matrix/", asked).text
