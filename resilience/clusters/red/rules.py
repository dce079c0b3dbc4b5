"""Who may do what for a practice that is red, and why not: a sentence, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.look import words
from resilience.organisations.models import Organisation

LONGEST_AHEAD = timedelta(days=730)
MEANWHILE = (
    "Somebody else changed this since you opened the page, so nothing was done. Look at it as it "
    "is now: what you typed is still here."
)


def why_not_steady(practice: Organisation, by: Reader) -> str:
    """Why somebody may not open, review and end the plan that steadies a practice, nor plan how
    people are told and heard."""
    return _why_not(Right.PLAN_HELP, practice, by)


def why_not_tick(practice: Organisation, by: Reader) -> str:
    """Why somebody may not say that a step is done: the practice's people may, as they do most."""
    if by.may(Right.FILL_IN).holds(practice):
        return ""
    return why_not_steady(practice, by)


def why_not_appraise(practice: Organisation, by: Reader) -> str:
    """Why somebody may not weigh options, and simulate: those who see what is deliberated do."""
    if not by.sees(Tier.DELIBERATION).holds(practice):
        return "Only those who deliberate about this practice do this."
    return _why_not(Right.PLAN_HELP, practice, by)


def why_not_decide(practice: Organisation, by: Reader) -> str:
    """Why somebody may not decide which option is preferred."""
    if not by.sees(Tier.DELIBERATION).holds(practice):
        return "Only those who deliberate about this practice do this."
    return _why_not(Right.DECIDE, practice, by)


def not_ahead(day: date, today: date) -> None:
    """Raises Refused for a day that is still to come."""
    if day > today:
        raise Refused(f"{words.day(day)} is still to come: give a day up to today.")


def to_come(day: date, today: date, what: str) -> None:
    """Raises Refused for a day that is past, or further away than anybody plans."""
    if not today <= day <= today + LONGEST_AHEAD:
        raise Refused(f"{what} is {words.day(day)}: give a day from today on, within two years.")


def unchanged(now: int, seen: int) -> None:
    """Raises Refused where something is no longer as it was looked at."""
    if now != seen:
        raise Refused(MEANWHILE)


def _why_not(right: Right, practice: Organisation, by: Reader) -> str:
    return "" if by.may(right).holds(practice) else f"Only those who {right.label} do this."
