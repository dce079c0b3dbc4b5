"""Milestones judged from rows, against an oracle that counts naively, and deadlines to the
second."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from resilience.programmes.packs import load, tables
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Milestone, ShareReached
from resilience.returns.deadlines import moment
from resilience.returns.figures.areas import Area, Team
from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow
from resilience.returns.filing.told import due_told
from resilience.returns.milestones import told
from resilience.returns.milestones.compliance import in_area, standing, units
from resilience.returns.milestones.evidence import counted
from resilience.returns.milestones.ground import Ground, as_then, year_of
from resilience.returns.milestones.states import Outcome, State, all_of, state, together
from tests.cases.world import PROGRAMME

PACK = load(PROGRAMME)
TEAMS = ("Q74", "Q75")
AREA = Area(1, "Y54", "North", tuple(Team(n, c, c, "Y54") for n, c in enumerate(TEAMS)))
FIRST = date(2018, 6, 1)
MOMENTS = st.datetimes(
    *map(datetime.fromisoformat, ("2018-06-01", "2019-06-01")), timezones=st.just(UTC)
)
DAYS = st.integers(0, 400).map(lambda n: FIRST + timedelta(days=n))


class Told(Ground):
    """A ground whose rows are those of a day, as a table of days has them, and its records."""

    def __init__(self, pack: Pack, at: datetime, rows, records=()):
        super().__init__(pack, at)
        self.told, self.records = rows, records

    def rows(self, area, year, day):
        return self.told(day)

    def moments(self, evidence, code, year):
        return [at for what, of, at in self.records if (what, of) == (evidence.what, code)]


def milestone(name: str, pack: Pack = PACK) -> Milestone:
    found = pack.returns.milestone(name)
    assert found is not None
    return found


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # by Greenwich; the deadlines are by London


def stands(name: str, ground: Ground) -> State:
    return in_area(ground, milestone(name, ground.pack), AREA).state


pence = st.one_of(st.none(), st.integers(0, 500))
maybe = st.one_of(st.none(), DAYS)


@st.composite
def rows(draw):
    teams = tuple(TeamRow(code, code, "Y54", draw(pence), draw(pence)) for code in TEAMS)
    practices = tuple(
        PracticeRow(
            draw(st.sampled_from(TEAMS)),
            f"A{number}",
            "",
            asked=draw(maybe),
            decided=draw(maybe),
            confirmed=draw(maybe),
            agreed=draw(maybe),
            business_case=draw(st.sampled_from(("", "begun", "submitted"))),
            committed=draw(pence),
            paid=draw(pence),
            direct_committed=draw(pence),
            direct_paid=draw(pence),
        )
        for number in range(draw(st.integers(0, 6)))
    )
    return Rows(teams, practices)


def naive(found: Rows, share: ShareReached, codes: tuple[str, ...], cut: date | None) -> str:
    """Each row looked at by itself, with nothing of the product's own counting."""
    own = [one for one in found.practices if one.team in codes]
    if share.confirmed_by:
        own = [one for one in own if one.confirmed and one.confirmed <= share.confirmed_by]

    def values(name):
        if name == "available":
            return [one.available for one in found.teams if one.team in codes]
        if name == "business_cases":
            return [int(one.business_case in ("begun", "submitted")) for one in own]
        if name == "business_cases_submitted":
            return [int(one.business_case == "submitted") for one in own]
        if name in ("asked", "decided", "confirmed", "agreed"):
            return [int(getattr(one, name) is not None) for one in own]
        return [getattr(one, name) for one in own]

    if cut and share.whole in ("asked", "confirmed"):
        own = [o for o in own if not getattr(o, share.whole) or getattr(o, share.whole) <= cut]
    whole, part = values(share.whole), values(share.part)
    if None in whole:
        return "not_known"
    if sum(whole) == 0:
        return "nothing"
    if sum(p for p in part if p is not None) >= ceil(sum(whole) * share.percent / 100):
        return "met"
    return "not_known" if None in part else "not_met"


SHARES = [e for m in PACK.returns.milestones for e in m.evidence if isinstance(e, ShareReached)]


