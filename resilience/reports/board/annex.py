"""The annex of a paper: how each figure is counted, the areas below, the groups of practices, and
from where all of it is."""

from __future__ import annotations

from collections.abc import Iterator

from resilience.look import words
from resilience.reports.board.blocks import Block, heading, paragraph, run, table
from resilience.reports.board.counted import STAGES, SUMS
from resilience.reports.board.facts import Facts
from resilience.reports.board.notes import Notes
from resilience.reports.board.reach import views
from resilience.reports.board.values import exactly

RULE = (
    "This paper may be published, so one rule holds whoever makes it: no number of practices "
    "below 5 is told, and none that could be worked out from it, from the paper of the area above "
    "or from those of the areas beside. Sums of money are held back where fewer than 5 practices "
    "stand behind them. No practice is named."
)
NOT_ADDED = (
    "Practices helped by several programmes are in the figures of each, so they are never added "
    "up. Nothing here says why figures differ or what help brought about."
)


def annex(facts: Facts, notes: Notes) -> Iterator[Block]:
    """What follows the page."""
    yield heading(2, "Annex: how each figure is counted", new_page=True)
    yield from _notes(facts, notes)
    yield from _below(facts)
    yield from _groups(facts)
    yield heading(2, "Where this is from")
    yield from _sources(facts)


def _notes(facts: Facts, notes: Notes) -> Iterator[Block]:
    day = words.day(facts.ground.day)
    for one in notes.all():
        runs = [run(f"{one.title}: {notes.said(one)}, as at {day}")]
        if facts.earlier and (before := notes.said(one, earlier=True)):
            runs.append(run(f"; {before}, as at {words.day(facts.earlier.day)}"))
        runs.append(run(f". {one.how}"))
        if one.address:
            runs += [run(" "), run("Its records", href=one.address), run(".")]
        yield paragraph(*runs, number=str(one.number), id_=f"note-{one.number}")


def _below(facts: Facts) -> Iterator[Block]:
    if not facts.below:
        return
    returns = facts.ground.pack.returns
    titles = {one.id: one.title for one in returns.measures} if returns else {}
    columns = (*STAGES, *SUMS)
    rows = [
        [node.name, *(_bare(exactly(values[one])) for one in columns)]
        for node, values in facts.below
    ]
    yield heading(2, "By area")
    head = ["Area", *(titles.get(one, one) for one in columns)]
    yield table("Practices and money by area", head, rows, [6, 4, 4, 6, 4, 5, 5])


def _bare(told: str) -> str:
    """A number of practices without the word, in a column that says so."""
    return told.removesuffix(" practices")


def _groups(facts: Facts) -> Iterator[Block]:
    yield heading(2, "Whom the money reaches")
    for of, told in views(facts.ground, facts.node).values():
        if not told:
            yield paragraph(f"{of.title}: held back, as it would tell of few practices.")
            continue
        rows = [
            [
                line.title,
                words.number(line.practices),
                f"{words.number(line.helped.count)} ({words.percent(line.helped.percent)})",
                f"{words.percent(line.helped.low)} to {words.percent(line.helped.high)}",
                words.pounds(line.money.committed),
            ]
            for line in of.lines
        ]
        head = ("Group", "Practices", "With money committed", "95% interval", "Committed")
        yield table(of.title, head, rows, [4, 2, 3, 3, 3])
        if of.source:
            yield paragraph(f"{of.title}: {of.source}.")


def _sources(facts: Facts) -> Iterator[Block]:
    ground = facts.ground
    yield paragraph(
        f"The records of {ground.pack.title} as at the end of {words.day(ground.day)}: requests, "
        f"memoranda, help, and the books of {ground.year.label}. Practices are those open on "
        f"{words.day(ground.england.day)}."
    )
    for code, day in sorted(ground.known.elsewhere.items()):
        name = next((one.name for one in ground.areas if one.code == code), code)
        if ground.node(code) and code in {one.code for one in facts.node.walk()}:
            yield paragraph(
                f"{name} keeps its records elsewhere: practices and money are from the return that "
                f"it sent, as at {words.day(day)}; time and outcomes are not known of it."
            )
    yield paragraph(RULE)
    yield paragraph(NOT_ADDED)
