"""A year of the money of two teams in a browser: who is signed in, what is filled in, and the books
that the test keeps beside those of the product."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import make_aware
from playwright.sync_api import expect

from resilience.agreements.models import Assistance, BusinessCase, Memorandum, Signature
from resilience.cases.models import Case, CaseEvent
from tests.agreements.world import in_force
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.funding.agreeing import MONEY, the_review_agrees
from tests.funding.plain_books import Help, PlainBooks
from tests.funding.told import Asked
from tests.funding.world import assisted, organisation

POUND = 100
MORNING = time(10)
NEITHER = re.compile(r"^\s*(No|None)\s*$")
"""Nothing that stops money, and nothing that stands beside the memorandum."""
Typed = dict[str, str]


@dataclass
class Year:
    """The browser with whoever is signed in, the day that it is, and the test's own books."""

    sign_in: Callable[[str], Any]
    axe: Any
    clock: Any
    books: PlainBooks = field(default_factory=PlainBooks)
    page: Any = None
    day: date = date.min
    name: str = ""
    looked_at: set[str] = field(default_factory=set)

    # --- when and who

    def on(self, day: date) -> None:
        """It is another day, on which everybody signs in anew."""
        self.day, self.name = day, ""
        self.clock.move_to(make_aware(datetime.combine(day, MORNING)))

    def by(self, name: str, address: str) -> Any:
        """Somebody opens a page."""
        if name != self.name:
            self.page, self.name = self.sign_in(name), name
        answer = self.page.goto(address)
        assert answer.ok, (name, address, answer.status)
        return self.page

    def asked(self) -> Asked:
        """What people are sent: pages as the browser has them, files and the further tables of the
        review as it is given them."""

        def ask(name: str, address: str) -> bytes:
            if "format=" not in address and "by=" not in address:
                return self.by(name, address).content().encode()
            if name != self.name:
                self.page, self.name = self.sign_in(name), name
            answer = self.page.request.get(address)
            assert answer.ok, (name, address, answer.status)
            return answer.body()

        return Asked(ask)

    # --- what is done on a page

    def look(self, kind: str) -> None:
        """A page of a kind is accessible and fits its window; each kind is looked at once."""
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            at_both_sizes(self.page, self.axe)

    def fill(self, typed: Typed) -> None:
        """Fields by their labels."""
        for label, text in typed.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def check(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def answer(self, question: str, said: str) -> None:
        """A question that is answered with yes or no."""
        group = self.page.get_by_role("group").filter(has_text=question)
        group.get_by_label(said, exact=True).check()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.locator("main a").filter(has_text=name).first.click()

    def says(self, *words: str) -> None:
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible()

    # --- money

    def allocate(self, name: str, pot: str, pence: int, standing: str, day: date) -> None:
        """The sum of a pot is entered from the page of shares; the books take the difference."""
        self.by(name, f"{MONEY}shares/")
        self.page.locator(f"a[href$='/{pot}/allocate/']").click()
        self.fill(
            {
                "Allocated for the year, in all": pounds(pence),
                "Day of the allocation": told(day),
                "On what it rests": "The letter of allocation.",
            }
        )
        self.check(standing)
        self.look("allocate")
        self.press("Enter the allocation")
        self.says("is allocated.")
        self.books.add("allocation", pence - self.books.sums(self.day, pot=pot)["budget"], day, pot)

    def receive(self, name: str, pot: str, pence: int, late: str) -> None:
        """Money reaches the ledger of a pot."""
        self.by(name, f"{MONEY}{pot}/receive/")
        self.says(late)
        self.look("receive")
        self.fill(
            {
                "How much was received": pounds(pence),
                "Number in the ledger": f"TR-{self.day}",
                "What it was": "The money of the year.",
            }
        )
        self.press("Record it")
        self.says("It is in the books.")
        self.books.add("transfer", pence, self.day, pot)

    def money(self, name: str, case: Case, more: str = "") -> Any:
        return self.by(name, f"/cases/{case.reference}/money/{more}")

    def offer(self, payments: list[tuple[str, int, date]], code: str, intended: str) -> None:
        """What is filled in to commit money in some payments, all questions answered with no."""
        self.check(intended)
        self.page.get_by_label(f"{code}: ").check()
        for number, (title, pence, expected) in enumerate(payments):
            if (
                number
                and not self.page.get_by_label("Name of the payment").nth(number).is_visible()
            ):
                self.page.get_by_text("More payments").click()
            for label, text in (
                ("Name of the payment", title),
                ("When it is expected", told(expected)),
                ("Sum, in pounds", pounds(pence)),
            ):
                self.page.get_by_label(label).nth(number).fill(text)
        for no in self.page.get_by_label(NEITHER).all():
            no.check()
        self.fill({"Why": "The plan has it."})

    def commit(self, help_: Help, payments: list[tuple[str, int, date]]) -> None:
        """What was filled in is sent, and stands in the books."""
        self.press("Commit the money")
        self.says("The money is committed.")
        for _, pence, expected in payments:
            late = expected > date(2019, 3, 31)
            self.books.add("commitment", pence, self.day, help_, late=late)

    def vary(self, name: str, case: Case, help_: Help, part: str, pence: int, more: int) -> None:
        """A payment is changed to a new sum, which is so much more."""
        self.money(name, case)
        self.follow(f"Change the sum of {part}")
        self.look("vary")
        self.fill({"New sum, in pounds": pounds(pence), "Why it is changed": "More is needed."})
        self.press("Change the sum")
        self.says("The sum is changed.")
        self.books.add("variation", more, self.day, help_)

    def approve(
        self, name: str, case: Case, help_: Help, part: str, pence: int, document: str
    ) -> None:
        """An invoice for help until today."""
        self.money(name, case)
        self.follow(f"Approve an invoice for {part}")
        self.look("invoice")
        self.fill(
            {
                "Sum of the invoice, in pounds": pounds(pence),
                "Last day of the help that it is for": told(self.day),
                "Number of the invoice": document,
                "What you saw": "Somebody rang the practice.",
            }
        )
        self.press("Approve the invoice")
        self.says("The invoice is approved.")
        self.books.add("invoice", pence, self.day, help_)

    def settle(
        self, name: str, case: Case, help_: Help, invoice: str, pence: int, number: str, code: str
    ) -> None:
        """What finance paid of an invoice; below nought, what came back."""
        self.money(name, case)
        what = "Record a payment" if pence > 0 else "Record what came back"
        self.follow(f"{what} of invoice {invoice}")
        self.look("settle")
        self.fill(
            {
                "Sum, in pounds": pounds(abs(pence)),
                "Day, by the ledger": told(self.day),
                "Number in the ledger": number,
                "Note": "By the ledger.",
            }
        )
        self.press("Record it")
        self.says("It is recorded.")
        kind = "payment" if pence > 0 else "recovery"
        self.books.add(kind, abs(pence), self.day, help_, code=code)

    # --- what it comes to

    def review(self, *months: date) -> None:
        """The review of some months agrees, page, CSV and workbook."""
        for month in months:
            the_review_agrees(self.asked(), self.books, month, self.day)

    def position(self, id_: str, title: str, state: str) -> None:
        """How a holder stands against a position, on the review that is open."""
        row = self.page.locator(f"#position-{id_} tbody tr").filter(has_text=title)
        expect(row.get_by_text(state, exact=True)).to_be_visible()


def pounds(pence: int) -> str:
    return f"{pence // POUND:,}.{pence % POUND:02}"


def told(day: date) -> str:
    """As somebody types a day."""
    return f"{day.day} {day:%B %Y}"


# --- what was agreed before, built at the model


def in_force_since(case: Case, day: date) -> Case:
    """Both sides signed the memorandum of a case on a day, and all that came before it by then."""
    in_force(case)
    when = make_aware(datetime.combine(day, MORNING))
    QuerySet.update(CaseEvent.objects.filter(case=case, at__gt=when), at=when)
    QuerySet.update(Memorandum.objects.filter(case=case), at=when)
    QuerySet.update(Signature.objects.filter(case=case), at=when, signed=day)
    case.refresh_from_db()
    return case


def agreed_beside(case: Case, pounds_: int, day: date) -> None:
    """A separate agreement on financial assistance."""
    made = assisted(case, pounds_)
    QuerySet.update(Assistance.objects.filter(pk=made.pk), agreed=day)


def approved_for(case: Case, pounds_: int, when: datetime) -> BusinessCase:
    """A business case for the recruiter was approved."""
    return BusinessCase.objects.create(
        case=case,
        organisation=case.organisation,
        tier="deliberation",
        number=1,
        since=when,
        category="workforce",
        title="A recruiter",
        cost=pounds_ * POUND,
        state="approved",
        supplier=organisation("SUP-1"),
    )
