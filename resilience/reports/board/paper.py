"""A paper as plain data: what a web page, a Word file and a PDF are all made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import make_aware

from resilience.funding.years import LABEL
from resilience.look import words
from resilience.organisations.models import Kind
from resilience.reports.board import showing, uptake
from resilience.reports.board.annex import annex
from resilience.reports.board.blocks import Block, heading, paragraph, run
from resilience.reports.board.facts import Facts
from resilience.reports.board.notes import Notes
from resilience.reports.board.parts import Ref, Section, Sentence

ASKED, RISKS = "What is asked of the board", "Risks"
APART = (ASKED, RISKS)
"""Of which each sentence is a line by itself."""


def paper(facts: Facts, made: date) -> dict[str, Any]:
    """The paper: `blocks` of headings, paragraphs and tables; those before the heading with
    `new_page` are the page. The same figures give the same `sha256`; it is made on a day."""
    ground, notes = facts.ground, Notes(facts)
    page = [block for section in sections(facts) for block in _blocks(section, notes)]
    content = [*_about(facts), *page, *annex(facts, notes)]
    told = json.dumps(content, ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    made_of = (
        f"Made on {words.day(made)} from the records as they then stood. Its content has the "
        f"SHA-256 {sha256}."
    )
    return {
        "title": title(facts),
        "author": "GP resilience",
        "footer": f"{facts.node.name}, as at {words.day(ground.day)}. Content {sha256[:12]}",
        "at": make_aware(datetime.combine(made, time())).isoformat(),
        "sha256": sha256,
        "blocks": [*content, paragraph(made_of)],
    }


def title(facts: Facts) -> str:
    """How a paper is called."""
    pack, year = facts.ground.pack, facts.ground.year.label
    return f"{LABEL.sub('', pack.title).strip()} {year}: paper for {facts.node.name}"


def sections(facts: Facts) -> list[Section]:
    """The page, in the order of what a board asks; without what has nothing to say."""
    values = facts.values
    returns = facts.ground.pack.returns
    programmes = [(one.id, one.title) for one in returns.beside] if returns else []
    whole = facts.node.kind == Kind.NATION
    found = [
        (ASKED, showing.asked_of_the_board(values)),
        ("Need and action", uptake.uptake(values)),
        ("Money", uptake.money(values, facts.positions)),
        ("Time to help and money", showing.time(values)),
        ("Outcomes", showing.outcomes(values)),
        ("Equity", showing.equity(values)),
        ("Other programmes, each by itself", uptake.beside(values, programmes, whole=whole)),
        ("Case studies", showing.studies(values)),
        (RISKS, showing.risks(values, facts.late)),
    ]
    if facts.earlier:
        since = f"What changed since {words.day(facts.earlier.day)}"
        found.append((since, showing.changed(values)))
    made = [Section(named, tuple(told), named in APART) for named, told in found]
    return [one for one in made if one.sentences]


def _about(facts: Facts) -> Iterator[Block]:
    ground = facts.ground
    day = f"As at {words.day(ground.day)}"
    if facts.earlier:
        day += f", beside {words.day(facts.earlier.day)}"
    yield paragraph(
        f"{day}. A number in brackets leads to how a figure is counted. No number of practices "
        "below five is told. An interval says between which figures the truth may lie."
    )


def _blocks(section: Section, notes: Notes) -> Iterator[Block]:
    yield heading(2, section.title)
    if section.apart:
        yield from (paragraph(*_runs(one, notes)) for one in section.sentences)
        return
    runs: list[Block] = []
    for sentence in section.sentences:
        if runs:
            runs.append(run(" "))
        runs += _runs(sentence, notes)
    yield paragraph(*runs)


def _runs(sentence: Sentence, notes: Notes) -> Iterator[Block]:
    """A sentence with the number of its note after each figure; figures of one note that follow
    each other share it."""
    values = notes.facts.values
    refs = [one for one in sentence if isinstance(one, Ref)]
    for part in sentence:
        if isinstance(part, str):
            yield run(part)
            continue
        yield run(part.words(values))
        refs.pop(0)
        number = notes.number(part.id)
        if not refs or notes.number(refs[0].id) != number:
            yield from (run(" "), run(f"[{number}]", to=f"note-{number}"))
