"""The page of the review, its files, and who sees what of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
import time_machine

from resilience.accounts.rules import Refused
from resilience.funding.actions.forecasting import enter_forecast
from resilience.funding.books.proof import _totals
from resilience.funding.models import Entry
from resilience.funding.review.figures import Row, sums_by
from resilience.funding.review.months import Month
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import KINDS_OF_THING, pots_of, read, review
from resilience.funding.review.tables import BY, table, whole
from resilience.funding.years import Year
from resilience.programmes.local import in_force
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader
from tests.funding.review_world import at_random, commitment_of, entry_of, pot_of, written
from tests.funding.world import pot

REVIEW = f"/money/{PROGRAMME}/2018-19/review/"
YEAR = Year(2018)


def reviewed(day: date, month: date, who: str = "national", by=KINDS_OF_THING):
    by_whom, pack = reader(who, day), in_force(PROGRAMME)
    totals = read(pack, YEAR, by_whom, pots_of(pack, YEAR, by_whom), by)
    return review(totals, Month(YEAR, month, day), by)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_breakdown_is_the_sum_of_its_entries_in_every_month(case, seed):
    pots = [pot_of("Q74"), pot_of("Q83")]
    written(at_random(case, pots, seed))
    assert list(_totals()) == []
    told = [
        Row(
            one.pot_id,
            one.day,
            one.kind,
            one.pence,
            *([one.commitment.intended, one.commitment.category] if one.commitment else ["", ""]),
            one.commitment.route if one.commitment else "",
            one.code,
        )
        for one in Entry.objects.select_related("commitment")
    ]
    day = date(2019, 6, 30)
    for number in range(1, 15):
        found = reviewed(day, YEAR.month(number))
        last = found.month.last
        own = [one for one in told if one.month <= last]
        of_all = sums_by(own, lambda row: 0)[0]
        every = whole(found)
        assert (every.budget, every.paid) == (of_all.budget, of_all.paid)
        for by in BY:
            shown = table(found, by)
            assert shown.whole.paid == of_all.paid
            if by != "code":
                assert shown.whole.committed == of_all.committed
                assert shown.whole.computed == every.computed
            if by in KINDS_OF_THING:
                naive = sums_by(own, lambda row, by=by: getattr(row, by))
                for line in shown.lines:
                    if line.id in naive:
                        assert line.figures.paid == naive[line.id].paid


def test_the_review_takes_as_many_queries_however_much_there_is(case, django_assert_num_queries):
    written(at_random(case, [pot_of("Q74"), pot_of("Q83")], 5))
    who, pack = reader("national", date(2018, 11, 14)), in_force(PROGRAMME)
    assert who.memberships
    with django_assert_num_queries(5):
        totals = read(pack, YEAR, who, pots_of(pack, YEAR, who), ("category",))
        found = review(totals, Month(YEAR, date(2018, 11, 1), who.day), ("category",))
        whole(found), table(found, "category"), positions(found)


@pytest.fixture
def year_of_money(case):
    """Two teams: one has spent most of its money, the other has committed little."""
    near, far = pot_of("Q74"), pot_of("Q83")
    first = commitment_of(case, near, 1)
    second = commitment_of(case, far, 2, intended="continuing", expected="2019-05-31")
    written(
        [
            entry_of(near, "allocation", 1_000_000, date(2018, 5, 31)),
            entry_of(near, "transfer", 1_000_000, date(2018, 5, 31)),
            entry_of(near, "commitment", 1_000_000, date(2018, 9, 28), first),
            entry_of(near, "invoice", 900_000, date(2018, 12, 3), first),
            entry_of(near, "payment", 750_000, date(2018, 12, 28), first, "RES-SUPPLIER"),
            entry_of(near, "payment", 150_000, date(2019, 4, 8), first, "RES-SUPPLIER"),
            entry_of(far, "allocation", 500_000, date(2018, 5, 31)),
            entry_of(far, "commitment", 200_000, date(2018, 10, 1), second),
        ]
    )
    return near, far


def test_positions_are_met_missed_or_not_due_by_their_day(year_of_money):
    found = {
        (position.id, one.pot.holder.code): (one.state, one.by)
        for position, _, stands in positions(reviewed(date(2019, 2, 3), date(2019, 1, 1)))
        for one in stands
    }
    assert found["all_committed", "Q74"] == ("met", 0)
    assert found["all_committed", "Q83"] == ("not_met", -500_000)
    assert found["three_quarters_spent", "Q74"] == ("met", 0)
    assert found["all_spent", "Q74"] == ("not_due", -250_000)


def test_what_is_paid_after_march_of_an_invoice_approved_by_then_is_told_apart(year_of_money):
    *_, (_, _, stands) = positions(reviewed(date(2019, 5, 3), date(2019, 4, 1)))
    near = next(one for one in stands if one.pot.holder.code == "Q74")
    assert (near.state, near.reached, near.by) == ("not_met", 750_000, -250_000)
    assert (near.accrued, near.paid_since) == (150_000, 150_000)


def test_a_position_within_a_month_counts_until_its_day(year_of_money):
    found = reviewed(date(2019, 2, 3), date(2019, 1, 1))
    funding = found.pack.funding
    for by, reached in (("12-27", 0), ("12-28", 750_000)):
        moved = funding.positions[1].model_copy(update={"by": by})
        pack = found.pack.model_copy(
            update={"funding": funding.model_copy(update={"positions": (moved,)})}
        )
        ((_, _, stands),) = positions(replace(found, of=replace(found.of, pack=pack)))
        assert {one.pot.holder.code: one.reached for one in stands} == {"Q74": reached, "Q83": 0}


def test_commitments_expected_after_march_are_not_forecast(year_of_money):
    near, far = year_of_money
    found = reviewed(date(2018, 11, 14), date(2018, 10, 1))
    assert found.outlooks[near.pk].counts == 1_000_000
    assert found.outlooks[far.pk].counts == 0
    shown = {one.id: one.figures.computed for one in table(found, "intended").lines}
    assert shown == {"continuing": 0, "new": 1_000_000, "at_scale": 0}


@time_machine.travel(at(2018, 11, 14, 12), tick=False)
def test_the_page_says_that_the_month_has_not_ended(year_of_money, as_):
    page = as_("national").get(REVIEW).content.decode()
    assert "Finance review: November 2018, so far" in page
    assert "until 14 November 2018" in page
    assert "£15,000" in page
    september = as_("national").get(REVIEW, {"month": "2018-09"}).content.decode()
    assert "at the end of 30 September 2018" in september


@time_machine.travel(at(2018, 11, 14, 12), tick=False)
def test_each_sees_the_pots_within_reach(year_of_money, as_):
    lines = rows(as_("finance").get(REVIEW, {"format": "csv"}))
    assert {one["id"] for one in lines if one["by"] == "holder"} == {"Q74"}
    whole_line = next(one for one in lines if one["by"] == "all")
    assert whole_line["budget_pence"] == "1000000"
    assert as_("lead").get(REVIEW).status_code == 404
    assert "No money that you see" in as_("board").get(REVIEW).content.decode()


@time_machine.travel(at(2018, 11, 14, 12), tick=False)
@pytest.mark.parametrize("by", BY)
def test_what_is_not_applicable_is_no_zero(year_of_money, as_, by):
    client = as_("national")
    assert client.get(REVIEW, {"by": by}).status_code == 200
    lines = rows(client.get(REVIEW, {"by": by, "format": "csv"}))[1:]
    told = {one["budget_pence"] for one in lines}
    assert ("not applicable" in told) == (by not in ("holder", "region"))


def test_what_makes_no_sense_is_answered(year_of_money, as_):
    client = as_("national")
    for wrong in ({"month": "2019-13"}, {"by": "practice"}, {"holder": "Q99"}):
        assert client.get(REVIEW, wrong).status_code == 400
    assert client.get(REVIEW.replace("2018-19", "2018-20")).status_code == 404
    assert client.get(REVIEW.replace(PROGRAMME, "nothing")).status_code == 404


@time_machine.travel(at(2019, 2, 4, 12), tick=False)
def test_a_case_that_could_use_the_money_is_named_with_what_is_missing(case, as_):
    pot(9_000)
    page = as_("resilience").get(REVIEW).content.decode()
    assert "£9,000 is free" in page
    assert case.reference in page
    counts = as_("analyst").get(REVIEW).content.decode()
    assert "those who wait longest leading" in counts
    board = as_("board").get(REVIEW).content.decode()
    assert case.reference not in board


@time_machine.travel(at(2019, 2, 4, 12), tick=False)
def test_a_forecast_is_entered_and_counts(case, as_):
    one = pot(9_000)
    address = f"/money/{PROGRAMME}/2018-19/Q74/forecast/"
    client = as_("finance")
    assert client.get(address).status_code == 200
    sent = {"month": "2019-01", "pence": "8,500.50", "basis": "Two plans.", "seen": one.version}
    assert client.post(address, sent).status_code == 302
    made = one.forecasts.get()
    assert (made.pence, made.month) == (850_050, date(2019, 1, 1))
    page = client.get(REVIEW).content.decode()
    assert "Two plans." in page
    assert "1 month old" in page
    assert "£8,500.50" in page
    assert as_("board").get(address).status_code == 404
    assert as_("analyst").get(address).status_code == 404


def test_a_forecast_is_not_for_a_year_that_has_ended(case):
    one, who = pot(9_000), reader("finance", date(2019, 4, 3))
    with pytest.raises(Refused, match="what was spent is known"):
        enter_forecast(
            by=who,
            pot=one,
            seen=one.version,
            at=at(2019, 4, 3),
            month=date(2019, 3, 1),
            pence=1,
            basis="So.",
        )


def rows(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
