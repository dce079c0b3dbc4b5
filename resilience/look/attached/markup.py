"""XML read piece by piece, without following anything it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from xml.parsers import expat

from resilience.look.attached.refusals import BOMB, DAMAGED, NotTaken

START = re.compile(rb"[\xef\xbb\xbf\xfe\xff\x00\s]*<")
ELSEWHERE = re.compile(r"\s*(?!(?:https?|mailto|tel|file):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
ELEMENTS = 1_000_000
"""Of one part that are looked at one by one, which takes two seconds."""
See = Callable[[str, dict[str, str]], None]


def may_hold(*patterns: str) -> Callable[[bytes], bool]:
    """Whether a part may hold one of these names of elements or attributes, which its bytes tell a
    hundred times quicker than reading it. Names in XML are never written in codes; a part with a
    zero byte is not of an alphabet in which they can be looked for."""
    # One by one: what begins with a plain letter is looked for much quicker than a choice.
    found = [re.compile(one.encode()) for one in ("\0", *patterns)]
    return lambda part: any(one.search(part) for one in found)


def is_markup(part: bytes) -> bool:
    """Whether a part is XML, whatever its name says, in any alphabet."""
    return START.match(part) is not None


def read(part: bytes, see: See | None = None, say: Callable[[str], None] | None = None) -> None:
    """Show `see` each element's name with its attributes, both without their namespaces, and `say`
    each bit of text. Raises NotTaken for what is no XML, or declares its own entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    if see:
        parser.StartElementHandler = _counted(see)
    if say:
        parser.CharacterDataHandler = say
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise NotTaken(DAMAGED) from None


def may_follow(link: str) -> bool:
    """Whether a link that a person clicks goes to a page, a file, an address or a telephone."""
    return ELSEWHERE.match(link) is None


def _counted(see: See) -> See:
    seen = count()

    def start(name: str, attributes: dict[str, str]) -> None:
        if next(seen) == ELEMENTS:
            raise NotTaken(BOMB)
        see(_bare(name), {_bare(key): value for key, value in attributes.items()})

    return start


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_declared: object) -> None:
    raise NotTaken(DAMAGED)
