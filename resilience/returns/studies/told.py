"""A case study as anybody may read it. Pages, files, searches and addresses of the library take
this and nothing else, so that what it leaves out stands nowhere (G9.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from resilience.programmes.packs import load
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.studies.coarse import coarse, size_band
from resilience.returns.studies.wanted import kinds_of, problems_of

UNNAMED = "A practice that is not named"


@dataclass(frozen=True)
class Told:
    """`parts` are by id, title and text, the summary leading; `practice` is empty unless it said
    that it may be named."""

    programme: str
    programme_title: str
    number: int
    title: str
    kind: tuple[str, str]
    problems: tuple[tuple[str, str], ...]
    place: str
    size: str
    practice: str
    parts: tuple[tuple[str, str, str], ...]
    published: date | None

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-") or "case-study"

    @property
    def summary(self) -> str:
        return self.parts[0][2] if self.parts else ""

    @property
    def who(self) -> str:
        return self.practice or UNNAMED

    @property
    def searched(self) -> str:
        """All of it that can be found: no more than what its page shows."""
        said = (self.title, self.practice, self.place, self.kind[1], self.programme_title)
        problems = (title for _, title in self.problems)
        return " ".join((*said, *problems, *(text for _, _, text in self.parts))).casefold()


def told(study: CaseStudy, pack: Pack | None = None) -> Told:
    """A case study as anybody may read it: by its practice's own word, with its name, or without
    it and no closer than its company is large."""
    pack = pack or load(study.programme)
    asks = _asks(pack)
    kinds, problems = kinds_of(pack), problems_of(pack)
    named = study.named is True
    return Told(
        programme=pack.id,
        programme_title=pack.title,
        number=study.number,
        title=study.title,
        kind=(study.category, kinds.get(study.category, study.category)),
        problems=tuple((one, problems[one]) for one in study.problems if one in problems),
        place=study.team.name if named else study.coarse.get("place", ""),
        size=size_band(study.case.list_size, asks.size_bands)
        if named
        else study.coarse.get("size", ""),
        practice=study.organisation.name if named else "",
        parts=tuple(
            (one.id, one.title, study.words[one.id])
            for one in asks.parts
            if study.words.get(one.id)
        ),
        published=timezone.localdate(study.published) if study.published else None,
    )


def told_before(study: CaseStudy, pack: Pack, day: date) -> Told:
    """The same of one that is not published yet, as it would be on a day."""
    if study.named is True or study.coarse:
        return told(study, pack)
    now = coarse(study, _asks(pack), day)
    return replace(told(study, pack), place=now["place"], size=now["size"])


def _asks(pack: Pack) -> CaseStudies:
    if pack.returns is None or pack.returns.case_studies is None:
        raise ValueError(f"{pack.id} asks for no case studies")
    return pack.returns.case_studies
