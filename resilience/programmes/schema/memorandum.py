"""The words of the memorandum: clauses and appendices with the variables they name (Annex D)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Level, Name, Table, Text

Condition = Literal["case_study", "confidentiality", "variation"]
"""What a paragraph may hang on: that a case study is agreed, that there is a confidentiality
agreement, that the memorandum varies another."""
Shown = Literal[
    "reports",
    "signatures",
    "contacts",
    "objectives",
    "services",
    "milestones",
    "exit_strategy",
    "local_strategy",
    "contributions",
]
"""What is made of the plan, and stands after a paragraph."""
CONDITIONS: tuple[str, ...] = get_args(Condition)
SHOWN: tuple[str, ...] = get_args(Shown)
VARIABLES: dict[str, str] = {
    **dict.fromkeys(("body", "body_short", "body_address", "area", "practice"), ""),
    **dict.fromkeys(("practice_address", "guidance", "guidance_address", "year"), ""),
    **dict.fromkeys(("suppliers", "strategic_lead", "operational_lead", "practice_lead"), ""),
    **dict.fromkeys(("ends", "money_ends"), ""),
    "case_study_by": "case_study",
    "confidentiality_agreements": "confidentiality",
    **dict.fromkeys(("varied", "variation_reason"), "variation"),
}
"""What a paragraph may name in braces, each with the condition that its paragraph must hang on."""
BLANK = re.compile(r"\{(?:(clause):)?([A-Za-z][A-Za-z0-9_-]*)\}")
"""`{name}`, or `{clause:id}`."""


class Paragraph(Table):
    """A numbered paragraph. `{name}` is a variable, `{clause:notice}` says where another clause,
    paragraph or appendix stands, by its id."""

    id: Name
    text: Text
    only_if: Condition | None = None
    """Without which it is left out."""
    then: Shown | None = None
    """What of the plan stands after it."""
    cite: Citations


class Clause(Table):
    """A numbered clause, or a numbered part of an appendix."""

    id: Name
    title: Text
    paragraphs: Annotated[tuple[Paragraph, ...], Field(strict=False, min_length=1)]


class Appendix(Table):
    """An appendix, numbered within by itself."""

    id: Name
    title: Text
    parts: Annotated[tuple[Clause, ...], Field(strict=False, min_length=1)]


class Body(Table):
    """The legal body that is a party (D1, E6): the same for all, or the practice's own
    organisation of a level."""

    short: Text
    """What it is called throughout."""
    name: Text | None = None
    address: Text | None = None
    level: Level | None = None


class Memorandum(Table):
    """The template of a memorandum: words of ours for what Annex D says."""

    title: Text
    body: Body
    guidance: Text
    """How the programme's guidance is named, with its year."""
    guidance_address: Text
    clauses: Annotated[tuple[Clause, ...], Field(strict=False, min_length=1)]
    appendices: Annotated[tuple[Appendix, ...], Field(strict=False, min_length=1)]
    not_applicable: Text
    """What stands in a cell where there is nothing."""
    cite: Citations
