"""Ending a memorandum by notice: the grounds, and from when it may end at the earliest."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.agreements.actions.extending import extend
from resilience.agreements.actions.giving_notice import end_by_notice, give_notice, take_notice_back
from resilience.agreements.changing.agreed import agreed, last_day
from resilience.agreements.changing.months import earliest_end, months_after
from resilience.agreements.changing.notice import Notice
from resilience.agreements.models import EndNotice, Side
from resilience.cases.happening import ChangedMeanwhile
from resilience.notices.models import Notice as Told
from resilience.programmes.packs import load
from tests.agreements.world import ENDS, in_force, issued
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader, user

NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
WHY = "Nobody came to the three meetings that were agreed."


def gives(case, name: str, ground: str = "without_reason", when=NOW, **told) -> EndNotice:
    case.refresh_from_db()
    notice = Notice(ground, **{"given": when.date()} | told)
    by = reader(name, when.date())
    return give_notice(by=by, case=case, seen=case.version, at=when, notice=notice)


# --- whole calendar months


@pytest.mark.parametrize(
    ("given_on", "months", "ends"),
    [
        (date(2018, 11, 30), 3, date(2019, 2, 28)),
        (date(2019, 11, 30), 3, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 2, 28), 1, date(2019, 3, 28)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
        (date(2019, 3, 31), 3, date(2019, 6, 30)),
    ],
)
def test_months_of_notice_end_on_the_day_of_the_same_number_or_the_last(given_on, months, ends):
    assert months_after(given_on, months) == ends


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_of_notice_agree_with_pandas(day, months):
    theirs = (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
    assert months_after(day, months) == theirs


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_of_notice_agree_with_turning_the_calendar_day_by_day(day, months):
    """Turn pages until as many months have begun, then on to the number or the end of the month."""
    one, turned = day, 0
    while turned < months:
        one += timedelta(days=1)
        turned += one.day == 1
    while one.day < day.day and (one + timedelta(days=1)).month == one.month:
        one += timedelta(days=1)
    assert months_after(day, months) == one


def test_a_ground_without_a_span_may_end_it_on_the_day_of_the_notice():
    grounds = {one.id: one for one in load(PROGRAMME).ending.grounds}
    assert earliest_end(grounds["support_withdrawn"], DAY) == DAY
    assert earliest_end(grounds["not_cooperating"], DAY) == date(2019, 3, 4)
    assert earliest_end(grounds["without_reason"], DAY) == date(2019, 5, 4)


# --- giving notice


@pytest.mark.parametrize(("name", "side"), [("lead", Side.PRACTICE), ("regional", Side.BODY)])
def test_either_side_gives_three_months_without_a_reason_and_the_other_is_told(case, name, side):
    in_force(case)
    made = gives(case, name)
    assert (made.side, made.earliest, made.ends) == (side, date(2019, 5, 4), date(2019, 5, 4))
    assert last_day(agreed(case)) == date(2019, 5, 4)
    other = {"lead": "resilience", "regional": "lead"}[name]
    assert Told.objects.filter(user=user(other), subject__contains="gave notice").exists()
    assert case.events.last().kind.startswith("notice_given_by")


def test_the_body_ends_it_in_a_month_with_a_reason_once_the_lmc_was_talked_to(case):
    in_force(case)
    told = {"reason": WHY, "discussed": date(2019, 2, 1), "ends": date(2019, 3, 8)}
    made = gives(case, "regional", "not_cooperating", **told)
    assert (made.earliest, made.ends) == (date(2019, 3, 4), date(2019, 3, 8))
    assert made.discussed_with_lmc == date(2019, 2, 1)
    assert case.events.last().text == WHY


REFUSED = [
    ("lead", "not_cooperating", {}, "Choose on which ground"),
    ("lead", "support_withdrawn", {}, "Choose on which ground"),
    ("lead", "nonsense", {}, "Choose on which ground"),
    ("lead", "without_reason", {"ends": date(2019, 5, 3)}, "on 4 May 2019 at the earliest"),
    ("lead", "without_reason", {"ends": ENDS}, "30 September 2019 in any case"),
    ("lead", "without_reason", {"given": date(2019, 2, 5)}, "dated ahead"),
    ("lead", "without_reason", {"given": date(2019, 1, 20)}, "in force since 21 January 2019"),
    ("lead", "without_reason", {"reason": "Ring 01632 960 123."}, "telephone number"),
    ("regional", "not_cooperating", {"discussed": DAY}, "needs a reason"),
    ("regional", "not_cooperating", {"reason": WHY}, "local medical committee"),
    (
        "regional",
        "not_cooperating",
        {"reason": WHY, "given": date(2019, 2, 1), "discussed": DAY},
        "and give notice afterwards",
    ),
    ("regional", "support_withdrawn", {}, "needs a reason"),
    (
        "regional",
        "support_withdrawn",
        {"reason": WHY, "given": date(2019, 2, 1)},
        "1 February 2019 is past",
    ),
]


def test_notice_that_its_ground_does_not_bear_is_refused(case):
    in_force(case)
    for name, ground, told, why in REFUSED:
        with pytest.raises(Refused, match=why):
            gives(case, name, ground, **told)
    assert not EndNotice.objects.exists()


def test_who_signs_for_neither_side_gives_no_notice(case):
    in_force(case)
    for name in ("member", "commissioner", "officer", "other_lead", "finance"):
        with pytest.raises(Refused, match="Only those who"):
            gives(case, name)


def test_nobody_gives_notice_of_a_memorandum_that_is_not_signed(case):
    issued(case)
    with pytest.raises(Refused, match="not open while the case is"):
        gives(case, "lead")


def test_of_two_who_give_notice_at_once_the_second_reads_what_happened(case):
    in_force(case)
    seen, notice = case.version, Notice("without_reason", DAY)
    case.refresh_from_db()
    seen = case.version
    give_notice(by=reader("lead", DAY), case=case, seen=seen, at=NOW, notice=notice)
    with pytest.raises(ChangedMeanwhile, match="The practice gave notice"):
        give_notice(by=reader("regional", DAY), case=case, seen=seen, at=NOW, notice=notice)


def test_of_several_notices_the_first_last_day_counts(case):
    in_force(case)
    gives(case, "lead")
    told = {"reason": WHY, "discussed": DAY}
    gives(case, "regional", "not_cooperating", **told)
    assert last_day(agreed(case)) == date(2019, 3, 4)


# --- taking it back, and the end


def test_only_the_side_that_gave_notice_takes_it_back_and_while_it_runs(case):
    in_force(case)
    made = gives(case, "lead")
    told = {"case": case, "at": NOW, "notice": made, "reason": "A new partner has come."}
    case.refresh_from_db()
    with pytest.raises(Refused, match="Only the side that gave notice"):
        take_notice_back(by=reader("regional", DAY), seen=case.version, **told)
    late = date(2019, 5, 5)
    with pytest.raises(Refused, match="in force until 4 May 2019"):
        take_notice_back(by=reader("lead", late), seen=case.version, **told)
    take_notice_back(by=reader("lead", DAY), seen=case.version, **told)
    assert last_day(agreed(case)) == ENDS
    case.refresh_from_db()
    with pytest.raises(Refused, match="not in force any more"):
        take_notice_back(by=reader("lead", DAY), seen=case.version, **told)


def test_nothing_is_extended_while_notice_runs(case):
    in_force(case)
    gives(case, "lead")
    case.refresh_from_db()
    with pytest.raises(Refused, match="ends on 4 May 2019"):
        extend(
            by=reader("regional", DAY),
            case=case,
            seen=case.version,
            at=NOW,
            until=date(2019, 12, 31),
            reason="More help is needed.",
        )


def test_it_ended_once_its_last_day_is_over(case):
    in_force(case)
    with pytest.raises(Refused, match="Nobody gave notice"):
        end_by_notice(by=reader("resilience", DAY), case=case, seen=_version(case), at=NOW)
    gives(case, "lead")
    seen = _version(case)
    with pytest.raises(Refused, match="record it from 5 May 2019"):
        last = reader("resilience", date(2019, 5, 4))
        end_by_notice(by=last, case=case, seen=seen, at=at(2019, 5, 4, 9))
    after = at(2019, 5, 5, 9)
    end_by_notice(by=reader("resilience", after.date()), case=case, seen=seen, at=after)
    case.refresh_from_db()
    assert case.state == "ended_early" and not case.is_open


def _version(case) -> int:
    case.refresh_from_db()
    return case.version
