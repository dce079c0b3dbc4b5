"""Figures of a programme by area and month: the same as on the page and in the file."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from resilience.returns.addressed import returning_pack
from resilience.returns.published.out import published
from resilience.returns.published.views import funded_year
from resilience.site.api.asked import Paged
from resilience.site.api.paging import Page, page
from resilience.site.api.problems import not_found

router = Router(tags=["Programmes"])


class PublishedFigure(BaseModel):
    programme: str
    year: str = Field(description="The financial year, like 2018-19.")
    month: str
    as_at: date = Field(description="The last day that counts.")
    area: str = Field(description="Its ODS code; 'england' for all of England.")
    name: str
    measure: str
    title: str
    unit: str = Field(description="What is counted; money is pence.")
    value: int | None = Field(description="Zero is a value.")
    state: Literal["shown", "held back", "not known"] = Field(
        description="Why there is no value: held back, so that nothing of fewer than five "
        "practices can be worked out, or not known."
    )
    area_as_at: date | None = Field(
        description="Where an area works elsewhere, the day of its own last return."
    )
    source: str
    about: str = Field(description="What counts.")


class PublishedFigures(Page[PublishedFigure]):
    next_month: date | None = Field(
        description="The last day of the next month that comes out; null where the year is out."
    )
    next_month_out: date | None = Field(
        description="When it comes out, or as soon after it as anything is on record."
    )


@router.get("/published/{programme}/{year}", response=PublishedFigures, url_name="published")
def published_figures(
    request: HttpRequest, programme: str, year: str, asked: Query[Paged]
) -> dict[str, Any]:
    """Practices and money of a programme

    Of a financial year, until the end of each whole month, by area. A month comes out once, some
    days after it ended, and never changes. What is held back is said.
    """
    try:
        pack, returns = returning_pack(programme)
        of = funded_year(pack, year)
    except Http404:
        named = f"{programme[:100]}, {year[:20]}"
        raise not_found("programme and year", named, "/programmes/") from None
    out = published(pack, returns, of)
    found = [one for one in out.lines if _key(one) > (asked.after or "")]
    found.sort(key=_key)
    coming = out.coming
    return page(request, found, asked.limit, _key) | {
        "next_month": coming.day if coming else None,
        "next_month_out": coming.out if coming else None,
    }


def _key(one: dict[str, Any]) -> str:
    return f"{one['month']}~{one['area']}~{one['measure']}"
