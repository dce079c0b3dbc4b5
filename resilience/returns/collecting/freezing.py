"""Consolidating a collection: all areas' returns become one, which never changes (R2, G13.3)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection
from resilience.returns.collecting.content import Content, content_of, hash_of
from resilience.returns.collecting.guards import MEANWHILE, said
from resilience.returns.collecting.reading import Filed, before, filed
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Consolidation, Return

NOTHING_NEW = "Nothing has changed since number {} was frozen: there is nothing to consolidate."


@transaction.atomic
def consolidate(
    *,
    by: Reader,
    programme: str,
    collection: str,
    seen: str,
    at: datetime,
    why: str = "",
    words: str = "",
) -> Consolidation:
    """Freeze the returns of all areas together, under the next number. `seen` says how they stood
    when one looked (`state_of`). Where an area is missing, `why` it goes on without it; `words` are
    what the national team says of it to those it goes back to."""
    if not by.may(Right.COLLECT_RETURNS).everywhere:
        raise Refused("Returns are consolidated by the national team.")
    pack = in_force(programme)
    of = pack.returns.collection(collection) if pack.returns else None
    if of is None:
        raise Refused("The programme has no such return.")
    heads = Return.objects.filter(programme=programme, collection=collection).order_by("pk")
    list(heads.select_for_update())
    if seen != state_of(programme, collection):
        raise Refused(MEANWHILE)
    content = content_now(pack, of, at, why=said(why) if why.strip() else "")
    last = latest_of(programme, collection)
    refuse(why_not_freeze(content, last))
    if content["missing"] and not content["why"]:
        raise Refused(f"{_missing(content)} Say why you go on without.")
    made = Consolidation.objects.create(
        programme=programme,
        collection=collection,
        number=last.number + 1 if last else 1,
        at=at,
        by=by.actor,
        as_at=of.as_at,
        content=content,
        sha256=hash_of(content),
        words=said(words) if words.strip() else "",
    )
    record(
        by=by.actor,
        act="returns.consolidated",
        subject=made,
        after={"collection": collection, "number": made.number, "sha256": made.sha256},
    )
    return made


def content_now(pack: Pack, of: Collection, at: datetime, why: str = "") -> Content:
    """What would be frozen at a moment."""
    today = timezone.localdate(at)
    last = compared_with(pack, of)
    those = filed(pack, of, today)
    return content_of(pack, of, those, last, _earlier(pack, last, those, of, at), why)


def why_not_freeze(content: Content, last: Consolidation | None) -> str:
    """Why there is nothing to freeze; empty where there is."""
    if not content["submissions"]:
        return "No area has sent this return yet: there is nothing to consolidate."
    if last and _same(last.content, content):
        return NOTHING_NEW.format(last.number)
    return ""


def state_of(programme: str, collection: str) -> str:
    """How the returns of a collection stand, as a short text that changes when they do. What an
    area writes before it sends counts for nothing."""
    of = {"programme": programme, "collection": collection}
    heads = Return.objects.filter(**of).exclude(state=Return.State.OPEN).order_by("pk")
    last = latest_of(programme, collection)
    told = [*heads.values_list("pk", "version"), last.number if last else 0]
    return hashlib.sha256(str(told).encode()).hexdigest()[:16]


def latest_of(programme: str, collection: str) -> Consolidation | None:
    """The newest consolidated return of a collection."""
    of = {"programme": programme, "collection": collection}
    return Consolidation.objects.filter(**of).order_by("-number").first()


def compared_with(pack: Pack, of: Collection) -> Consolidation | None:
    """The consolidated return that the next one of a collection is compared with: the newest of
    the collection itself, or of the nearest before it in the year that has one."""
    at: Collection | None = of
    while at is not None:
        if found := latest_of(pack.id, at.id):
            return found
        at = before(pack, at)
    return None


def _earlier(
    pack: Pack, last: Consolidation | None, those: list[Filed], of: Collection, at: datetime
) -> dict[str, Rows]:
    """The rows of the last consolidated return's areas as they stand by now."""
    earlier = pack.returns.collection(last.collection) if last and pack.returns else None
    if last is None or earlier is None:
        return {}
    now = those if earlier.id == of.id else filed(pack, earlier, timezone.localdate(at))
    own = {one["code"] for one in last.content["areas"]}
    return {
        one.area.code: rows_sent([one.last]) for one in now if one.last and one.area.code in own
    }


def _missing(content: Content) -> str:
    """Which areas and teams are missing, in a sentence or two."""
    areas = [one["name"] for one in content["missing"] if one["whole"]]
    teams = [
        f"{team['name']} ({one['name']})"
        for one in content["missing"]
        if not one["whole"]
        for team in one["teams"]
    ]
    told = [f"Not sent: {', '.join(areas)}." if areas else ""]
    told.append(f"No row was sent of {', '.join(teams)}." if teams else "")
    return " ".join(filter(None, told))


def _same(a: Content, b: Content) -> bool:
    names = ("submissions", "changes", "missing", "measures")
    return all(a[name] == b[name] for name in names)
