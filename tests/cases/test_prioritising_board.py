"""The board and the list of a footprint: across and between the areas of commissioners (G8.7), by
band, urgency and wait."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.cases.models import Case, PastSupport, Placement
from resilience.programmes.packs import load
from tests.cases.conftest import RECEIVED, WEDNESDAY, at
from tests.cases.crowd import crowd
from tests.cases.placed import placed, set_deciding
from tests.cases.world import PROGRAMME, practice, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday", "nobody_is_sampled")]
NOW = WEDNESDAY
BOARD = f"/cases/priorities/{PROGRAMME}/"


@pytest.fixture
def stood(referred):
    """Makes a placed case of a practice, in a state."""

    def make(
        code: str = "A81001",
        by: str = "lead",
        *,
        scope: int = 4,
        impact: int = 4,
        state: str = "under_assessment",
        begun: datetime = RECEIVED,
        **other,
    ) -> Case:
        case = referred(code, begun, by)
        case.state = "under_assessment"
        case.save()
        placed(case, scope, impact, by=reader("regional", NOW.date()), at=NOW, **other)
        Case.objects.filter(pk=case.pk).update(state=state)
        return Case.objects.get(pk=case.pk)

    return make


def listed(client: Client, query: str = "") -> list[dict[str, str]]:
    """The rows of the list as a file."""
    answer = client.get(f"{BOARD}?format=csv&{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def references(client: Client, query: str = "") -> list[str]:
    return [row["case"] for row in listed(client, query)]


def test_the_board_goes_across_the_areas_of_commissioners(stood, as_):
    one, other = stood(), stood("P81001", "other_lead", scope=2)
    page = as_("regional").get(BOARD).content.decode()
    assert "The Dene Surgery" in page
    assert "Mill Lane Surgery" in page
    assert set(references(as_("regional"))) == {one.reference, other.reference}


def test_each_sees_the_cases_of_their_own_footprint(stood, as_):
    one, other = stood(), stood("P81001", "other_lead")
    assert references(as_("resilience")) == [one.reference]
    assert references(as_("commissioner")) == [one.reference]
    assert references(as_("other_resilience")) == [other.reference]
    assert "Mill Lane" not in as_("resilience").get(BOARD).content.decode()


@pytest.mark.parametrize("name", ["lead", "officer", "national", "finance", "board"])
def test_who_does_not_deliberate_has_no_such_page(stood, as_, name):
    stood()
    for address in (BOARD, BOARD + "equity/", BOARD + "review/", BOARD + "proposals/new/"):
        assert as_(name).get(address).status_code == 404


def test_a_commissioner_looks_and_neither_proposes_nor_reviews(stood, as_):
    stood()
    page = as_("commissioner").get(BOARD)
    assert page.status_code == 200
    assert "Propose whom to help" not in page.content.decode()
    assert as_("commissioner").get(BOARD + "proposals/new/").status_code == 404


def test_the_band_of_greatest_need_leads_then_what_is_urgent_then_who_waited_longest(stood, as_):
    ask = load(PROGRAMME).matrix.scope[4].ask
    lasting = stood(scope=5, scope_reason=ask[0], begun=at(2018, 11, 1, 9))
    urgent = stood("A81002", "second_lead", scope=5, scope_reason=ask[-1])
    low = stood("P81001", "other_lead", scope=1, impact=1, begun=at(2018, 10, 1, 9))
    later = stood(begun=at(2018, 12, 30, 9))
    rows = listed(as_("regional"))
    in_turn = [urgent, lasting, later, low]
    assert [row["case"] for row in rows] == [one.reference for one in in_turn]
    assert [row["urgent"] for row in rows] == ["yes", "no", "no", "no"]
    assert [row["band"] for row in rows] == ["High", "High", "High", "Low"]
    assert rows[1]["days_waited"] == "69"


def test_what_is_decided_stands_apart_and_what_was_closed_nowhere(stood, as_):
    states = ("under_assessment", "another_look", "not_prioritised", "help_decided", "closed")
    cases = {state: stood(state=state).reference for state in states}
    client = as_("regional")
    to_decide = {cases["under_assessment"], cases["another_look"]}
    assert set(references(client)) == to_decide
    assert references(client, "standing=not_prioritised") == [cases["not_prioritised"]]
    assert references(client, "standing=help_decided") == [cases["help_decided"]]


def test_how_many_are_not_placed_is_said(referred, stood, as_):
    stood()
    referred("A81002", by="second_lead")
    assert "1 request" in as_("resilience").get(BOARD).content.decode()


def test_the_list_is_narrowed_by_area_band_cell_and_earlier_help(stood, as_):
    one, other = stood(), stood("P81001", "other_lead", scope=1, impact=2)
    PastSupport.objects.create(
        organisation=practice("P81001"),
        tier="commissioner",
        scheme="Vulnerable practices",
        year="2016-17",
        what="received",
        source="past.csv",
        line=2,
        added=NOW,
    )
    client = as_("regional")
    for query, found in {
        "area=00T": other,
        "area=00K": one,
        "band=high": one,
        "band=low": other,
        "scope=4&impact=4": one,
        "scope=1": other,
        "helped=continuing": other,
        "helped=new": one,
    }.items():
        assert references(client, query) == [found.reference], query
    page = client.get(BOARD + "?area=00T").content.decode()
    assert "The Dene Surgery" not in page


def test_a_practice_that_an_earlier_case_helped_is_helped_before(stood, as_):
    earlier = stood(state="closed", begun=at(2018, 9, 1, 9))
    earlier.decisions.create(
        number=1,
        at=NOW,
        by="somebody",
        outcome="offer_help",
        reasons="They need it.",
        letter="Dear practice",
        placement=earlier.placement,
    )
    case = stood()
    assert references(as_("resilience"), "helped=continuing") == [case.reference]


@pytest.mark.parametrize(
    "query", ["area=00Z", "band=dire", "scope=6", "standing=open", "helped=maybe", "team=Q83"]
)
def test_what_makes_no_sense_is_answered(stood, as_, query):
    assert as_("resilience").get(f"{BOARD}?{query}").status_code == 400


def test_a_cell_counts_its_cases_and_names_those_that_waited_longest(world, as_):
    set_deciding(second_percent=0)
    cases = crowd(60, NOW)
    counted = Counter(
        Placement.objects.filter(assessment__case__in=cases).values_list("scope", "impact")
    )
    page = as_("regional").get(BOARD).content.decode()
    (scope, impact), many = counted.most_common(1)[0]
    assert "To decide: 60" in page
    assert f'{many}<span class="nhsuk-u-visually-hidden"> cases with scope {scope}' in page
    in_it = Case.objects.filter(placement__scope=scope, placement__impact=impact)
    first = in_it.order_by("begun", "pk").first()
    assert f"/cases/{first.reference}/" in page


def test_the_number_of_queries_does_not_grow_with_the_cases(world, as_):
    client = as_("regional")
    crowd(20, NOW)

    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = (BOARD, BOARD + "?helped=continuing", BOARD + "equity/", BOARD + "review/")
    before = {address: (queries(address), queries(address))[1] for address in addresses}
    crowd(60, NOW)
    assert {address: queries(address) for address in addresses} == before


def test_a_matrix_set_otherwise_since_is_said_beside_the_band(stood, as_):
    case = stood(scope=4, impact=4)
    with connection.cursor() as cursor:  # placements are kept: as an older matrix would have it
        cursor.execute(
            "UPDATE cases_placement SET band = 'medium' WHERE id = %s", [case.placement_id]
        )
    assert (
        "Medium by the matrix when it was placed" in as_("resilience").get(BOARD).content.decode()
    )


@pytest.mark.parametrize("state", ["under_assessment", "another_look", "information_requested"])
def test_where_a_case_stands_is_not_shown_to_who_may_be_the_second_to_place_it(stood, as_, state):
    set_deciding(second_percent=100)
    case = stood(state=state)
    board = as_("resilience").get(BOARD).content.decode()
    assert "The Dene Surgery" not in board
    assert "Not shown to you, who may be the second to place them" in board
    for query in ("", "scope=4&impact=4", "band=high", "helped=new"):
        assert references(as_("resilience"), query) == [], query
    for name in ("regional", "commissioner"):  # who placed it, and who cannot be an assessor
        assert references(as_(name)) == [case.reference], name
    placed(case, 3, 3, by=reader("resilience", NOW.date()), at=NOW, kind="second")
    assert references(as_("resilience")) == [case.reference]
