"""A memorandum as one document: numbered clauses, paragraphs and tables, as plain data. What is
shown on a page, in Word and on paper is this and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from resilience.agreements.models import Memorandum
from resilience.agreements.signing.said import Block, Run, heading, paragraph, run, table
from resilience.agreements.signing.shown import Shown
from resilience.agreements.signing.values import template_of, values_of
from resilience.cases.models import Case
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.memorandum import BLANK, Clause, Paragraph
from resilience.programmes.schema.memorandum import Memorandum as Template

Plain = dict[str, Any]
Values = Mapping[str, str]


def content_of_memorandum(
    case: Case,
    plan: Plain,
    pack: Pack,
    *,
    number: int,
    at: datetime,
    varies: Memorandum | None = None,
    reason: str = "",
) -> Plain:
    """A memorandum of a case as it is kept: whole, so that its files can be made again whatever
    becomes of the pack. `plan` is the content of a version of its plan."""
    day = timezone.localdate(at)
    values = values_of(case, plan, pack, day, varies=varies, reason=reason)
    return document_of(plan, pack, values, reference=case.reference, number=number, at=at, day=day)


def template_hash(pack: Pack) -> str:
    """SHA-256 of the words of a pack's memorandum."""
    return hashlib.sha256(template_of(pack).model_dump_json().encode()).hexdigest()


def document_of(
    plan: Plain,
    pack: Pack,
    values: Values,
    *,
    reference: str,
    number: int,
    at: datetime,
    day: date,
) -> Plain:
    """The document: its `title`, `footer` and `blocks`, and when it was made."""
    template = template_of(pack)
    cover = [
        ["Programme", pack.title],
        ["Area", values["area"]],
        ["GP practice", values["practice"]],
        ["Date", words.day(day)],
    ]
    named = f"{reference}, memorandum {number}"
    return {
        "title": " ".join([f"{template.title}:", *values["practice"].split()]),
        "author": values["body"],
        "footer": named,
        "at": at.isoformat(),
        "blocks": [
            table("This memorandum", ["Reference", named], cover, [1, 3], template),
            *_contents(template),
            *_blocks(template, values, Shown(plan, pack, values)),
        ],
    }


def _contents(template: Template) -> Iterator[Block]:
    yield heading(2, "Contents", "contents")
    for number, clause in enumerate(template.clauses, start=1):
        yield paragraph([run(clause.title, clause.id)], str(number))
    for number, appendix in enumerate(template.appendices, start=1):
        yield paragraph([run(f"Appendix {number}: {appendix.title}", appendix.id)])


def _blocks(template: Template, values: Values, shown: Shown) -> Iterator[Block]:
    places = _places(template, values)
    for number, clause in enumerate(template.clauses, start=1):
        yield heading(2, f"{number}. {clause.title}", clause.id)
        yield from _paragraphs(clause, number, values, places, shown)
    for number, appendix in enumerate(template.appendices, start=1):
        yield heading(2, f"Appendix {number}: {appendix.title}", appendix.id, new_page=True)
        for place, part in enumerate(appendix.parts, start=1):
            yield heading(3, f"{place}. {part.title}", part.id)
            yield from _paragraphs(part, place, values, places, shown)


def _paragraphs(
    clause: Clause, number: int, values: Values, places: Values, shown: Shown
) -> Iterator[Block]:
    for place, one in enumerate(_kept(clause, values), start=1):
        yield paragraph(_runs(one.text, values, places), f"{number}.{place}", one.id)
        if one.then:
            yield from shown.of(one.then)


def _kept(clause: Clause, values: Values) -> list[Paragraph]:
    """The paragraphs but those whose condition is not met."""
    met = {
        "": True,
        "case_study": bool(values["case_study_by"]),
        "confidentiality": bool(values["confidentiality_agreements"]),
        "variation": bool(values["varied"]),
    }
    return [one for one in clause.paragraphs if met[one.only_if or ""]]


def _places(template: Template, values: Values) -> dict[str, str]:
    """Where each clause, paragraph and appendix stands, in words, by its id (E2a to E2e)."""
    found: dict[str, str] = {}
    for number, clause in enumerate(template.clauses, start=1):
        found[clause.id] = f"clause {number} ({clause.title})"
        for place, one in enumerate(_kept(clause, values), start=1):
            found[one.id] = f"clause {number}.{place}"
    for number, appendix in enumerate(template.appendices, start=1):
        name = f"Appendix {number}"
        found[appendix.id] = f"{name} ({appendix.title})"
        found |= dict(_places_in(name, appendix.parts, values))
    return found


def _places_in(name: str, parts: Iterable[Clause], values: Values) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(parts, start=1):
        yield part.id, f"{name}, part {number} ({part.title})"
        for place, one in enumerate(_kept(part, values), start=1):
            yield one.id, f"{name}, paragraph {number}.{place}"


def _runs(text: str, values: Values, places: Values) -> list[Run]:
    """The text with what it names put in, once: braces in what people wrote name nothing."""
    runs, said, at = [], "", 0
    for found in BLANK.finditer(text):
        reference, name = found.groups()
        said += text[at : found.start()]
        at = found.end()
        if not reference:
            said += " ".join(values[name].split())
            continue
        runs += [run(said)] if said else []
        runs.append(run(places[name], name))
        said = ""
    said += text[at:]
    return [*runs, *([run(said)] if said else [])]
