"""The form that decides on many cases: an outcome for each, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resilience.accounts.saying import tidied, why_not_say
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.deciding.many import Line, Many
from resilience.cases.deciding.outcomes import kinds_of_help, outcomes_of, why_not_offer

FALLBACK = "fallback"
"""The kinds of help offered to practices whose request names none."""


@dataclass
class Chosen:
    """What is chosen for a case: its outcome, empty for none now; what is said to it alone; what is
    wrong with that."""

    line: Line
    outcome: str
    own: str
    problem: str = ""

    @property
    def pk(self) -> int:
        return self.line.case.pk


class DecideMany:
    """Bound where `data` is given; else with what the proposal suggests."""

    def __init__(self, many: Many, data: Any | None) -> None:
        self.many, self.data = many, data
        self.outcomes = outcomes_of(many.pack)
        self.problems: list[tuple[str, str]] = []
        """What is wrong, each with the id of the field."""
        self.fallback: list[str] = data.getlist(FALLBACK) if data else []
        self.reasons = {one.id: self._text(f"why-{one.id}") for one in self.outcomes}
        self.seen = _versions(self._text("seen"))
        self.rows = [self._row(line) for line in many.open]

    @property
    def kind_items(self) -> list[dict[str, str]]:
        """The kinds of help as choices of a component."""
        return [{"value": id_, "text": title} for id_, title in kinds_of_help(self.many.pack)]

    @property
    def seen_now(self) -> str:
        """Which version of each case is looked at, as one field."""
        seen = {row.pk: row.line.case.version for row in self.rows} | self.seen
        return ",".join(f"{pk}:{version}" for pk, version in seen.items())

    @property
    def chosen(self) -> list[Chosen]:
        return [row for row in self.rows if row.outcome]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many get which outcome, by its title."""
        counted = Counter(row.outcome for row in self.chosen)
        return [(one.title, counted[one.id]) for one in self.outcomes if counted[one.id]]

    def is_valid(self) -> bool:
        if self.data is None:
            return False
        if not self.chosen:
            self.problems.append(("lines", "Choose what you decide on at least one case"))
        for outcome in self.outcomes:
            if any(row.outcome == outcome.id for row in self.rows):
                text = self.reasons[outcome.id]
                why = why_not_say(text, LONGEST) if text else "Write why"
                if why:
                    self.problems.append((f"why-{outcome.id}", f"{outcome.title}: {why}"))
        for row in self.chosen:
            row.problem = self._problem(row)
            if row.problem:
                told = f"{row.line.case.reference}: {row.problem}"
                self.problems.append((f"outcome-{row.pk}", told))
        return not self.problems

    def told(self, row: Chosen) -> dict[str, Any]:
        """What is decided on a case, as the act takes it."""
        reasons = "\n\n".join(filter(None, [self.reasons[row.outcome], row.own]))
        return {
            "outcome": row.outcome,
            "reasons": reasons,
            "categories": self._categories(row),
            "seen": self.seen.get(row.pk, row.line.case.version),
        }

    def typed(self) -> Iterator[tuple[str, str]]:
        """All fields with their values, to be carried on."""
        yield "seen", self.seen_now
        yield from ((f"why-{id_}", text) for id_, text in self.reasons.items())
        yield from ((FALLBACK, one) for one in self.fallback)
        for row in self.rows:
            yield f"outcome-{row.pk}", row.outcome
            if row.own:
                yield f"own-{row.pk}", row.own

    def _row(self, line: Line) -> Chosen:
        if self.data is None:
            return Chosen(line, line.suggested, "")
        wanted = self._text(f"outcome-{line.case.pk}")
        known = {one.id for one in self.outcomes}
        return Chosen(line, wanted if wanted in known else "", self._text(f"own-{line.case.pk}"))

    def _problem(self, row: Chosen) -> str:
        outcome = next(one for one in self.outcomes if one.id == row.outcome)
        reasons = self.told(row)["reasons"]
        said = why_not_say(reasons, LONGEST) if row.own else ""
        return said or why_not_offer(self.many.pack, outcome, self._categories(row))

    def _categories(self, row: Chosen) -> list[str]:
        """Those asked for, where the outcome offers help."""
        offers = any(one.id == row.outcome and one.chooses_support for one in self.outcomes)
        return (row.line.asked_for or self.fallback) if offers else []

    def _text(self, name: str) -> str:
        return tidied(self.data.get(name, "")) if self.data else ""


def _versions(text: str) -> dict[int, int]:
    """Versions by case, as the field has them; what is no number is left out."""
    pairs = (one.partition(":") for one in text.split(",") if len(one) < 40)
    return {
        int(pk): int(version)
        for pk, _, version in pairs
        if pk.isascii() and pk.isdigit() and version.isascii() and version.isdigit()
    }
