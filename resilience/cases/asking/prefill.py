"""What a form need not ask, because it is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from resilience.cases.list_size import list_sizes
from resilience.cases.models import PastSupport
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.schema import Pack

RECEIVED = PastSupport.What.RECEIVED


def prefilled(practice: Organisation, pack: Pack, form: str, day: date) -> dict[str, Any]:
    """Answers to the questions of a form that are known of a practice on a day, by question."""
    questions = pack.form(form).questions
    size = list_sizes([practice.code], day).get(practice.code)
    known: dict[str, Any] = {
        "practice_name": practice.name,
        "practice_code": practice.code,
        "list_size": size,
        "practices": [{"name": practice.name, "code": practice.code, "list_size": size}],
        "commissioner": _commissioner(practice, pack, day),
    }
    helped = PastSupport.objects.filter(organisation=practice, what=RECEIVED)
    years: dict[str, list[str]] = {}
    for scheme, year in helped.values_list("scheme", "year").order_by("year"):
        years.setdefault(scheme, []).append(year)
    for question in questions:
        if question.past_support in years:
            given = [year for year in years[question.past_support] if year]
            known[question.id] = given if question.kind == "years" else "yes"
    asked = {question.id for question in questions}
    return {name: value for name, value in known.items() if name in asked and value}


def _commissioner(practice: Organisation, pack: Pack, day: date) -> str:
    if pack.asking is None:
        return ""
    above = Ancestor.objects.filter(
        descendant=practice, kind=pack.asking.commissioner_level, starts__lte=day, ends__gt=day
    ).select_related("ancestor")
    names = [f"{one.ancestor.name} ({one.ancestor.code})" for one in above]
    return ", ".join(sorted(names))
