from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.clusters.world import NOW, build, user


@pytest.fixture
def area(db, settings, tmp_path: Path) -> None:
    """The area of 2026, with no evidence loaded."""
    settings.RESILIENCE_HOME = tmp_path
    build()


@pytest.fixture
def today() -> Iterator[None]:
    """It is a Monday morning in May 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_(client: Client) -> Callable[[str], Client]:
    """The browser, with somebody of the area signed in."""

    def sign_in(name: str) -> Client:
        client.force_login(user(name))
        return client

    return sign_in
