"""What areas sent, as rows of tests: made without the pages on which an area sends."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from resilience.organisations.models import Organisation
from resilience.returns.figures.rows import MONEY, PracticeRow, Rows, TeamRow, plain
from resilience.returns.models import Return, SentRow, Submission
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME

COLLECTION, NEXT = "october-2018", "january-2019"
SENT = at(2018, 10, 5, 15, 59)
"""A minute to five in London, when it is due: in time."""
NOW = at(2018, 10, 8, 9)
"""The Monday after the first return was due."""
AREAS = {"Y54": (("Q74", "Cumbria and North East"),), "Q83": (("Q83", "Greater Manchester"),)}
AS_AT = date(2018, 10, 5)
"""The last day that counts of the first return."""


def sent(
    area: str,
    rows: Rows,
    *,
    collection: str = COLLECTION,
    when: datetime = SENT,
    as_at: date = AS_AT,
    words: dict[str, str] | None = None,
) -> Return:
    """An area sent these rows."""
    of, _ = Return.objects.get_or_create(
        programme=PROGRAMME,
        collection=collection,
        area=Organisation.objects.get(code=area),
        defaults={"since": when},
    )
    number = Submission.objects.filter(of=of).count() + 1
    made = Submission.objects.create(
        of=of,
        at=when,
        by="person x",
        number=number,
        source=Submission.Source.RECORDS,
        as_at=as_at,
        late=False,
        words=words or {"progress": "It goes on."},
        signed="Kim Lee, regional lead",
    )
    SentRow.objects.bulk_create(
        SentRow(
            submission=made, team=one.team, practice=getattr(one, "practice", ""), row=plain(one)
        )
        for one in (*rows.teams, *rows.practices)
    )
    of.state, of.since, of.version = Return.State.SENT, when, of.version + 1
    of.save()
    return of


def of_area(area: str, *practices: PracticeRow, available: int | None = 10_000_000) -> Rows:
    """The rows of an area of the small England, with one team."""
    teams = tuple(TeamRow(code, name, area, available, 0) for code, name in AREAS[area])
    return Rows(teams, practices)


def helped(practice: str, team: str, pounds: int = 1_000, **more: object) -> PracticeRow:
    """A practice under a memorandum, half of whose money is spent."""
    row = PracticeRow(
        team=team,
        practice=practice,
        name=f"Practice {practice}",
        asked=date(2018, 5, 1),
        decided=date(2018, 6, 1),
        confirmed=date(2018, 6, 1),
        agreed=date(2018, 7, 2),
        committed=pounds * 100,
        paid=pounds * 50,
    )
    return replace(row, **more)


def at_random(area: str, draw: random.Random, codes: Iterable[str]) -> Rows:
    """Any rows whatever of an area: some values unknown, some practices not."""
    team = AREAS[area][0][0]

    def some_day() -> date | None:
        return (
            date(2018, 4, 1) + timedelta(days=draw.randrange(180)) if draw.random() < 0.6 else None
        )

    def pence() -> int | None:
        return draw.randrange(1_000_000) if draw.random() < 0.8 else None

    practices = [
        PracticeRow(
            team=team,
            practice=code,
            name=code,
            asked=some_day(),
            decided=some_day(),
            confirmed=some_day(),
            agreed=some_day(),
            helped=some_day(),
            ended=some_day(),
            business_case=draw.choice(["", "begun", "submitted"]),
            **{name: pence() for name in MONEY},
        )
        for code in codes
        if draw.random() < 0.7
    ]
    studies = draw.choice([None, 0, 3])
    teams = tuple(TeamRow(code, name, area, pence(), studies) for code, name in AREAS[area])
    return Rows(teams, tuple(practices))
