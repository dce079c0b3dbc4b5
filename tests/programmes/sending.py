"""A referral of the 2018-19 programme, and a part of it as somebody sends it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from resilience.programmes.answering import PartForm, form_for
from resilience.programmes.packs import load

PACK = load("gprp-2018-19")
REFERRAL = PACK.form("referral")
NHS_NUMBER = "943 476 5919"
GROUP = {
    "practice_name": "Alder Surgery",
    "practice_code": "A81001",
    "is_group": "yes",
    "practices-0-name": "Alder Surgery",
    "practices-0-code": "a81001",
    "practices-0-list_size": "8,450",
    "practices-1-name": "Birch Surgery",
    "practices-1-code": "A81002",
    "practices-1-list_size": "5000",
    "practices-2-name": "",
    "practices-2-code": "",
    "practices-2-list_size": "",
}
WHOLE = {
    "practice_lead_name": "Jo Willow",
    "practice_lead_email": "jo@example.nhs.uk",
    "practice_lead_telephone": "01632 960 001",
    "practice_name": "Alder Surgery",
    "practice_code": "A81001",
    "is_group": "no",
    "list_size": 8450,
    "commissioner": "Northtown CCG",
    "commissioner_supports": "unknown",
    "categories": ["diagnostic", "workforce"],
    "had_peer_support": "no",
    "had_vulnerable_practice": "yes",
    "had_resilience": "yes",
    "resilience_years": ["2016-17"],
    "issues": "Two partners leave in March.",
    "support_needed": "Somebody to plan with us.",
}


def sent(
    part: str,
    answers: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    finished: bool = True,
    form: str = "referral",
) -> PartForm:
    """A part as somebody sends it."""
    data = QueryDict(mutable=True)
    for key, value in answers.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    found = PACK.form(form).part(part)
    made = form_for(found, before or {}, menu=PACK.menu, data=data, finished=finished)
    made.is_valid()
    return made


def errors(form: PartForm) -> dict[str, str]:
    return {name: found[0] for name, found in form.errors.items()}
