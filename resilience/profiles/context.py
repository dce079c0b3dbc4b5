"""What practices say of their figures, as a reader may see it; one query for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from resilience.accounts.reader import Reader
from resilience.look.words import day
from resilience.profiles.models import ANY, Context

CONTEXT_COLUMN = "context"


class Contexts:
    """What is said, to be put beside figures."""

    def __init__(self, found: Iterable[Context]) -> None:
        self._about: dict[tuple[str, str], list[Context]] = defaultdict(list)
        for one in found:
            self._about[one.organisation.code, one.indicator].append(one)

    def __bool__(self) -> bool:
        return bool(self._about)

    def beside(
        self, practice: str, indicators: str | Iterable[str], period: str = ANY
    ) -> list[Context]:
        """What a practice says of its figure, or figures, of a period or of every period."""
        asked = [indicators] if isinstance(indicators, str) else indicators
        said = (one for name in asked for one in self._about.get((practice, name), []))
        return [one for one in said if one.period in (ANY, period)]

    def cell(self, practice: str, indicators: str | Iterable[str], period: str = ANY) -> str:
        """The same in a cell of a file."""
        said = self.beside(practice, indicators, period)
        return " ".join(f"{one.text} (the practice, {day(one.written)})" for one in said)


def contexts(
    reader: Reader, practices: Collection[str] | None = None, indicator: str = ""
) -> Contexts:
    """All that is in force about figures of these practices, or of one indicator."""
    found = Context.objects.in_force().visible_to(reader).select_related("organisation")
    if practices is not None:
        found = found.filter(organisation__code__in=practices)
    if indicator:
        found = found.filter(indicator=indicator)
    return Contexts(found)
