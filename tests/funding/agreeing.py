"""Every page, file and command that tells the money of a year is held against books that a test
keeps by itself: they agree to the penny."""

from __future__ import annotations

import io
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.management import call_command

from resilience.cases.models import Case
from tests.cases.world import HOUSE, PROGRAMME
from tests.funding.plain_books import ENDS, INTENDED, PlainBooks
from tests.funding.told import Asked, Page, every_sum, month_query, sheet
from tests.funding.world import YEAR

MONEY = f"/money/{PROGRAMME}/{YEAR}/"
POTS = {code: HOUSE[code][1] for code in ("Q74", "Q83")}
REGIONS = {"Q74": "North of England", "Q83": "Greater Manchester"}
"""The second of the teams acts as a region of its own."""
POSITIONS = (
    ("all_committed", "committed", 100, date(2018, 9, 30)),
    ("three_quarters_spent", "paid", 75, date(2018, 12, 31)),
    ("all_spent", "paid", 100, date(2019, 3, 31)),
)
AREA = ("budget", "received", "committed", "invoiced", "paid", "forecast", "variance", "free")
IN_CSV = (*AREA, "computed")
OF_A_THING = ("committed", "invoiced", "paid", "computed")
IN_BOOK = {
    "Budget": "budget",
    "Received": "received",
    "Committed": "committed",
    "Invoiced": "invoiced",
    "Paid, year to date": "paid",
    "Forecast by the books": "computed",
    "Forecast": "forecast",
    "Variance": "variance",
    "Free": "free",
}
SHEETS = {"intended": "Kind of intended spend", "category": "Kind of help", "route": "Route"}
HELD = ("allocated", "received", "committed", "invoiced", "paid", "free")


def last_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def only(of: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: of[name] for name in names}


