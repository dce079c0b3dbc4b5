"""What every act on a return checks before it is done."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.organisations.models import Organisation
from resilience.returns.models import Query, Return, Submission

MEANWHILE = "It changed after you opened the page: look at it as it is now, and then send it again."


def locked(of: Return, seen: int | None = None) -> Return:
    """A return, locked until the act is done. Raises Refused where somebody changed it since it was
    `seen`, if that is given."""
    found = Return.objects.select_for_update().get(pk=of.pk)
    if seen is not None and found.version != seen:
        raise Refused(MEANWHILE)
    return found


def locked_query(query: Query, seen: int) -> Query:
    """The same of a question."""
    found = Query.objects.select_for_update().get(pk=query.pk)
    if found.version != seen:
        raise Refused(MEANWHILE)
    return found


def collects(by: Reader, area: Organisation) -> None:
    """Raises Refused for who does not collect the returns of an area."""
    if not by.may(Right.COLLECT_RETURNS).holds(area):
        raise Refused("Returns are looked at by the national team.")


def newest(of: Return) -> Submission:
    """What an area sent last. Raises Refused where that is nothing."""
    found = Submission.objects.filter(of=of).order_by("-number").first()
    if found is None:
        raise Refused("The area has sent nothing yet.")
    return found


def said(text: str) -> str:
    """What somebody wrote, tidied. Raises Refused where it is nothing, or may not be kept."""
    tidy = tidied(text)
    refuse(why_not_say(tidy, LONGEST))
    return tidy
