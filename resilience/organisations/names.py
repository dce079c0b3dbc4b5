"""Names as people read them: registers write in capitals, each publisher in its own way."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

KEEP = {
    *("NHS", "ICB", "CCG", "PCN", "STP", "GP", "GPS", "DCO", "UK", "PMS", "APMS", "HMP", "RAF"),
    *("NE", "NW", "SE", "SW", "II", "III", "IV"),
}
SMALL = {"and", "of", "the", "in", "on", "at", "for", "with", "upon", "by", "le", "de", "under"}


@cache
def tidy(name: str) -> str:
    """'NHS EAST LEEDS CCG' becomes 'NHS East Leeds CCG'; mixed case is left as it is.

    Boards are named in short ('ICB') as people do. A code that stands for a name stays a code.
    """
    words = " ".join(name.split())
    if words == words.upper() and not re.fullmatch(r"[A-Z]*\d[A-Z0-9]*|[A-Z0-9]{3}", words):
        tidied = re.sub(r"[^\s\-/(.]+", lambda found: _word(found[0]), words)
        words = tidied[:1].upper() + tidied[1:]
    return re.sub("Integrated Care Board", "ICB", words, flags=re.IGNORECASE)


@cache
def _word(word: str) -> str:
    bare = word.strip(".,)'&")
    if bare in KEEP or any(c.isdigit() for c in bare):
        return word
    if bare.lower() in SMALL:
        return word.lower()
    if re.match(r"(O'|MC)[A-Z]{3}", word):
        return word[0] + word[1].lower() + word[2:].capitalize()
    return word.capitalize()


def same_name(name: str) -> str:
    """What two spellings of one name share."""
    return re.sub(r"[^a-z0-9]|\b(and|the)\b", "", tidy(name).casefold())


def spellings(names: Iterable[str]) -> dict[str, str]:
    """One spelling for each of some names, given from the earliest to the latest: the latest that
    is not all in capitals, tidied."""
    chosen: dict[str, str] = {}
    given = list(dict.fromkeys(reversed(list(names))))
    for name in sorted(given, key=str.isupper):
        chosen.setdefault(same_name(name), tidy(name))
    return {name: chosen[same_name(name)] for name in given}


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


def fallback_name(code: str) -> str:
    """The name of an organisation that no loaded file names; its code if we do not know it."""
    name: str = _declared()["names"].get(code, code)
    return name


def kind_word(kind: str, day: date, many: bool = False) -> str:
    """What an organisation of a kind was called on a day: 'CCG' in 2018, 'sub-ICB location' now."""
    words = _declared()["kinds"][kind]
    called = words if "until" not in words or day >= words["until"] else words["before"]
    word: str = called["many" if many else "one"]
    return word