@given(rows(), st.sampled_from(SHARES), st.sampled_from([TEAMS, TEAMS[:1]]), maybe)
def test_each_share_is_as_who_counts_row_by_row_has_it(found, share, codes, cut):
    shown = counted(share, found, codes, cut)
    assert shown.outcome == naive(found, share, codes, cut)
    if shown.outcome is Outcome.NOT_MET:
        assert shown.short > 0
    if shown.outcome is Outcome.MET and shown.since:
        assert shown.since <= FIRST + timedelta(days=400)


@given(
    st.tuples(rows(), rows()),
    st.sampled_from([one for one in PACK.returns.milestones if len(one.evidence) == 1]),
    MOMENTS,
)
def test_a_milestone_is_what_is_shown_now_against_what_was_shown_at_its_deadline(two, one, at):
    """The state by an oracle of its own, with other rows before the deadline's end and after it."""
    before, after = two
    share = one.evidence[0]
    if not isinstance(share, ShareReached):
        return
    ground = Told(PACK, at, lambda day: before if day <= one.due.date() else after)
    for unit in units(one, AREA):
        got = standing(ground, one, unit).state
        if at.replace(microsecond=0) <= moment(one):
            now = naive(before, share, unit.teams, None)
            expected = {"met": "met", "not_met": "not_yet", "nothing": "not_applicable"}
            assert got == expected.get(now, now)
            continue
        cut = one.due.date()
        then = naive(before, share, unit.teams, cut)
        now = naive(after if ground.day > cut else before, share, unit.teams, cut)
        if then == "met":
            assert got == "met"
        elif now == "met":
            assert got == ("met" if then == "not_known" else "met_late")
        else:
            named = {"not_met": "late", "nothing": "not_applicable"}
            assert got == named.get(now, now)


@given(st.lists(st.sampled_from(State)))
def test_an_area_meets_what_all_its_teams_meet_that_have_something_to_do(states):
    found = together(states)
    with_work = [one for one in states if one is not State.NOTHING]
    met = all(one in (State.MET, State.MET_LATE) for one in with_work)
    assert (found in (State.MET, State.MET_LATE)) == (met and bool(with_work))
    if State.LATE in states:
        assert found is State.LATE


def test_what_falls_short_counts_before_what_is_not_known():
    assert all_of([Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET]) is Outcome.NOT_MET
    assert all_of([Outcome.MET, Outcome.NOTHING]) is Outcome.MET
    assert all_of([Outcome.NOTHING]) is Outcome.NOTHING
    assert state(Outcome.NOT_MET, Outcome.MET) is State.MET


def test_a_return_at_17_00_00_is_in_time_and_a_second_later_late_by_the_clocks_of_summer():
    """5 October 2018, 17:00 in London is 16:00 by Greenwich."""
    nothing = Rows(tuple(TeamRow(code, code, "Y54", 0) for code in TEAMS))
    for second, expected in ((0, State.MET), (1, State.MET_LATE)):
        sent = london(2018, 10, 5, 16, 0, second)
        ground = Told(
            PACK, london(2018, 10, 8, 9), lambda day: nothing, [("data_return", "Y54", sent)]
        )
        assert stands("first_return", ground) is expected


def test_a_return_is_due_at_the_same_hour_by_the_clocks_of_winter():
    nothing = Rows(tuple(TeamRow(code, code, "Y54", 0) for code in TEAMS))
    for at, expected in (
        (london(2019, 1, 8, 17), State.NOT_YET),
        (london(2019, 1, 8, 17, 0, 1), State.LATE),
    ):
        assert stands("second_return", Told(PACK, at, lambda day: nothing)) is expected


def test_money_not_entered_is_not_known_and_never_a_zero():
    unknown = Rows((TeamRow("Q74", "", "Y54", None), TeamRow("Q75", "", "Y54", 0)))
    found = in_area(
        Told(PACK, london(2018, 9, 1), lambda day: unknown), milestone("committed"), AREA
    )
    assert [one.state for one in found.units] == [State.NOT_KNOWN, State.NOTHING]
    assert found.state is State.NOT_KNOWN


