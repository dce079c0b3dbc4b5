"""How sure an outside provider of identities is of who signed in, and whether that is enough.

A provider states it as claims. What an installation demands is a list of conditions, all of which
must hold: `amr=mfa` (the claim is or holds the value) or `id_assurance_level>=2` (a number).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WRITTEN = re.compile(r"(?P<claim>[\w:./-]+?)(?P<sign>>=|=)(?P<wanted>\S+)")


@dataclass(frozen=True)
class Condition:
    """What one claim must hold."""

    claim: str
    wanted: str
    at_least: bool

    @classmethod
    def read(cls, text: str) -> Condition:
        """Read `claim=value` or `claim>=number`; ValueError says what is wrong."""
        found = WRITTEN.fullmatch(text)
        if not found or (found["sign"] == ">=" and not found["wanted"].isdecimal()):
            raise ValueError(f"{text!r} is neither claim=value nor claim>=number")
        return cls(found["claim"], found["wanted"], found["sign"] == ">=")

    def holds(self, claims: Mapping[str, Any]) -> bool:
        """Whether it is met; a claim that is missing or no number never meets one."""
        value = claims.get(self.claim)
        if self.at_least:
            text = str(value)
            return text.isdecimal() and int(text) >= int(self.wanted)
        held = value if isinstance(value, list) else [value]
        return self.wanted in [str(one) for one in held if one is not None]

    def __str__(self) -> str:
        return f"{self.claim}{'>=' if self.at_least else '='}{self.wanted}"


def not_met(conditions: list[str], claims: Mapping[str, Any]) -> list[str]:
    """The conditions that the claims do not meet, as they are written in the configuration."""
    return [text for text in conditions if not Condition.read(text).holds(claims)]
