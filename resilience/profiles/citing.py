"""The published files that figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from resilience.evidence.opened import store_at
from resilience.evidence.periods import Period
from resilience.evidence.releases import Release


def releases_of(used: Iterable[str]) -> dict[str, Release]:
    """Releases by their ids; an id that is no longer there is left out."""
    every = {release.id: release for release in store_at(settings.RESILIENCE_HOME).releases}
    return {one: every[one] for one in sorted(set(used)) if one in every}


def cited(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Release]]:
    """Periods and releases of figures, each pair once."""
    found = list(rows)
    releases = releases_of(row["release"] for row in found)
    pairs = {
        (Period(row["starts"], row["ends"], row["period"]).words, row["release"]) for row in found
    }
    return [(period, releases[name]) for period, name in sorted(pairs) if name in releases]
