"""Which cases could give a case study: helped under a memorandum, and not written of yet. Those
whose plan agrees one come first (G9.4, GD8.2c)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from resilience.accounts.reader import Reader
from resilience.agreements.models import Help, Objective, Plan
from resilience.cases.models import Case, CaseEvent
from resilience.organisations.models import Ancestor
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import Area
from resilience.returns.figures.standing import IN_FORCE
from resilience.returns.models import CaseStudy
from resilience.returns.studies.wanted import kinds_of, problems_of


@dataclass
class Candidate:
    """A case that could give a case study, what its plans are about, and by when one is agreed."""

    case: Case
    team: str
    agreed_by: date | None = None
    kinds: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def had_memorandum(case: Case) -> bool:
    """Whether a memorandum of a case came into force."""
    return CaseEvent.objects.filter(case=case, kind__in=IN_FORCE).exists()


def about(case: Case, pack: Pack) -> Candidate:
    """What the plans of one case are about."""
    return _filled({case.pk: Candidate(case, "")}, pack)[case.pk]


def candidates(reader: Reader, pack: Pack, area: Area | None, day: date) -> list[Candidate]:
    """The cases that a reader sees which could give one, of an area or of all, those first whose
    plan agrees one and then by name; a few queries however many there are."""
    agreed = CaseEvent.objects.filter(kind__in=IN_FORCE, case__programme=pack.id)
    taken = CaseStudy.objects.exclude(state=CaseStudy.State.WITHDRAWN)
    cases = (
        Case.objects.visible_to(reader)
        .filter(programme=pack.id, pk__in=agreed.values("case"))
        .exclude(pk__in=taken.values("case"))
        .select_related("organisation")
    )
    found = {case.pk: Candidate(case, "") for case in cases}
    teams = _teams({one.case.organisation_id for one in found.values()}, pack, day)
    for one in found.values():
        one.team = teams.get(one.case.organisation_id, "")
    wanted = None if area is None else {team.code for team in area.teams}
    kept = {pk: one for pk, one in found.items() if wanted is None or one.team in wanted}
    return sorted(_filled(kept, pack).values(), key=_agreed_first)


def _agreed_first(one: Candidate) -> tuple[date, str, int]:
    return one.agreed_by or date.max, one.case.organisation.name, one.case.pk


def _teams(practices: Collection[int], pack: Pack, day: date) -> dict[int, str]:
    holder = pack.funding.holder if pack.funding else ""
    above = Ancestor.objects.filter(
        descendant__in=practices, kind=holder, starts__lte=day, ends__gt=day
    )
    return dict(above.values_list("descendant", "ancestor__code"))


def _filled(found: dict[int, Candidate], pack: Pack) -> dict[int, Candidate]:
    kinds, problems = kinds_of(pack), problems_of(pack)
    told: dict[int, tuple[dict[str, None], dict[str, None]]] = defaultdict(lambda: ({}, {}))
    rows = Plan.objects.filter(case__in=found).order_by("number")
    for pk, agreed_by in rows.values_list("case", "case_study_by"):
        found[pk].agreed_by = agreed_by or found[pk].agreed_by
    of_help = Help.objects.filter(plan__case__in=found).order_by("number")
    for pk, kind in of_help.values_list("plan__case", "category"):
        told[pk][0][kind] = None
    objectives = Objective.objects.filter(plan__case__in=found).order_by("number")
    for pk, kind, criterion in objectives.values_list("plan__case", "category", "criterion"):
        told[pk][0][kind] = None
        told[pk][1][criterion] = None
    for pk, one in found.items():
        one.kinds = [it for it in told[pk][0] if it in kinds]
        one.problems = [it for it in told[pk][1] if it in problems]
    return found
