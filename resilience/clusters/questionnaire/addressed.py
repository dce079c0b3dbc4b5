"""What an address of the questionnaire names: a programme that has one, and one's own practice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import practice_at
from resilience.clusters.models import Answered, Answering
from resilience.clusters.models.questionnaire import AnsweredQuerySet
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.questionnaire import Questionnaire, QuestionnaireDomain


@dataclass(frozen=True)
class Of:
    """The questionnaire of a programme at a practice, and one of its people who looks at it."""

    by: Reader
    practice: Organisation
    pack: Pack
    questionnaire: Questionnaire

    @property
    def here(self) -> tuple[str, str]:
        """What its addresses begin with: the practice and the programme."""
        return self.practice.code, self.pack.id

    @property
    def start(self) -> str:
        return reverse("clusters:questionnaire", args=self.here)

    @property
    def check(self) -> str:
        return reverse("clusters:questionnaire_check", args=self.here)

    def part(self, part: QuestionnaireDomain) -> str:
        return reverse("clusters:questionnaire_part", args=[*self.here, part.id])

    def answering(self) -> Answering | None:
        """The questionnaire that the practice is filling in."""
        return (
            Answering.objects.visible_to(self.by)
            .filter(
                organisation=self.practice,
                programme=self.pack.id,
                questionnaire=self.questionnaire.id,
            )
            .select_related("organisation")
            .first()
        )

    def answered(self) -> AnsweredQuerySet:
        """Those that the practice finished, under whatever programme, the latest first."""
        return (
            Answered.objects.visible_to(self.by)
            .filter(organisation=self.practice, questionnaire=self.questionnaire.id)
            .select_related("organisation", "round__area")
        )


def of_practice(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give a view the questionnaire of one's own practice; whoever is of no such practice finds
    nothing there."""

    @opened_to(sees(Tier.PRACTICE))
    @wraps(view)
    def found(request: HttpRequest, code: str, programme: str, **named: object) -> HttpResponseBase:
        by = reader_of(request)
        at = practice_at(by, programme, code, Tier.PRACTICE)
        if at.pack.questionnaire is None:
            raise Http404
        of = Of(by, at.organisation, at.pack, at.pack.questionnaire)
        return view(request, of, **named)

    return found
