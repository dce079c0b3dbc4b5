"""How a year of money begins, by pages: what two teams are allocated and receive, what it is meant
for, what stops it, and what is committed."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from resilience.cases.models import Case
from tests.funding.agreeing import MONEY
from tests.funding.plain_books import Help
from tests.funding.told import pence
from tests.funding.whole_year import Year

NEAR, FAR = "Cumbria and North East", "Greater Manchester"
NEW, FOLLOWED = "Practices new to the programme", "Practices already supported"
ONCE = "When it is done"
RECRUITER = Help("Q74", "A81001", "new")
COVER = Help("Q74", "A81001", "continuing")
AWAY = Help("Q83", "P81001", "new")
SECOND = Help("Q74", "A81002", "new")
SUPPLIER, PRACTICE = "RES-SUPPLIER", "RES-PRACTICE"


# --- what the teams are allocated


def allocate(year: Year) -> None:
    """Both look at the computed shares; a provisional sum comes first, the final one in June."""
    year.on(date(2018, 4, 16))
    page = year.by("national", f"{MONEY}shares/?amount=20000.05")
    shares = page.locator("#shares tbody tr")
    for title, share in ((NEAR, "£15,000.04"), (FAR, "£5,000.01")):
        expect(shares.filter(has_text=title)).to_contain_text(share)
    year.look("shares")
    year.allocate("finance", "Q74", 14_000_00, "Provisional", year.day)
    year.allocate("national", "Q83", 5_000_01, "Provisional", year.day)
    year.on(date(2018, 6, 6))
    year.allocate("finance", "Q74", 15_000_04, "Final after audit", date(2018, 5, 31))
    year.allocate("national", "Q83", 4_800_02, "Final after audit", date(2018, 5, 31))
    page = year.by("national", f"{MONEY}shares/")
    row = page.locator("#shares tbody tr").filter(has_text=NEAR)
    for sum_ in ("£14,000", "£15,000.04", "final after audit"):
        expect(row).to_contain_text(sum_)


def receive(year: Year) -> None:
    """The money comes late, and the second team's in two parts."""
    year.receive("finance", "Q74", 15_000_04, "£15,000.04 was not received by then, so it is late")
    year.receive("national", "Q83", 4_000_00, "£4,800.02 was not received by then, so it is late")
    year.on(date(2018, 7, 2))
    year.receive("national", "Q83", 800_02, "£800.02 was not received by then, so it is late")


def intend(year: Year) -> None:
    """What the money is meant for makes up all of it."""
    year.by("resilience", f"{MONEY}Q74/intended/")
    shares = {FOLLOWED: "2,000", NEW: "12,000", "Practices helping each other": "1,000"}
    talked = {
        "With whom was it talked over?": "The CCGs and the LMC.",
        "Why it is shared so": "Many ask for the first time.",
    }
    year.fill(shares | talked)
    year.press("Keep these shares")
    year.says("Together it is £0.04 less than the £15,000.04 that there is")
    year.look("intended")
    year.fill({NEW: "12,000.04"})
    year.press("Keep these shares")
    year.says("Talked over with")
    year.by("other_resilience", f"{MONEY}Q83/intended/")
    year.fill(dict.fromkeys(shares, "0") | {NEW: "4,800.02"} | talked)
    year.press("Keep these shares")
    year.says("Talked over with")


# --- what is committed


def stopped_without_a_memorandum(year: Year, case: Case) -> None:
    year.money("resilience", case, "commit/")
    year.says(
        "No money can be committed yet.",
        "No memorandum that both sides signed is in force, so no money",
        "Both sides sign the memorandum, and the money is committed while it is in force",
    )
    year.look("gates")


def begin_committing(year: Year, name: str, case: Case) -> None:
    year.money(name, case)
    year.look("money without any")
    year.follow("Commit money for this")


def stopped_by_answers(year: Year, payments: list[tuple[str, int, date]]) -> None:
    """A yes to what is never paid for stops the money, in the words of the programme."""
    year.offer(payments, SUPPLIER, NEW)
    for question, why in (
        ("computers, telephones or other IT equipment", "pays for no IT hardware or software"),
        ("Does the practice have to pay a part itself", "Practices are never asked to pay a part"),
    ):
        year.answer(question, "Yes")
        year.press("Commit the money")
        year.says(why)
        year.look("commit refused")
        year.answer(question, "No")


def commit_once(year: Year, case: Case) -> None:
    """Money for a recruiter, in one payment."""
    begin_committing(year, "resilience", case)
    year.look("commit")
    payments = [(ONCE, 6_200_40, date(2019, 3, 29))]
    stopped_by_answers(year, payments)
    year.check("A recruiter, £9,000")
    year.commit(RECRUITER, payments)
    year.look("money")


def commit_in_parts(year: Year, case: Case) -> None:
    """Money to the practice itself under a separate agreement, in the parts of the programme."""
    page = year.money("resilience", case)
    year.follow("Commit more money")
    year.follow("A recruiter finds two salaried GPs.")
    year.follow("Three payments to a practice")
    titles = ("At the start", "When the plan is complete", "When progress is shown")
    days = (date(2018, 9, 14), date(2019, 1, 31), date(2019, 3, 15))
    payments = list(zip(titles, (800_00, 800_00, 400_00), days, strict=True))
    for number, (title, sum_, _) in enumerate(payments):
        assert page.get_by_label("Name of the payment").nth(number).input_value() == title
        held = page.get_by_label("Sum, in pounds").nth(number).input_value()
        assert pence(f"£{held}") == sum_
    year.offer(payments, PRACTICE, FOLLOWED)
    page.get_by_label("The Dene Surgery").check()
    year.press("Commit the money")
    year.says("A memorandum passes no money to the practice itself")
    year.check("S96-1, £2,000")
    year.commit(COVER, payments)


def commit_away(year: Year, case: Case) -> None:
    """The second team commits what is free, and not a penny more."""
    begin_committing(year, "other_resilience", case)
    payments = [(ONCE, 4_900_00, date(2019, 3, 15))]
    year.offer(payments, SUPPLIER, NEW)
    year.press("Commit the money")
    year.says("£4,800.02 of this money is free")
    payments = [(ONCE, 4_500_02, date(2019, 3, 15))]
    year.offer(payments, SUPPLIER, NEW)
    year.commit(AWAY, payments)


def commit_late(year: Year, case: Case) -> None:
    """What was free is used after all; a part of it is expected after the year."""
    begin_committing(year, "resilience", case)
    payments = [("First", 1_000_00, date(2019, 3, 15)), ("Last", 500_25, date(2019, 4, 30))]
    year.offer(payments, SUPPLIER, NEW)
    year.commit(SECOND, payments)
