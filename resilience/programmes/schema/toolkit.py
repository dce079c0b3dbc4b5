"""The toolkit that a practice works through (Q11), the register of risks (Q16), and what an area
may share of its dashboard with whom (Q10)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Count, Name, Table, Text

Names = Annotated[tuple[Name, ...], Field(strict=False)]
OneToFive = Annotated[int, Field(ge=1, le=5)]
FeedKind = Literal["status", "late_review", "moved", "domain"]


class Theme(Table):
    """A heading of the toolkit."""

    id: Name
    title: Text
    about: Text


class ToolStep(Table):
    """One step of a tool: what to do, and what there is at its end."""

    id: Name
    do: Text
    then: Text


class Measure(Table):
    """What is counted before and after a tool is worked through."""

    id: Name
    title: Text
    unit: Text


class Tool(Table):
    """Something that a practice can do by itself, in steps."""

    id: Name
    theme: Name
    title: Text
    what_for: Text
    takes: Text
    """The time it takes, in words."""
    helps: Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]
    """The domains of the questionnaire in which it helps."""
    actions: Names = ()
    """The high impact actions that it is part of."""
    steps: Annotated[tuple[ToolStep, ...], Field(strict=False, min_length=2)]
    measures: Annotated[tuple[Measure, ...], Field(strict=False, min_length=1)]


class Toolkit(Table):
    """Tools for productivity, efficiency and leadership."""

    about: Text
    themes: Annotated[tuple[Theme, ...], Field(strict=False, min_length=1)]
    tools: Annotated[tuple[Tool, ...], Field(strict=False, min_length=1)]
    cite: Citations

    def tool(self, tool_id: str) -> Tool | None:
        """The tool with that id; none where the pack has none such."""
        return next((one for one in self.tools if one.id == tool_id), None)

    def of_theme(self, theme_id: str) -> list[Tool]:
        """The tools under a heading."""
        return [one for one in self.tools if one.theme == theme_id]

    def helping(self, domain: str) -> list[Tool]:
        """The tools that help in a domain of the questionnaire."""
        return [one for one in self.tools if domain in one.helps]


class Degree(Table):
    """What one number of a scale of likelihood or impact says."""

    value: OneToFive
    title: Text
    about: Text


class ScoreBand(Table):
    """Scores, likelihood times impact, from `score_at_least` up to the next band."""

    id: Name
    title: Text
    score_at_least: Annotated[int, Field(ge=1, le=25)]
    kind: Literal["green", "yellow", "orange", "red"]
    """How it is drawn, beside its words."""
    review_months: Annotated[int, Field(ge=1, le=12)]
    """In how many months a risk of the band is looked at again, as proposed."""
    basis: Basis


class Feed(Table):
    """Something of the dashboard that puts a risk forward, and the words it begins with. In its
    title, {subject} is the practice or the domain."""

    id: Name
    kind: FeedKind
    status: Literal["red", "amber", ""] = ""
    """Of kind `status`: which confirmed status."""
    share_percent: Annotated[int, Field(ge=1, le=100)] | None = None
    """Of kind `domain`: practices in a hundred with a criterion of the domain met."""
    fewest_practices: Count | None = None
    """Of kind `domain`: met by at least so many practices."""
    title: Text
    cause: Text
    effect: Text
    likely: OneToFive
    severe: OneToFive
    """The likelihood and impact it is put forward with; a person scores it."""
    basis: Basis


class Audience(Table):
    """With whom something may be shared."""

    id: Name
    title: Text


class Shareable(Table):
    """Something of the local programme that a working group may share. `held_by` says in words what
    the product itself keeps to, whatever is agreed; `never` are the audiences it is never for."""

    id: Name
    title: Text
    about: Text
    held_by: Text
    never: Names = ()
    why_never: str = ""


class HowOften(Table):
    """A rhythm of sharing."""

    id: Name
    title: Text


class Register(Table):
    """How risks are scored and put forward, and what may be shared of a dashboard."""

    likelihoods: Annotated[tuple[Degree, ...], Field(strict=False, min_length=5, max_length=5)]
    impacts: Annotated[tuple[Degree, ...], Field(strict=False, min_length=5, max_length=5)]
    bands: Annotated[tuple[ScoreBand, ...], Field(strict=False, min_length=1)]
    feeds: Annotated[tuple[Feed, ...], Field(strict=False)] = ()
    shareable: Annotated[tuple[Shareable, ...], Field(strict=False, min_length=1)]
    audiences: Annotated[tuple[Audience, ...], Field(strict=False, min_length=1)]
    how_often: Annotated[tuple[HowOften, ...], Field(strict=False, min_length=1)]
    cite: Citations

    def band(self, score: int) -> ScoreBand:
        """The band of a score, from 1 to 25."""
        inside = [one for one in self.bands if one.score_at_least <= score]
        return max(inside, key=lambda one: one.score_at_least)

    def what(self, shareable_id: str) -> Shareable | None:
        """What may be shared, by id."""
        return next((one for one in self.shareable if one.id == shareable_id), None)

    def audience(self, audience_id: str) -> Audience | None:
        """With whom, by id."""
        return next((one for one in self.audiences if one.id == audience_id), None)
