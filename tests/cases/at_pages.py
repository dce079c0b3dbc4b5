"""What the tests of the pages of cases share: the day, who sees a case, how answers are read."""

from __future__ import annotations

import csv
from typing import Any

from tests.cases.conftest import MONDAY

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
