"""The rules of a workbook: each with its own check, and since when it stops one from being sent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from resilience.returns.workbook import checks_days, checks_money, checks_places, checks_whole
from resilience.returns.workbook.checks import Check, read_as
from resilience.returns.workbook.ground import Ground
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.told import Found, Message

FILE = Path(__file__).with_name("rules.toml")
MOST = 500
"""Places that are told of one rule; the rest are counted."""


@dataclass(frozen=True)
class Rule:
    """A rule: since when it is looked at, and since when what breaks it is not sent, if it ever
    stops one. Whoever adds a rule lets it warn first."""

    id: str
    title: str
    since: date
    stops: date | None = None

    def stops_on(self, day: date) -> bool:
        """Whether it stops a return that opens on a day."""
        return self.stops is not None and self.stops <= day


OF_READING = (
    *("names", "hidden_sheet", "total", "needed", "formula", "error", "merged", "below"),
    *("day", "sum", "pennies", "count", "stage", "help", "long", "like_formula"),
    *("patients", "words_taken", "words", "heading", "hidden_rows", "hidden_other"),
    *("day_as_text", "sum_as_text", "spaces"),
)
CHECKS: Mapping[str, Check] = {
    **{one: partial(read_as, one) for one in OF_READING},
    **checks_whole.CHECKS,
    **checks_places.CHECKS,
    **checks_days.CHECKS,
    **checks_money.CHECKS,
}
"""The check of each rule, by its id."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which people are told."""
    return tuple(Rule(**one) for one in tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"])


def messages(read: Read, ground: Ground) -> list[Message]:
    """What was found in a workbook, what stops it first."""
    opens = ground.collection.opens
    found = [
        Message(rule.id, rule.stops_on(opens), one.sheet, one.cell, one.found, one.mend)
        for rule in rules()
        if rule.since <= opens
        for one in _some(CHECKS[rule.id](read, ground))
    ]
    return sorted(found, key=lambda one: not one.stops)


def _some(found: Iterable[Found]) -> Iterator[Found]:
    """The first places, and how many more there are."""
    more, last = 0, None
    for number, one in enumerate(found):
        if number < MOST:
            yield one
        else:
            more, last = more + 1, one
    if last:
        yield Found(last.sheet, "", f"{more:,} more cells of this kind", last.mend)