class Month:
    """The review of a month, as somebody of the nation is sent it on a day."""

    def __init__(self, asked: Asked, books: PlainBooks, month: date, day: date, name: str) -> None:
        self.asked, self.books, self.month, self.name = asked, books, month, name
        self.until = min(last_of(month), day)
        self.ended = last_of(month) < day
        self.outturn = self.until > ENDS or (self.until == ENDS and self.ended)
        self.address = f"{MONEY}review/?month={month_query(month)}"

    def line(self, *pots: str) -> dict[str, int]:
        return self.books.line(self.until, self.outturn, pots or POTS)

    def of_a_thing(self, by: str, id_: str) -> dict[str, int]:
        found = self.books.sums(self.until, **{by: id_})
        computed = self.books.computed(self.until, self.outturn, **{by: id_})
        return only(found, ("committed", "invoiced", "paid")) | {"computed": computed}

    def things(self, by: str) -> set[str]:
        return {one.of_a(by) for one in self.books.until(self.until)} - {""}

    def points(self) -> list[tuple[date, int, int]]:
        """What was committed and paid by the end of each month."""
        months = [date(2018, one, 1) for one in range(4, 13)]
        months += [date(2019, one, 1) for one in range(1, 4)]
        months += sorted({m.day.replace(day=1) for m in self.books.moves if m.day > ENDS})
        days = [min(last_of(one), self.until) for one in months if one <= self.month]
        sums = [(one, self.books.sums(one)) for one in days]
        return [(one, of["committed"], of["paid"]) for one, of in sums]

    def agrees(self) -> None:
        """Its page, its CSV and its workbook tell the sums of the test's own books."""
        self._page()
        self._csv()
        self._book()

    def _page(self) -> None:
        page = self.asked.page(self.name, self.address)
        assert only(page.held, AREA) == only(self.line(), AREA), self.address
        told = page.sums("position")
        for code, name in POTS.items():
            assert told[name] == list(only(self.line(code), AREA).values()), (name, self.address)
        assert told["All together"] == list(only(self.line(), AREA).values())
        whole = self.line()
        assert page.flow == [whole[one] for one in ("budget", "committed", "invoiced", "paid")]
        points = [list(one[1:]) for one in self.points()]
        assert list(page.sums("burn-figures").values()) == points
        self._positions_on(page)
        for by in ("region", *SHEETS, "code"):
            self._breakdown(by)

    def _positions_on(self, page: Page) -> None:
        for id_, of, percent, by in POSITIONS:
            for code, name in POTS.items():
                state, needed, reached, more = page.rows(f"position-{id_}")[name]
                needs, has = self._stand(of, percent, by, code)
                assert every_sum(needed) == [needs], (id_, name)
                assert every_sum(reached) == [has], (id_, name)
                told = every_sum(more)
                assert told == ([abs(has - needs)] if has != needs else []), (id_, name)
                assert state.startswith(self._state(has - needs, by)), (id_, name, self.address)

    def _stand(self, of: str, percent: int, by: date, pot: str) -> tuple[int, int]:
        day = min(by, self.until)
        return self.books.needed(day, percent, pot), self.books.sums(day, pot=pot)[of]

    def _state(self, more: int, by: date) -> str:
        if by > self.until or (by == self.until and not self.ended):
            return "Not due yet"
        return "Met" if more >= 0 else "Not met"

    def _breakdown(self, by: str) -> None:
        rows = self.asked.page(self.name, f"{self.address}&by={by}").sums("position")
        if by == "region":
            of_each = {name: self.line(code) for code, name in REGIONS.items()}
            lines = of_each | {"All together": self.line()}
            assert rows == {name: list(only(one, AREA).values()) for name, one in lines.items()}
            return
        wanted = ["paid"] if by == "code" else list(OF_A_THING)
        expected = [[self.of_a_thing(by, one)[w] for w in wanted] for one in self.things(by)]
        told = [row for name, row in rows.items() if name != "All together" and any(row)]
        assert sorted(told) == sorted(row for row in expected if any(row)), (by, self.address)
        assert rows["All together"] == [sum(row[i] for row in expected) for i in range(len(wanted))]

    def _csv(self) -> None:
        rows = self.asked.rows(self.name, f"{self.address}&format=csv")
        told = {(row["by"], row["id"]): row for row in rows}
        for key, line in (
            (("all", ""), self.line()),
            *((("holder", code), self.line(code)) for code in POTS),
        ):
            assert {one: int(told[key][f"{one}_pence"]) for one in IN_CSV} == only(line, IN_CSV)
        for by in SHEETS:
            for id_ in self.things(by):
                found = {one: int(told[by, id_][f"{one}_pence"]) for one in OF_A_THING}
                assert found == self.of_a_thing(by, id_), (by, id_)
        for id_ in self.things("code"):
            assert (
                int(told["code", id_]["paid_pence"])
                == self.books.sums(self.until, code=id_)["paid"]
            )
        burn = self.asked.rows(self.name, f"{self.address}&format=csv&table=burn")
        assert [
            (date.fromisoformat(one["until"]), int(one["committed_pence"]), int(one["paid_pence"]))
            for one in burn
        ] == self.points()
        for row in self.asked.rows(self.name, f"{self.address}&format=csv&table=positions"):
            of, percent, by = next(rest for id_, *rest in POSITIONS if id_ == row["position"])
            needs, has = self._stand(of, percent, by, row["holder"])
            assert (int(row["needed_pence"]), int(row["reached_pence"])) == (needs, has)

    def _book(self) -> None:
        book = self.asked.book(self.name, f"{self.address}&format=xlsx")
        held = {row["Code"]: row for row in sheet(book, "Who holds it")}
        for code in POTS:
            assert {mine: held[code][theirs] for theirs, mine in IN_BOOK.items()} == only(
                self.line(code), IN_BOOK.values()
            )
        whole = held["All together"]
        assert {mine: whole[theirs] for theirs, mine in IN_BOOK.items()} == only(
            self.line(), IN_BOOK.values()
        )
        for by, title in SHEETS.items():
            rows = {row["Id"]: row for row in sheet(book, title)}
            for id_ in self.things(by):
                mine = self.of_a_thing(by, id_)
                theirs = {k: rows[id_][v] for v, k in IN_BOOK.items() if k in mine}
                assert theirs == mine, (by, id_)
        for row in sheet(book, "Positions"):
            code = str(row["Code"])
            _, of, percent, by = next(one for one in POSITIONS if one[3] == row["By"])
            needs, has = self._stand(of, percent, by, code)
            assert (row["Needed"], row["Reached"]) == (needs, has), row


def the_review_agrees(
    asked: Asked, books: PlainBooks, month: date, day: date, name: str = "national"
) -> None:
    """Page, CSV and workbook of a month."""
    Month(asked, books, month, day, name).agrees()


