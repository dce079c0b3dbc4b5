"""A fault in a copy of the 2018-19 pack: what is changed, and what must be said."""

from __future__ import annotations

from typing import NamedTuple


class Broken(NamedTuple):
    file: str
    old: str
    new: str
    field: str
    says: str
