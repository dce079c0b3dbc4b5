"""The checks of what areas sent, each with a question about the same thing that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.collecting.checks import Beside, Check, checks
from resilience.returns.collecting.reading import Filed, before, filed
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Query, SentRow


@dataclass(frozen=True)
class Found:
    """What is odd about the return of an area, and the newest question about the same, if any."""

    of: Filed
    check: Check
    asked: Query | None


def found_in(
    pack: Pack,
    returns: Returns,
    collection: Collection,
    those: list[Filed],
    today: date,
    only: str = "",
) -> list[Found]:
    """What is odd in what areas sent, or in what one of them sent, by its code."""
    earlier = _earlier(pack, collection, today)
    due = {one.collection: one.in_all for one in returns.waves}.get(collection.id)
    where = _where(those)
    found = []
    for one in those:
        if one.counts is None or only not in ("", one.area.code):
            continue
        rows = rows_sent([one.counts])
        others = {
            practice: names - {one.area.name}
            for practice, names in where.items()
            if one.area.name in names and len(names) > 1
        }
        beside = Beside(
            collection.as_at,
            one.area.teams,
            earlier.get(one.area.code),
            others,
            returns.differs_percent,
            due,
        )
        asked = _asked(one)
        found += [
            Found(one, check, asked.get((check.team, check.practice, check.field)))
            for check in checks(rows, returns.measures, beside)
        ]
    return found


def _earlier(pack: Pack, collection: Collection, today: date) -> dict[str, Rows]:
    """What each area sent for the return before."""
    last = before(pack, collection)
    those = filed(pack, last, today) if last else []
    return {one.area.code: rows_sent([one.counts]) for one in those if one.counts}


def _where(those: Iterable[Filed]) -> dict[str, set[str]]:
    """Of each practice the names of the areas that report it."""
    names = {one.counts.pk: one.area.name for one in those if one.counts}
    sent = SentRow.objects.filter(submission__in=names).exclude(practice="").order_by()
    found: dict[str, set[str]] = {}
    for practice, submission in sent.values_list("practice", "submission"):
        found.setdefault(practice, set()).add(names[submission])
    return found


def _asked(one: Filed) -> dict[tuple[str, str, str], Query]:
    queries = Query.objects.filter(of=one.of, by_area=False).order_by("number")
    return {(query.team, query.practice, query.field): query for query in queries}
