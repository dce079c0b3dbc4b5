"""Practices like one practice, and in what they are alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from django.conf import settings

from resilience.evidence.opened import figures_at, store_at
from resilience.evidence.statistics import Dimension, Likeness, Peers
from resilience.profiles.everyone import Everyone

Values = Mapping[str, float | None]
LIST_SIZE, RURALITY = "registered_patients", "rurality"
SETTINGS = {0.0: "urban", 1.0: "rural"}
DIMENSIONS: dict[str, Callable[[Values], Dimension]] = {
    LIST_SIZE: lambda values: Dimension("list size", values, by_ratio=True),
    "deprivation_score": lambda values: Dimension("deprivation score", values, decimals=1),
    "aged_75_plus_percent": lambda v: Dimension("aged 75 and over", v, decimals=1, unit="%"),
    RURALITY: lambda values: Dimension("rurality", values, words=SETTINGS),
}
"""What practices are compared in: by its indicator, and how a reason says it (field notes 5.8)."""
MANY = 10


def like(everyone: Everyone, practice: str) -> Likeness | None:
    """The practices most like this one; None for one that was not open on the day, or where
    nothing that practices are compared in is loaded."""
    peers = _peers(everyone)
    return peers.of(practice, MANY) if peers and practice in everyone.rows else None


@lru_cache(4)
def not_loaded(everyone: Everyone) -> list[str]:
    """The names of the dimensions that nothing is known of for any practice."""
    return [d.name for d in _dimensions(everyone) if not _known(d)]


def alike_in(everyone: Everyone, found: Likeness) -> str:
    """'list size, deprivation score, aged 75 and over, rurality (rural)'."""
    setting = settings_on(everyone.england.day).get(found.practice)
    return ", ".join(
        f"{name} ({SETTINGS[setting]})" if name == RURALITY and setting is not None else name
        for name in found.used
    )


def settings_on(day: date) -> Mapping[str, float]:
    """Whether each practice is rural (1) or urban (0), as the payments of the latest year that
    ended by the day say; the years before 2016-17 do not."""
    home = settings.RESILIENCE_HOME
    return _settings(str(home), figures_at(home).key, day)


@lru_cache(12)
def _settings(home: str, key: str, day: date) -> Mapping[str, float]:
    store = store_at(settings.RESILIENCE_HOME)
    codes = {word: number for number, word in SETTINGS.items()}
    for release in reversed(store.current_of("gp_payments")):
        if release.period.ends <= day:
            rows = store.table(release, "practices", ["practice", "rurality"]).to_pylist()
            said = {row["practice"]: (row["rurality"] or "").lower() for row in rows}
            if known := {code: codes[word] for code, word in said.items() if word in codes}:
                return known
    return {}


def _dimensions(everyone: Everyone) -> list[Dimension]:
    rural = settings_on(everyone.england.day)
    own = {code: rural.get(code) for code in everyone.rows}
    return [
        dimension(own if name == RURALITY else everyone.by_practice(name))
        for name, dimension in DIMENSIONS.items()
    ]


def _known(dimension: Dimension) -> bool:
    return any(value is not None for value in dimension.values.values())


@lru_cache(4)
def _peers(everyone: Everyone) -> Peers | None:
    known = [dimension for dimension in _dimensions(everyone) if _known(dimension)]
    return Peers(list(everyone.rows), known) if known else None
