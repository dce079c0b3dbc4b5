"""What people write about practices in their own words: plain text, and nothing of patients."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[^\s@]+\s?@\s?[^\s@]+\.[^\s@]+")
LINK = re.compile(r"\w://|\bwww\.", re.IGNORECASE)
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\W_]{0,3}\d){9}(?!\d)")
PHONE = re.compile(r"(?<![\d.,])(?:\+44|0044|\(?0\d)(?:[\W_]{0,3}\d){7,10}(?!\d)")
WEIGHTS = range(10, 1, -1)
LONGEST = 4000
"""Characters of what people write, unless a field has a limit of its own."""
WARNING = "Write nothing about patients, and no names, addresses or telephone numbers."


def tidied(text: str) -> str:
    """The text without characters that nobody sees, its lines and paragraphs kept."""
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines).strip()


def why_not_say(text: str, longest: int) -> str:
    """Why a text is not taken, in a sentence; empty for one that is.

    It never repeats what it found, which may be about a patient.
    """
    if not text:
        return "Write something, or leave the page."
    if len(text) > longest:
        return f"Write at most {longest:,} characters: there are {len(text):,}."
    if any(is_nhs_number(found) for found in TEN_DIGITS.findall(text)):
        return "One of the numbers looks like an NHS number: write nothing about patients."
    if EMAIL.search(text):
        return "Leave out the e-mail address: this is read by others for years."
    if PHONE.search(text):
        return "Leave out the telephone number: this is read by others for years."
    if LINK.search(text):
        return "Leave out the web address: only plain words are kept."
    return ""


def is_nhs_number(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (NHS Data Dictionary: the weights
    10 to 2, what is left of 11, and 11 counts as 0)."""
    *digits, last = (int(digit) for digit in text if digit.isdigit())
    check = 11 - sum(w * d for w, d in zip(WEIGHTS, digits, strict=True)) % 11
    return last == check % 11 and check != 10
