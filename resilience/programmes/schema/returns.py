"""What is owed to whom by when: milestones, data returns, case studies, and the programmes that
ran beside this one (G9, G12, G13)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.funding import YearLabel
from resilience.programmes.schema.parts import Basis, Citations, Count, Level, Name, Table, Text

MeasureId = Literal[
    "asked",
    "decided",
    "confirmed",
    "agreed",
    "helped",
    "ended",
    "business_cases",
    "business_cases_submitted",
    "direct_committed",
    "direct_paid",
    "available",
    "committed",
    "paid",
    "case_studies",
]
"""What the product counts from the rows of a return (`returns.figures`)."""
Percent = Annotated[int, Field(ge=1, le=100)]


class Measure(Table):
    """A figure of the return: what is counted, and how it is called."""

    id: MeasureId
    title: Text
    unit: Literal["practices", "pence", "business cases", "case studies"]
    about: Text
    """What counts, and what does not."""
    cite: Citations


class ShareReached(Table):
    """Met where a measure reaches a percentage of another. A deadline may be for the practices
    that were confirmed by a day only."""

    type: Literal["share"]
    part: MeasureId
    whole: MeasureId
    percent: Percent
    confirmed_by: dt.date | None = None
    spent_by: dt.date | None = None
    """What counts is what was so at the end of that day (E25); else the deadline's own."""


class CountReached(Table):
    """Met where a measure reaches a number, in each area that owes it."""

    type: Literal["count"]
    of: MeasureId
    at_least: Count


class Recorded(Table):
    """Met where it is on record: the delivery plan as agreed with partners and with its indicative
    shares, that practices were told of local deadlines, or that a return was sent."""

    type: Literal["recorded"]
    what: Literal["delivery_plan", "practices_told", "data_return"]
    collection: Name | None = None
    """The return, by its id."""


Evidence = Annotated[ShareReached | CountReached | Recorded, Field(discriminator="type")]


class Deadline(Table):
    """A moment by the clocks of London (§12): at it is in time, a second later is late."""

    due: dt.datetime
    """Without a zone: it is London's."""
    stated: Text
    """How the programme puts the day, in a few words."""
    basis: Basis
    why: str = ""
    """Where the day stated is unclear or wrong: how it is read here, and why (E1)."""


class Milestone(Deadline):
    """Something that is to be so by a moment, and what shows that it is."""

    id: Name
    title: Text
    of: Literal["team", "area"]
    """Who owes it: each team that holds money, or each area that sends returns."""
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, min_length=1)]
    supplies: Text
    """Who can supply what is missing."""
    cite: Citations


class Question(Table):
    """Something that an area answers in its own words beside the figures (G13.1)."""

    id: Name
    title: Text
    hint: str = ""
    needed: bool = True


class Collection(Deadline):
    """A data return: when it opens, as at which day its figures are, and by when it is due."""

    id: Name
    title: Text
    year: YearLabel
    opens: dt.date
    as_at: dt.date
    """The last day that counts."""
    cite: Citations


class CaseStudies(Table):
    """How many case studies each area gives, and what each must have (G9)."""

    parts: Annotated[tuple[Question, ...], Field(strict=False, min_length=1)]
    """What a case study is made of, in order, of which the first is its summary; `worked` and
    `did_not_work` are told apart (G9.6)."""
    ask_days: Count
    """Days that a practice is given to write, unless whoever asks says otherwise."""
    hidden_among: Count
    """Practices helped in an area, at least, for the area to be told of one that is not named."""
    size_bands: Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]
    """Registered patients at which one band of list sizes ends and the next begins."""
    basis: Basis
    cite: Citations


class Wave(Table):
    """By which return how many case studies of each area are in, counted from the first (G9.2)."""

    collection: Name
    in_all: Count


class Beside(Table):
    """Another programme whose uptake and money are told beside this one's, and never added to it
    (E14)."""

    id: Name
    title: Text
    about: Text
    recorded_as: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """How records of past support name it, beside its title."""
    cite: Citations


class Returns(Table):
    """What areas report to the national team."""

    area: Level
    """Kind of organisation that sends a return."""
    measures: Annotated[tuple[Measure, ...], Field(strict=False, min_length=1)]
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False)] = ()
    questions: Annotated[tuple[Question, ...], Field(strict=False)] = ()
    collections: Annotated[tuple[Collection, ...], Field(strict=False)] = ()
    remind_days: Annotated[tuple[Count, ...], Field(strict=False)] = ()
    """How many working days before a deadline those who owe it are reminded."""
    answer_days: Count
    """Working days in which a question about a return is answered."""
    publish_days: Count
    """Days after its end on which a month of the open figures comes out."""
    differs_percent: Percent
    """From what change since the last return on an area says why."""
    basis: Basis
    """Of the days and the percentage above."""
    escalate_to: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """The posts to whom what is late is escalated (G12.10)."""
    case_studies: CaseStudies | None = None
    waves: Annotated[tuple[Wave, ...], Field(strict=False)] = ()
    beside: Annotated[tuple[Beside, ...], Field(strict=False)] = ()
    questions_to: str = ""
    """Where questions about the programme go by e-mail, and under which heading (G12.14)."""
    questions_heading: str = ""
    cite: Citations

    def measure(self, measure_id: str) -> Measure | None:
        """The measure with that id, if the return has it."""
        return next((one for one in self.measures if one.id == measure_id), None)

    def collection(self, collection_id: str) -> Collection | None:
        """The data return with that id, if there is one."""
        return {one.id: one for one in self.collections}.get(collection_id)

    def milestone(self, milestone_id: str) -> Milestone | None:
        """The milestone with that id, if there is one."""
        return {one.id: one for one in self.milestones}.get(milestone_id)
