"""Who may do what with a delivery plan, and why not: a sentence, or nothing."""

from __future__ import annotations

from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.funding.years import Year
from resilience.look import words
from resilience.organisations.models import Organisation

FOLLOWING = (Right.WORK_CASES, Right.ASSURE_PLANS)
"""Any of these over the team allows to add and to close actions."""


def why_not_write(team: Organisation, by: Reader) -> str:
    """Why somebody may not write the plan of a team, and tell practices of it."""
    return _why_not(Right.WORK_CASES, team, by)


def why_not_assure(team: Organisation, by: Reader) -> str:
    """Why somebody may not assure the plan of a team."""
    return _why_not(Right.ASSURE_PLANS, team, by)


def why_not_follow(team: Organisation, by: Reader) -> str:
    """Why somebody may not add or close actions about the plan of a team."""
    if any(by.may(right).holds(team) for right in FOLLOWING):
        return ""
    labels = " or ".join(right.label for right in FOLLOWING)
    return f"Only those who {labels} of {team.name} do this."


def why_not_own(writer: str, by: Reader) -> str:
    """Why somebody may not assure what a writer wrote."""
    return "You wrote this plan yourself: somebody else assures it." if writer == by.actor else ""


def not_ahead(day: date, today: date) -> None:
    """Raises Refused for a day that is still to come."""
    if day > today:
        raise Refused(f"{words.day(day)} is still to come: give a day up to today.")


def near(day: date, year: Year, what: str) -> None:
    """Raises Refused for a day before the year that goes before a year, or after the year."""
    earliest = Year(year.first - 1).starts
    if not earliest <= day <= year.ends:
        raise Refused(
            f"{what} is {words.day(day)}: give a day from {words.day(earliest)} to "
            f"{words.day(year.ends)}."
        )


def plain(text: str, longest: int = LONGEST) -> str:
    """What somebody wrote, tidied. Raises Refused where it is nothing, too long, or names a person
    of whom nothing is to be written."""
    tidy = tidied(text)
    refuse(why_not_say(tidy, longest))
    return tidy


def _why_not(right: Right, team: Organisation, by: Reader) -> str:
    return "" if by.may(right).holds(team) else f"Only those who {right.label} do this."
