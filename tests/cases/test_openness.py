"""How a team decides, open to anyone: its rules, its numbers, and no practice in them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from resilience.cases.actions import flag
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.cases.openness.numbers import Looked, last_day, looked_at, told
from resilience.cases.openness.small import FEW, HELD, by_kind
from resilience.cases.steps import STEPS
from resilience.organisations.models import Organisation
from resilience.programmes.actions import change
from resilience.programmes.packs import load
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, practice, reader
from tests.look.reading import check

pytestmark = pytest.mark.django_db
PACK = load(PROGRAMME)
OUTCOMES = [one.id for one in PACK.deciding.outcomes]
PAGE = f"/help/{PROGRAMME}/teams/Q74/"
NOW = at(2018, 9, 14, 12)
MONTH_END = date(2018, 8, 31)


# --- small numbers, by an attacker who knows the rule and sees every number


def whole_in(total: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """Every way in which a whole may fall into kinds."""
    if kinds == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in whole_in(total - first, kinds - 1):
            yield (first, *others)


def worked_out(alike: Sequence[Sequence[int]], hidden: Sequence[int]) -> list[set[int]]:
    """What some hidden numbers, each alone and any of them together, may come to, given all that
    look alike from outside."""
    every = [one for n in range(1, len(hidden) + 1) for one in combinations(hidden, n)]
    return [{sum(counts[place] for place in some) for counts in alike} for some in every]


@pytest.mark.parametrize("kinds", [2, 3, 4])
def test_no_number_below_five_nor_any_sum_of_hidden_ones_is_worked_out(kinds):
    for total in range(5, 30 if kinds < 4 else 22):
        alike = defaultdict(list)
        for counts in whole_in(total, kinds):
            alike[tuple(by_kind(counts))].append(counts)
        for shown, found in alike.items():
            hidden = [place for place in range(kinds) if isinstance(shown[place], str)]
            for may_be in worked_out(found, hidden):
                assert len(may_be) > 1 or min(may_be) >= 5, (shown, found)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_what_is_shown_is_true_and_never_below_five(counts):
    for count, shown in zip(counts, by_kind(counts), strict=True):
        assert shown in (count, FEW, HELD)
        assert not isinstance(shown, int) or shown >= 5
        assert shown != FEW or count < 5
    hidden = [n for n, one in zip(counts, by_kind(counts), strict=True) if isinstance(one, str)]
    assert len(hidden) != 1
    assert not hidden or sum(hidden) >= 5 or sum(counts) < 5


def test_nothing_is_hidden_that_need_not_be():
    assert by_kind([12, 5, 9]) == [12, 5, 9]
    assert by_kind([12, 3, 9]) == [12, FEW, HELD]
    assert by_kind([0, 3, 30, 40]) == [FEW, FEW, 30, HELD]
    assert by_kind([2, 2, 3, 40]) == [FEW, FEW, FEW, 40]
    assert by_kind([0, 0, 6]) == [HELD, HELD, HELD]


def so_many(kinds: Sequence[str], counts: Sequence[int]) -> list[str]:
    return [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]


def like(
    acknowledged: Sequence[int], outcomes: Sequence[int], again: Sequence[int]
) -> list[Looked]:
    """Requests of which so many fell into each kind, and decided offers for what is left over;
    another look was asked for by the first."""
    kinds = so_many(("met", "late", "waiting"), acknowledged)
    last = so_many(OUTCOMES, outcomes)
    looks = so_many(("changed", "same", "waiting"), again)
    found = []
    for place in range(max(len(kinds), len(last))):
        look = looks[place] if place < len(looks) else ""
        decided = last[place : place + 1]
        before = [OUTCOMES[OUTCOMES.index(decided[0]) - 1]] if look == "changed" else decided
        found.append(
            Looked(
                acknowledged=kinds[place] if place < len(kinds) else "waiting",
                requested=place < len(kinds),
                outcomes=(*(before if look in ("changed", "same") else ()), *decided),
                days=9,
                asked_after=1 if look else 0,
            )
        )
    return found


def test_no_number_of_the_page_gives_another_away():
    """Every page that a team with so many decisions may have, looked at together: what outcomes
    and other looks say of each other."""
    for total in (4, 5, 9):
        alike = defaultdict(list)
        for outcomes in whole_in(total, 3):
            for asked in range(total + 1):
                for again in whole_in(asked, 3):
                    shown = tuple(one.told for one in told(like((9, 0, 0), outcomes, again), PACK))
                    alike[shown].append((*outcomes, *again, asked, total - asked, total))
        for found in alike.values():
            for place in range(len(found[0])):
                may_be = {one[place] for one in found}
                assert len(may_be) > 1 or min(may_be) >= 5 or total < 5, (place, may_be, found)


# --- the numbers, against a plain count


def numbers(found: list[Looked]) -> dict[str, object]:
    return {one.title: one.told for one in told(found, PACK)}


def test_each_number_is_that_of_its_kind():
    found = like((20, 9, 7), (19, 12, 8), (5, 6, 5))
    shown = list(numbers(found).values())
    assert shown == [36, 20, 9, 7, 39, 19, 12, 8, 9, 16, 5, 6, 5]


@given(st.lists(st.integers(0, 90), max_size=12))
def test_a_median_is_told_of_five_decisions_or_more(days):
    found = [Looked("met", outcomes=("signpost",), days=one) for one in days]
    shown = next(n for title, n in numbers(found).items() if "median" in title)
    if len(days) < 5:
        assert shown == HELD
    else:
        at_most = sum(one <= shown for one in days)
        at_least = sum(one >= shown for one in days)
        assert min(at_most, at_least) * 2 >= len(days)


def test_few_requests_are_not_told_at_all():
    for count in range(5):
        found = like((count, 0, 0), (count, 0, 0), (0, 0, 0))
        assert sorted(map(str, numbers(found).values())) == [FEW] * 2 + [HELD] * 11


@pytest.mark.parametrize(
    "day, end",
    [
        (date(2018, 9, 14), date(2018, 8, 31)),
        (date(2018, 9, 30), date(2018, 8, 31)),
        (date(2018, 10, 1), date(2018, 9, 30)),
        (date(2019, 1, 1), date(2018, 12, 31)),
    ],
)
def test_numbers_move_once_a_month(day, end):
    assert last_day(day) == end


# --- what happened to a case, as it is counted


def goes_through(case: Case, *kinds: tuple[str, date], by: str = "resilience") -> None:
    for kind, day in kinds:
        moment = at(day.year, day.month, day.day, 11)
        happen(case, kind, by=reader(by, day), at=moment, acting_for=case.team)


def found_by(day: date = MONTH_END) -> list[Looked]:
    return looked_at(Organisation.objects.get(code="Q74"), PACK, day)


def decided(outcome: str) -> str:
    return STEPS[outcome].event


def test_a_request_is_counted_as_it_stood_on_the_day(referred):
    case = referred(at=at(2018, 6, 1, 9))
    offer, other = OUTCOMES[0], OUTCOMES[1]
    goes_through(
        case,
        ("acknowledged", date(2018, 6, 20)),
        (decided(other), date(2018, 7, 1)),
        ("another_look_asked", date(2018, 7, 10)),
        (decided(offer), date(2018, 8, 1)),
    )
    assert found_by(date(2018, 5, 31)) == []
    assert found_by(date(2018, 6, 1)) == [Looked("waiting")]
    assert found_by(date(2018, 6, 30)) == [Looked("late")]
    (asked,) = found_by(date(2018, 7, 31))
    assert asked == Looked("late", outcomes=(other,), days=30, asked_after=1)
    assert asked.looked_again == "waiting"
    (again,) = found_by()
    assert again.looked_again == "changed" and again.days == 30


def test_one_acknowledged_in_time_and_decided_the_same_again(referred):
    case, day = referred(at=at(2018, 6, 1, 9)), date(2018, 6, 8)
    same = decided(OUTCOMES[2])
    goes_through(case, ("acknowledged", day), (same, day), ("another_look_asked", day), (same, day))
    (one,) = found_by()
    assert (one.acknowledged, one.looked_again) == ("met", "same")


def test_an_offer_that_a_practice_accepted_is_decided_but_was_no_request(world):
    case = flag(
        by=reader("resilience", date(2018, 6, 1)),
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=at(2018, 6, 1, 9),
    )
    assert found_by() == []
    goes_through(
        case, ("offer_accepted", date(2018, 6, 4)), (decided("signpost"), date(2018, 7, 4))
    )
    (one,) = found_by()
    assert (one.requested, one.days) == (False, 30)


def test_only_requests_of_the_team_are_counted(referred):
    referred("A81001", at(2018, 6, 1, 9))
    referred("P81001", at(2018, 6, 1, 9), "other_lead")
    assert len(found_by()) == 1


def test_so_many_requests_so_many_queries(referred, django_assert_num_queries):
    for day in range(1, 9):
        case = referred(at=at(2018, 6, day, 9))
        goes_through(
            case, ("acknowledged", date(2018, 6, 12)), (decided("signpost"), date(2018, 7, 1))
        )
    team = Organisation.objects.get(code="Q74")
    with django_assert_num_queries(3):
        assert len(looked_at(team, PACK, MONTH_END)) == 8


# --- the page


def text(client: Client, path: str = PAGE) -> str:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(path)
    assert answer.status_code == 200
    return check(answer.content.decode()).text


def rows(client: Client) -> dict[str, str]:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"{PAGE}?format=csv")
        content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return {row["what"]: row["number"] for row in csv.DictReader(io.StringIO(content))}


def test_anyone_reads_how_a_team_decides(world, client):
    shown = text(client)
    assert "How Cumbria and North East decides" in shown
    assert "A local setting, not the published matrix" in shown
    assert "Every cell is as the programme’s rules came" in shown
    for one in PACK.deciding.outcomes:
        assert one.title in shown
    assert "DCO or local resilience lead" in shown and "within 10 working days" in shown
    assert f"/help/{PROGRAMME}/teams/" in client.get(f"/help/{PROGRAMME}/").content.decode()


def test_the_index_has_every_team(world, client):
    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/help/{PROGRAMME}/teams/").content.decode()
    assert PAGE in page and PAGE.replace("Q74", "Q83") in page


@pytest.mark.parametrize("code", ["A81001", "00K", "ENG", "LMC-1", "NOBODY"])
def test_what_is_no_team_has_no_page(code, world, client):
    assert client.get(PAGE.replace("Q74", code)).status_code == 404


def test_what_is_set_here_is_told_beside_what_the_programme_has(world, client):
    administrator = reader("administrator", NOW.date())
    top = Organisation.objects.get(code="ENG")
    administrator.user.memberships.create(organisation=top, role="administrator", starts=date.min)
    cell, percent = "matrix.4.5", "deciding.second_percent"
    other = PACK.matrix.bands[0].id
    with time_machine.travel(at(2018, 7, 2, 9), tick=False):
        change(
            by=reader("administrator", date(2018, 7, 2)),
            programme=PROGRAMME,
            values={cell: other, percent: "20"},
            reason="Agreed by the team in July.",
            seen=0,
        )
    shown = text(client)
    assert (
        "Scope 4, impact 5" in shown and "since 2 July 2018. Agreed by the team in July." in shown
    )
    assert "Of a hundred requests 20 are placed" in shown
    assert "20 instead of 10, since 2 July 2018" in shown


def test_page_and_file_say_the_same_and_single_nobody_out(referred, client):
    for day in range(1, 13):
        case = referred(at=at(2018, 6, day, 9))
        goes_through(case, ("acknowledged", date(2018, 6, 14)))
        if day <= 7:
            outcome = OUTCOMES[0] if day <= 6 else OUTCOMES[1]
            goes_through(case, (decided(outcome), date(2018, 7, 1)))
    found = rows(client)
    shown = text(client)
    assert "as at 31 August 2018" in shown
    assert found["Requests received"] == "12"
    assert found["Decided, on requests and on offers that practices accepted"] == "7"
    for title, number in found.items():
        assert title in shown and number.capitalize() in shown
        assert not number.isdigit() or int(number) >= 5


def test_before_the_first_month_is_over_there_are_no_numbers(world, client):
    with time_machine.travel(at(2018, 4, 20, 9), tick=False):
        page = check(client.get(PAGE).content.decode()).text
    assert "The first numbers come" in page


def test_nobody_chooses_the_day(world, client):
    """So that nobody subtracts one day from the next."""
    early, late = (text(client, f"{PAGE}?as_at={day}") for day in ("2018-08-01", "2018-08-30"))
    assert early == late
