"""What may be asked: the parameters of the API, each read strictly and refused in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    model_validator,
)

from resilience.evidence.periods import Period, parse_period
from resilience.site.api.problems import Refused

LONGEST_PAGE = 1000


def known_only(request: HttpRequest, known: Iterable[str] = ()) -> None:
    """Refuse a request with a parameter that is not known, or is given twice."""
    for name, values in request.GET.lists():
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise Refused(f"'{name[:100]}' is no parameter of this address. {takes}")
        if len(values) > 1:
            raise Refused(f"{name}: given {len(values)} times. Give it once.")
        if "\0" in values[0]:
            raise Refused(f"{name}: holds a character that is not text. Take it out.")


class Asked(BaseModel):
    """The parameters of an operation. Unknown, repeated and unreadable ones are refused: an answer
    to another question than the one asked would be a silent wrong number."""

    @model_validator(mode="wrap")
    @classmethod
    def _strictly(cls, data: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        request: HttpRequest = (info.context or {})["request"]
        known = cls.model_fields
        known_only(request, known)
        try:
            return read(data)
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            given = request.GET.get(name, "")[:100]
            raise Refused(
                f"{name}: '{given}' is not understood. {known[name].description}"
            ) from None


def _day(text: str) -> date:
    day = parse_period(text)
    if day.label != text or day.starts != day.ends:
        raise ValueError("not a day")
    return day.starts


Text = Annotated[
    str | None, Field(min_length=1), WithJsonSchema({"type": "string", "minLength": 1})
]
AsAt = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
    Field(description="A day like 2018-06-30; without it, today."),
]
InPeriod = Annotated[
    Period | None,
    BeforeValidator(parse_period),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}([-/]\d\d){0,2}(/\d{4}(-\d\d){0,2})?$"}),
    Field(
        description="A period: a day 2018-06-30, month 2018-05, financial year 2017-18, year 2018."
    ),
]
Area = Annotated[
    Text,
    Field(description="The ODS code of an area: only what belonged to it on the day."),
]
After = Annotated[
    Text, Field(description="Only what comes after this one; the address in next has it filled in.")
]
Limit = Annotated[
    int,
    Field(ge=1, le=LONGEST_PAGE, description=f"The most items of a page: 1 to {LONGEST_PAGE}."),
]


class Paged(Asked):
    """The parameters of every list."""

    after: After = None
    limit: Limit = 100


class OnADay(Asked):
    as_at: AsAt = None