def the_pots_agree(asked: Asked, books: PlainBooks, day: date, name: str = "national") -> None:
    """The overview, each pot, their files, and what the money is meant for."""
    whole = held(books, day)
    page = asked.page(name, MONEY)
    told = page.sums("pots")
    rows = {row["holder"]: row for row in asked.rows(name, f"{MONEY}?format=csv")}
    assert page.flow == [whole[one] for one in ("allocated", "committed", "invoiced", "paid")]
    assert sum_of_held(told["All together"]) == list(whole.values())
    for code, title in POTS.items():
        own = held(books, day, pot=code)
        line = next(row for head, row in told.items() if head.startswith(title))
        assert sum_of_held(line) == list(own.values())
        assert {one: int(rows[code][f"{one}_pence"]) for one in HELD} == own
        one = asked.page(name, f"{MONEY}{code}/")
        assert only(one.held, HELD) == own
        of_each = [row[-3:] for row in one.sums("commitments").values()]
        names = ("committed", "invoiced", "paid")
        assert [sum(row[i] or 0 for row in of_each) for i in range(3)] == [own[n] for n in names]
        the_entries_agree(asked, books, day, code, name)
        meant = list(asked.page(name, f"{MONEY}{code}/intended/").sums("intended").values())
        for row, intended in zip(meant, INTENDED, strict=True):
            for_it = books.sums(day, pot=code, intended=intended)
            assert row[1:3] == [for_it["committed"], for_it["paid"]], (code, intended)


def sum_of_held(row: list[int | None]) -> list[int | None]:
    """A line of the overview without what was carried over, which is nothing."""
    allocated, carried, *rest = row
    assert carried == 0
    return [allocated, *rest]


def held(books: PlainBooks, day: date, **where: str) -> dict[str, int]:
    """What pots hold, in the words of their pages."""
    found = books.sums(day, **where)
    return {one: found["budget" if one == "allocated" else one] for one in HELD}


def the_entries_agree(asked: Asked, books: PlainBooks, day: date, pot: str, name: str) -> None:
    """The file of a pot's entries has just the moves of the test's own books."""
    kinds = {
        "Allocation": "allocation",
        "Money received": "transfer",
        "Commitment": "commitment",
        "Variation": "variation",
        "Invoice approved": "invoice",
        "Payment": "payment",
        "Recovery": "recovery",
    }
    rows = asked.rows(name, f"{MONEY}{pot}/?format=csv")
    told = [
        (kinds[row["kind"]], row["day"], int(row["amount_pence"]), row["finance_code"])
        for row in rows
    ]
    own = books.until(day, pot=pot)
    assert sorted(told) == sorted((o.kind, o.day.isoformat(), o.pence, o.code) for o in own), pot


def the_case_agrees(asked: Asked, books: PlainBooks, case: Case, day: date, *names: str) -> None:
    """The money of a case, as each of some people reads it."""
    code = case.organisation.code
    own = books.sums(day, practice=code)
    wanted = [own[one] for one in ("committed", "invoiced", "paid")]
    for name in names:
        page = asked.page(name, f"/cases/{case.reference}/money/")
        lede = page.text.split(" is committed for ")
        assert every_sum(lede[0])[-1:] + every_sum(lede[1])[:2] == wanted, (name, code)
        parts = [
            row
            for id_ in page.tables
            if id_.startswith("payments-")
            for row in page.sums(id_).values()
        ]
        assert [sum(row[i] or 0 for row in parts) for i in (2, 3)] == wanted[:2]


def the_fairness_agrees(asked: Asked, books: PlainBooks, day: date, name: str = "national") -> None:
    """Money by groups of practices."""
    told = {
        (row["by"], row["group"]): row for row in asked.rows(name, f"{MONEY}fairness/?format=csv")
    }
    for key, where in (
        (("all", "All practices"), {}),
        *((("dco", title), {"pot": code}) for code, title in POTS.items()),
    ):
        own = books.sums(day, **where)
        found = [int(told[key][f"{one}_pence"]) for one in ("committed", "paid")]
        assert found == [own["committed"], own["paid"]], key
    page = asked.page(name, f"{MONEY}fairness/")
    whole = list(page.rows("by-dco").values())[-1]
    own = books.sums(day)
    assert every_sum(whole[2]) + every_sum(whole[3]) == [own["committed"], own["paid"]]


def the_command_agrees(books: PlainBooks, day: date) -> None:
    """`resilience books --format json`; `prepare` of the command is the test's to stand in for."""
    out = io.StringIO()
    call_command("books", format="json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["faults"] == []
    assert told["entries"] == len(books.until(day))
    found = {one["holder"]: {name: one[f"{name}_pence"] for name in HELD} for one in told["pots"]}
    assert found == {code: held(books, day, pot=code) for code in POTS}


def all_agree(asked: Asked, books: PlainBooks, day: date, cases: Mapping[Case, str]) -> None:
    """Whatever tells how the money stands on a day: to the nation, and each case to its practice's
    lead too."""
    the_pots_agree(asked, books, day)
    for case, lead in cases.items():
        the_case_agrees(asked, books, case, day, "national", lead)
    the_fairness_agrees(asked, books, day)
    the_command_agrees(books, day)