def test_a_team_of_which_nothing_came_is_not_known():
    one_team = Rows((TeamRow("Q74", "", "Y54", 0),))
    found = in_area(
        Told(PACK, london(2018, 9, 1), lambda day: one_team), milestone("committed"), AREA
    )
    assert [one.state for one in found.units] == [State.NOTHING, State.NOT_KNOWN]


def test_what_is_spent_after_the_year_ended_does_not_count():
    """The report is due on 5 April, the money by 31 March (E25)."""

    def spent(day):
        paid = 100 if day > date(2019, 3, 31) else 60
        return Rows(
            tuple(TeamRow(code, code, "Y54", 50) for code in TEAMS),
            (PracticeRow("Q74", "A1", "", committed=100, paid=paid),),
        )

    sent = [("data_return", "Y54", london(2019, 4, 5, 12))]
    assert stands("third_return", Told(PACK, london(2019, 4, 5, 13), spent, sent)) is State.NOT_YET
    assert stands("third_return", Told(PACK, london(2019, 4, 9, 13), spent, sent)) is State.LATE


def test_practices_confirmed_later_are_not_owed_by_the_september_memoranda():
    found = Rows(
        tuple(TeamRow(code, code, "Y54", 0) for code in TEAMS),
        (
            PracticeRow("Q74", "A1", "", confirmed=date(2018, 7, 31), agreed=date(2018, 8, 20)),
            PracticeRow("Q74", "A2", "", confirmed=date(2018, 8, 1)),
        ),
    )
    shown = in_area(Told(PACK, london(2018, 9, 1), lambda day: found), milestone("memoranda"), AREA)
    assert shown.state is State.MET
    assert shown.since == date(2018, 8, 20)


def test_what_an_area_sent_since_tells_days_of_earlier_and_no_money():
    row = PracticeRow("Q74", "A1", "", asked=date(2018, 7, 1), decided=date(2018, 8, 1), paid=5)
    (then,) = as_then(Rows((), (row,)), date(2018, 7, 31)).practices
    assert (then.asked, then.decided, then.paid) == (date(2018, 7, 1), None, None)


def test_a_weekday_that_the_programme_has_wrong_is_told_and_the_true_one_shown():
    third = milestone("third_return")
    assert due_told(third) == "Friday 5 April 2019 at 17:00"
    assert told.weekday_note(third).endswith("was a Friday, not a Tuesday; the date counts.")
    assert told.weekday_note(milestone("first_return")) == ""


def test_a_programme_can_carry_milestones_of_2016_without_a_change_of_code():
    """P4 and P5: practices identified by 18 October, funding committed by 30 December 2016."""
    data = tables(PROGRAMME)
    base = {"of": "team", "basis": "stated by the programme", "supplies": "The local team."}
    data["returns"]["milestones"] = [
        base
        | {
            "id": "identified",
            "title": "Practices identified",
            "due": datetime.fromisoformat("2016-10-18T17:00"),
            "stated": "Tuesday 18 October 2016",
            "evidence": [{"type": "count", "of": "asked", "at_least": 1}],
            "cite": ["P4"],
        },
        base
        | {
            "id": "committed_2016",
            "title": "Funding committed to named practices",
            "due": datetime.fromisoformat("2016-12-30T17:00"),
            "stated": "Friday 30 December 2016",
            "evidence": [
                {"type": "share", "part": "committed", "whole": "available", "percent": 100}
            ],
            "cite": ["P5"],
        },
    ]
    pack = Pack.model_validate(data)
    found = Rows(
        tuple(TeamRow(code, code, "Y54", 100) for code in TEAMS),
        tuple(
            PracticeRow(code, f"A{code}", "", asked=date(2016, 10, 3), committed=100)
            for code in TEAMS
        ),
    )
    ground = Told(pack, london(2017, 2, 1), lambda day: found)
    assert stands("identified", ground) is State.MET
    assert stands("committed_2016", ground) is State.MET
    assert year_of(pack, milestone("committed_2016", pack)).label == "2016-17"
    assert year_of(PACK, milestone("second_studies")).label == "2018-19"
