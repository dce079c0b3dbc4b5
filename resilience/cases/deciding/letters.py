"""The letter that a decision is told in: its words are made once, with it, and kept as they are.

A line that begins with `## ` is a heading, one with `- ` an item of a list; an empty line ends a
paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from resilience.cases.contacts.queries import contact_of
from resilience.cases.models import Case, Decision
from resilience.cases.steps import STEPS
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.deciding import Outcome

HEADING, ITEM = "## ", "- "
AGAIN = STEPS["ask_again"]
Kind = Literal["heading", "list", "words"]


def letter_for(
    case: Case,
    pack: Pack,
    outcome: Outcome,
    *,
    categories: Sequence[str],
    reasons: str,
    before: Decision | None,
    day: date,
) -> str:
    """What the practice is told of a decision: what was decided, why, what comes next, whom to ask
    and how to ask for another look. `before` is the decision that it takes the place of."""
    told = {"practice": case.organisation.name, "programme": pack.title}
    parts = [
        "Dear colleagues,",
        *_looked_again(before, outcome),
        outcome.letter.format(**told),
        *_kinds_of_help(pack, categories),
        *_headed("Why", [_said(reasons)]),
        *_headed("What comes next", [outcome.next]),
        *_headed("Whom to ask", [_whom_to_ask(case, pack, day)]),
        *_headed("If you want us to look at it again", _another_look(case, pack)),
        "Yours sincerely,",
        case.team.name if case.team else pack.title,
    ]
    return "\n\n".join(parts)


def blocks(letter: str) -> list[tuple[Kind, list[str]]]:
    """A letter to be shown: its headings, lists and paragraphs, each in its lines."""
    found: list[tuple[Kind, list[str]]] = []
    for kind, lines in groupby(letter.splitlines(), key=_kind):
        if kind == "heading":
            found += [(kind, [line.removeprefix(HEADING)]) for line in lines]
        elif kind is not None:
            found.append((kind, [line.removeprefix(ITEM) for line in lines]))
    return found


def _kind(line: str) -> Kind | None:
    if not line.strip():
        return None
    return "heading" if line.startswith(HEADING) else "list" if line.startswith(ITEM) else "words"


def _looked_again(before: Decision | None, outcome: Outcome) -> list[str]:
    if before is None:
        return []
    stays = before.outcome == outcome.id
    kept = "The decision stays as it was." if stays else "The decision is changed."
    return [f"We looked again at our decision of {words.day(before.at)}. {kept}"]


def _kinds_of_help(pack: Pack, categories: Sequence[str]) -> list[str]:
    chosen = [entry.title for entry in pack.menu if entry.id in categories]
    if not chosen:
        return []
    return _headed("What help", ["\n".join(f"{ITEM}{title}" for title in chosen)])


def _said(reasons: str) -> str:
    """What somebody wrote makes no heading of the letter."""
    return "\n".join(line.lstrip("# ") for line in reasons.splitlines())


def _whom_to_ask(case: Case, pack: Pack, day: date) -> str:
    contact = contact_of(case.team, pack, day) if case.team else None
    if contact is None:
        return f"Sign in and open your case {case.reference}."
    asked = [contact.name, contact.role, contact.email, contact.phone]
    return f"{', '.join(filter(None, asked))}. Give the reference {case.reference}."


def _another_look(case: Case, pack: Pack) -> Iterable[str]:
    yield (
        f"A lead of your practice signs in, opens {case.reference} and chooses “{AGAIN.title}”. "
        "Say what should be looked at again, and why. Asking does not count against you."
    )
    if pack.deciding and pack.deciding.somebody_else_again:
        yield "It is then decided by somebody who did not take this decision."
    for clock in pack.clocks:
        if AGAIN.event in clock.starts_again:
            yield f"You {clock.promise} within {clock.days} {clock.counted} of asking."


def _headed(heading: str, paragraphs: Iterable[str]) -> list[str]:
    return [HEADING + heading, *paragraphs]
