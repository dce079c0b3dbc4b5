"""A programme: when it runs, how the service is organised, and what it asks of practices."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from resilience.programmes.schema.asking import Asking
from resilience.programmes.schema.clocks import Clock
from resilience.programmes.schema.clusters import Clusters
from resilience.programmes.schema.dashboard import Dashboard
from resilience.programmes.schema.deciding import Deciding
from resilience.programmes.schema.delivering import Delivering
from resilience.programmes.schema.ending import Ending
from resilience.programmes.schema.forms import Form
from resilience.programmes.schema.funding import Funding
from resilience.programmes.schema.helping import Helping
from resilience.programmes.schema.matrix import Matrix
from resilience.programmes.schema.memorandum import Memorandum
from resilience.programmes.schema.menu import MenuEntry
from resilience.programmes.schema.parts import (
    Citations,
    Count,
    Level,
    Months,
    Name,
    Table,
    Text,
)
from resilience.programmes.schema.planning import Planning
from resilience.programmes.schema.questionnaire import Questionnaire, Stocktaking
from resilience.programmes.schema.red import Red
from resilience.programmes.schema.reports import LocalRule, Report, why_unfit
from resilience.programmes.schema.response import Offering, Response
from resilience.programmes.schema.returns import Returns
from resilience.programmes.schema.rules import Rule
from resilience.programmes.schema.signal import Review, Signal
from resilience.programmes.schema.toolkit import Register, Toolkit

Kind = Literal["measured", "reported", "judged", "mixed"]


class Structure(Table):
    """The organisations between England and a practice in the programme's day."""

    levels: Annotated[tuple[Level, ...], Field(strict=False, min_length=1)]
    """Kinds of organisation from the top down."""
    regions_too: Annotated[tuple[Name, ...], Field(strict=False)] = ()
    """Codes of other organisations that act as a region (G2.3)."""
    cite: Citations


class Domain(Table):
    """A heading under which criteria are grouped."""

    id: Name
    title: Text


class Criterion(Table):
    """One national criterion. `title` is the programme's own; all other words are ours."""

    id: Name
    number: Count
    domain: Name
    """Id of the domain it stands in."""
    title: Text
    short: Annotated[str, Field(max_length=24)] = ""
    """The title in few words of ours, for the narrow columns of a grid."""
    kind: Kind
    """measured from files, reported by someone, judged by people, or mixed."""
    about: Text
    """What it looks at, in plain English."""
    cite: Citations
    restricted: bool = False
    """Whether the whole criterion is only for those who assess the practice."""
    restricted_part: str = ""
    """The part that is restricted when the rest is not."""
    needs: Text
    """What would make it known where it is not."""
    rule: Rule | None = None
    reports: Annotated[tuple[Report, ...], Field(strict=False)] = ()
    """What is asked of whoever enters what is known locally."""
    local: LocalRule | None = None
    """How what they entered is weighed; without it what they say of the criterion counts."""
    words: bool = True
    """Whether a note in free words is kept beside the answers."""

    @field_validator("local")
    @classmethod
    def _reads_its_reports(cls, rule: LocalRule | None, info: ValidationInfo) -> LocalRule | None:
        """A rule that reads what is not asked would leave every entry without effect."""
        if why := why_unfit(rule, info.data.get("reports", ())):
            raise PydanticCustomError("reports", "{why}", {"why": why})
        return rule


class Pack(Table):
    """One programme for one period. Its dates bind cases and money; a screen may be of any day."""

    id: Name
    title: Text
    publisher: Text
    about: Text
    cite: Citations
    starts: dt.date
    ends: dt.date
    """Last day of the programme."""
    max_age_months: Months = 24
    """Oldest evidence a rule accepts unless the rule says otherwise."""
    structure: Structure
    domains: Annotated[tuple[Domain, ...], Field(strict=False, min_length=1)]
    criteria: Annotated[tuple[Criterion, ...], Field(strict=False, min_length=1)]
    signal: Signal
    review: Review
    matrix: Matrix | None = None
    clocks: Annotated[tuple[Clock, ...], Field(strict=False)] = ()
    menu: Annotated[tuple[MenuEntry, ...], Field(strict=False)] = ()
    forms: Annotated[tuple[Form, ...], Field(strict=False)] = ()
    asking: Asking | None = None
    deciding: Deciding | None = None
    planning: Planning | None = None
    memorandum: Memorandum | None = None
    ending: Ending | None = None
    delivering: Delivering | None = None
    helping: Helping | None = None
    funding: Funding | None = None
    returns: Returns | None = None
    dashboard: Dashboard | None = None
    questionnaire: Questionnaire | None = None
    stocktaking: Stocktaking | None = None
    clusters: Clusters | None = None
    offering: Offering | None = None
    response: Response | None = None
    red: Red | None = None
    toolkit: Toolkit | None = None
    risks: Register | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, whatever the order of keys, comments or layout of the files."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with that id; KeyError where the pack has none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def criterion_asking(self, report_id: str) -> Criterion | None:
        """The criterion under which people are asked a question; None where none asks it."""
        asked = (one for one in self.criteria if report_id in [it.id for it in one.reports])
        return next(asked, None)

    def form(self, form_id: str) -> Form:
        """The form with that id; KeyError where the pack has none."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise KeyError(form_id)

    def clock(self, clock_id: str) -> Clock:
        """The clock with that id; KeyError where the pack has none."""
        for clock in self.clocks:
            if clock.id == clock_id:
                return clock
        raise KeyError(clock_id)


class PackInForce(Pack):
    """A pack with local settings over it: its hash tells of both, and it keeps them apart."""

    own_hash: str
    """The hash of the pack without them."""
    local_settings: dict[str, str]
    """What is set otherwise than the pack has it, by key."""
