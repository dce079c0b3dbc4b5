"""Names as people read them: registers write in capitals."""

from __future__ import annotations

import re
from functools import cache

KEEP = {"NHS", "ICB", "CCG", "PCN", "STP", "GP", "DCO", "UK", "PMS", "APMS", "NE", "NW", "SE", "SW"}
SMALL = {"and", "of", "the", "in", "on", "at", "for", "with", "upon", "by", "le", "de", "under"}


@cache
def tidy(name: str) -> str:
    """'NHS EAST LEEDS CCG' becomes 'NHS East Leeds CCG'; mixed case is left as it is."""
    words = re.sub(r"\s+", " ", name.replace("\xa0", " ")).strip()
    if words != words.upper():
        return words
    tidied = re.sub(r"[^\s\-/(]+", lambda found: _word(found[0]), words)
    return tidied[:1].upper() + tidied[1:]


def _word(word: str) -> str:
    bare = word.strip(".,)'&")
    if bare in KEEP or any(c.isdigit() for c in bare):
        return word
    if bare.lower() in SMALL:
        return word.lower()
    if re.match(r"(O'|MC)[A-Z]{3}", word):
        return word[0] + word[1].lower() + word[2:].capitalize()
    return word.capitalize()
