"""What a practice could begin with, from its own answers: no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.clusters.questionnaire.scoring import Scores, band_of, points
from resilience.programmes.answering import said
from resilience.programmes.schema import Pack
from resilience.programmes.schema.questionnaire import Questionnaire, Suggestion


@dataclass(frozen=True)
class Helper:
    """Something that goes further than the practice's own first step; a tool has an `id`, by which
    it is opened."""

    title: str
    tool: str = ""


@dataclass(frozen=True)
class Brought:
    """A suggestion, the domain it is about, what brought it, and who can help."""

    suggestion: Suggestion
    domain: str
    because: str
    helpers: tuple[Helper, ...]


def brought(
    questionnaire: Questionnaire, answers: Mapping[str, Any], scores: Scores, pack: Pack
) -> list[Brought]:
    """The suggestions that answers bring, the most pressing first: those to an answer before those
    to a whole domain, then the fewest points of the answer, the fewest of its domain, and what can
    be done this week; else in the order of the questionnaire. `pack` names who can help."""
    got = points(questionnaire, answers)
    found = [
        (order, Brought(one, domain, because, _helpers(one, pack)))
        for one in questionnaire.suggestions
        for order, domain, because in _because(one, questionnaire, answers, scores, got)
    ]
    return [one for _, one in sorted(found, key=lambda each: each[0])]


def leading(found: Sequence[Brought], most: int) -> list[Brought]:
    """The first so many of different domains: nobody begins with three things in one place."""
    first: dict[str, Brought] = {}
    for one in found:
        first.setdefault(one.domain, one)
    return list(first.values())[:most]


def by_domain(
    found: Sequence[Brought], questionnaire: Questionnaire
) -> list[tuple[str, list[Brought]]]:
    """Suggestions under their domains, in the order of the questionnaire."""
    titles = [part.title for part in questionnaire.parts]
    grouped = [(title, [one for one in found if one.domain == title]) for title in titles]
    return [(title, group) for title, group in grouped if group]


def _because(
    one: Suggestion,
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    scores: Scores,
    got: Mapping[str, int],
) -> Iterator[tuple[tuple[int, int, int, bool], str, str]]:
    """How pressing a suggestion is, its domain and why it was brought; nothing if it was not."""
    for part in questionnaire.parts:
        total = scores.get(part.id, {"points": 0, "most": 0})
        if part.id == one.domain:
            band = band_of(questionnaire, total["points"], total["most"])
            if band and band.id in one.bands:
                because = f"{part.title}: {band.title.lower()}"
                pressing = (1, 0, total["points"], one.soon != "week")
                yield pressing, part.title, because
        for question in part.questions:
            given = answers.get(question.id)
            chosen = given if isinstance(given, list) else [given]
            if question.id == one.question and set(chosen) & set(one.answers):
                because = "; ".join(said(question, given, menu=()))
                few = got.get(question.id, 0)
                pressing = (0, few, total["points"], one.soon != "week")
                yield pressing, part.title, f"You said: {because}"


def _helpers(one: Suggestion, pack: Pack) -> tuple[Helper, ...]:
    """Tools of the toolkit, actions and kinds of help, so far as the programme has them."""
    tools = _titles(pack.toolkit.tools if pack.toolkit else (), one.tools)
    actions = _titles(pack.clusters.actions if pack.clusters else (), one.actions)
    menu = _titles(pack.menu, one.menu)
    return (
        *(Helper(title, id_) for id_, title in tools),
        *(Helper(title) for _, title in (*actions, *menu)),
    )


def _titles(entries: Sequence[Any], ids: Sequence[str]) -> list[tuple[str, str]]:
    titles = {entry.id: entry.title for entry in entries}
    return [(id_, titles[id_]) for id_ in ids if id_ in titles]
