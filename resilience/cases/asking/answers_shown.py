"""What a form says, to be checked before it is sent: every question with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from resilience.cases.asking.draft_pages import Place
from resilience.cases.asking.progress import takes_files, wrong_in
from resilience.cases.clocks import due_on
from resilience.cases.models import Draft
from resilience.programmes.answering import asked, said, total_list_size
from resilience.programmes.schema import Pack, Part


@dataclass(frozen=True)
class Answered:
    """A question with its answer in lines, what is wrong with it, and where it is changed."""

    label: str
    lines: list[str]
    wrong: str
    change: str


def answers_shown(place: Place, draft: Draft) -> Iterator[tuple[Part, list[Answered]]]:
    """The questions that are asked, part by part."""
    wrong = wrong_in(place.pack, place.form, draft)
    for part in place.form.parts:
        if not takes_files(part):
            yield part, list(_of_part(place, draft, part, wrong.get(part.id, {})))


def _of_part(place: Place, draft: Draft, part: Part, wrong: dict[str, str]) -> Iterator[Answered]:
    for question in part.questions:
        if not asked(question, draft.answers):
            continue
        lines = said(question, draft.answers.get(question.id), menu=place.pack.menu)
        change = f"{place.part(part)}?back=answers#id_{question.id}"
        yield Answered(question.label, lines, wrong.get(question.id, ""), change)
        if question.kind == "practices":
            total = total_list_size(draft.answers)
            told = [f"{total:,} patients"] if total is not None else []
            yield Answered("Total list size", told, "", change)


def promised(pack: Pack, day: date) -> list[tuple[str, date]]:
    """What a practice is promised that sends its request on a day, and by when."""
    owed = [
        (clock.promise, due_on(day, clock.days, clock.counted))
        for clock in pack.clocks
        if clock.starts == "received"
    ]
    return sorted(((what, by) for what, by in owed if by), key=lambda one: one[1])
