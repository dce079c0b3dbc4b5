"""Published figures beside a stocktake: of a practice beside its area and England, and of the
practices of a cluster together. Anyone may know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from resilience.clusters.models import Cluster
from resilience.clusters.stocktake.gathering import clusters_of
from resilience.evidence.indicators import Indicator, indicators
from resilience.organisations.models import Organisation
from resilience.organisations.profile import Profile
from resilience.organisations.queries import open_practices
from resilience.profiles.beside import Beside, beside
from resilience.profiles.england import england_on
from resilience.profiles.everyone import counting
from resilience.profiles.subject import Subject
from resilience.profiles.wording import text_of
from resilience.programmes.schema import Pack

Row = Mapping[str, Any]
Groups = Mapping[str, tuple[str, list[str]]]
"""By the code of a cluster its name and its practices."""
AREA = ""
"""Where the whole area stands among its clusters."""


@dataclass(frozen=True)
class OfAPractice:
    """The published figures of a practice beside a domain, and what no published file says."""

    domain: str
    figures: list[Beside]
    missing: list[Indicator]
    """Indicators of which no figure is loaded."""
    unpublished: tuple[str, ...]


@dataclass(frozen=True)
class Pooled:
    """A figure of several practices together: the parts of a ratio added up or, where it has none,
    the median; words are counted. `known` of them have it."""

    text: str
    how: str
    known: int


@dataclass(frozen=True)
class OfClusters:
    """A published figure of each cluster together, by the code of the cluster (`AREA` for all)."""

    indicator: Indicator
    period: str
    pooled: Mapping[str, Pooled]


def of_a_practice(pack: Pack, practice: Organisation, day: date) -> dict[str, OfAPractice]:
    """The figures that the programme sets beside each domain, by its id, as they stood on a day."""
    subject = Subject(Profile(practice, day), england_on(day))
    members = subject.england.within(subject.area.code) if subject.area else []
    found = {}
    for one in pack.stocktaking.beside if pack.stocktaking else ():
        named = [indicators()[name] for name in one.indicators]
        loaded = [it for it in named if it.id in subject.everyone.periods]
        figures = [
            beside(subject.everyone, it, practice.code, subject.rows.get(it.id), members, [])
            for it in loaded
        ]
        missing = [it for it in named if it not in loaded]
        found[one.domain] = OfAPractice(one.domain, figures, missing, one.unpublished)
    return found


def clusters_at(pack: Pack, area: Organisation, day: date) -> Groups:
    """The clusters with practices of an area on a day: by code the name and the practices."""
    codes = [one.code for one in open_practices(day, area.code)]
    of = clusters_of(pack.id, codes, day)
    names = dict(
        Cluster.objects.filter(organisation__code__in=set(of.values())).values_list(
            "organisation__code", "name"
        )
    )
    found = {
        code: (name, [one for one in codes if of.get(one) == code]) for code, name in names.items()
    }
    by_name = dict(sorted(found.items(), key=lambda pair: pair[1][0]))
    return {AREA: (area.name, codes)} | by_name


def pooled_by_cluster(pack: Pack, groups: Groups, day: date) -> dict[str, list[OfClusters]]:
    """By domain the figures of each cluster and of the whole area."""
    rows = counting(groups[AREA][1], day)
    found = {}
    for one in pack.stocktaking.beside if pack.stocktaking else ():
        shown = [_of_clusters(indicators()[name], groups, rows) for name in one.indicators]
        found[one.domain] = [it for it in shown if it.period]
    return found


def _of_clusters(
    indicator: Indicator,
    groups: Groups,
    rows: Mapping[tuple[str, str], Row],
) -> OfClusters:
    def of(codes: Iterable[str]) -> list[Row]:
        found = (rows.get((code, indicator.id)) for code in codes)
        return [row for row in found if row and row["mark"] is None]

    periods = sorted({(row["ends"], row["period"]) for row in of(groups[AREA][1])})
    pooled = {code: _pooled(indicator, of(codes)) for code, (_, codes) in groups.items()}
    return OfClusters(indicator, periods[-1][1] if periods else "", pooled)


def _pooled(indicator: Indicator, rows: list[Row]) -> Pooled:
    if not rows:
        return Pooled("", "", 0)
    if indicator.in_words:
        words = [row["word"] for row in rows]
        counted = [f"{words.count(one)} {one}" for one in indicator.values if one in words]
        return Pooled(", ".join(counted), "counted", len(rows))
    parts = [(row["numerator"], row["denominator"]) for row in rows]
    if indicator.denominator_title and all(n is not None and d for n, d in parts):
        value = indicator.scale * sum(n for n, _ in parts) / sum(d for _, d in parts)
        return Pooled(text_of(indicator, value), "together", len(rows))
    return Pooled(text_of(indicator, median(row["value"] for row in rows)), "median", len(rows))
