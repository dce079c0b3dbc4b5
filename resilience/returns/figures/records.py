"""The rows of a return as the records have them at the end of a day: cases, agreements and books.

A case belongs to the team in whose area its practice was when it began, its money to the team whose
pot bears it; money of a case of several practices is shared over them as elsewhere. A return tells
of help under memoranda, so what no case bears, such as payments to clusters, is in no row of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import get_current_timezone, make_aware

from resilience.accounts.tiers import Tier
from resilience.agreements.models import BusinessCase
from resilience.agreements.timing.areas import places
from resilience.agreements.timing.times import first_help
from resilience.cases.models import Case, CaseEvent, CasePractice, Decision
from resilience.funding.books.posting import MOVES
from resilience.funding.models import Commitment, Entry
from resilience.funding.shares.sharing import fair
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import Area, Team, areas
from resilience.returns.figures.rows import MONEY, PracticeRow, Rows, TeamRow
from resilience.returns.figures.rows import BusinessCase as Stage
from resilience.returns.figures.standing import KINDS, Standing, standing
from resilience.returns.models import CaseStudy

Sums = dict[str, int]


@dataclass
class Found:
    """What is known of one case, on the way to rows."""

    pk: int
    reference: str
    team: str
    stood: Standing
    practices: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    helped: date | None = None
    stage: Stage = ""
    categories: tuple[str, ...] = ()
    money: dict[str, Sums] = field(default_factory=dict)
    """By team whose pot bears it."""


def rows_from_records(
    pack: Pack, year: Year, day: date, only: Collection[str] | None = None
) -> Rows:
    """The rows of all areas, or of those with some codes; a dozen queries however much there is."""
    known = [one for one in areas(pack, day) if only is None or one.code in only]
    teams = {team.code: team for area in known for team in area.teams}
    found = _cases(pack, year, day, teams)
    return Rows(
        tuple(_teams(pack, year, day, known)),
        tuple(_practices(found, teams)),
    )


def end_of(day: date) -> datetime:
    """The first moment after a day, by the clocks of London."""
    return make_aware(datetime.combine(day + timedelta(days=1), time()))


def _teams(pack: Pack, year: Year, day: date, known: Iterable[Area]) -> Iterable[TeamRow]:
    given = Entry.objects.filter(
        pot__programme=pack.id, pot__year=year.label, day__lte=day, commitment=None
    )
    available: dict[str, int] = {}
    sums = given.order_by().values_list("pot__holder__code", "kind").annotate(Sum("pence"))
    for holder, kind, pence in sums:
        moves = MOVES[kind]
        there = sum(way * pence for name, way in moves.items() if name in ("allocated", "carried"))
        if kind != Entry.Kind.TRANSFER:
            available[holder] = available.get(holder, 0) + there
    studies = dict(
        CaseStudy.objects.filter(programme=pack.id, submitted__lt=end_of(day))
        .exclude(state=CaseStudy.State.WITHDRAWN)
        .order_by()
        .values_list("team__code")
        .annotate(Count("pk"))
    )
    for area in known:
        for one in area.teams:
            there = available.get(one.code)
            yield TeamRow(one.code, one.name, area.code, there, studies.get(one.code, 0))


def _cases(pack: Pack, year: Year, day: date, teams: Mapping[str, Team]) -> list[Found]:
    cases = _pool(pack, day, teams)
    stood = _stood(cases, day)
    money = _money(pack, year, day, teams)
    live = {
        pk: one
        for pk, one in stood.items()
        if pk in money or (one.counts and (one.over is None or one.over >= year.starts))
    }
    rows = cases.order_by().values_list("pk", "reference", "organisation", "begun")
    holder = pack.funding.holder if pack.funding else ""
    where = places(cases.order_by().values("organisation"), [holder])
    here = get_current_timezone()
    found: dict[int, Found] = {}
    for pk, reference, practice, at in sorted(rows):
        if pk not in live:
            continue
        begun = at.astimezone(here).date()
        of = [
            code for _, code, _, starts, ends in where.get(practice, ()) if starts <= begun < ends
        ]
        found[pk] = Found(pk, reference, of[0] if of else "", live[pk], money=money.get(pk, {}))
    _fill(found, cases, day)
    return [one for one in found.values() if one.team in teams or set(one.money) & set(teams)]


def _pool(pack: Pack, day: date, teams: Mapping[str, Team]) -> QuerySet[Case]:
    """Cases begun by a day whose practice was ever in the area of one of the teams, or whose help
    the pot of one bears."""
    own = [one.pk for one in teams.values()]
    inside = Ancestor.objects.filter(ancestor__in=own).values("descendant")
    borne = Commitment.objects.filter(pot__holder__in=own, pot__programme=pack.id)
    return Case.objects.filter(
        Q(organisation__in=inside) | Q(pk__in=borne.order_by().values("case")),
        programme=pack.id,
        tier=Tier.COMMISSIONER,
        begun__lt=end_of(day),
    )


def _stood(cases: QuerySet[Case], day: date) -> dict[int, Standing]:
    events = CaseEvent.objects.filter(
        case__in=cases.order_by().values("pk"), kind__in=KINDS, at__lt=end_of(day)
    )
    here, happened = get_current_timezone(), defaultdict(list)
    for case, kind, at in events.order_by("number").values_list("case", "kind", "at"):
        happened[case].append((kind, at.astimezone(here).date()))
    return {case: standing(found) for case, found in happened.items()}


def _money(
    pack: Pack, year: Year, day: date, teams: Mapping[str, Team]
) -> dict[int, dict[str, Sums]]:
    """By case and the team whose pot bears it, what was committed and paid until a day."""
    entries = Entry.objects.filter(
        pot__programme=pack.id,
        pot__year=year.label,
        pot__holder__in=[one.pk for one in teams.values()],
        commitment__case__isnull=False,
        day__lte=day,
    )
    by = ("commitment__case", "pot__holder__code", "commitment__assistance", "kind")
    found: dict[int, dict[str, Sums]] = defaultdict(dict)
    for case, holder, assistance, kind, pence in (
        entries.order_by().values_list(*by).annotate(Sum("pence"))
    ):
        sums = found[case].setdefault(holder, dict.fromkeys(MONEY, 0))
        for name, way in MOVES[kind].items():
            if name in sums:
                sums[name] += way * pence
                if assistance is not None:
                    sums[f"direct_{name}"] += way * pence
    return found


def _fill(found: Mapping[int, Found], cases: QuerySet[Case], day: date) -> None:
    """What else is known of cases: their practices, help, decisions and business cases."""
    those = cases.order_by().values("pk")
    practices = CasePractice.objects.filter(case__in=those)
    for case, code, name, size in practices.values_list(
        "case", "organisation__code", "name", "list_size"
    ):
        if case in found:
            found[case].practices[code] = (name, size)
    for case, on in first_help(cases, day).items():
        if case in found:
            found[case].helped = on
    decided = Decision.objects.filter(case__in=those, at__lt=end_of(day)).order_by("number")
    for case, categories in decided.values_list("case", "categories"):
        if case in found:
            found[case].categories = tuple(categories)
    begun = Q(since__lt=end_of(day)) | ~Q(state="draft")
    for case in BusinessCase.objects.filter(begun, case__in=those).values_list("case", flat=True):
        if case in found:
            found[case].stage = "submitted" if found[case].stood.submitted else "begun"


def _practices(found: Iterable[Found], teams: Collection[str]) -> Iterable[PracticeRow]:
    """One row for each practice of each team, of all their cases."""
    merged: dict[tuple[str, str], PracticeRow] = {}
    for one in found:
        for row in _of_a_case(one):
            if row.team in teams:
                key = row.team, row.practice
                merged[key] = _both(merged[key], row) if key in merged else row
    return [merged[key] for key in sorted(merged)]


def _of_a_case(one: Found) -> Iterable[PracticeRow]:
    for team in dict.fromkeys((one.team, *one.money)):
        sums = one.money.get(team, dict.fromkeys(MONEY, 0))
        shares = {name: _over(one.practices, pence) for name, pence in sums.items()}
        own = team == one.team
        stood = one.stood if own else Standing()
        for code, (name, _) in one.practices.items():
            yield PracticeRow(
                team=team,
                practice=code,
                name=name,
                references=(one.reference,),
                asked=stood.asked,
                decided=stood.decided,
                confirmed=stood.confirmed,
                agreed=stood.agreed,
                helped=one.helped if own else None,
                ended=stood.ended,
                business_case=one.stage if stood.confirmed else "",
                categories=one.categories if own else (),
                committed=shares["committed"][code],
                paid=shares["paid"][code],
                direct_committed=shares["direct_committed"][code],
                direct_paid=shares["direct_paid"][code],
            )


def _over(practices: Mapping[str, tuple[str, int | None]], pence: int) -> dict[str, int]:
    """Pence of a case by practice; where the list size of one is not known they share alike."""
    if len(practices) == 1 or pence <= 0:
        first, *others = sorted(practices)
        return {first: pence} | dict.fromkeys(others, 0)
    sizes = {code: size for code, (_, size) in practices.items() if size}
    return fair(pence, sizes if len(sizes) == len(practices) else dict.fromkeys(practices, 1))


def _both(a: PracticeRow, b: PracticeRow) -> PracticeRow:
    """Two cases of one practice: the first day of each thing, and ended only where both have."""
    waits = (a.asked and not a.decided) or (b.asked and not b.decided)
    goes_on = (a.agreed and not a.ended) or (b.agreed and not b.ended)
    stages = {a.business_case, b.business_case} - {""}
    return replace(
        b,
        references=(*a.references, *b.references),
        asked=_first(a.asked, b.asked),
        decided=None if waits else _first(a.decided, b.decided),
        confirmed=_first(a.confirmed, b.confirmed),
        agreed=_first(a.agreed, b.agreed),
        helped=_first(a.helped, b.helped),
        ended=None if goes_on else max(filter(None, (a.ended, b.ended)), default=None),
        business_case="begun" if "begun" in stages else "submitted" if stages else "",
        categories=tuple(dict.fromkeys((*a.categories, *b.categories))),
        committed=_sum(a.committed, b.committed),
        paid=_sum(a.paid, b.paid),
        direct_committed=_sum(a.direct_committed, b.direct_committed),
        direct_paid=_sum(a.direct_paid, b.direct_paid),
    )


def _first(a: date | None, b: date | None) -> date | None:
    return min(filter(None, (a, b)), default=None)


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
