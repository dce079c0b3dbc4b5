"""The tables of one practice's pages as rows of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from resilience.profiles.context import CONTEXT_COLUMN, Contexts
from resilience.profiles.neighbours import Effect
from resilience.profiles.subject import Subject

PROFILE_COLUMNS = (
    *("practice", "indicator", "title", "domain", "period", "value", "unit", "polarity"),
    *("comparison", "percentile", "england_p5", "england_p25", "england_median", "england_p75"),
    *("england_p95", "practices", "area", "area_median", "peers_median", "release", "note"),
    CONTEXT_COLUMN,
)


def profile_rows(subject: Subject, said: Contexts) -> Iterator[dict[str, Any]]:
    """One row for each indicator, those without a figure of this practice too."""
    for domain, found in subject.domains.items():
        for one in found:
            low, lower, middle, upper, high = one.england or (None,) * 5
            yield {
                "practice": subject.code,
                "indicator": one.indicator.id,
                "title": one.indicator.title,
                "domain": domain,
                "period": one.period.label,
                "value": one.value,
                "unit": one.indicator.unit,
                "polarity": one.indicator.polarity,
                "comparison": one.comparison,
                "percentile": None if one.at is None else round(one.at, 1),
                "england_p5": low,
                "england_p25": lower,
                "england_median": middle,
                "england_p75": upper,
                "england_p95": high,
                "practices": one.known,
                "area": subject.area.code if subject.area else None,
                "area_median": one.area,
                "peers_median": one.peers,
                "release": one.release,
                "note": one.note,
                CONTEXT_COLUMN: said.cell(subject.code, one.indicator.id, one.period.label),
            }


NEIGHBOUR_COLUMNS = (
    *("practice", "closing", "name", "kilometres", "patients_received", "list", "list_then"),
    *("growth_percent", "patients_per_gp", "patients_per_gp_then", "list_period", "gp_period"),
    "found_by",
)


def neighbour_rows(
    subject: Subject, how: str, effects: Sequence[Effect], rows: Mapping[tuple[str, str], Any]
) -> Iterator[dict[str, Any]]:
    """One row for each neighbour of the practice `closing`."""
    for one in effects:
        code = one.neighbour.practice.code
        away = one.neighbour.kilometres
        yield {
            "practice": code,
            "closing": subject.code,
            "name": one.neighbour.practice.name,
            "kilometres": None if away is None else round(away, 2),
            "patients_received": one.neighbour.patients,
            "list": one.list_size,
            "list_then": one.list_then,
            "growth_percent": None if one.growth is None else round(one.growth, 1),
            "patients_per_gp": one.per_gp,
            "patients_per_gp_then": one.per_gp_then,
            "list_period": rows.get((code, "registered_patients"), {}).get("period"),
            "gp_period": rows.get((code, "patients_per_gp"), {}).get("period"),
            "found_by": how,
        }
