"""What people are asked about a practice under a criterion, and what their answers make of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import (
    Basis,
    Citations,
    Count,
    Months,
    Number,
    Table,
    Text,
)

ReportId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Held = Literal["nation", "region", "dco", "icb", "ccg", "pcn", "practice", "group", "lmc"]


class Answer(Table):
    """One of the answers to choose from."""

    value: ReportId
    label: Text
    of: Annotated[tuple[Held, ...], Field(strict=False)] = ()
    """Kinds of organisation that mean this answer where they say no more than that it is met."""


class Report(Table):
    """One question put to whoever enters what is known locally."""

    id: ReportId
    label: Text
    hint: str = ""
    kind: Literal["number", "yes_no", "choice", "choices", "text"]
    choices: Annotated[tuple[Answer, ...], Field(strict=False)] = ()
    restricted: bool = False
    """Whether its answer is kept apart, for the readers named for it, and never counts."""
    cite: Citations


class LocalBase(Table):
    """How what people entered is weighed."""

    first: Literal["files", "people"] | None = None
    """What counts where both files and people say something: files under a measured criterion
    and people under any other, unless it is said here."""
    max_age_months: Months | None = None
    """How long an entry counts after the day it is about; as the criterion's rule has it, else
    the pack."""
    basis: Basis
    cite: Citations
    why: str = ""
    """One sentence for a reader."""


class Says(LocalBase):
    """What the person says of the criterion counts; their answers are read beside it."""

    type: Literal["says"]


class NumberReported(LocalBase):
    """Met from a number on; not met below it (GC5)."""

    type: Literal["number"]
    report: ReportId
    number_at_least: Number


class AnswerReported(LocalBase):
    """Met, or not met, by the answer; any other answer leaves it to what the person says (GC13)."""

    type: Literal["answers"]
    report: ReportId
    met_when: Annotated[tuple[ReportId, ...], Field(strict=False, min_length=1)]
    not_met_when: Annotated[tuple[ReportId, ...], Field(strict=False)] = ()


class BodiesReported(LocalBase):
    """Met when enough different bodies are named in all entries together (GC6)."""

    type: Literal["bodies"]
    report: ReportId
    bodies_at_least: Count


LocalRule = Annotated[
    Says | NumberReported | AnswerReported | BodiesReported, Field(discriminator="type")
]
ASKED = {"number": ("number",), "answers": ("yes_no", "choice", "choices"), "bodies": ("choices",)}
"""By type of rule, the kinds of report that it can read."""
YES_NO = ("yes", "no")


def why_unfit(rule: LocalRule | None, reports: tuple[Report, ...]) -> str:
    """What a rule expects that the reports do not give; empty where it fits."""
    if rule is None or rule.type == "says":
        return ""
    fitting = [one for one in reports if one.kind in ASKED[rule.type] and not one.restricted]
    found = next((one for one in fitting if one.id == rule.report), None)
    if found is None:
        named = ", ".join(one.id for one in fitting) or "none"
        return f"a report of its criterion that the rule can read ({named}), not {rule.report}"
    if rule.type == "answers":
        known = YES_NO if found.kind == "yes_no" else tuple(one.value for one in found.choices)
        strange = [one for one in (*rule.met_when, *rule.not_met_when) if one not in known]
        if strange:
            return f"answers of {found.id} ({', '.join(known)}), not {', '.join(strange)}"
    return ""
