"""Pages of delivery plans, and the overview of all teams: who reads what of them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.organisations.models import Ancestor, Organisation
from resilience.returns.figures.sums import Figure
from resilience.returns.models import DeliveryPlan
from resilience.returns.plans.addressed import Where
from resilience.returns.plans.overview import as_rows, overview
from resilience.returns.plans.work import work
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, practice, reader, user
from tests.returns.plans.planning import DAY, NOW, PACK, TEAM, YEAR, stands, told, written


def test_the_overview_has_every_team_and_how_many_were_supported(of, case, time_machine):
    written(of)
    where = Where(PACK, YEAR)
    day = date(2019, 2, 4)
    rows = {one["team_code"]: one for one in as_rows(overview(reader("national", day), where, day))}
    assert rows["Q74"]["plan"] == "Agreed"
    assert rows["Q83"]["plan"] == "None"
    assert (rows["Q74"]["area_practices_supported"], rows["Q74"]["area_practices_open"]) == (1, 2)
    assert rows["Q83"]["area_practices_supported"] == 0


def test_who_sees_counts_only_is_told_no_number_of_few_practices(of, case, monkeypatch):
    day = date(2019, 2, 4)
    written(of)
    told(of)
    member = Membership.objects.get(user=user("board"))
    member.organisation = Organisation.objects.get(code="ENG")
    member.save()
    rows = list(as_rows(overview(reader("board", day), Where(PACK, YEAR), day)))
    assert {one["area_practices_supported"] for one in rows} == {"not shown"}
    mark = "resilience.returns.plans.supported.figure"
    monkeypatch.setattr(mark, lambda *_: Figure(1000))  # nor of many, as it moves from day to day
    rows = list(as_rows(overview(reader("board", day), Where(PACK, YEAR), day)))
    assert {one["area_practices_supported"] for one in rows} == {"not shown"}
    told_ = {one["team_code"]: one["practices_told"] for one in rows}
    assert told_ == {"Q74": "fewer than 5", "Q83": None}


def test_a_commissioner_reads_the_plan_of_its_team_and_of_no_other(of):
    plan = written(of)
    visible = DeliveryPlan.objects
    assert list(visible.visible_to(reader("commissioner", DAY))) == [plan]
    assert list(visible.visible_to(reader("officer", DAY))) == [plan]
    assert list(visible.visible_to(reader("board", DAY))) == [plan]
    for who in ("other_commissioner", "lead", "supplier", "administrator", "other_resilience"):
        assert not visible.visible_to(reader(who, DAY)).exists()


def test_the_nation_reads_the_plan_of_a_team_that_has_no_commissioner(of):
    Organisation.objects.create(code="Q99", kind="dco", name="A new team")
    rows = {
        who: as_rows(overview(reader(who, DAY), Where(PACK, YEAR), DAY))
        for who in ("national", "regional")
    }
    codes = {who: {one["team_code"] for one in found} for who, found in rows.items()}
    assert "Q99" in codes["national"]
    assert "Q99" not in codes["regional"]


def test_more_teams_take_no_more_queries(of):
    def asked(who: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            list(as_rows(overview(reader(who, DAY), Where(PACK, YEAR), DAY)))
            list(work(reader(who, DAY), 15))
        return len(queries)

    written(of)
    before = {who: asked(who) for who in ("national", "regional")}
    region = Organisation.objects.get(code="Y54")
    for number in range(3):
        made = Organisation.objects.create(code=f"Q9{number}", kind="dco", name=f"Team {number}")
        Ancestor.objects.create(
            descendant=made, ancestor=region, kind="region", starts=date(2013, 4, 1)
        )
        DeliveryPlan.objects.create(
            programme=PACK.id, year=YEAR.label, team=made, number=1, at=NOW, agreed=DAY
        )
    assert {who: asked(who) for who in before} == before


def plan_form(**other: object) -> dict[str, object]:
    return {
        "seen": 0, "agreed": "2 July 2018", "agreed_with": ["00K"], "summary": "So.",
        "shares": "So.", "partners": "", "what_1": "Sign", "by_1": "1/2/2019",
    } | other  # fmt: skip


def test_a_plan_is_written_told_and_read_by_the_practice_on_pages(of, monday, referred, as_):
    referred("A81001")
    page = as_("resilience").post(f"{TEAM}write/", plan_form())
    assert page.status_code == 302
    browser = as_("resilience")
    text = browser.get(TEAM).content.decode()
    assert "Of the area but not named in it: Tees Local Medical Committee" in text
    assert "No money of 2018-19" in text
    preview = browser.get(f"{TEAM}tell/")
    assert "Tell 1 practice" in preview.content.decode()
    mark = re.search(r'name="seen" value="([^"]*)"', preview.content.decode())[1]
    assert browser.post(f"{TEAM}tell/", {"seen": mark, "text": ""}).status_code == 302
    local = as_("lead").get(reverse("returns:local_deadlines", args=[PROGRAMME, "2018-19"]))
    assert "1 February 2019" in local.content.decode()
    other = as_("second_lead").get(reverse("returns:local_deadlines", args=[PROGRAMME, "2018-19"]))
    assert "You were told of no local deadlines" in other.content.decode()


def test_a_row_with_something_missing_is_told_at_its_field(of, monday, as_):
    page = as_("resilience").post(f"{TEAM}write/", plan_form(by_1=""))
    assert "Deadline 1: give by when" in page.content.decode()
    page = as_("resilience").post(f"{TEAM}write/", plan_form(agreed_with=[], what_1="", by_1=""))
    assert "Say with whom it was agreed" in page.content.decode()
    assert not DeliveryPlan.objects.exists()


def test_the_page_names_practices_only_to_who_sees_cases(of, referred, monday, as_):
    referred("A81001")
    written(of, at=at(2019, 1, 7, 8))
    told(of, when=at(2019, 1, 7, 8))
    text = as_("board").get(TEAM).content.decode()
    assert practice().name not in text
    assert "fewer than 5 told" in text
    assert practice().name in as_("resilience").get(TEAM).content.decode()


NOTHING = ("x/2018-19/", "gprp-2018-19/2031-32/", "gprp-2018-19/x/")
NO_TEAM = ("gprp-2018-19/2018-19/NOPE/", "gprp-2018-19/2018-19/00K/")


@pytest.mark.parametrize("address", [*NOTHING, *NO_TEAM])
def test_an_address_of_nothing_is_not_found(world, as_, address):
    assert as_("national").get(f"/delivery-plans/{address}").status_code == 404


def test_an_empty_england_has_an_empty_overview(db, client):
    nation = Organisation.objects.create(code="ENG", kind="nation", name="England")
    person = User.objects.create_user("nobody@example.nhs.uk", name="N")
    person.memberships.create(organisation=nation, role=Role.NATIONAL_TEAM, starts=date(2013, 4, 1))
    client.force_login(person)
    page = client.get(f"/delivery-plans/{PROGRAMME}/2018-19/")
    assert "No team is known" in page.content.decode()


def test_assuring_and_actions_on_pages_and_the_file(of, monday, as_):
    written(of, at=at(2019, 1, 7, 8))
    as_("regional").post(f"{TEAM}assure/", {
        "seen": 1, "finding": "with_actions", "why": "So.", "what_1": "Name who leads",
        "who_1": "resilience lead", "due_1": "31 January 2019",
    })  # fmt: skip
    (action,) = stands(of).actions
    browser = as_("resilience")
    assert "Assured, with actions" in browser.get(TEAM).content.decode()
    done = {"done": "7 January 2019", "outcome": "Named."}
    assert browser.post(f"{TEAM}action/{action.pk}/done/", done).status_code == 302
    file = as_("board").get(f"/delivery-plans/{PROGRAMME}/2018-19/?format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].startswith(
        "Y54,North of England,Q74,Cumbria and North East,Agreed,1"
    )
    assert "A81001" not in text
