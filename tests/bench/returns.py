"""Consolidating the returns of fourteen teams with 7,000 practices in all, against reading the same
rows bare; alone, and explained against a consolidated return of as many rows before it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from resilience.organisations.models import Ancestor, Kind, Organisation, Record
from resilience.programmes.packs import load
from resilience.returns.collecting.content import Content, hash_of
from resilience.returns.collecting.freezing import content_now
from resilience.returns.figures.rows import PracticeRow, TeamRow, plain
from resilience.returns.models import Consolidation, Return, SentRow, Submission
from tests.bench.clock import seconds, tell

PROGRAMME, FIRST, SECOND = "gprp-2018-19", "october-2018", "january-2019"
REGIONS, TEAMS, PRACTICES, TIMES = 4, 14, 500, 7
LONG_AGO, STARTS = date(2013, 4, 1), date(2018, 4, 1)
AT = datetime(2019, 1, 9, 9, tzinfo=UTC)


def measure() -> None:
    _invented()
    print(f"{SentRow.objects.filter(submission__of__collection=SECOND).count():,} rows of a return")
    _content(FIRST), _content(SECOND)
    took = seconds(lambda: _content(FIRST), TIMES)
    bare = seconds(lambda: _bare([FIRST]), TIMES)
    tell("consolidating a return / reading its rows bare", took, bare, "at most 3")
    _freeze()
    assert _content(SECOND)["all"]["differs"]
    took = seconds(lambda: _content(SECOND), TIMES)
    bare = seconds(lambda: _bare([FIRST, SECOND]), TIMES)
    tell("explained against the last / rows of both bare", took, bare, "at most 3")


def _content(collection: str) -> Content:
    """What is frozen, with its SHA-256."""
    pack = load(PROGRAMME)
    of = pack.returns.collection(collection) if pack.returns else None
    assert of
    content = content_now(pack, of, AT, why="The others are not there.")
    hash_of(content)
    return content


def _bare(collections: list[str]) -> None:
    """The same rows, as values of their model."""
    list(SentRow.objects.filter(submission__of__collection__in=collections).values())


def _freeze() -> None:
    of = {"programme": PROGRAMME, "collection": FIRST, "number": 1, "sha256": ""}
    Consolidation.objects.create(
        **of, at=AT, by="bench", as_at=date(2018, 10, 5), content=_content(FIRST)
    )


def _invented() -> None:
    draw = random.Random(9)
    for number in range(REGIONS):
        area = _organisation(f"BR{number}", Kind.REGION)
        teams = [
            _organisation(f"BT{n:02}", Kind.DCO) for n in range(TEAMS) if n % REGIONS == number
        ]
        for team in teams:
            Ancestor.objects.create(
                descendant=team, ancestor=area, kind=Kind.REGION, direct=True, starts=LONG_AGO
            )
        for collection in (FIRST, SECOND):
            _sent(area, teams, collection, draw)


def _organisation(code: str, kind: Kind) -> Organisation:
    made = Organisation.objects.create(code=code, kind=kind, name=f"{kind.label} {code}")
    Record.objects.create(organisation=made, name=made.name, starts=LONG_AGO)
    return made


def _sent(
    area: Organisation, teams: list[Organisation], collection: str, draw: random.Random
) -> None:
    state = Return.State.SENT
    of = Return.objects.create(
        programme=PROGRAMME, collection=collection, area=area, state=state, since=timezone.now()
    )
    said = {"source": "records", "as_at": date(2018, 10, 5), "late": False, "signed": "Kim"}
    made = Submission.objects.create(of=of, at=AT, by="bench", number=1, **said)
    rows: list[TeamRow | PracticeRow] = []
    for team in teams:
        rows.append(TeamRow(team.code, team.name, area.code, 10**8, 4))
        rows += (_practice(team.code, n, draw) for n in range(PRACTICES))
    SentRow.objects.bulk_create(
        SentRow(
            submission=made,
            team=row.team,
            practice=row.practice if isinstance(row, PracticeRow) else "",
            row=plain(row),
        )
        for row in rows
    )


def _practice(team: str, number: int, draw: random.Random) -> PracticeRow:
    days = [STARTS + timedelta(days=draw.randrange(40) + 30 * n) for n in range(5)]
    asked, decided, agreed, helped, ended = (
        day if draw.random() < share else None
        for day, share in zip(days, (1, 0.9, 0.8, 0.6, 0.3), strict=True)
    )
    return PracticeRow(
        team=team,
        practice=f"{team}{number:04}",
        name=f"The Surgery {number}",
        references=(f"GPR-{number:06}",),
        asked=asked,
        decided=decided,
        confirmed=decided,
        agreed=agreed,
        helped=helped,
        ended=ended,
        business_case=draw.choice(["", "begun", "submitted"]),
        categories=("workforce",),
        committed=draw.randrange(10**6),
        paid=draw.randrange(10**6),
    )
