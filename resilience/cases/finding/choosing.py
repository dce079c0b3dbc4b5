"""What the page on which practices are recorded is about: which practices, found how, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from resilience.accounts.reader import Reader
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.finding.domino import domino, origins
from resilience.cases.finding.earlier import earlier_facts
from resilience.cases.finding.listed import facts_of, group_of
from resilience.cases.finding.queries import answers_for, cases_of
from resilience.cases.models import Case
from resilience.look import asked
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Pack
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of

Route = Case.Route
ROUTES = (Route.LIST_FOR_REVIEW, Route.EARLIER_OFFER, Route.GROUP, Route.NEIGHBOUR)
MORE = "More is known: see the screening page of the practice."
Facts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """Practices that may be recorded by a route; of a group, those that speak for it are `chosen`
    beforehand. `cases` are those that some have already, and `why` is written beforehand."""

    route: str
    place: str
    practices: Sequence[Organisation]
    chosen: Sequence[str]
    cases: Mapping[str, Case]
    why: str

    @property
    def several(self) -> bool:
        return self.route == Route.GROUP

    def in_order(self, told: Mapping[str, Any]) -> list[Organisation]:
        """The practices of a filled-in form, the leading one first."""
        if not self.several:
            return list(self.practices)
        wanted = [one for one in self.practices if one.code in told["practices"]]
        return sorted(wanted, key=lambda one: one.code != told["leads"])


def choice_of(request: HttpRequest, code: str, reader: Reader, pack: Pack) -> Choice:
    """What an address asks to record, by the code of a practice or of a group; 404 for those that
    are not the reader's to find."""
    route = asked.one_of(request, "by", ROUTES) or Route.LIST_FOR_REVIEW.value
    if route == Route.GROUP:
        return _of_group(code, reader, pack)
    practices = _practices([code], reader)
    if not practices:
        raise Http404
    codes = [one.code for one in practices]
    facts: Facts = {}
    if route == Route.EARLIER_OFFER:
        facts = earlier_facts(reader, codes)
    elif route == Route.NEIGHBOUR:
        facts = _beside(request.GET.get("of", ""), codes, reader, pack)
    else:
        facts = _screened(codes, reader, pack)
    cases = cases_of(codes, pack.id, reader)
    return Choice(route, "", practices, codes, cases, written(practices, facts))


def _of_group(code: str, reader: Reader, pack: Pack) -> Choice:
    group = group_of(code, reader)
    every = _practices(group.members, reader) if group else []
    if group is None or not every:
        raise Http404
    cases = cases_of([one.code for one in every], pack.id, reader)
    taken = {code for code, case in cases.items() if case.is_open}
    free = [one for one in every if one.code not in taken]
    facts = _screened([one.code for one in free], reader, pack, on_the_list=True)
    first = [one for one in free if one.code in facts]
    return Choice(
        Route.GROUP.value,
        group.name,
        [*first, *(one for one in free if one.code not in facts)] or every,
        [one.code for one in first],
        {code: cases[code] for code in taken},
        written(first, {code: lines[:4] for code, lines in facts.items()}),
    )


def _practices(codes: Iterable[str], reader: Reader) -> list[Organisation]:
    found = Organisation.objects.filter(
        answers_for(reader).within("pk"), code__in=list(codes), kind=Kind.PRACTICE
    )
    return list(found.order_by("name", "code"))


def _screened(
    codes: Iterable[str], reader: Reader, pack: Pack, on_the_list: bool = False
) -> dict[str, tuple[str, ...]]:
    snapshot = snapshot_of(pack.id, None)
    if snapshot is None:
        return {}
    found = Sight(snapshot, reader).practices.filter(code__in=list(codes))
    return facts_of(snapshot, found.filter(for_review=True) if on_the_list else found)


def _beside(of: str, codes: Sequence[str], reader: Reader, pack: Pack) -> dict[str, list[str]]:
    every = origins(reader, snapshot_of(pack.id, None))
    origin = next((one for one in every if one.code == of.strip().upper()), None)
    if origin is None:
        raise Http404
    told = domino(origin, reader)
    return {
        one.neighbour.practice.code: [told.fact(one)]
        for one in told.effects
        if one.neighbour.practice.code in codes
    }


def written(practices: Sequence[Organisation], facts: Facts) -> str:
    """Facts of practices as a text that may be sent as it is: each practice named where there are
    several, and whole lines only, as many as a text may have."""
    lines = []
    for practice in practices:
        if len(practices) > 1 and practice.code in facts:
            lines.append(f"{practice.name} ({practice.code}):")
        lines += facts.get(practice.code, ())
    text, room = "", LONGEST - len(MORE) - 1
    for line in lines:
        if len(text) + len(line) + 1 > room:
            return f"{text}{MORE}"
        text += f"{line}\n"
    return text.rstrip("\n")
