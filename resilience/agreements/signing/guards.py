"""What must be so before a memorandum is put before both sides, and before each signs it; each
tells why not, and what would open it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.agreements.models import Side, Signature
from resilience.agreements.planning.who import why_not_strategic
from resilience.agreements.signing.waiting import STEP_FROM, latest_version, waiting
from resilience.cases.models import Case
from resilience.look import words
from resilience.programmes.local import in_force

Guard = Callable[[Case, Reader], str]
NAMES = {Side.PRACTICE: "The practice", Side.BODY: "The local team"}


def can_be_written(case: Case, by: Reader) -> str:
    if in_force(case.programme).memorandum is None:
        return "This programme has no memorandum."
    version = latest_version(case)
    if version is None:
        return "No improvement plan was put to the practice yet."
    return "" if version.content["ends"] else "The plan says no last day: add one first."


def would_not_be_over(case: Case, by: Reader) -> str:
    version = latest_version(case)
    ends = version.content["ends"] if version else None
    return why_over(date.fromisoformat(ends), by.day) if ends else ""


def is_not_over(case: Case, by: Reader) -> str:
    memorandum = waiting(case)
    return why_over(memorandum.ends, by.day) if memorandum else ""


def why_over(ends: date, day: date) -> str:
    """Why nobody agrees on a day to what ended before it; empty where it did not."""
    if ends >= day:
        return ""
    return f"Its last day was {words.day(ends)}: take it back, and write a later one in the plan."


def not_signed_by(side: Side) -> Guard:
    """That a memorandum waits, and that the side has not signed it."""
    other = NAMES[Side.BODY if side == Side.PRACTICE else Side.PRACTICE]

    def guard(case: Case, by: Reader) -> str:
        memorandum = waiting(case)
        if memorandum is None:
            return "No memorandum waits to be signed."
        if memorandum.signatures.filter(side=side).exists():
            return f"{NAMES[side]} has signed it. {other} signs next."
        return ""

    return guard


def nobody_signs_twice(case: Case, by: Reader) -> str:
    memorandum = waiting(case)
    own = Signature.How.HERE  # who records a copy signed on paper has signed nothing
    if memorandum and memorandum.signatures.filter(by=by.actor, how=own).exists():
        return "You signed it for one side: somebody else signs for the other."
    return ""


def of_the_body(case: Case, by: Reader) -> str:
    if not isinstance(by.user, User):
        return "Sign in first."
    return why_not_strategic(by.user, case.organisation, in_force(case.programme), by.day)


BY_SIDE = {
    Side.PRACTICE: (not_signed_by(Side.PRACTICE), is_not_over, nobody_signs_twice),
    Side.BODY: (not_signed_by(Side.BODY), is_not_over, nobody_signs_twice, of_the_body),
}
GUARDS: dict[str, tuple[Guard, ...]] = {
    "issue_memorandum": (can_be_written, would_not_be_over),
    "vary": (can_be_written,),
    **{
        f"{begins}_{side}": guards
        for begins in STEP_FROM.values()
        for side, guards in BY_SIDE.items()
    },
}
