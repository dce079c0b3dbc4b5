"""Opening a workbook that somebody sent: looked into before anything reads it, never run, and never
without end. Pure: no database."""

from __future__ import annotations

from resilience.look.attached import LARGEST, MB, NotTaken
from resilience.look.attached.kinds import OFFICE, family_of
from resilience.look.attached.names import tidied
from resilience.look.attached.office import check_office
from resilience.look.attached.polyglots import refuse_two_in_one
from resilience.look.attached.refusals import (
    ANOTHER,
    BOMB,
    DAMAGED,
    INSIDE,
    LINKED,
    LOCKED,
    MACROS,
    OUTSIDE,
    TWO_IN_ONE,
)
from resilience.returns.workbook.book import Book, read_book

MAIN = f"{OFFICE}spreadsheetml.sheet.main+xml"
AGAIN = "copy its cells as values into a new template, and upload that"
REASONS = {
    ANOTHER: "is no Excel workbook (.xlsx), whatever it is called: save it as Excel Workbook "
    "(.xlsx) from the program that it was made with",
    BOMB: f"would grow beyond measure when it is opened: {AGAIN}",
    DAMAGED: "is damaged or cut short: open it in Excel, save it again, and upload the new one",
    INSIDE: f"holds another file inside it, which can't be checked: {AGAIN}",
    LINKED: f"is linked to other files or to data from elsewhere: {AGAIN}",
    LOCKED: "is protected by a password: save it without one, and upload that",
    MACROS: "holds macros, which can harm whoever opens it: save it as Excel Workbook (.xlsx), "
    "which leaves them out",
    OUTSIDE: f"fetches something from elsewhere when it is opened: {AGAIN}",
    TWO_IN_ONE: f"is two kinds of file in one, which can do harm: {AGAIN}",
}
"""Why a workbook is not taken, for who fills in a return."""


class NotRead(Exception):
    """A file that is no workbook of a return, in a sentence: what was found, how to mend it."""


def opened(name: str, content: bytes) -> Book:
    """The sheets of a workbook and the names in it. Raises NotRead."""
    name = tidied(name)
    try:
        return _opened(name, content)
    except NotTaken as problem:
        raise NotRead(f"{name} {REASONS.get(str(problem), str(problem))}.") from None


def _opened(name: str, content: bytes) -> Book:
    if not content:
        raise NotTaken("is empty: choose the file that you meant")
    if len(content) > LARGEST:
        raise NotTaken(f"has more than {LARGEST // MB} MB: {AGAIN}")
    family = family_of(content)
    if family == "ole":
        raise NotTaken(LOCKED if name.endswith(".xlsx") else ANOTHER)
    if family != "office":
        raise NotTaken(ANOTHER)
    refuse_two_in_one(content, family)
    check_office(content, main=MAIN)
    if not name.endswith(".xlsx"):
        raise NotTaken(ANOTHER)
    return read_book(content)
