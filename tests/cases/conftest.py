from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case, PastSupport
from resilience.organisations.models import Organisation
from tests.cases.world import PROGRAMME, build, practice, reader, user

RECEIVED = datetime(2018, 12, 21, 15, 30, tzinfo=UTC)
"""Friday 21 December 2018, in the afternoon."""
MONDAY = datetime(2019, 1, 7, 9, tzinfo=UTC)
"""Monday 7 January 2019, in the morning."""
WEDNESDAY = datetime(2019, 1, 9, 16, tzinfo=UTC)
"""Two days later, in the afternoon."""


@pytest.fixture
def friday() -> Iterator[None]:
    """It is the moment at which requests are received."""
    with time_machine.travel(RECEIVED, tick=False):
        yield


@pytest.fixture
def monday() -> Iterator[None]:
    """It is the second Monday after requests were received."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def wednesday() -> Iterator[None]:
    """It is the Wednesday after, at which a footprint is prioritised."""
    with time_machine.travel(WEDNESDAY):
        yield


@pytest.fixture
def as_(client: Client) -> Callable[[str], Client]:
    """The browser, with somebody of the world signed in."""

    def sign_in(name: str) -> Client:
        client.force_login(user(name))
        return client

    return sign_in


@pytest.fixture
def world(db, settings, tmp_path: Path) -> None:
    """The small England, with no evidence loaded."""
    settings.RESILIENCE_HOME = tmp_path
    build()


@pytest.fixture
def findable(world: None) -> None:
    """The small England, whose practices are found by name."""
    for one in Organisation.objects.all():
        one.search = f"{one.code} {one.name}".upper()
        one.save()


@pytest.fixture
def helped_before(world: None) -> PastSupport:
    """The small England, of which one practice had help of the programme before."""
    return PastSupport.objects.create(
        organisation=practice(),
        tier="commissioner",
        scheme="General Practice Resilience Programme",
        year="2016-17",
        what="received",
        source="past.csv",
        line=2,
        added=RECEIVED,
    )


@pytest.fixture
def referred(world: None) -> Callable[..., Case]:
    """Makes a case as a practice's request makes it, received at a moment."""

    def make(code: str = "A81001", at: datetime = RECEIVED, by: str = "lead", *others: str) -> Case:
        practices = [practice(one) for one in (code, *others)]
        case = begin(
            programme=PROGRAMME,
            practices=practices,
            route=Case.Route.SELF_REFERRAL,
            state="received",
            tier="commissioner",
            at=at,
        )
        asker = reader(by, at.date())
        happen(case, "received", by=asker, at=at, acting_for=practices[0], to="received")
        return case

    return make


def at(*moment: int, **other: Any) -> datetime:
    """A moment by Greenwich."""
    return datetime(*moment, tzinfo=UTC, **other)  # type: ignore[misc]
