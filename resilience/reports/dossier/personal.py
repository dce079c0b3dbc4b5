"""Which words of a case tell who a person is: the e-mail addresses, telephone numbers and names
that its forms ask for, the people who took part, and whatever looks like an address or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Q

from resilience.accounts.models import User
from resilience.accounts.saying import PHONE
from resilience.agreements.models import Lead, Signature
from resilience.cases.models import Case, Contact
from resilience.programmes.schema import Pack, Question
from resilience.reports.dossier.passages import Line, Mark, Run

EMAIL = r"(?<![\w.+'’-])[\w.+'’-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"
TITLES = {"Doctor", "Miss", "Mrs", "Prof", "Professor", "Rev", "Sir", "The"}
SHORTEST = 3
"""Letters of a word of a name that is looked for by itself."""


def is_personal(question: Question) -> bool:
    """Whether the answer to a question of a form says who a person is or how to reach them."""
    return question.kind in ("email", "phone") or question.autocomplete == "name"


class Personal:
    """Finds in texts of a case what tells who a person is."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = {one.strip() for one in known if one and one.strip()}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        whole = sorted(map(_anyhow, self.known), key=len, reverse=True)
        words = {word for one in self.known for word in _words(one)}
        alone = [rf"(?-i:{re.escape(word)})" for word in sorted(words, key=lambda w: (-len(w), w))]
        named = "|".join([*whole, *alone])
        return re.compile(
            "|".join([EMAIL, PHONE.pattern, *([rf"(?<!\w)(?:{named})(?!\w)"] if named else [])]),
            re.I,
        )

    def lines(self, text: str, mark: Mark = Mark.NONE) -> tuple[Line, ...]:
        """A text line by line, each in runs; one of another mark keeps that throughout."""
        if mark:
            return tuple((Run(line, mark),) for line in text.splitlines() if line.strip())
        return tuple(tuple(self._runs(line)) for line in text.splitlines() if line.strip())

    def _runs(self, line: str) -> Iterator[Run]:
        after = 0
        for found in self._pattern.finditer(line):
            if found.start() > after:
                yield Run(line[after : found.start()])
            yield Run(found[0], Mark.PERSONAL)
            after = found.end()
        if after < len(line):
            yield Run(line[after:])


def personal_of(case: Case, pack: Pack, answers: Iterable[Mapping[str, Any]]) -> Personal:
    """What is personal of a case: answers to questions that ask for it, and everybody who took part
    in it or acts for one of its practices or for its team."""
    asked = [
        question.id for form in pack.forms for question in form.questions if is_personal(question)
    ]
    given = {str(one[name]) for one in answers for name in asked if one.get(name)}
    wrote = {
        *case.events.values_list("by", flat=True),
        *case.statements.values_list("written_by", flat=True),
    }
    keys = {one.removeprefix("person ") for one in wrote if one.startswith("person ")}
    organisations = [*case.practices.values_list("organisation", flat=True), case.team_id]
    people = User.objects.filter(
        Q(key__in=keys)
        | Q(pk=case.handler_id)
        | Q(memberships__organisation__in=[one for one in organisations if one])
    ).distinct()
    contacts = Contact.objects.filter(programme=case.programme, organisation=case.team_id)
    leads = Lead.objects.filter(plan__case=case)
    signed = Signature.objects.filter(case=case)
    given |= {*signed.values_list("name", flat=True), *leads.values_list("phone", flat=True)}
    for rows in (one.values_list("name", "email") for one in (people, contacts, leads)):
        given |= {value for row in rows for value in row}
    return Personal(given)


def _anyhow(known: str) -> str:
    """A pattern for it however its words are spaced."""
    return r"\s+".join(map(re.escape, known.split()))


def _words(name: str) -> set[str]:
    """The words of a name that are looked for by themselves, as they are written."""
    if "@" in name:
        return set()
    found = {word.strip(".,;:()'’") for word in re.split(r"[\s-]+", name)}
    return {one for one in found if len(one) >= SHORTEST and one[0].isupper() and one not in TITLES}
