"""Whether a text tells who a practice is (G9.5). Pure: signs and words come in, places come out.

Names are compared without capitals, accents, spaces and marks, and without words such as "the" and
"surgery" that many share. What is left of a name may be an ordinary word ("Station"): that counts
where it is written with a capital, and else is pointed out only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TITLED = re.compile(
    r"\b(?:[Dd]rs?|Mrs?|Ms|Miss|Prof|Professor|Sister|Nurse)\b\.?\s+[A-Z][\w'’-]+", re.UNICODE
)
LEFT_OUT = {"the", "and", "of", "at", "in"}
SHARED = re.compile(
    "surger(y|ies)|practices?|medical|cent(re|er)|health|healthcare|group|gps?|doctors?|drs?|clinic|"
    "partners?|partnership|family|house|care|primary|nhs|ccg|pcn|network|general|community|"
    "services?|ltd|limited|road|street|lane|avenue"
)
SHORTEST = 4
"""Letters and digits of a code."""
LONG = 10
"""Letters from which on a name is found also within other letters."""


@dataclass(frozen=True)
class Sign:
    """Something by which a practice or a person is known. `always`: also where the practice may be
    named; `code`: found wherever its letters and digits stand."""

    what: str
    text: str
    always: bool = False
    code: bool = False


@dataclass(frozen=True)
class Found:
    """Where a text tells who it is about: in which part, what, and the words around. `stops`: it
    is not published with it; else it is only pointed out."""

    part: str
    what: str
    around: str
    stops: bool


@dataclass(frozen=True)
class _Run:
    """A text without what does not count; `place` is that of each letter in the text as it was."""

    letters: str
    place: list[int]
    begins: frozenset[int]
    ends: frozenset[int]


def found(texts: Mapping[str, str], signs: Iterable[Sign], *, named: bool) -> list[Found]:
    """Each sign once in each part in which it stands. A practice that is to be named may be told,
    but nobody else."""
    those = [one for one in dict.fromkeys(signs) if one.always or not named]
    places: dict[tuple[str, str, str], Found] = {}
    for part, text in texts.items():
        run = _run(text)
        for one in (*_of_signs(part, text, run, those), *_of_people(part, text)):
            key = (part, one.what, one.around)
            if key not in places or one.stops:
                places[key] = one
    return list(places.values())


def _of_signs(part: str, text: str, run: _Run, signs: Iterable[Sign]) -> Iterator[Found]:
    for sign in signs:
        where = _first(text, run, sign)
        if where is not None:
            start, sure = where
            yield Found(part, sign.what, _around(text, start), sure)


def _of_people(part: str, text: str) -> Iterator[Found]:
    for one in TITLED.finditer(text):
        yield Found(part, "the name of a person", _around(text, one.start()), stops=True)


def _first(text: str, run: _Run, sign: Sign) -> tuple[int, bool] | None:
    """Where a sign first stands, and whether that is sure."""
    unsure = None
    for wanted, plain in _forms(sign):
        for at in _occurrences(run, wanted, anywhere=sign.code or len(wanted) >= LONG):
            start = run.place[at]
            if not plain or text[start].isupper():
                return start, True
            unsure = start if unsure is None else unsure
    return None if unsure is None else (unsure, False)


def _forms(sign: Sign) -> Iterator[tuple[str, bool]]:
    """The letters to look for, and whether they may be an ordinary word."""
    if sign.code:
        letters = _plain(sign.text)
        yield letters if len(letters) >= SHORTEST else "", False
        return
    tokens = [_plain(one) for one in WORD.findall(sign.text)]
    whole = [one for one in tokens if one not in LEFT_OUT]
    own = [one for one in whole if not SHARED.fullmatch(one)]
    if own and len(whole) > 1:
        yield "".join(whole), False
    if any(not one.isdigit() for one in own) and len("".join(own)) > 2:
        yield "".join(own), len(own) == 1
    street = [one for one in whole if not one.isdigit()]
    if own and len(whole) > len(street) > 1:
        yield "".join(street), False


def _occurrences(run: _Run, wanted: str, *, anywhere: bool) -> Iterator[int]:
    at = run.letters.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        whole = end in run.ends or (run.letters[end : end + 1] == "s" and end + 1 in run.ends)
        if anywhere or (at in run.begins and whole):
            yield at
        at = run.letters.find(wanted, at + 1)


def _run(text: str) -> _Run:
    letters: list[str] = []
    place: list[int] = []
    begins: set[int] = set()
    ends: set[int] = set()
    for word in WORD.finditer(text):
        if _plain(word[0]) in LEFT_OUT:
            continue
        begins.add(len(place))
        for at, sign in enumerate(word[0]):
            for one in _plain(sign):
                letters.append(one)
                place.append(word.start() + at)
        ends.add(len(place))
    return _Run("".join(letters), place, frozenset(begins), frozenset(ends))


def _plain(text: str) -> str:
    """Without capitals, accents and apostrophes."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if one.isalnum())


def _around(text: str, start: int) -> str:
    """The words around a place, on one line."""
    before, after = text[max(0, start - 30) : start], text[start : start + 50]
    told = " ".join((before + after).split())
    return ("…" if start > 30 else "") + told + ("…" if start + 50 < len(text) else "")
