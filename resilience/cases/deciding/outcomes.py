"""The ways in which a programme decides requests, and the kinds of help that go with them."""

from __future__ import annotations

from collections.abc import Collection

from resilience.accounts.rules import Refused
from resilience.programmes.schema import Pack
from resilience.programmes.schema.deciding import Outcome

PLACES = {"menu", "agreement"}
"""Where an entry of the menu is offered that a decision may choose."""


def outcomes_of(pack: Pack) -> list[Outcome]:
    """Those of a programme; none where it decides nothing."""
    return list(pack.deciding.outcomes) if pack.deciding else []


def outcome_of(pack: Pack, outcome: str) -> Outcome:
    """One of them by id. Raises Refused where the programme has none of that name."""
    found = next((one for one in outcomes_of(pack) if one.id == outcome), None)
    if found is None:
        raise Refused("Choose what you decide.")
    return found


def title_of(pack: Pack, outcome: str) -> str:
    """The title of an outcome; its id where the programme no longer has it."""
    return next((one.title for one in outcomes_of(pack) if one.id == outcome), outcome)


def kinds_of_help(pack: Pack) -> list[tuple[str, str]]:
    """What a decision may offer, by id, with its title."""
    return [(one.id, one.title) for one in pack.menu if PLACES & set(one.offered)]


def asked_kinds(pack: Pack, answers: dict[str, object]) -> list[str]:
    """Which of them a request asks for, by id."""
    asked, offered = answers.get(KINDS_ASKED), dict(kinds_of_help(pack))
    return [one for one in asked if one in offered] if isinstance(asked, list) else []


def why_not_offer(pack: Pack, outcome: Outcome, categories: Collection[str]) -> str:
    """Why kinds of help are not offered with an outcome, in a sentence; empty where they are."""
    if not outcome.chooses_support:
        return f"“{outcome.title}” offers no kinds of help." if categories else ""
    if not categories:
        return "Choose at least one kind of help that you offer."
    unknown = sorted(set(categories) - set(dict(kinds_of_help(pack))))
    return f"The programme does not offer {', '.join(unknown)}." if unknown else ""


KINDS_ASKED = "categories"
"""The question of a referral that asks for kinds of help, by their ids on the menu."""
