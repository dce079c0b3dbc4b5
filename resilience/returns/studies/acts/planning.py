"""Planning a case study, and asking the practice for it (G9.3, G9.4, GD8.2c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.cases.models import Case
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts.happening import happened, keep, locked, opened, told
from resilience.returns.studies.belonging import team_and_area
from resilience.returns.studies.rules import AGREED_BEFORE, WRITTEN
from resilience.returns.studies.suggesting import had_memorandum
from resilience.returns.studies.wanted import kinds_of, problems_of

TRIES = 5
"""Two people may plan at once, and numbers are given in turn."""


@dataclass(frozen=True)
class Meant:
    """What a case study is about, and by which return it is meant."""

    category: str
    problems: Sequence[str]
    collection: str


def why_not_plan(case: Case, pack: Pack, by: Reader) -> str:
    """Why nobody may plan a case study of a case; empty where they may."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        return f"Only those who {Right.PLAN_HELP.label} do this."
    if pack.returns is None or pack.returns.case_studies is None:
        return f"{pack.title} asks for no case studies."
    if not had_memorandum(case):
        return "A case study is of help under a memorandum, and none is in force for this case yet."
    live = case.case_studies.exclude(state=CaseStudy.State.WITHDRAWN).first()
    return f"Case study {live.number} is of this case already." if live else ""


def plan(*, by: Reader, case: Case, pack: Pack, at: datetime, meant: Meant) -> CaseStudy:
    """Plan a case study of the help of a case. Raises Refused with why not."""
    refuse(why_not_plan(case, pack, by))
    _check(meant, pack)
    team, area = team_and_area(case, pack, by.day)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _planned(case, by, at, meant, team, area)
        except IntegrityError:
            continue
    raise Refused("Others are planning case studies at this moment. Try again.")


def _planned(
    case: Case, by: Reader, at: datetime, meant: Meant, team: Organisation, area: Organisation
) -> CaseStudy:
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.case_studies.exclude(state=CaseStudy.State.WITHDRAWN).exists():
        raise Refused("A case study is of this case already.")
    own = CaseStudy.objects.filter(programme=case.programme)
    made = CaseStudy.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        programme=case.programme,
        number=(own.aggregate(Max("number"))["number__max"] or 0) + 1,
        case=case,
        team=team,
        area=area,
        collection=meant.collection,
        category=meant.category,
        problems=list(meant.problems),
        since=at,
    )
    keep(made, "planned", by=by, at=at, rights=(Right.PLAN_HELP,), after=_plain(meant))
    return made


@transaction.atomic
def mean(
    *, by: Reader, study: CaseStudy, seen: int, at: datetime, pack: Pack, meant: Meant
) -> None:
    """Say anew what a case study is about, and by which return it is meant, until it is sent. As
    that is told with it, the practice agrees it anew. Raises Refused with why not."""
    study = locked(study, seen)
    refuse(why_not_mean(study, by))
    _check(meant, pack)
    before = _plain(Meant(study.category, study.problems, study.collection))
    about = (study.category, list(study.problems))
    study.category, study.collection = meant.category, meant.collection
    study.problems = list(meant.problems)
    if study.state in AGREED_BEFORE and about != (study.category, study.problems):
        study.state, study.since, study.agreed = CaseStudy.State.DRAFT, at, None
    happened(
        study, "meant", by=by, at=at, rights=(Right.PLAN_HELP,), before=before, after=_plain(meant)
    )


@transaction.atomic
def ask(*, by: Reader, study: CaseStudy, seen: int, at: datetime, due: date) -> None:
    """Ask the practice for a case study by a day; it is told. Raises Refused with why not."""
    study = locked(study, seen)
    way = opened("ask", study, by)
    if due <= by.day:
        raise Refused(f"Give a day after today, {words.day(by.day)}.")
    study.state, study.since, study.due = CaseStudy.State.ASKED, at, due
    happened(study, "asked", by=by, at=at, rights=way.rights, after={"due": due.isoformat()})
    told(
        study,
        ("practice",),
        by=by,
        at=at,
        subject=f"you are asked for it by {words.day(due)}",
        text=f"The local team asks you to write down, with its help, how the help went: what "
        f"worked and what did not, by {words.day(due)}. The practice is named only if you say so.",
    )


def why_not_mean(study: CaseStudy, by: Reader) -> str:
    """Why somebody may not say anew what a case study is about; empty where they may."""
    if not by.may(Right.PLAN_HELP).holds(study.organisation_id):
        return f"Only those who {Right.PLAN_HELP.label} do this."
    if study.state in (CaseStudy.State.PLANNED, *WRITTEN):
        return ""
    return "What it is about cannot be changed once it is submitted or withdrawn."


def _check(meant: Meant, pack: Pack) -> None:
    if meant.category not in kinds_of(pack):
        raise Refused("Choose the kind of help that it is about.")
    if set(meant.problems) - set(problems_of(pack)):
        raise Refused("Choose the problems that it is about among those of the programme.")
    if pack.returns is None or pack.returns.collection(meant.collection) is None:
        raise Refused("Choose by which return it is meant.")


def _plain(meant: Meant) -> dict[str, object]:
    return {
        "category": meant.category,
        "problems": list(meant.problems),
        "collection": meant.collection,
    }
