"""What a consolidated return holds: the figures of each team, each area and all of them, from the
submissions of the areas with what was mended of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, MeasureId
from resilience.returns.collecting.differences import difference, plain
from resilience.returns.collecting.reading import Filed, submissions_of
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import figures
from resilience.returns.filing.told import late_by
from resilience.returns.models import Change, Consolidation

Content = dict[str, Any]
"""Plain data: `programme`, `collection`, `measures`; `areas`, each with its `figures`, its `teams`
with theirs, its submission, and `differs` from the last consolidated return by measure; `all` with
the figures and differences of all areas together; `missing` areas and teams, and `why` it goes on
without them; the ids of the `submissions` and `changes` that it is made of; and `last`, which
consolidated return it is compared with."""
FORMAT = 1
KEY = str | None


def canonical(content: Content) -> str:
    """The content as text: the same content is the same text, always."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(content: Content) -> str:
    """The SHA-256 of the content."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def content_of(
    pack: Pack,
    collection: Collection,
    those: list[Filed],
    last: Consolidation | None,
    earlier: Mapping[str, Rows],
    why: str,
) -> Content:
    """All of it. `earlier` has the rows, as they stand by now, of the areas that `last` is made of,
    by code; whoever sent nothing stands under `missing`, and in no sum."""
    measures = pack.returns.measures if pack.returns else ()
    ids = tuple(one.id for one in measures)
    sent = [one for one in those if one.counts]
    rows = {one.area.code: rows_sent([one.counts] if one.counts else ()) for one in sent}
    frozen = _frozen(last)
    changes = Change.objects.filter(submission__in=submissions_of(sent))
    return {
        "format": FORMAT,
        "programme": {"id": pack.id, "title": pack.title},
        "collection": {
            "id": collection.id,
            "title": collection.title,
            "year": collection.year,
            "due": collection.due.isoformat(),
            "as_at": collection.as_at.isoformat(),
        },
        "measures": [{"id": one.id, "title": one.title, "unit": one.unit} for one in measures],
        "areas": [
            _area(one, rows[one.area.code], ids, collection)
            | {"differs": _differs(ids, frozen, one.area.code, earlier, rows)}
            for one in sent
        ],
        "all": {
            "figures": figures_of(_together(rows.values()), ids),
            "differs": _differs(ids, frozen, None, earlier, rows),
        },
        "missing": _missing(those, rows),
        "why": why,
        "submissions": [one.pk for one in submissions_of(sent)],
        "changes": list(changes.order_by("pk").values_list("pk", flat=True)),
        "last": _called(last),
    }


def figures_of(rows: Rows, ids: tuple[MeasureId, ...]) -> Content:
    """By measure, what is known, and how many rows do not say."""
    return {
        name: {"value": one.value, "unknown": one.unknown}
        for name, one in figures(rows, ids).items()
    }


def _area(one: Filed, rows: Rows, ids: tuple[MeasureId, ...], of: Collection) -> Content:
    submission, first = one.counts, one.first
    return {
        "code": one.area.code,
        "name": one.area.name,
        "submission": submission.number if submission else None,
        "source": submission.source if submission else "",
        "as_at": submission.as_at.isoformat() if submission else None,
        "sent": submission.at.isoformat() if submission else None,
        "late_seconds": late_by(of, first.at) if first else 0,
        "changes": one.changes,
        "open_queries": one.waits_for_area + one.waits_for_nation,
        "accepted": bool(one.of and one.of.state == one.of.State.ACCEPTED),
        "figures": figures_of(rows, ids),
        "teams": [
            {"code": team.team, "name": team.name, "figures": figures_of(own, ids)}
            for team, own in _by_team(rows)
        ],
    }


def _by_team(rows: Rows) -> list[tuple[Any, Rows]]:
    """Each team with its rows, read once."""
    practices: dict[str, list[Any]] = {}
    for one in rows.practices:
        practices.setdefault(one.team, []).append(one)
    return [(team, Rows((team,), tuple(practices.get(team.team, ())))) for team in rows.teams]


def _together(several: Iterable[Rows]) -> Rows:
    those = list(several)
    return Rows(
        tuple(one for rows in those for one in rows.teams),
        tuple(one for rows in those for one in rows.practices),
    )


def _missing(those: list[Filed], rows: Mapping[str, Rows]) -> list[Content]:
    """Areas that sent nothing that counts, and teams that an area left out."""
    found = []
    for one in those:
        sent = rows.get(one.area.code)
        have = {team.team for team in sent.teams} if sent else set()
        without = [team for team in one.area.teams if team.code not in have]
        if sent is None or without:
            found.append(
                {
                    "code": one.area.code,
                    "name": one.area.name,
                    "whole": sent is None,
                    "handed_back": one.handed_back,
                    "teams": [{"code": team.code, "name": team.name} for team in without],
                }
            )
    return found


def _frozen(last: Consolidation | None) -> dict[KEY, Content]:
    """By area, and under none for all of them, the figures that were frozen last."""
    if last is None:
        return {}
    found: dict[KEY, Content] = {one["code"]: one["figures"] for one in last.content["areas"]}
    return found | {None: last.content["all"]["figures"]}


def _differs(
    ids: tuple[MeasureId, ...],
    frozen: Mapping[KEY, Content],
    area: KEY,
    earlier: Mapping[str, Rows],
    rows: Mapping[str, Rows],
) -> Content | None:
    """By measure, why the figure differs from the last one; none where there is no last one."""
    then = frozen.get(area)
    if then is None:
        return None
    before = _together(earlier.values()) if area is None else earlier.get(area, Rows())
    now = _together(rows.values()) if area is None else rows[area]
    return {
        name: plain(difference(name, then[name]["value"], before, now))
        for name in ids
        if name in then
    }


def _called(last: Consolidation | None) -> Content | None:
    if last is None:
        return None
    return {
        "collection": last.collection,
        "title": last.content["collection"]["title"],
        "number": last.number,
        "at": last.at.isoformat(),
        "sha256": last.sha256,
    }
