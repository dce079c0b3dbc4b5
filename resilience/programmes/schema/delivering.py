"""How help is followed: reports, the exit review, and looking back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Count, Name, Table, Text


class Standing(Table):
    """One of the words for how an objective stands."""

    id: Name
    title: Text


class Delivering(Table):
    """How help is followed (D8, G11.2)."""

    report_form: Name = "progress"
    """The form of a progress report, beside what comes of the plan."""
    exit_form: Name = "exit_review"
    standings: Annotated[tuple[Standing, ...], Field(strict=False, min_length=2)]
    reports_after_months: Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]
    """When reports are proposed, in months after the memorandum begins."""
    look_back_months: Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]
    """When the measured criteria are looked at again, in months after help ended."""
    cite: Citations
