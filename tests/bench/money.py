"""The monthly review of the nation over a million entries, against one SQL sum of the same rows."""

from __future__ import annotations

from datetime import date

from django.db import connection

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.funding.models import Entry, Total
from resilience.funding.review.figures import Figures
from resilience.funding.review.months import Month
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import KINDS_OF_THING, pots_of, read, review
from resilience.funding.review.tables import table, whole
from resilience.funding.years import Year
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import load
from tests.bench.clock import seconds, tell
from tests.bench.invented_money import PROGRAMME, YEAR, invent_money

ENTRIES, TIMES = 1_000_000, 5
DAY = date(2019, 3, 15)


def measure() -> None:
    if not Entry.objects.exists():
        invent_money(ENTRIES)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    reader = _reader()
    _sum()
    print(f"{Entry.objects.count():,} entries, {Total.objects.count():,} totals")
    for by in ("holder", "category", "code"):
        assert _review(reader, by).paid
        took = seconds(lambda by=by: _review(reader, by), TIMES)
        tell(
            f"national review by {by} / SQL sum of entries", took, seconds(_sum, TIMES), "at most 3"
        )


def _review(reader: Reader, by: str) -> Figures:
    """What the page works out."""
    pack, year = load(PROGRAMME), Year.called(YEAR)
    things = [by] if by in KINDS_OF_THING else []
    totals = read(pack, year, reader, pots_of(pack, year, reader), things)
    found = review(totals, Month(year, date(2019, 2, 1), DAY), things)
    table(found, by), positions(found)
    return whole(found)


def _sum() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(pence) FROM funding_entry")
        return int(cursor.fetchone()[0])


def _reader() -> Reader:
    person = User.objects.create_user("money@bench.example", name="Bench")
    nation = Organisation.objects.filter(kind=Kind.NATION).first()
    nation = nation or Organisation.objects.create(code="ENG", kind=Kind.NATION, name="England")
    person.memberships.create(organisation=nation, role=Role.NATIONAL_TEAM, starts=date.min)
    return Reader(person, DAY)
