"""What figures are made of: the indicators as they are declared, and the releases they are from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import store_at
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.site.api.asked import Paged, Text, known_only
from resilience.site.api.paging import Page, page
from resilience.site.api.problems import not_found

router = Router(tags=["Indicators and releases"])


class OneRelease(BaseModel):
    id: str
    dataset: str
    title: str
    publisher: str
    licence: str
    period: str
    starts: date
    ends: date
    period_from: str = Field(description="Where the period was found: given, content, file name…")
    file: str
    hash: str = Field(description="SHA-256 of the file's content, unpacked.")
    rows: int
    rejects: int = Field(description="Rows that could not be read.")
    loaded_at: datetime
    supersedes: str = Field(description="The id of the release that this one corrects, or nothing.")
    in_force: bool
    synthetic: bool


class ReleasesAsked(Paged):
    dataset: Annotated[Text, Field(description="Only releases of this dataset.")] = None
    in_force: Annotated[
        bool | None, Field(description="true: only those in force; false: only superseded ones.")
    ] = None


@router.get("/indicators", response=Page[Indicator])
def all_indicators(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Indicators

    Each as it is declared: what is counted, from which datasets, its unit, polarity and caveats.
    """
    found = [indicator for name, indicator in indicators().items() if name > (asked.after or "")]
    return page(request, found, asked.limit, lambda one: str(one.id))


@router.get("/indicators/{name}", response=Indicator)
def one_indicator(request: HttpRequest, name: str) -> Indicator:
    """One indicator"""
    known_only(request)
    return declared(name)


@router.get("/releases", response=Page[OneRelease])
def releases(request: HttpRequest, asked: Query[ReleasesAsked]) -> dict[str, Any]:
    """Releases

    Published files as they were read, those that a correction took the place of too, by id.
    """
    store = store_at(settings.RESILIENCE_HOME)
    found = [
        release
        for release in sorted(store.releases, key=lambda release: release.id)
        if release.id > (asked.after or "")
        and release.dataset == (asked.dataset or release.dataset)
        and asked.in_force in (None, release in store.current)
    ]
    shown = [_told(release, store) for release in found[: asked.limit + 1]]
    return page(request, shown, asked.limit, lambda one: one["id"])


@router.get("/releases/{release_id}", response=OneRelease)
def one_release(request: HttpRequest, release_id: str) -> dict[str, Any]:
    """One release"""
    known_only(request)
    store = store_at(settings.RESILIENCE_HOME)
    try:
        return _told(store.get(release_id), store)
    except KeyError:
        raise not_found("release", release_id, "/api/v1/releases") from None


def declared(name: str) -> Indicator:
    """The indicator of an address or parameter."""
    if name not in indicators():
        raise not_found("indicator", name, "/api/v1/indicators")
    return indicators()[name]


def _told(release: Release, store: Store) -> dict[str, Any]:
    return {
        **vars(release),
        "id": release.id,
        "period": release.period.label,
        "starts": release.period.starts,
        "ends": release.period.ends,
        "file": release.file.split("/")[-1],
        "rows": release.rows,
        "in_force": release in store.current,
    }
