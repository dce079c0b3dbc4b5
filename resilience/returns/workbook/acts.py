"""What is done with a workbook: it is uploaded and checked, and it stands for the records here or
no longer does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.look.attached.names import tidied
from resilience.returns.figures.rows import plain
from resilience.returns.filing.acts import why_not_file
from resilience.returns.filing.differences import sent_before
from resilience.returns.filing.held import ACCEPTED, asked_by, locked
from resilience.returns.models import Return, Upload
from resilience.returns.workbook.book import Book
from resilience.returns.workbook.ground import area_of, ground_of
from resilience.returns.workbook.names import with_names
from resilience.returns.workbook.reading import read_return
from resilience.returns.workbook.rules import messages
from resilience.returns.workbook.shape import PRACTICES, TEAMS


@transaction.atomic
def upload(
    *, by: Reader, of: Return, at: datetime, name: str, content: bytes, sha256: str, book: Book
) -> Upload:
    """Keep a workbook that was opened, with what was found in it. Nothing stands for the records
    by it. Raises NotRead, Refused."""
    refuse(why_not_file(of.area, by))
    if of.state == Return.State.ACCEPTED:
        raise Refused(ACCEPTED)
    pack, returns, collection = asked_by(of)
    today = timezone.localdate(at)
    read = read_return(book, pack, of.area.code)
    area = area_of(pack, of.area.code, min(collection.as_at, today))
    before = sent_before(of, returns, collection)
    ground = ground_of(pack, returns, collection, area, today, read.rows, before)
    found = messages(read, ground)
    rows = with_names(read.rows, ground.names)
    stops = any(one.stops for one in found)
    made = Upload.objects.create(
        of=of,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.FILE_RETURNS, of.area_id),
        name=tidied(name),
        sha256=sha256,
        content=content,
        found=[one.plain() for one in found],
        stops=stops,
        rows={
            TEAMS.id: list(map(plain, rows.teams)),
            PRACTICES.id: list(map(plain, rows.practices)),
        },
        words=dict(read.words),
    )
    record(
        by=by.actor,
        act="returns.uploaded",
        subject=made,
        organisation=of.area.code,
        after={"sha256": sha256, "messages": len(found), "stops": stops},
    )
    return made


@transaction.atomic
def use(*, by: Reader, of: Return, seen: int, at: datetime, made: Upload) -> Return:
    """Let a workbook stand for the records here. Its words go where nothing is written yet. Raises
    Refused."""
    of = locked(of, seen)
    refuse(why_not_file(of.area, by))
    if made.of_id != of.pk:
        raise Refused("This workbook is of another return.")
    if made.stops:
        raise Refused("What stops it has to be mended first: mend it, and upload it again.")
    asked_by(of)
    before = of.upload_id
    of.upload = made
    of.words = of.words | {one: said for one, said in made.words.items() if not of.words.get(one)}
    _moved(of, by, "returns.workbook_used", before)
    return of


@transaction.atomic
def drop(*, by: Reader, of: Return, seen: int, at: datetime) -> Return:
    """Go back to the records here; the workbook stays in the list, and words stay. Raises
    Refused."""
    of = locked(of, seen)
    refuse(why_not_file(of.area, by))
    if of.upload is None:
        raise Refused("The figures come from the records here already.")
    before = of.upload_id
    of.upload = None
    _moved(of, by, "returns.workbook_dropped", before)
    return of


def _moved(of: Return, by: Reader, act: str, before: int | None) -> None:
    of.version += 1
    of.save()
    record(
        by=by.actor,
        act=act,
        subject=of,
        organisation=of.area.code,
        before={"upload": before},
        after={"upload": of.upload_id},
    )
