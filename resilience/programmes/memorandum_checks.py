"""That the words of a memorandum fit one another: each reference leads somewhere, each variable is
one that is supplied, and each that is supplied is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, listed, tables, twice
from resilience.programmes.schema.memorandum import BLANK, CONDITIONS, SHOWN, VARIABLES

Found = tuple[Path, Plain]
PLACES = "the id of a clause, a paragraph or an appendix"


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of the memorandum."""
    memorandum = pack.get("memorandum")
    if not isinstance(memorandum, Mapping):
        return
    appendices = _of((("memorandum",), memorandum), "appendices")
    clauses = [
        *_of((("memorandum",), memorandum), "clauses"),
        *(part for appendix in appendices for part in _of(appendix, "parts")),
    ]
    paragraphs = [one for clause in clauses for one in _of(clause, "paragraphs")]
    places = [*appendices, *clauses, *paragraphs]
    yield from twice(places)
    known = {str(one.get("id")): one.get("only_if") for _, one in places}
    for path, paragraph in paragraphs:
        yield from _blanks((*path, "text"), paragraph, known)
    yield from _body(memorandum.get("body"))
    yield from _unused(paragraphs)


def _of(holder: Found, key: str) -> list[Found]:
    path, table = holder
    return [((*path, *inner), one) for inner, one in tables(table, key)]


def _blanks(path: Path, paragraph: Plain, known: Mapping[str, object]) -> Iterator[Misfit]:
    text, only_if = paragraph.get("text"), paragraph.get("only_if")
    if not isinstance(text, str):
        return
    if set(BLANK.sub("", text)) & {"{", "}"}:
        yield Misfit(
            path,
            "expected braces only as {name} or {clause:id}, found others; correct or remove them",
        )
    for reference, name in BLANK.findall(text):
        among: Mapping[str, object] = known if reference else VARIABLES
        if name not in among:
            what = PLACES if reference else "a variable"
            yield Misfit(
                path, f"expected {what} ({listed(list(among))}), found “{name}”; correct it"
            )
        elif among[name] and among[name] != only_if:
            yield Misfit(
                path,
                f"expected “{name}” only in a paragraph with only_if = “{among[name]}”, as without "
                "that there is none; add it or leave this out",
            )


def _body(body: object) -> Iterator[Misfit]:
    """Either one body for all, or the practice's own of a level."""
    if isinstance(body, Mapping) and ("level" in body) == ("name" in body or "address" in body):
        yield Misfit(
            ("memorandum", "body"),
            "expected name and address, or a level whose organisation it is; keep one of the two",
        )


def _unused(paragraphs: list[Found]) -> Iterator[Misfit]:
    used = {name for _, one in paragraphs for _, name in BLANK.findall(str(one.get("text")))}
    conditions = {one.get("only_if") for _, one in paragraphs}
    shown = [one.get("then") for _, one in paragraphs]
    lacking = {
        "the variable": [name for name in VARIABLES if name not in used],
        "a paragraph with only_if": [name for name in CONDITIONS if name not in conditions],
        "a paragraph with then": [name for name in SHOWN if name not in shown],
    }
    for what, names in lacking.items():
        for name in names:
            yield Misfit(
                ("memorandum",), f"expected {what} “{name}” somewhere, found it nowhere; add it"
            )
    for name in SHOWN:
        if shown.count(name) > 1:
            yield Misfit(
                ("memorandum",), f"expected then = “{name}” once, found it again; remove one"
            )
