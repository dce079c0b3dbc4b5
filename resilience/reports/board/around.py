"""What else a paper tells: milestones that are late, case studies, and programmes beside this
one (E14, E15, N.A29)."""

from __future__ import annotations

from datetime import timedelta

from resilience.cases.models import PastSupport
from resilience.reports.board.ground import Ground
from resilience.reports.board.tree import Node
from resilience.reports.board.values import Value, absent
from resilience.returns.deadlines import moment
from resilience.returns.figures.records import end_of
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.figures.sums import figure
from resilience.returns.milestones import compliance as milestones
from resilience.returns.milestones.ground import Ground as OfMilestones
from resilience.returns.milestones.ground import year_of
from resilience.returns.milestones.states import State
from resilience.returns.models import BesideFigure, CaseStudy

Told = dict[str, Value]


def late(ground: Ground, node: Node) -> tuple[Told, list[str]]:
    """How many milestones of the year are late in an area or in a team of it, and how they are
    called; it is not known where that is so of one and none is known to be late."""
    units = {one.code for one in node.walk()} if ground.rows[node.code].teams else set()
    if not units:
        return {"late": absent("not_applicable", "milestones")}, []
    at = end_of(ground.day) - timedelta(seconds=1)
    of = OfMilestones(ground.pack, at)
    due = [
        one
        for one in milestones.milestones(of)
        if moment(one) <= at and year_of(ground.pack, one) == ground.year
    ]
    titles: list[str] = []
    unsure = False
    for one in due:
        states = {
            milestones.standing(of, one, unit).state
            for area in of.areas
            for unit in milestones.units(one, area)
            if unit.code in units or node is ground.root
        }
        if State.LATE in states:
            titles.append(one.title)
        unsure = unsure or State.NOT_KNOWN in states
    if unsure and not titles:
        return {"late": absent("unknown", "milestones")}, []
    late_of = {"late_of": Value(len(due), "milestones")}
    return {"late": Value(len(titles), "milestones")} | late_of, titles


def studies(ground: Ground, node: Node) -> Told:
    """Case studies that were submitted, those due by then, and those published with their kinds of
    help: numbers only, and never a practice."""
    teams = [one.team for one in ground.rows[node.code].teams]
    if not teams:
        return {"studies": absent("not_applicable", "case studies")}
    one = figure(ground.rows[node.code], "case_studies")
    told = {
        "studies": absent("unknown", "case studies")
        if one.known is None
        else Value(one.known, "case studies")
    }
    if owed := _owed(ground, node):
        told["studies_due"] = owed
    out = CaseStudy.objects.filter(
        programme=ground.pack.id, team__code__in=teams, published__lt=end_of(ground.day)
    ).exclude(state=CaseStudy.State.WITHDRAWN)
    kinds = list(out.order_by().values_list("category", flat=True))
    told["studies_published"] = Value(len(kinds), "case studies")
    told["studies_published_kinds"] = Value(len(set(kinds)), "kinds of help")
    return told


def _owed(ground: Ground, node: Node) -> Value | None:
    """How many were due by the last of the waves that has come; each area owes them, and no team of
    one."""
    returns = ground.pack.returns
    waves = {one.collection: one.in_all for one in returns.waves} if returns else {}
    due = [
        (one.due.date(), waves[one.id])
        for one in (returns.collections if returns else ())
        if one.id in waves and one.year == ground.year.label and moment(one) < end_of(ground.day)
    ]
    owing = [one.code for one in ground.areas if one.code]
    many = len(owing) if node is ground.root else owing.count(node.code)
    if not due or not many:
        return None
    day, each = max(due)
    return Value(each * many, "case studies", day=day)


def beside(ground: Ground, node: Node) -> Told:
    """Of all England, what programmes beside this one had done by the latest day up to the paper's
    that is recorded, and by the one before (E15)."""
    if node is not ground.root or ground.pack.returns is None:
        return {}
    told: Told = {}
    found = BesideFigure.objects.filter(programme=ground.pack.id, as_at__lte=ground.day)
    by_day: dict[str, dict[object, BesideFigure]] = {}
    for one in found.order_by("as_at", "at", "pk"):
        by_day.setdefault(one.beside, {})[one.as_at] = one
    for programme, figures in by_day.items():
        *before, last = figures.values()
        told[f"beside_{programme}_practices"] = _practices(last)
        spent = last.spent
        told[f"beside_{programme}_spent"] = (
            absent("unknown", "pence") if spent is None else Value(spent, "pence", day=last.as_at)
        )
        counted = [one for one in before if one.practices is not None]
        if counted:
            told[f"beside_{programme}_before"] = _practices(counted[-1])
    return told


def _practices(one: BesideFigure) -> Value:
    if one.practices is None:
        return absent("unknown")
    return Value(one.practices, day=one.as_at, or_more=one.or_more)


def sources_of_beside(ground: Ground) -> dict[str, str]:
    """By programme, from where its latest figures are."""
    found = BesideFigure.objects.filter(programme=ground.pack.id, as_at__lte=ground.day)
    rows = found.order_by("as_at", "at", "pk").values_list("beside", "source")
    return dict(rows)


def both(ground: Ground, node: Node) -> Told:
    """Of the practices confirmed, how many are on record as helped earlier by a programme beside
    this one."""
    returns = ground.pack.returns
    told: Told = {}
    for one in returns.beside if returns else ():
        names = {one.title.casefold(), one.id.casefold(), *(n.casefold() for n in one.recorded_as)}
        received = PastSupport.objects.filter(what=PastSupport.What.RECEIVED).order_by()
        rows = received.values_list("organisation__code", "scheme").distinct()
        helped = {code for code, scheme in rows if scheme.casefold().strip() in names}

        def also(row: PracticeRow, helped: set[str] = helped) -> bool:
            return row.confirmed is not None and row.practice in helped

        if node.code in ground.tellable(also):
            told[f"both_{one.id}"] = Value(ground.count(node.code, also))
    return told
