"""One part of a pack's form as a form on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from resilience.accounts.saying import tidied
from resilience.programmes import schema
from resilience.programmes.answering import fields, practices
from resilience.programmes.answering.conditions import Answers, asked, empty, why_not
from resilience.programmes.answering.questions import CHOOSE, choices_of, field_of
from resilience.programmes.schema import MenuEntry, Part, Question
from resilience.programmes.schema.forms import FIXED

LOST = {fields.OF_A_PATIENT, fields.TOO_LONG, *CHOOSE}
"""Errors whose answers are not even kept in a half-filled form."""


class PartForm(forms.Form):
    """The questions of one part. Make one with `form_for`.

    Which are asked, and which must be answered, depends on answers: so no field is required by
    itself, and `clean` looks at them in the order of the questions.
    """

    template_name = "programmes/forms/part.html"

    def __init__(
        self,
        part: Part,
        stored: Answers,
        *,
        menu: Sequence[MenuEntry],
        finished: bool,
        data: Any = None,
        files: Any = None,
    ) -> None:
        super().__init__(data, files, initial=dict(stored))
        self.part = part
        self.finished = finished
        self.stored = stored
        self.answers: dict[str, Any] = {}
        """What to keep, by question; what may not be kept or is not asked is not there."""
        self.told: dict[str, str] = {}
        """What has to be mended before the part is finished, where it was kept all the same."""
        self.uploads: list[Any] = []
        """Files that came with it."""
        self.hints: dict[str, dict[str, str]] = {}
        """What is said of each answer one may choose, by question."""
        for question in part.questions:
            self.fields[question.id] = field_of(question, menu)
            choices = choices_of(question, menu)
            self.hints[question.id] = {choice.value: choice.hint for choice in choices}

    @property
    def takes_rows(self) -> bool:
        """Whether a button for more rows has a use on the page."""
        return any(question.kind == "practices" for question in self.part.questions)

    @property
    def outer(self) -> list[BoundField]:
        """The fields that stand by themselves; the others are shown under an answer."""
        inner = {one.id for question in self.part.questions for one in self._under(question)}
        return [self[question.id] for question in self.part.questions if question.id not in inner]

    def under(self, name: str, answer: str) -> list[BoundField]:
        """The fields that are shown under one answer of a question with one answer."""
        found = self._under(next(one for one in self.part.questions if one.id == name))
        return [self[one.id] for one in found if one.only_if and one.only_if.answer == answer]

    def clean(self) -> dict[str, Any]:
        own = set(self.fields)
        known = {key: value for key, value in self.stored.items() if key not in own}
        for question in self.part.questions:
            name, wrong = question.id, self.errors.as_data().get(question.id, [])
            if not asked(question, known):
                self.errors.pop(name, None)
                self.cleaned_data.pop(name, None)
            elif question.kind == "files":
                self.uploads = self.cleaned_data.get(name, [])
            elif wrong:
                self._keep(question, wrong[0], known)
            else:
                self._take(question, self.cleaned_data.get(name), known)
        self.answers = {key: value for key, value in known.items() if key in own}
        return self.cleaned_data

    def _take(self, question: Question, answer: Any, known: dict[str, Any]) -> None:
        if not empty(answer):
            known[question.id] = answer
        if why := why_not(question, answer, known):
            if self.finished:
                self.add_error(question.id, why)
            elif not empty(answer):
                self.told[question.id] = why

    def _keep(self, question: Question, wrong: ValidationError, known: dict[str, Any]) -> None:
        """Keep what was typed although it cannot be taken as it is."""
        code = getattr(wrong, "code", None)
        if code in LOST:
            return
        typed = self[question.id].data
        rows = isinstance(typed, list)
        known[question.id] = practices.as_typed(typed) if rows else tidied(str(typed))
        if code == fields.TOO_MANY_WORDS and not self.finished:
            del self.errors[question.id]
            self.told[question.id] = wrong.messages[0]

    def _under(self, question: Question) -> list[Question]:
        if question.kind not in {*FIXED, "choice"}:
            return []
        return [
            one
            for one in self.part.questions
            if one.only_if and one.only_if.question == question.id
        ]


def form_for(
    part: Part,
    answers: Answers,
    *,
    menu: Sequence[MenuEntry],
    data: Any = None,
    files: Any = None,
    finished: bool = True,
) -> PartForm:
    """The form of a part over the answers so far; `data` and `files` are what was posted."""
    return PartForm(part, answers, menu=menu, data=data, files=files, finished=finished)


def problems(
    form: schema.Form, answers: Answers, *, menu: Sequence[MenuEntry]
) -> dict[str, dict[str, str]]:
    """What stands between stored answers and sending them: by part, by question, a sentence.

    A part without an entry is finished.
    """
    found: dict[str, dict[str, str]] = {}
    known: dict[str, Any] = {}
    for part in form.parts:
        for question in part.questions:
            if question.kind == "files" or not asked(question, known):
                continue
            why = _problem(question, answers.get(question.id), menu, known)
            if why:
                found.setdefault(part.id, {})[question.id] = why
    return found


def _problem(
    question: Question, answer: Any, menu: Sequence[MenuEntry], known: dict[str, Any]
) -> str:
    """What is wrong with a stored answer; a right one is added to those known."""
    try:
        read = None if empty(answer) else field_of(question, menu).clean(answer)
    except ValidationError as error:
        return error.messages[0]
    known[question.id] = read
    return why_not(question, read, known)
