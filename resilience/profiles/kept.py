"""Parts of pages that depend on the evidence and the day only, written once and kept."""

from __future__ import annotations

from functools import lru_cache

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from markupsafe import Markup

from resilience.evidence.indicators import indicators
from resilience.look import asked
from resilience.look.charts import whiskers
from resilience.organisations.queries import Place
from resilience.profiles import finding
from resilience.profiles.area import KEPT, InArea
from resilience.profiles.context import Contexts
from resilience.profiles.coverage import Coverage
from resilience.profiles.england import ENGLAND, England
from resilience.profiles.odd import odd_figures, within

PER_PAGE = 50
PAGES_KEPT = 256


def address_of(view: InArea) -> dict[str, str]:
    """What the address of a view asks for."""
    query = {"as_at": view.across.england.day.isoformat()}
    return query if view.is_england else query | {"area": view.area.code}


@lru_cache(KEPT)
def drawn(view: InArea) -> Markup:
    """What is found of an indicator in an area, and all its charts."""
    said = {
        "": finding.finding(view),
        "funnel": finding.funnel_finding(view) if view.funnel else "",
        "distribution": finding.distribution_finding(view) if view.numbers else "",
        "map": finding.map_finding(view),
        "trend": finding.trend_finding(view) if view.fan else "",
    }
    context = {"view": view, "indicator": view.across.indicator, "said": said}
    return _written("profiles/_charts.html", query=address_of(view), **context)


def listed(view: InArea, sort: str, number: int, said: Contexts) -> Markup:
    """A page of the list in the order asked for, each practice with its drawing. One on which a
    practice says something is written anew: it is not for everyone's eyes."""
    return _listed.__wrapped__(view, sort, number, said) if said else _listed(view, sort, number)


@lru_cache(PAGES_KEPT)
def _listed(view: InArea, sort: str, number: int, said: Contexts | None = None) -> Markup:
    rows = {"name": view.by_name, "lowest": view.lowest_first}.get(sort, view.rows)
    page = asked.numbered(Paginator(rows, PER_PAGE), number)
    drawings: list[Markup] = []
    if view.numbers:
        ends = ((row.number, row.low, row.high) for row in page)
        area_median = None if view.is_england else view.median
        drawings = whiskers(ends, view.scale, view.across.median, area_median)
    context = {"view": view, "page": page, "drawings": drawings, "sort": sort, "said": said}
    return _written("profiles/_list.html", query=address_of(view), **context)


@lru_cache(KEPT)
def options(england: England, area: Place = ENGLAND) -> Markup:
    """The areas of a day to choose from."""
    return _written("profiles/_options.html", england=england, area=area)


@lru_cache(KEPT)
def declaration(indicator: str) -> Markup:
    """How the indicator of that id is made."""
    return _written("profiles/_declaration.html", indicator=indicators()[indicator])


@lru_cache(KEPT)
def covered(coverage: Coverage, area: Place) -> Markup:
    """The datasets, and how much of each area they cover."""
    return _written("profiles/_coverage.html", coverage=coverage, area=area)


@lru_cache(KEPT)
def measured(coverage: Coverage, indicator: str) -> Markup:
    """The indicators with numbers to choose from."""
    return _written("profiles/_measured.html", coverage=coverage, indicator=indicator)


@lru_cache(PAGES_KEPT)
def to_check(coverage: Coverage, area: Place, indicator: str, number: int) -> Markup:
    """A page of the figures that look like errors."""
    figures = within(odd_figures(coverage), coverage, area, indicator)
    query = {"as_at": coverage.england.day.isoformat(), "area": area.code}
    context = {
        "coverage": coverage,
        "page": asked.numbered(Paginator(figures, PER_PAGE), number),
        "query": query | ({"indicator": indicator} if indicator else {}),
    }
    return _written("profiles/_to_check.html", **context)


def _written(template: str, **context: object) -> Markup:
    return Markup(render_to_string(template, context))  # noqa: S704 - our own template escaped it
