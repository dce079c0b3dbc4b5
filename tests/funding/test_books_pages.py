"""The overview of the money, and the books of one pot."""

from __future__ import annotations

import csv

import pytest
import time_machine

from resilience.accounts.roles import Role
from resilience.funding.actions.correcting import reverse
from resilience.funding.models import Commitment, Entry, Pot
from tests.cases.world import PEOPLE, reader
from tests.funding.world import DAY, NOW, allocated, committed, invoiced, paid, pot

AREA = "/money/gprp-2018-19/2018-19/"
POT = f"{AREA}Q74/"


@pytest.fixture
def books(case):
    """£10,000 of Q74, of which £4,000 is committed, £3,000 invoiced and £2,000 paid; £20,000 of
    Q83. It is the day after."""
    of = pot(10_000)
    paid(invoiced(committed(case, of, 4_000), 3_000), 2_000)
    pot(20_000, holder="Q83")
    slip = allocated(of, 500)
    of.refresh_from_db()
    reverse(by=reader("finance", DAY), entry=slip, seen=of.version, at=NOW, why="A slip.")
    with time_machine.travel(NOW.replace(day=5)):
        yield of


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def rows(answer) -> list[dict[str, str]]:
    lines = b"".join(answer.streaming_content).decode().lstrip("\ufeff").splitlines()
    return list(csv.DictReader(lines))


def test_money_leads_to_the_year_that_somebody_sees(books, as_):
    assert as_("national").get("/money/").url == AREA
    assert as_("board").get("/money/").url == AREA


def test_the_overview_adds_the_pots_up_by_region_and_in_all(books, as_):
    page = text(as_("national").get(AREA))
    for sum_ in ("£30,000", "£10,000", "£20,000", "£26,000", "£8,000,000"):
        assert sum_ in page
    found = rows(as_("national").get(AREA, {"format": "csv"}))
    assert [(one["holder"], one["allocated_pence"], one["free_pence"]) for one in found] == [
        ("Q83", "2000000", "2000000"),  # a team that acts as a region
        ("Q74", "1000000", "600000"),
    ]


def test_who_sees_one_pot_sees_it_alone(books, as_):
    page = text(as_("finance").get(AREA))
    assert "£10,000" in page and "Greater Manchester" not in page
    assert as_("finance").get(f"{AREA}Q83/").status_code == 404


def test_before_anything_is_allocated_the_page_says_who_enters_it(world, as_):
    assert "Fair shares and allocations" in text(as_("finance").get(AREA))
    assert "The finance lead of whoever holds the money" in text(as_("regional").get(AREA))


def test_the_books_of_a_pot(books, as_):
    page = text(as_("finance").get(POT))
    for words in ("final after audit", "All of it committed", "30 September 2018", "A slip."):
        assert words in page
    for link in ("allocate/", "receive/", "ledger/", "intended/", "forecast/"):
        assert f"{POT}{link}" in page
    assert f"{POT}carry/" not in page, "the programme refuses it"
    case = Commitment.objects.get().case
    assert f"{case.reference}/1" in page and "Steady Hands Ltd" in page


def test_entries_are_narrowed_and_given_as_a_file(books, as_):
    client = as_("finance")
    assert len(rows(client.get(POT, {"format": "csv"}))) == Entry.objects.filter(pot=books).count()
    (payment,) = rows(client.get(POT, {"format": "csv", "kind": "payment"}))
    assert (payment["amount_pence"], payment["finance_code"]) == ("200000", "RES-SUPPLIER")
    assert payment["of_invoice"] == "3"
    only = text(client.get(POT, {"kind": "allocation", "month": "2019-02"}))
    assert "A slip." in only and "Both GPs have begun." not in only
    assert client.get(POT, {"month": "2031-01"}).status_code == 400
    both = rows(client.get(POT, {"format": "csv", "kind": "allocation"}))
    assert [(one["entry"], one["takes_back"], one["taken_back_by"]) for one in both] == [
        ("1", "", ""),
        ("5", "", "6"),
        ("6", "5", ""),
    ]


def test_who_sees_no_case_sees_sums_and_no_practice(books, signed_in, client):
    signed_in(board_reader="Q74")
    page = text(client.get(POT))
    assert "£4,000" in page and "£6,000" in page
    for named in ("Dene", "Steady Hands", "recruiter", "Both GPs"):
        assert named not in page
    assert {one["kind"] for one in rows(client.get(POT, {"format": "csv"}))} == {"Allocation"}


def test_the_pages_ask_as_often_for_many_entries_as_for_few(
    books, as_, django_assert_max_num_queries
):
    client = as_("national")
    for address in (AREA, POT, f"{POT}?format=csv"):
        client.get(address)
    with django_assert_max_num_queries(100) as few:
        for address in (AREA, POT):
            client.get(address)
    for _ in range(30):
        allocated(books, 1)
    for code in ("Y54", "00K", "00T"):
        pot(1_000, holder=code)
    with django_assert_max_num_queries(len(few)):
        for address in (AREA, POT):
            client.get(address)


def test_every_role_sees_the_pots_and_the_entries_that_are_theirs(books, case):
    """By hand: pots by who sees counts at their holder; what was done for a case by who sees it."""
    both, none = {"Q74", "Q83"}, set()
    pots = {"finance": {"Q74"}, "resilience": {"Q74"}, "other_resilience": {"Q83"}}
    pots |= {"regional": both, "analyst": both, "national": both}
    of_the_case = {"lead", "member", "officer", "commissioner", "resilience", "regional"}
    of_the_case |= {"finance", "analyst", "national"}
    assert {role for role, _ in PEOPLE.values()} >= set(Role) - {Role.GROUP_LEAD}
    for name in PEOPLE:
        by = reader(name, DAY)
        seen = Pot.objects.visible_to(by).values_list("holder__code", flat=True)
        assert set(seen) == pots.get(name, none), name
        assert Commitment.objects.visible_to(by).exists() == (name in of_the_case), name
        entries = set(Entry.objects.visible_to(by).values_list("pot__holder__code", "kind"))
        expected = {(code, "allocation") for code in pots.get(name, none)}
        if name in of_the_case:
            expected |= {("Q74", kind) for kind in ("commitment", "invoice", "payment")}
        assert entries == expected, name
