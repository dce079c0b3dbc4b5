"""Returns of the small England: opened, written and sent by the acts."""

from __future__ import annotations

from datetime import datetime

from resilience.programmes.packs import load
from resilience.returns.filing.acts import send, write
from resilience.returns.filing.content import content_of
from resilience.returns.filing.opening import open_collection
from resilience.returns.models import Return, Submission
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader

PACK = load(PROGRAMME)
assert PACK.returns
WORDS = {"progress": "Two plans are signed.", "risks": "One supplier is late; we meet weekly."}
APRIL = at(2019, 4, 3, 10)


def returned(collection: str = "april-2019", area: str = "Y54", when: datetime = APRIL) -> Return:
    """The return of an area, opened."""
    open_collection(PACK, PACK.returns.collection(collection), when)
    return Return.objects.get(collection=collection, area__code=area)


def written(one: Return, by: str = "regional", when: datetime = APRIL, **words: str) -> Return:
    return write(by=reader(by, when.date()), of=one, seen=one.version, at=when, words=WORDS | words)


def sent(one: Return, by: str = "regional", when: datetime = APRIL) -> Submission:
    """It was signed off as it stood and sent."""
    collection = PACK.returns.collection(one.collection)
    one.refresh_from_db()
    return send(
        by=reader(by, when.date()),
        of=one,
        seen=one.version,
        at=when,
        signed="Kim Lee, Head of Primary Care",
        shown=content_of(one, PACK, collection, when.date()).sha256,
    )
