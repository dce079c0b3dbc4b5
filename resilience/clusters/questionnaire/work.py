"""A questionnaire that a practice began, and a round of its area that it has not answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import Answered, Answering, Stocktake
from resilience.clusters.questionnaire.progress import done
from resilience.look.jinja import url
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema.questionnaire import Questionnaire

Key = tuple[int, str]
"""The id of a practice, and a programme."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """The questionnaires of a reader's practices, those with a closing day leading, the next first;
    as many queries however many there are."""
    practices = {one.pk: one for one in reader.may_at(Right.FILL_IN)}
    if not practices:
        return
    asked = {name: pack.questionnaire for name in available() if (pack := in_force(name))}
    begun = _begun(reader, practices)
    rounds = _unanswered(reader, practices)
    found = [
        _waiting(practices[pk], programme, questionnaire, begun.get((pk, programme)), held)
        for pk, programme in begun | rounds
        for held in [rounds.get((pk, programme))]
        if (questionnaire := asked.get(programme))
    ]
    found.sort(key=lambda one: (not one.owed, one.owed and one.owed[0].due, one.title))
    yield Heading(
        "questionnaires", "Resilience questionnaire", True, len(found), tuple(found[:most])
    )


def _begun(reader: Reader, practices: dict[int, Organisation]) -> dict[Key, Answering]:
    own = Answering.objects.visible_to(reader).filter(organisation__in=practices)
    return {(one.organisation_id, one.programme): one for one in own}


def _unanswered(reader: Reader, practices: dict[int, Organisation]) -> dict[Key, Stocktake]:
    """The open round that each practice has not answered, of several the one that closes first."""
    above = Ancestor.objects.filter(
        descendant__in=practices, starts__lte=reader.day, ends__gt=reader.day
    )
    areas = list(above.values_list("descendant", "ancestor"))
    rounds = Stocktake.objects.filter(
        area__in={area for _, area in areas},
        opens__lte=reader.day,
        closes__gte=reader.day,
        result=None,
    ).select_related("area")
    answered = set(
        Answered.objects.in_force()
        .filter(organisation__in=practices, round__in=rounds.values("pk"))
        .values_list("organisation", "round")
    )
    found: dict[Key, Stocktake] = {}
    for held in rounds.order_by("closes", "pk"):
        for practice, area in areas:
            if area == held.area_id and (practice, held.pk) not in answered:
                found.setdefault((practice, held.programme), held)
    return found


def _waiting(
    practice: Organisation,
    programme: str,
    questionnaire: Questionnaire,
    begun: Answering | None,
    held: Stocktake | None,
) -> Waiting:
    stands = f"About {questionnaire.minutes} minutes; not begun."
    if begun:
        of, parts = done(questionnaire, begun), len(questionnaire.parts)
        stands = f"{of} of {parts} parts answered." if of < parts else "All answered: send it."
    since = [localdate(begun.began)] if begun else []
    return Waiting(
        title=practice.name,
        address=url("clusters:questionnaire", practice.code, programme),
        stands=stands,
        since=min([*since, *([held.opens] if held else [])]),
        owed=(Owed(f"{held.area.name} asks for it", held.closes),) if held else (),
    )
