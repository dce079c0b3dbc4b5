"""How help is followed: reports, the exit review, and looking back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Count, Name, Table, Text


class Standing(Table):
    """One of the words for how an objective stands."""

    id: Name
    title: Text


class Reached(Table):
    """One of the words for what became of an objective, once help ends."""

    id: Name
    title: Text
    open: bool = False
    """Whether there is something left to do, which a plan for more help begins with."""


class Delivering(Table):
    """How help is followed (D8, G11.2)."""

    report_form: Name = "progress"
    """The form of a progress report, beside what comes of the plan."""
    exit_form: Name = "exit_review"
    standings: Annotated[tuple[Standing, ...], Field(strict=False, min_length=2)]
    reached: Annotated[tuple[Reached, ...], Field(strict=False, min_length=2)]
    ratings: Annotated[tuple[Text, ...], Field(strict=False, min_length=5, max_length=5)]
    """What 1 to 5 say of how useful the help is."""
    reports_after_months: Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]
    """When reports are proposed, in months after the memorandum begins."""
    report_ahead_days: Count = 14
    """From how many days before a report is due a practice has it among its work."""
    exit_ahead_days: Count = 30
    """From how many days before the end of a memorandum its exit review is due."""
    look_back_months: Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]
    """When the measured criteria are looked at again, in months after help ended."""
    ask_again: Text
    """What a practice is told whose help ends and that may ask anew."""
    cite: Citations

    def standing(self, standing_id: str) -> str:
        """The words for how an objective stands; the id where the pack has them no more."""
        return next((one.title for one in self.standings if one.id == standing_id), standing_id)

    def reached_words(self, reached_id: str) -> str:
        """The words for what became of an objective; the id where the pack has them no more."""
        return next((one.title for one in self.reached if one.id == reached_id), reached_id)
