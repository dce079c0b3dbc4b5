"""Figures: page by page as JSON, and as whole tables in CSV and Parquet."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from ninja import Query, Router
from pydantic import BaseModel, Field

from resilience.evidence.figures import Figures
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import parse_period
from resilience.evidence.selecting import Place
from resilience.look.downloads import file_name
from resilience.organisations import finding
from resilience.organisations.queries import open_practices
from resilience.site.api.asked import After, Area, AsAt, Asked, InPeriod, Limit, Text
from resilience.site.api.declared import declared
from resilience.site.api.files import CONTENT_TYPES, WRITERS
from resilience.site.api.organisations import with_code
from resilience.site.api.paging import Page, page
from resilience.site.api.problems import Refused, not_found

router = Router(tags=["Figures"])
OLDEST = 24
"""Months that a figure may be old on the day it is asked for, where nobody says otherwise."""


class OneFigure(BaseModel):
    indicator: str
    practice: str
    period: str
    starts: date
    ends: date
    value: float | str | None = Field(description="In the indicator's unit; zero is a value.")
    numerator: float | None
    denominator: float | None
    mark: str | None = Field(
        description="Why there is no value: missing, suppressed, not available, not applicable."
    )
    release: str
    line: int = Field(description="The line of the release's file.")
    note: str


class Chosen(Asked):
    """Which figures: those that meet everything given."""

    indicator: Annotated[Text, Field(description="The id of an indicator.")] = None
    practice: Annotated[Text, Field(description="The ODS code of a practice.")] = None
    period: InPeriod = None
    as_at: Annotated[
        AsAt,
        Field(
            description="A day like 2018-06-30: only the figures that count on it, each "
            "indicator's of the latest period that had ended."
        ),
    ] = None
    max_age_months: Annotated[
        int,
        Field(ge=1, le=600, description="With as_at, how old a period may be: 1 to 600 months."),
    ] = OLDEST
    area: Area = None


class PageChosen(Chosen):
    after: After = None
    limit: Limit = 100


@router.get("/figures", response=Page[OneFigure])
def some_figures(request: HttpRequest, asked: Query[PageChosen]) -> dict[str, Any]:
    """Figures, page by page

    By indicator, period and practice. Ask for one indicator or one practice; the whole of England
    is quicker as a file.
    """
    if not asked.indicator and not asked.practice:
        raise Refused(
            "Give an indicator or a practice. All figures are in /api/v1/figures.csv and "
            "/api/v1/figures.parquet."
        )
    figures = figures_at(settings.RESILIENCE_HOME)
    after = _place(asked.after) if asked.after else None
    table = figures.table(**_chosen(asked, figures), after=after, limit=asked.limit + 1)
    found = [
        row | {"value": row["value"] if row["word"] is None else row["word"]}
        for row in table.read_all().to_pylist()
    ]
    return page(
        request,
        found,
        asked.limit,
        lambda row: f"{row['indicator']}~{row['period']}~{row['practice']}",
    )


def _file(kind: str) -> dict[str, Any]:
    """How the description of the API tells of a file."""
    content = {CONTENT_TYPES[kind]: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "The table", "content": content}}}


@router.get("/figures.csv", openapi_extra=_file("csv"), url_name="figures_csv")
def figures_as_csv(request: HttpRequest, asked: Query[Chosen]) -> HttpResponseBase:
    """Figures as one CSV file

    The whole table of England, or the part asked for. Its ETag changes with the releases.
    """
    return _download(request, asked, "csv")


@router.get("/figures.parquet", openapi_extra=_file("parquet"), url_name="figures_parquet")
def figures_as_parquet(request: HttpRequest, asked: Query[Chosen]) -> HttpResponseBase:
    """Figures as one Parquet file

    The same with typed columns, many times smaller.
    """
    return _download(request, asked, "parquet")


def _download(request: HttpRequest, asked: Chosen, kind: str) -> HttpResponseBase:
    """The table, unless the reader says by If-None-Match that they have it."""
    figures = figures_at(settings.RESILIENCE_HOME)
    chosen = _chosen(asked, figures)
    state = repr((figures.key, kind, sorted(chosen.items())))
    etag = f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        table = figures.table(**chosen)
        answer = StreamingHttpResponse(WRITERS[kind](table), content_type=CONTENT_TYPES[kind])
        answer["Content-Disposition"] = f'attachment; filename="{_named(asked, kind)}"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"  # to be kept, and asked about before it is used again
    return answer


def _named(asked: Chosen, kind: str) -> str:
    made_up = "synthetic" if settings.DEMONSTRATION else ""
    what = [asked.indicator, asked.practice, asked.area, asked.period, asked.as_at]
    return file_name([made_up, "figures", *what], kind)


def _chosen(asked: Chosen, figures: Figures) -> dict[str, Any]:
    """What was asked for, as `Figures.table` takes it."""
    if asked.period and asked.as_at:
        raise Refused("period and as_at: give one of them, for a day chooses its periods itself.")
    practices = None
    if asked.area:
        day = asked.as_at or (asked.period.ends if asked.period else timezone.localdate())
        area = with_code(asked.area).code
        practices = {practice.code for practice in open_practices(day, area)}
    if asked.practice:
        code = _practice(asked.practice, figures)
        practices = {code} if practices is None else practices & {code}
    return {
        "indicator": declared(asked.indicator).id if asked.indicator else None,
        "practices": None if practices is None else sorted(practices),
        "period": asked.period,
        "as_at": asked.as_at,
        "max_age_months": asked.max_age_months,
    }


def _practice(code: str, figures: Figures) -> str:
    """The practice with a code; one may have figures and stand in no register that was loaded."""
    if code in figures.practices:
        return code
    found = finding.with_code(code)
    if found is None:
        raise not_found("practice", code, "/api/v1/practices")
    return found.code


def _place(after: str) -> Place:
    try:
        indicator, period, practice = after.split("~")
        return indicator, parse_period(period), practice
    except ValueError:
        raise Refused(
            f"after: '{after[:100]}' is not understood. Take the address in `next`."
        ) from None
