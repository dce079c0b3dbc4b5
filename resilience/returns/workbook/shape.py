"""What the workbook of a return has: its sheets, its columns, and the names by which its cells are
found again wherever somebody moves them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TEMPLATE = "1"
"""Changes with the columns below, so that an older template is told apart."""
MOST_PRACTICES, MOST_TEAMS = 10_000, 100
"""Rows that a sheet has room for."""
Kind = Literal["code", "text", "list", "day", "money", "count", "stage", "help"]


@dataclass(frozen=True)
class Column:
    """A column: the field of a row that it holds, what it is called, and how it is filled in."""

    field: str
    title: str
    kind: Kind
    hint: str
    width: int = 14
    needed: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet of rows; each column has a name of its own, such as `practices_paid`."""

    id: str
    title: str
    columns: tuple[Column, ...]
    most: int

    def name_of(self, column: Column) -> str:
        """The name of the cells of a column."""
        return f"{self.id}_{column.field}"

    def column(self, field: str) -> Column:
        """The column that holds a field."""
        return next(one for one in self.columns if one.field == field)


TEAMS = Table(
    "teams",
    "Teams",
    (
        Column("team", "Team code", "code", "The code of the team, from the list.", 12, True),
        Column("name", "Team", "text", "Its name: you may leave it as it is.", 40),
        Column(
            "available",
            "Funding available (£)",
            "money",
            "What it was allocated for the year, and what was carried in or out.",
            18,
        ),
        Column("case_studies", "Case studies", "count", "How many were submitted so far."),
    ),
    MOST_TEAMS,
)
PRACTICES = Table(
    "practices",
    "Practices",
    (
        Column(
            "team", "Team code", "code", "The team that deals with it, from the list.", 12, True
        ),
        Column("practice", "Practice code", "code", "Its ODS code, such as A81001.", 13, True),
        Column("name", "Practice", "text", "Its name: you may leave it out.", 34),
        Column(
            "references", "Your references", "list", "Of its cases, with semicolons between.", 20
        ),
        Column("asked", "Asked", "day", "The day it asked for help, or took up an offer."),
        Column("decided", "Decided", "day", "The day its request was decided, whichever way."),
        Column("confirmed", "Confirmed", "day", "The day help was decided for it."),
        Column("agreed", "Agreed", "day", "The day both sides had signed its memorandum."),
        Column("helped", "Help began", "day", "The day of the first visit or delivery."),
        Column("ended", "Ended", "day", "The day its help ended."),
        Column("business_case", "Business case", "stage", "How far it is, if it has one.", 14),
        Column("categories", "Kinds of help", "help", "With semicolons between several.", 40),
        Column("committed", "Committed (£)", "money", "Committed to it. Type 0 if nothing is.", 16),
        Column("paid", "Paid (£)", "money", "Paid so far, less what came back.", 16),
        Column(
            "direct_committed",
            "Committed to the practice itself (£)",
            "money",
            "The part that the practice itself is paid.",
            18,
        ),
        Column(
            "direct_paid",
            "Paid to the practice itself (£)",
            "money",
            "The part that was paid to the practice itself.",
            18,
        ),
    ),
    MOST_PRACTICES,
)
TABLES = (TEAMS, PRACTICES)
STAGES: Mapping[str, str] = {"begun": "Begun", "submitted": "Submitted"}
"""Stages of a business case, as a cell has them; an empty cell says that there is none."""
ABOUT = ("template_version", "template_programme", "template_collection", "template_area")
"""Named cells that tell which template it is."""
WORDS, WORD = "Words", "words_"
"""The sheet of the questions, and how the name of the cell of an answer begins."""
SHEETS = ("Read me", TEAMS.title, PRACTICES.title, WORDS, "Lists")
BETWEEN = ";"
"""Between several things in one cell."""
