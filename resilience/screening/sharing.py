"""Findings as a snapshot keeps them: what most practices have in common is kept once.

Of seven thousand findings of a criterion nearly all share their period, release, note and median,
and often the whole reason. A practice's row holds only what is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from resilience.screening.findings import Finding

Plain = dict[str, Any]
"""A finding's fields and comparisons side by side, without its result and what it does not have."""

NESTED = "comparison"
NAMES = tuple(name for name in Finding._fields if name not in ("result", NESTED))


def plain(finding: Finding) -> Plain:
    """What a row says of a finding; the result is its letter."""
    _, *told, comparison = finding
    fields: Plain = {n: v for n, v in zip(NAMES, told, strict=True) if v is not None and v != ""}
    fields.update(comparison)
    return fields


def common(findings: Iterable[Plain]) -> Plain:
    """What more than half of the findings say alike."""
    told = list(findings)
    counted = Counter(item for finding in told for item in finding.items())
    return {name: value for (name, value), times in counted.items() if 2 * times > len(told)}


def own(finding: Plain, shared: Mapping[str, Any]) -> Plain:
    """What a finding says that is not shared; None where it has nothing though most have."""
    mine = {n: v for n, v in finding.items() if n not in shared or shared[n] != v}
    mine.update(dict.fromkeys(shared.keys() - finding.keys()))
    return mine


def whole(shared: Mapping[str, Any], own: Mapping[str, Any]) -> Plain:
    """A finding again as readers want it: its fields, with the comparisons under `comparison`."""
    told = {name: value for name, value in {**shared, **own}.items() if value is not None}
    beside = {name: told.pop(name) for name in list(told) if name not in Finding._fields}
    return told | {NESTED: beside} if beside else told
