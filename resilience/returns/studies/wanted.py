"""What a case study is made of, and what it may be about, by the pack."""

from __future__ import annotations

from django.http import Http404

from resilience.accounts.saying import LONGEST as LONGEST_SAID
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.addressed import returning_pack
from resilience.returns.models import CaseStudy

LONGEST, LONGEST_TITLE = LONGEST_SAID, 120


def telling_pack(programme: str) -> tuple[Pack, CaseStudies]:
    """A programme that asks for case studies, as it is in force; else 404."""
    pack, returns = returning_pack(programme)
    if returns.case_studies is None:
        raise Http404
    return pack, returns.case_studies


def kinds_of(pack: Pack) -> dict[str, str]:
    """The kinds of support by id, as they are called."""
    return {one.id: one.title for one in pack.menu}


def problems_of(pack: Pack) -> dict[str, str]:
    """The problems that may be told by id: criteria that are not restricted."""
    return {one.id: one.title for one in pack.criteria if not one.restricted}


def missing(study: CaseStudy, asks: CaseStudies) -> list[str]:
    """What must still be written, by its title."""
    lacks = [] if study.title else ["Title"]
    return lacks + [
        one.title for one in asks.parts if one.needed and not study.words.get(one.id, "").strip()
    ]
