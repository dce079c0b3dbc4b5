"""A team's delivery plan: written with partners, told to practices, assured, and followed up."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.models import Case
from resilience.funding.years import Year
from resilience.notices.models import Notice
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.packs import load
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.figures.sums import Figure
from resilience.returns.models import DeliveryPlan, PracticesTold
from resilience.returns.plans.addressed import At, Where
from resilience.returns.plans.addressed import at as at_team
from resilience.returns.plans.assuring import ToDo, add_action, assure, close_action
from resilience.returns.plans.compared import differences
from resilience.returns.plans.overview import as_rows, overview
from resilience.returns.plans.reaching import is_engaged, reached
from resilience.returns.plans.standing import standings
from resilience.returns.plans.telling import tell_practices, told_otherwise
from resilience.returns.plans.work import work
from resilience.returns.plans.writing import latest, write_plan
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, practice, reader, user

NOW = at(2019, 1, 9, 10)
DAY = NOW.date()
YEAR = Year.called("2018-19")
PACK = load(PROGRAMME)
DEADLINES = [("Send us your first report", date(2019, 3, 1)), ("Sign", date(2019, 2, 1))]
TEAM = f"/delivery-plans/{PROGRAMME}/2018-19/Q74/"


@pytest.fixture
def of(world) -> At:
    return at_team(Organisation.objects.get(code="Q74"), PACK, YEAR, DAY)


def written(of: At, by: str = "resilience", **other: object) -> DeliveryPlan:
    said = {
        "seen": getattr(latest(of), "number", 0),
        "at": NOW,
        "agreed": date(2018, 7, 2),
        "agreed_with": ["00K", "LMC-1"],
        "partners": "",
        "summary": "Single-handed practices first.",
        "shares": "A third for help that goes on.",
        "deadlines": DEADLINES,
    }
    return write_plan(by=reader(by, DAY), of=of, **(said | other))


def told(of: At, text: str = "", when: datetime = NOW) -> PracticesTold:
    mark = reached(of, latest(of), DAY).mark
    return tell_practices(by=reader("resilience", DAY), of=of, seen=mark, at=when, text=text)


def stands(of: At):
    return standings(PACK, YEAR, [of.team], DAY)[of.team.pk]


def test_a_plan_says_when_and_with_whom_it_was_agreed_and_its_deadlines_in_order(of):
    plan = written(of)
    assert [one["name"] for one in plan.agreed_with] == [
        "Hartlepool",
        "Tees Local Medical Committee",
    ]
    assert [due for due, _ in plan.local_deadlines] == [date(2019, 2, 1), date(2019, 3, 1)]
    assert plan.acting_for == of.organisation
    event = Event.objects.get(act="returns.plan_written")
    assert event.after == {"year": "2018-19", "number": 1, "agreed": "2018-07-02"}


def test_a_plan_brought_up_to_date_is_a_new_version_and_tells_what_changed(of):
    before = written(of)
    after = written(of, summary="All practices alike.", deadlines=DEADLINES[:1])
    assert (after.number, stands(of).words) == (2, "Brought up to date")
    assert [one.what for one in differences(before, after)] == ["Summary", "Local deadlines"]


def test_who_saw_an_older_version_writes_nothing_over_it(of):
    written(of)
    with pytest.raises(Refused, match="up to date since"):
        written(of, seen=0)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"agreed": date(2019, 1, 10)}, "still to come"),
        ({"agreed": date(2016, 1, 10)}, "give a day from"),
        ({"agreed_with": []}, "with which commissioners"),
        ({"agreed_with": ["00T"]}, "with which commissioners"),
        ({"deadlines": [("Sign", date(2020, 2, 1))]}, "give a day from"),
        ({"summary": "Ring 01632 960 123"}, "telephone"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_kept(of, wrong, why):
    with pytest.raises(Refused, match=why):
        written(of, **wrong)
    assert not DeliveryPlan.objects.exists()


@pytest.mark.parametrize("who", ["finance", "commissioner", "national", "other_resilience", "lead"])
def test_only_the_team_writes_its_plan(of, who):
    with pytest.raises(Refused):
        written(of, by=who)


def test_practices_with_somebody_here_are_told_once_and_the_others_are_listed(of, referred):
    referred("A81001")
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    written(of)
    made = told(of, "Please look at these early.")
    assert (made.told, made.not_reached) == (["A81001"], ["A81002"])
    (notice,) = Notice.objects.filter(once__startswith="delivery plan")
    assert notice.user == user("lead")
    assert "By 1 February 2019: Sign" in notice.text
    assert "Please look at these early." in notice.text
    with pytest.raises(Refused, match="was told of this plan"):
        told(of)
    assert stands(of).to_tell == {"A81002"}
    event = Event.objects.get(act="returns.practices_told")
    assert event.after == {"plan": 1, "told": 1, "not_reached": 1}


def test_a_practice_with_nobody_here_is_told_in_another_way_once(of, referred):
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    written(of)
    by = reader("resilience", DAY)
    said = {"practice": "A81002", "at": NOW, "day": DAY, "how": "By telephone."}
    told_otherwise(by=by, of=of, **said)
    assert (stands(of).reached, stands(of).to_tell) == ({"A81002"}, set())
    with pytest.raises(Refused, match="not among those"):
        told_otherwise(by=by, of=of, **said)
    with pytest.raises(Refused, match="not among those"):
        told_otherwise(by=by, of=of, **(said | {"practice": "A81001"}))


def test_where_nobody_has_somebody_here_it_is_kept_who_is_to_be_told_otherwise(of, referred):
    written(of)
    with pytest.raises(Refused, match="No practice of the area"):
        told(of)
    referred("A81002")
    Membership.objects.filter(user=user("second_lead")).delete()
    made = told(of)
    assert (made.told, made.not_reached) == ([], ["A81002"])
    with pytest.raises(Refused, match="was told of this plan"):
        told(of)


def test_a_practice_that_asks_later_is_told_then_and_nobody_twice(of, referred):
    referred("A81001")
    written(of)
    told(of)
    referred("A81002", NOW, "second_lead")
    assert told(of).told == ["A81002"]
    assert Notice.objects.filter(once__startswith="delivery plan").count() == 2


def test_a_new_version_is_told_anew(of, referred):
    referred("A81001")
    written(of)
    told(of)
    written(of)
    assert stands(of).reached == set()
    assert told(of).told == ["A81001"]


def test_nobody_is_told_where_who_would_be_told_changed_since_the_page(of, referred):
    referred("A81001")
    written(of)
    mark = reached(of, latest(of), DAY).mark
    referred("A81002", NOW, "second_lead")
    with pytest.raises(Refused, match="changed since"):
        tell_practices(by=reader("resilience", DAY), of=of, seen=mark, at=NOW, text="")
    assert not Notice.objects.filter(once__startswith="delivery plan").exists()


def test_a_concern_that_the_practice_does_not_know_of_is_no_reason_to_be_told(of, referred):
    case = referred("A81001")
    Case.objects.filter(pk=case.pk).update(tier="deliberation")
    assert reached(of, written(of), DAY).now == ()


DAYS = st.none() | st.dates(date(2018, 4, 1), date(2019, 3, 31))


@given(
    st.builds(
        PracticeRow,
        st.just("Q74"),
        st.just("A81001"),
        st.just("The Dene"),
        asked=DAYS,
        decided=DAYS,
        confirmed=DAYS,
        agreed=DAYS,
        ended=DAYS,
    )
)
def test_whose_help_has_ended_or_was_turned_down_is_not_engaged(row):
    turned_down = row.decided is not None and row.confirmed is None and row.agreed is None
    nothing = row.asked is None and row.confirmed is None and row.agreed is None
    assert is_engaged(row) == (row.ended is None and not turned_down and not nothing)


def test_the_region_assures_a_plan_and_the_team_reads_what_is_to_be_done(of):
    written(of)
    by = reader("regional", DAY)
    todo = ToDo("Agree it with the committee", "resilience lead", date(2019, 1, 31))
    said = {"seen": 1, "at": NOW, "finding": "with_actions", "why": "The committee is missing."}
    assure(by=by, of=of, actions=[todo], **said)
    now = stands(of)
    assert now.assured_now
    assert [one.what for one in now.open_actions()] == [todo.what]
    assert not now.late_actions(date(2019, 1, 31))
    assert now.late_actions(date(2019, 2, 1))
    assert Notice.objects.filter(user=user("resilience"), once__startswith="assurance").count() == 1
    close_action(
        by=reader("resilience", DAY),
        of=of,
        action=now.actions[0].pk,
        at=NOW,
        done=DAY,
        outcome="They agreed.",
    )
    assert stands(of).open_actions() == []
    with pytest.raises(Refused, match="meanwhile"):
        close_action(by=by, of=of, action=now.actions[0].pk, at=NOW, done=DAY, outcome="Again.")


def test_a_plan_that_changed_is_assured_anew_and_its_actions_stay_open(of):
    written(of)
    todo = ToDo("Name who leads", "resilience lead", date(2019, 1, 31))
    assure(
        by=reader("national", DAY),
        of=of,
        seen=1,
        at=NOW,
        finding="with_actions",
        why="So.",
        actions=[todo],
    )
    written(of)
    now = stands(of)
    assert not now.assured_now
    assert now.assurance.plan.number == 1
    assert len(now.open_actions()) == 1


def test_nobody_assures_their_own_plan_and_nobody_else_than_the_region_or_the_nation(of):
    written(of, by="regional")
    said = {"seen": 1, "at": NOW, "finding": "assured", "why": "So.", "actions": []}
    with pytest.raises(Refused, match="somebody else"):
        assure(by=reader("regional", DAY), of=of, **said)
    for who in ("resilience", "finance", "commissioner"):
        with pytest.raises(Refused, match="Only those"):
            assure(by=reader(who, DAY), of=of, **said)
    with pytest.raises(Refused, match="with actions"):
        todo = ToDo("Name who leads", "resilience lead", DAY)
        assure(by=reader("national", DAY), of=of, **(said | {"actions": [todo]}))


def test_a_team_adds_actions_of_its_own(of):
    written(of)
    todo = ToDo("Name who leads", "resilience lead", DAY)
    add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    with pytest.raises(Refused, match="kept already"):  # a second press of the button
        add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    with pytest.raises(Refused):
        add_action(by=reader("board", DAY), of=of, seen=1, at=NOW, action=todo)


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


def headings(who: str, day: date = DAY) -> dict[str, int]:
    return {one.id: one.total for one in work(reader(who, day), 15)}


def test_my_work_follows_a_plan_from_hand_to_hand(of, referred):
    referred("A81001")
    assert headings("resilience") == {"plans_to_write": 1}
    assert headings("regional") == {}
    written(of)
    assert headings("resilience") == {"plans_to_tell": 1}
    assert headings("regional") == headings("national") == {"plans_to_assure": 1}
    told(of)
    assert headings("resilience") == {}
    (local,) = work(reader("lead", DAY), 15)
    assert [one.due for one in local.first[0].owed] == [date(2019, 2, 1), date(2019, 3, 1)]
    assert headings("lead", date(2019, 3, 2)) == {}
    assert headings("second_lead") == {}
    todo = ToDo("Name who leads", "resilience lead", date(2019, 1, 31))
    add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    assert headings("resilience") == {"plan_actions": 1}
    assert headings("regional", date(2019, 2, 1)) == {"plans_to_assure": 1, "plan_actions": 1}


# --- pages


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
