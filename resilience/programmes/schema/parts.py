"""What every table of a pack is made of: strict frozen tables, exact numbers, citations."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

LEVELS = ("region", "dco", "icb", "ccg", "pcn")  # from the top down
Level = Literal["region", "dco", "icb", "ccg", "pcn"]
Basis = Literal["stated by the programme", "local setting"]


class Table(BaseModel):
    """A table of a pack: unknown fields are errors, text is not taken for a number."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )


def _a_number(value: Any) -> Any:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("number_type", "a number")


def _plain(value: Decimal) -> str:
    """80, 80.0 and 8E1 are one threshold, so they are one text (and one hash)."""
    return format(value.normalize(), "f")


Number = Annotated[
    Decimal,
    Field(strict=False, allow_inf_nan=False, max_digits=15, decimal_places=6),
    BeforeValidator(_a_number),
    PlainSerializer(_plain, return_type=str),
]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
IndicatorId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Months = Annotated[int, Field(ge=1, le=120)]
Count = Annotated[int, Field(ge=1)]
Texts = Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
RequirementId = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9.]*[0-9][A-Za-z0-9.]*$")]
Citations = Annotated[tuple[RequirementId, ...], Field(strict=False, min_length=1)]
