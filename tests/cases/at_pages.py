"""What the tests of the pages of cases share: the day, who sees a case, how answers are read."""

from __future__ import annotations

import csv
from typing import Any

from django.test import Client

from tests.cases.conftest import MONDAY
from tests.cases.world import user
from tests.look.reading import check

NOW = MONDAY
DAY = NOW.date()
SEES = {"lead", "member", "officer", "commissioner", "resilience", "regional"}
SEES |= {"finance", "analyst", "national"}


def text(answer: Any) -> str:
    """A page as it was sent, on one line."""
    return " ".join(answer.content.decode().split())


def rows(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))


def signed_in(client: Client, name: str) -> Client:
    """The browser, with somebody of the world signed in."""
    client.force_login(user(name))
    return client


def read(client: Client, path: str) -> str:
    """The words of a page, which is well made."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return check(answer.content.decode()).text
