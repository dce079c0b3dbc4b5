"""The library: published case studies, found by words, kind of help and problem."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from resilience.look.asked import clean
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack
from resilience.returns.models import CaseStudy
from resilience.returns.studies.told import Told, told
from resilience.returns.studies.wanted import kinds_of, problems_of


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty where they do not say."""

    text: str = ""
    programme: str = ""
    kind: str = ""
    problem: str = ""

    @property
    def query(self) -> dict[str, str]:
        named = {"q": self.text, "programme": self.programme}
        named |= {"kind": self.kind, "problem": self.problem}
        return {name: value for name, value in named.items() if value}

    def fits(self, one: Told) -> bool:
        """Whether every word stands in what is told, and it is of the kind and problem."""
        return (
            all(word in one.searched for word in clean(self.text).casefold().split())
            and self.programme in ("", one.programme)
            and self.kind in ("", one.kind[0])
            and (not self.problem or self.problem in {id_ for id_, _ in one.problems})
        )


def packs() -> list[Pack]:
    """The programmes that ask for case studies."""
    every = (load(one) for one in available())
    return [one for one in every if one.returns and one.returns.case_studies]


def published() -> list[Told]:
    """All that is published, the newest first; one query."""
    by_id = {one.id: one for one in packs()}
    rows = CaseStudy.objects.filter(state=CaseStudy.State.PUBLISHED, programme__in=by_id)
    rows = rows.select_related("organisation", "team", "case").order_by("-published", "-number")
    return [told(one, by_id[one.programme]) for one in rows]


def looked_for(wanted: Wanted) -> list[Told]:
    """What fits, the newest first."""
    return [one for one in published() if wanted.fits(one)]


def learned(programme: str) -> Counter[str]:
    """How many published case studies of a programme are about each kind of help; one query. For
    pages of other rooms, so that they lead here where there is something and nowhere else."""
    rows = CaseStudy.objects.filter(state=CaseStudy.State.PUBLISHED, programme=programme)
    return Counter(rows.values_list("category", flat=True))


def kinds() -> dict[str, str]:
    """Every kind of help of these programmes, by id."""
    return {id_: title for pack in packs() for id_, title in kinds_of(pack).items()}


def problems() -> dict[str, str]:
    """Every problem of these programmes that may be told, by id."""
    return {id_: title for pack in packs() for id_, title in problems_of(pack).items()}
