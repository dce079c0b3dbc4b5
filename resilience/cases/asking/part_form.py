"""What happens on the page of one part: shown, saved, told what somebody else saved meanwhile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from resilience.accounts.held import held_form
from resilience.accounts.rules import Refused
from resilience.cases.actions import PartChanged, attach, detach, save_part
from resilience.cases.asking.draft_pages import Place
from resilience.cases.asking.naming import told_of_practices
from resilience.cases.asking.progress import wrong_in
from resilience.cases.models import Draft
from resilience.look.saving import changed_elsewhere, is_saving, saved
from resilience.programmes.answering import form_for, said, total_list_size
from resilience.programmes.schema import Part

HALF_FILLED = ("more", "later", "add")
"""Buttons that save a part half filled: for more rows, for another day, with the files so far."""
LONGEST_NUMBER = 18
"""Digits of the number of a file that a database takes."""


class PartPage:
    """The page of a part over what was posted, if anything was."""

    def __init__(self, place: Place, draft: Draft, part: Part, request: HttpRequest) -> None:
        self.place, self.draft, self.part = place, draft, part
        self.posted = request.POST if request.method == "POST" else held_form(request)
        self.back = (self.posted or request.GET).get("back") == "answers"
        pressed = (name for name in HALF_FILLED if name in (self.posted or ()))
        half = request.method == "GET" or is_saving(request)
        self.pressed = "later" if half else next(pressed, "continue")
        self.form = form_for(
            part,
            draft.answers,
            menu=place.pack.menu,
            data=self.posted,
            files=request.FILES if self.posted is not None else None,
            finished=self.pressed == "continue",
        )
        self.seen = self._seen()
        kinds = {question.kind: question.id for question in part.questions}
        self.files = kinds.get("files", "")
        self.saved_meanwhile: list[tuple[str, list[str]]] = []
        """Questions whose answer somebody changed meanwhile, each with what was saved."""

    def save(self) -> str:
        """Keep what can be kept. Where to go on; empty where something is left to tell here."""
        if "remove" in (self.posted or ()):
            self._remove()
            return self._here()
        self.form.is_valid()
        try:
            self.draft = self._save()
        except PartChanged as changed:
            self._tell_changed(changed)
            return ""
        except Refused as refused:
            self.form.add_error(None, str(refused))
            return ""
        self.seen = self.draft.version(self.part.id)
        self._attach()
        return self._goes_on()

    def save_by_itself(self) -> HttpResponse:
        """Keep what is there while somebody types (docs/forms.md). What may not be kept is left to
        the button, which says why."""
        self.form.is_valid()
        if self._not_kept():
            return HttpResponse(status=422)
        try:
            draft = self._save()
        except Refused as refused:  # PartChanged is one
            return changed_elsewhere(str(refused))
        return saved(draft.version(self.part.id))

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "part": self.part,
            "form": self.form,
            "seen": self.seen,
            "back": self.back,
            "saved_meanwhile": self.saved_meanwhile,
            "differ": told_of_practices(self.draft).differ if self.form.takes_rows else [],
            "total": total_list_size(self.draft.answers) if self.form.takes_rows else None,
            "to_mend": self._to_mend() if self.posted is None else {},
            "takes_files": bool(self.files),
            "files": self.draft.attachments.defer("content") if self.files else [],
        }

    def _save(self) -> Draft:
        return save_part(
            by=self.place.by,
            draft=self.draft,
            part=self.part.id,
            answers=self._kept(),
            seen=self.seen,
            at=timezone.now(),
        )

    def _seen(self) -> int:
        given = self.posted.get("seen", "") if self.posted else ""
        known = self.draft.version(self.part.id)
        return int(given) if given.isdecimal() and len(given) < 9 else known

    def _kept(self) -> dict[str, Any]:
        """What to keep. What stood there before stays where what was typed may not be kept at all,
        and where it is not known yet whether the question is asked."""
        open_yet = [
            question.id
            for question in self.part.questions
            if question.only_if and question.only_if.question not in self.form.answers
        ]
        before = self.draft.answers
        stays = {name: before[name] for name in (*self._not_kept(), *open_yet) if name in before}
        return stays | self.form.answers

    def _not_kept(self) -> list[str]:
        return [
            name
            for name in self.form.errors
            if name in self.form.fields and self.form[name].data and name not in self.form.answers
        ]

    def _attach(self) -> None:
        """Take each file that came; whichever is refused is told, and the others are kept."""
        told = []
        for upload in self.form.uploads:
            try:
                attach(
                    by=self.place.by,
                    draft=self.draft,
                    name=upload.name,
                    content=upload.read(),
                    at=timezone.now(),
                )
            except Refused as refused:
                told.append(str(refused))
        if told:
            self.form.add_error(self.files, " ".join(told))

    def _remove(self) -> None:
        given = self.posted.get("remove", "") if self.posted else ""
        known = given.isdecimal() and len(given) < LONGEST_NUMBER
        own = self.draft.attachments.filter(pk=int(given) if known else 0)
        if found := own.select_related("draft__organisation").first():
            detach(by=self.place.by, attachment=found)

    def _goes_on(self) -> str:
        if self.pressed == "continue":
            for name, why in self._wrong().items():
                if name not in self.form.errors:
                    self.form.add_error(name, why)
        elif not self._not_kept() and self.files not in self.form.errors:
            return self.place.tasks if self.pressed == "later" else self._here()
        if self.form.errors:
            return ""
        parts = list(self.place.form.parts)
        after = parts[parts.index(self.part) + 1 :]
        return self.place.part(after[0]) if after and not self.back else self.place.answers

    def _here(self) -> str:
        return self.place.part(self.part) + ("?back=answers" if self.back else "")

    def _wrong(self) -> dict[str, str]:
        found = wrong_in(self.place.pack, self.place.form, self.draft)
        return found.get(self.part.id, {})

    def _to_mend(self) -> dict[str, str]:
        """What was kept as it was typed and is not right yet; what is missing is no reproach."""
        answered = self.draft.answers
        return {q: why for q, why in self._wrong().items() if answered.get(q) not in (None, "", [])}

    def _tell_changed(self, changed: PartChanged) -> None:
        self.form.add_error(None, str(changed))
        self.draft, self.seen = changed.draft, changed.draft.version(self.part.id)
        self.saved_meanwhile = [
            (question.label, said(question, answer, menu=self.place.pack.menu))
            for question in self.part.questions
            for answer in [self.draft.answers.get(question.id)]
            if answer != self.form.answers.get(question.id)
        ]
