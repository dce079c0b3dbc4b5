"""Codes of practices that were typed, beside the names that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from resilience.cases.models import Draft
from resilience.organisations.models import Kind, Organisation, Record

USUAL = {
    *("the", "and", "of", "at", "dr", "drs", "doctor", "doctors", "partner", "partners", "nhs"),
    *("surgery", "practice", "medical", "health", "centre", "center", "group", "gp", "clinic"),
}
"""Words in the names of so many practices that they tell nothing apart."""


@dataclass(frozen=True)
class ToldOfPractices:
    """`unknown`: what has to be mended, by question. `differ`: names unlike those that are known
    under a code, each in a sentence; both may be right."""

    unknown: dict[str, str]
    differ: list[str]


def told_of_practices(draft: Draft) -> ToldOfPractices:
    """What codes in a form say against the names beside them; two queries."""
    own = draft.organisation
    answers, unknown = draft.answers, {}
    given = _code(answers.get("practice_code"))
    if given and given != own.code:
        unknown["practice_code"] = f"You ask for {own.name}, whose code is {own.code}"
    rows = answers.get("practices") or [] if answers.get("is_group") == "yes" else []
    named = [(given, answers.get("practice_name"))] if given == own.code else []
    named += [(_code(row.get("code")), row.get("name")) for row in rows if isinstance(row, dict)]
    known = _names([code for code, _ in named if code])
    missing = sorted({code for code, _ in named if code and code not in known})
    if missing:
        unknown["practices"] = f"No practice is known with the code {', '.join(missing)}"
    differ = [
        f"{code} is {known[code][0]} in the published lists, and you wrote “{name}”."
        for code, name in dict.fromkeys(named)
        if code in known and name and not any(alike(name, one) for one in known[code])
    ]
    return ToldOfPractices(unknown, differ)


def alike(one: str, other: str) -> bool:
    """Whether two names share a word that tells practices apart, or have none that does."""
    words, others = _telling(one), _telling(other)
    return not words or not others or bool(words & others)


def _telling(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.casefold().replace("’", "").replace("'", ""))) - USUAL


def _code(typed: object) -> str:
    return str(typed or "").replace(" ", "").upper()


def _names(codes: Iterable[str]) -> dict[str, list[str]]:
    """The names under which practices are and were known, the present one first."""
    among = Organisation.objects.filter(code__in=set(codes), kind=Kind.PRACTICE)
    found = {one.code: [one.name] for one in among}
    before = Record.objects.filter(organisation__in=among).values_list("organisation__code", "name")
    for code, name in before:
        found[code].append(name)
    return found
