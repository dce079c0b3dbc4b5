"""That the questions of a pack's forms fit one another and their kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, listed, tables, twice
from resilience.programmes.schema.forms import FIXED

CHOOSING = ("choice", "choices")
ONLY_FOR = {
    "max_words": ("words",),
    "choices": CHOOSING,
    "choices_from": CHOOSING,
    "years": ("years",),
    "includes": ("practices",),
}
"""Fields that say something for some kinds of question only."""


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of the forms."""
    offered = [
        str(entry.get("id"))
        for _, entry in tables(pack, "menu")
        if isinstance(places := entry.get("offered"), list) and "referral" in places
    ]
    for path, form in tables(pack, "forms"):
        yield from of_form(form, path, offered)


def of_form(form: Plain, at: Path, offered: Sequence[str]) -> Iterator[Misfit]:
    """Every misfit of one form; `offered` are the answers that come from the menu."""
    parts = [((*at, *path), part) for path, part in tables(form, "parts")]
    questions = [
        ((*part_path, *path), question)
        for part_path, part in parts
        for path, question in tables(part, "questions")
    ]
    yield from twice(parts)
    yield from twice(questions)
    earlier: dict[str, Plain] = {}
    for path, question in questions:
        yield from _kind(question, path)
        yield from _choices(question, path, offered)
        yield from _missing(question, path)
        yield from _only_if(question, path, earlier, offered)
        yield from _includes(question, path, earlier)
        earlier[str(question.get("id"))] = question


def _kind(question: Plain, path: Path) -> Iterator[Misfit]:
    kind = question.get("kind")
    for field, kinds in ONLY_FOR.items():
        if field in question and isinstance(kind, str) and kind not in kinds:
            yield Misfit(
                (*path, field),
                f"expected only in a question of the kind {' or '.join(kinds)}, found it in one "
                f"of the kind {kind}; remove it or change the kind",
            )
    if kind == "words" and "max_words" not in question:
        yield Misfit(
            (*path, "max_words"), "is missing; say how many words there may be, or make it a text"
        )


def _choices(question: Plain, path: Path, offered: Sequence[str]) -> Iterator[Misfit]:
    if question.get("kind") not in CHOOSING:
        return
    own, source = question.get("choices"), question.get("choices_from")
    if bool(own) == bool(source):
        yield Misfit(
            (*path, "choices"),
            "expected choices or choices_from, found "
            f"{'both; remove one' if own else 'neither; add one'}",
        )
    if source == "menu" and not offered:
        yield Misfit(
            (*path, "choices_from"),
            "expected a menu with something offered in a referral, found none; add [[menu]] "
            "entries or list the choices here",
        )
    yield from (
        Misfit((*path, *where), message)
        for where, message in twice(tables(question, "choices"), "value")
    )


def _missing(question: Plain, path: Path) -> Iterator[Misfit]:
    if question.get("kind") == "files" and question.get("required") is True:
        yield Misfit(
            (*path, "required"), "expected false, as a request never needs a file, found true"
        )
    if question.get("required") is True and not question.get("missing"):
        yield Misfit(
            (*path, "missing"), "is missing; say what is to be entered where there is no answer"
        )


def _only_if(
    question: Plain, path: Path, earlier: Mapping[str, Plain], offered: Sequence[str]
) -> Iterator[Misfit]:
    condition = question.get("only_if")
    if not isinstance(condition, Mapping):
        return
    name, answer = condition.get("question"), condition.get("answer")
    answers = {known: found for known, one in earlier.items() if (found := choosable(one, offered))}
    if isinstance(name, str) and name not in answers:
        yield Misfit(
            (*path, "only_if", "question"),
            f"expected the id of an earlier question with answers to choose from "
            f"({listed(list(answers))}), found “{name}”; correct it or move this question",
        )
    elif isinstance(name, str) and isinstance(answer, str) and answer not in answers[name]:
        yield Misfit(
            (*path, "only_if", "answer"),
            f"expected an answer of {name} ({listed(answers[name])}), found “{answer}”; correct it",
        )


def _includes(question: Plain, path: Path, earlier: Mapping[str, Plain]) -> Iterator[Misfit]:
    name = question.get("includes")
    texts = [known for known, one in earlier.items() if one.get("kind") == "text"]
    if isinstance(name, str) and name not in texts:
        yield Misfit(
            (*path, "includes"),
            f"expected the id of an earlier question of the kind text ({listed(texts)}), "
            f"found “{name}”; correct it or leave it out",
        )


def choosable(question: Plain, offered: Sequence[str]) -> list[str]:
    """The values a question lets choose from; none where it is no such question."""
    kind = str(question.get("kind"))
    if kind in FIXED:
        return [choice.value for choice in FIXED[kind]]
    if kind not in CHOOSING:
        return []
    own = [str(one.get("value")) for _, one in tables(question, "choices")]
    return own or list(offered)
