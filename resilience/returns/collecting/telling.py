"""Who is told of what becomes of a return. What is told names no practice and no figure: these are
read where one signs in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.returns.models import Query, Return


def of_the_area(of: Return, team: str, day: date) -> set[User]:
    """Those who send the return of an area; with a team, those of the team as well."""
    found = set(_nearest(of.area, day))
    own = Organisation.objects.filter(code=team).first() if team else None
    return found | set(_nearest(own, day) if own else ())


def of_the_nation(of: Return, day: date) -> set[User]:
    """Those who collect returns."""
    held = holders(Right.COLLECT_RETURNS, of.area, day)
    return {one for people in held.values() for one in people}


def tell_of_return(
    of: Return, people: Iterable[User], what: str, text: str, once: str, address: str = ""
) -> int:
    """Tell people what became of a return, and where they read it; how many were told."""
    place = [of.programme, of.collection, of.area.code]
    return tell(
        people=people,
        subject=f"{of.area.name}, {title_of(of)}: {what}",
        text=text,
        address=address or reverse("returns:queries", args=place),
        once=once,
    )


def at(query: Query) -> str:
    """Where a question is read and answered."""
    of = query.of
    place = [of.programme, of.collection, of.area.code, query.number]
    return reverse("returns:query", args=place)


def title_of(of: Return) -> str:
    """What a return is called, also where the programme has it no more."""
    pack = in_force(of.programme) if of.programme in available() else None
    found = pack.returns.collection(of.collection) if pack and pack.returns else None
    return found.title if found else of.collection


def _nearest(area: Organisation, day: date) -> list[User]:
    return next(iter(holders(Right.FILE_RETURNS, area, day).values()), [])
