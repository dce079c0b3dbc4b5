"""What people enter of a practice, for whose eyes, and who reads it."""

from __future__ import annotations

import re
from datetime import date

from resilience.accounts.models import NamedReader
from resilience.accounts.reader import Reader
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import (
    enter_intelligence,
    known_locally,
)
from tests.screening.pages import PROGRAMME
from tests.screening.test_pages import HERE

PACK = load(PROGRAMME)
USUAL, ABOUT_A_PERSON, PARTLY = (
    next(one.id for one in PACK.criteria if chosen(one))
    for chosen in (
        lambda one: not one.restricted and not one.restricted_part,
        lambda one: one.restricted,
        lambda one: one.restricted_part,
    )
)
PRACTICE = f"{HERE}/practices/A81001/"
DAY = date(2018, 6, 1)
NOTE = "Two partners retire in May."


def enters(by: Reader, criterion: str = USUAL, practice: str = "A81001", **other) -> Intelligence:
    about_it = Organisation.objects.get(code=practice)
    told = {"says": "met", "note": NOTE, "about": DAY, "source": "a visit"} | other
    if criterion == ABOUT_A_PERSON:  # of which no words are kept, only yes or no
        told |= {"note": "", "reports": {"concern": "yes"}}
    return enter_intelligence(by=by, practice=about_it, pack=PACK, criterion=criterion, **told)


def same_for_all(answer) -> str:
    """A page without what differs each time it is asked for: its tokens and its address."""
    content = answer.content.decode().replace(answer.wsgi_request.path, "")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", content)


def named(reader: Reader, subject: str, code: str = "A81001") -> Reader:
    NamedReader.objects.create(
        user=reader.user,
        organisation=Organisation.objects.get(code=code),
        subject=subject,
        starts=date(2018, 1, 1),
    )
    return Reader(reader.user, reader.day)


def reads(reader: Reader) -> list[int]:
    fresh = Reader(reader.user, reader.day)
    return [one.pk for one in known_locally(fresh, "A81001", PROGRAMME)]
