"""What happens on the page of one part: shown, saved, told what somebody else saved meanwhile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from resilience.accounts.held import held_form
from resilience.accounts.rules import Refused
from resilience.clusters.models import Answering
from resilience.clusters.questionnaire.addressed import Of
from resilience.clusters.questionnaire.filling import PartChanged, save_part
from resilience.look.saving import changed_elsewhere, is_saving, saved
from resilience.programmes.answering import form_for, said
from resilience.programmes.schema.questionnaire import QuestionnaireDomain


class PartPage:
    """The page of a part over what was posted, if anything was."""

    def __init__(
        self, of: Of, answering: Answering, part: QuestionnaireDomain, request: HttpRequest
    ) -> None:
        self.of, self.part = of, part
        posted = request.POST if request.method == "POST" else held_form(request)
        self.back = (posted or request.GET).get("back") == "check"
        half = request.method == "GET" or is_saving(request) or "later" in (posted or ())
        self.later = half
        self.form = form_for(part, answering.answers, menu=(), data=posted, finished=not half)
        given = posted.get("seen", "") if posted else ""
        known = answering.version(part.id)
        self.seen = int(given) if given.isdecimal() and len(given) < 9 else known
        self.saved_meanwhile: list[tuple[str, list[str]]] = []
        """Questions whose answer somebody changed meanwhile, each with what was saved."""

    def save(self) -> str:
        """Keep what was chosen. Where to go on; empty where something is left to tell here."""
        whole = self.form.is_valid()
        try:
            now = self._save()
        except PartChanged as changed:
            self._tell_changed(changed)
            return ""
        except Refused as refused:
            self.form.add_error(None, str(refused))
            return ""
        self.seen = now.version(self.part.id)
        if self.later:
            return self.of.start
        return self._next() if whole else ""

    def save_by_itself(self) -> HttpResponse:
        """Keep what is there while somebody chooses (docs/forms.md)."""
        self.form.is_valid()
        try:
            now = self._save()
        except Refused as refused:  # PartChanged is one
            return changed_elsewhere(str(refused))
        return saved(now.version(self.part.id))

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        parts = self.of.questionnaire.parts
        return {
            "of": self.of,
            "part": self.part,
            "form": self.form,
            "seen": self.seen,
            "back": self.back,
            "place": parts.index(self.part) + 1,
            "saved_meanwhile": self.saved_meanwhile,
        }

    def _save(self) -> Answering:
        return save_part(
            by=self.of,
            part=self.part.id,
            answers=self.form.answers,
            seen=self.seen,
            at=timezone.now(),
        )

    def _next(self) -> str:
        parts = self.of.questionnaire.parts
        after = parts[parts.index(self.part) + 1 :]
        return self.of.part(after[0]) if after and not self.back else self.of.check

    def _tell_changed(self, changed: PartChanged) -> None:
        self.form.add_error(None, str(changed))
        self.seen = changed.now.version(self.part.id)
        self.saved_meanwhile = [
            (question.label, said(question, answer, menu=()))
            for question in self.part.questions
            for answer in [changed.now.answers.get(question.id)]
            if answer != self.form.answers.get(question.id)
        ]
