"""What it costs to show only what a reader may see, on lists of all England."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import QuerySet

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.organisations.models import Kind, Organisation
from resilience.screening.models import ScreenedPractice, Snapshot
from tests.bench.clock import p95, tell
from tests.bench.screening import DAYS

TIMES = 40


def measure() -> None:
    """Each reader's own list, narrowed to what they may see, against the same list as it is: what
    is asked for is the same either way."""
    programme, day = DAYS[-1]
    snapshot = Snapshot.objects.get(programme=programme)
    largest = snapshot.areas.order_by("-practices")
    readers = [
        (Kind.NATION, Role.NATIONAL_TEAM),
        (Kind.REGION, Role.REGIONAL_LEAD),
        (Kind.ICB, Role.COMMISSIONER),
    ]
    lists = {
        "first page": lambda found: list(found[:50]),
        "whole list": lambda found: list(found.values_list("code", "signal", "met")),
    }
    for kind, role in readers:
        area = largest.filter(level=kind)[0]
        reader = _reader(area.code, role, day)
        found = snapshot.practices.all()
        if kind != Kind.NATION:
            found = found.filter(areas__contains=f"/{area.code}/")
        for name, read in lists.items():
            plain = p95(partial(read, found), TIMES)
            seen = p95(partial(_read_as, read, found, reader), TIMES)
            tell(f"visibility: {kind}, {name} / unfiltered", seen, plain, "at most 1.5")


def _read_as(read, everything: QuerySet[ScreenedPractice], reader: Reader) -> None:
    read(everything.visible_to(reader))


def _reader(code: str, role: str, day: date) -> Reader:
    person = User.objects.create_user(f"{code}@bench.example", name=code)
    organisation = Organisation.objects.get(code=code)
    person.memberships.create(organisation=organisation, role=role, starts=date.min)
    reader = Reader(person, day)
    assert reader.memberships, f"nobody acts for {code}"
    return reader
