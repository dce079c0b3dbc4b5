"""That what a pack says of its questionnaire fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.form_checks import choosable, of_form
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice

HERE = "questionnaire"


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    found = pack.get(HERE)
    if not isinstance(found, Mapping):
        return
    yield from of_form(found, (HERE,), ())
    for part_path, part in tables(found, "parts"):
        questions = [
            ((HERE, *part_path, *path), question) for path, question in tables(part, "questions")
        ]
        for path, question in questions:
            yield from _points(question, path)
        if questions and not any(_points_of(question) for _, question in questions):
            yield Misfit(
                (HERE, *part_path, "questions"),
                "expected a question with points, of which the result of the domain is made, "
                "found none; give the choices of one points",
            )
    yield from _bands(found)
    yield from _suggestions(found, pack)


def _points(question: Plain, path: Path) -> Iterator[Misfit]:
    """A question that is scored is put to everybody, and reaches every number of points from
    nought: a result by cluster is told only where nobody's answers follow from it, which rests on
    that (Q5)."""
    points = _points_of(question)
    if not points:
        return
    if None in points:
        yield Misfit(
            (*path, "choices"),
            "expected points in each choice or in none, found them in "
            f"{len(points) - points.count(None)} of {len(points)}; add or remove some",
        )
    elif sorted({one for one in points if one is not None}) != list(range(len(set(points)))):
        yield Misfit(
            (*path, "choices"),
            "expected every whole number of points from 0 to the most, "
            f"found {listed([str(one) for one in points])}; correct them",
        )
    if question.get("kind") != "choice" or "only_if" in question or not question.get("required"):
        yield Misfit(
            (*path, "choices"),
            "expected points only in a question of the kind choice that is required and asked of "
            "everybody, found them in another; remove them, or mend the question",
        )


def _bands(found: Plain) -> Iterator[Misfit]:
    bands = [((HERE, *path), band) for path, band in tables(found, "bands")]
    yield from twice(bands)
    before = 0
    for place, (path, band) in enumerate(bands, start=1):
        limit, last = band.get("below_percent"), place == len(bands)
        if last != (limit is None):
            yield Misfit(
                (*path, "below_percent"),
                "expected in every band but the last, which is for all the others, found "
                f"{'it there too; remove it' if last else 'none; add it'}",
            )
        elif isinstance(limit, int):
            if limit <= before:
                yield Misfit(
                    (*path, "below_percent"),
                    f"expected more than {before}, where the band before ends, found {limit}; "
                    "put the bands in order from the fewest points to the most",
                )
            before = limit


def _suggestions(found: Plain, pack: Plain) -> Iterator[Misfit]:
    questions = {
        str(question.get("id")): choosable(question, ())
        for _, part in tables(found, "parts")
        for _, question in tables(part, "questions")
    }
    known = {
        "domain": ids_of(found, "parts"),
        "bands": ids_of(found, "bands"),
        "menu": ids_of(pack, "menu"),
        "actions": _ids_in(pack, "clusters", "actions"),
        "tools": _ids_in(pack, "toolkit", "tools"),
    }
    suggestions = [((HERE, *path), one) for path, one in tables(found, "suggestions")]
    yield from twice(suggestions)
    for path, one in suggestions:
        by_answer = "question" in one and "answers" in one
        by_domain = "domain" in one and "bands" in one
        if by_answer == by_domain or len({"question", "answers", "domain", "bands"} & set(one)) > 2:
            yield Misfit(
                path,
                "expected either a question with answers or a domain with bands that brings it, "
                "found neither or something of both; correct it",
            )
        name = one.get("question")
        if isinstance(name, str) and name not in questions:
            yield Misfit(
                (*path, "question"),
                f"expected the id of a question, found “{name}”; correct it",
            )
        yield from _named(one, "answers", questions.get(str(name)), path)
        for field, names in known.items():
            yield from _named(one, field, names, path)


def _named(one: Plain, field: str, known: list[str] | None, path: Path) -> Iterator[Misfit]:
    """Names in a field that are of nothing. Where what they name is not there at all, or is named
    twice, that is told, and enough."""
    given = one.get(field)
    if known is None or len(set(known)) != len(known):
        return
    for place, name in enumerate(given if isinstance(given, list) else [given]):
        if isinstance(name, str) and name not in known:
            yield Misfit(
                (*path, field, place) if isinstance(given, list) else (*path, field),
                f"expected one of {listed(known)}, found “{name}”; correct it",
            )


def _ids_in(pack: Plain, section: str, key: str) -> list[str] | None:
    """The ids of a list of another section; None where the pack has no such section."""
    there = pack.get(section)
    return ids_of(there, key) if isinstance(there, Mapping) else None


def _points_of(question: Plain) -> list[int | None]:
    """The points of each choice; empty where none has any."""
    points = [one.get("points") for _, one in tables(question, "choices")]
    return points if any(one is not None for one in points) else []
