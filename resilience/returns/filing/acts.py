"""What is done with a return: words are written, and it is signed and sent (G13.1, G12.8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.audit.actions import record
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.deadlines import is_late
from resilience.returns.figures.rows import Rows, plain
from resilience.returns.filing.content import content_of
from resilience.returns.filing.differences import differences, sent_before, unsaid
from resilience.returns.filing.held import asked_by, locked
from resilience.returns.filing.opening import filers
from resilience.returns.filing.told import late_by, span, to_the_second
from resilience.returns.models import Return, SentRow, Submission

LINE = 200
BATCH = 1000


def why_not_file(area: Organisation, by: Reader) -> str:
    """Why somebody does not send the return of an area; empty where they do."""
    if by.may(Right.FILE_RETURNS).holds(area):
        return ""
    return f"Only those who {Right.FILE_RETURNS.label} of {area.name} do this."


@transaction.atomic
def write(*, by: Reader, of: Return, seen: int, at: datetime, words: Mapping[str, str]) -> Return:
    """Write some words of a return: answers by question, and why a figure differs (`why:…`). Empty
    words take away what stood there."""
    of = locked(of, seen)
    refuse(why_not_file(of.area, by))
    _, returns, _ = asked_by(of)
    known = {one.id for one in returns.questions} | {f"why:{one.id}" for one in returns.measures}
    if words.keys() - known:
        raise Refused("That is no question of this return: open it again.")
    said = {name: tidied(text) for name, text in words.items()}
    for text in filter(None, said.values()):
        refuse(why_not_say(text, LONGEST))
    of.words = {name: text for name, text in (of.words | said).items() if text}
    _moved(of)
    record(
        by=by.actor,
        act="returns.written",
        subject=of,
        organisation=of.area.code,
        after={"parts": sorted(said)},
    )
    return of


@transaction.atomic
def send(*, by: Reader, of: Return, seen: int, at: datetime, signed: str, shown: str) -> Submission:
    """Sign a return off and send it as it was shown: its words, and its rows as at the last day
    that counts or, before it, as at the day of sending. It may be sent again until it is accepted;
    what was sent first decides whether it was in time."""
    of = locked(of, seen)
    refuse(why_not_file(of.area, by))
    pack, returns, collection = asked_by(of)
    signed = tidied(signed)
    refuse(why_not_say(signed, LINE))
    content = content_of(of, pack, collection, timezone.localdate(at))
    if content.sha256 != shown:
        raise Refused(
            "The figures changed after you opened the page, so nothing was sent. Look at them as "
            "they are now, and sign again."
        )
    found = differences(sent_before(of, returns, collection), content.rows, returns)
    refuse(why_not_complete(of, returns, len(unsaid(found, of))))
    first = of.submissions.first()
    made = Submission.objects.create(
        of=of,
        number=of.submissions.count() + 1,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.FILE_RETURNS, of.area_id),
        source=content.source,
        as_at=content.day,
        late=is_late(collection, first.at if first else at),
        words=of.words,
        signed=signed,
        upload=of.upload,
    )
    _keep(made, content.rows)
    of.state, of.since = Return.State.SENT, at
    _moved(of)
    record(
        by=by.actor,
        act="returns.sent",
        subject=made,
        organisation=of.area.code,
        after={"number": made.number, "late": made.late, "sha256": shown},
    )
    _receipt(made, first, collection)
    return made


def why_not_complete(of: Return, returns: Returns, unsaid: int) -> str:
    """What keeps a return from being sent, in a sentence; empty where nothing does."""
    missing = [one.title for one in returns.questions if one.needed and not of.words.get(one.id)]
    if of.upload is not None and of.upload.stops:
        return "The workbook has faults that keep it from being sent: mend them and upload it anew."
    if missing:
        return f"Write something under: {', '.join(missing)}."
    if unsaid:
        return "Say why figures differ from the last return, where the page asks for it."
    return ""


def _moved(of: Return) -> None:
    of.version += 1
    of.save()


def _keep(made: Submission, rows: Rows) -> None:
    of = {"submission": made}
    kept = [SentRow(**of, team=one.team, row=plain(one)) for one in rows.teams]
    kept += [
        SentRow(**of, team=one.team, practice=one.practice, row=plain(one))
        for one in rows.practices
    ]
    SentRow.objects.bulk_create(kept, batch_size=BATCH)


def _receipt(made: Submission, first: Submission | None, collection: Collection) -> None:
    of, day = made.of, timezone.localdate(made.at)
    late = late_by(collection, first.at if first else made.at)
    how = f"{span(late)} late" if late else "in time"
    again = f" What was sent first, on {to_the_second(first.at)}, decides that." if first else ""
    national = [
        one for people in holders(Right.COLLECT_RETURNS, of.area, day).values() for one in people
    ]
    tell(
        people=[*filers(of.area, made.at), *national],
        subject=f"{of.area.name}: {collection.title} was sent {how}",
        text=f"It was sent on {to_the_second(made.at)} and has number {made.number}.{again}",
        address=reverse(
            "returns:sent", args=[of.programme, of.collection, of.area.code, made.number]
        ),
        once=f"return {of.pk} sent {made.number}",
    )
