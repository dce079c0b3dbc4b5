"""What people answered to the questions of a criterion: taken, and in words.

An answer is kept as JSON under the id of its question: a number as the text of a decimal, yes or
no, the value of a choice or a list of them, or text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say

Plain = Mapping[str, Any]
"""A criterion or a question as a snapshot's pack has it."""
Answers = dict[str, Any]
LONGEST, MOST = 100, 9999
YES_NO = {"yes": "yes", "no": "no"}


def taken(criterion: Plain, given: Plain) -> Answers:
    """The answers given, without those left empty. Raises Refused with what is wrong with one."""
    asked = {one["id"]: one for one in criterion["reports"]}
    refuse("" if given.keys() <= asked.keys() else "The programme does not ask that here.")
    return {
        id_: _taken(asked[id_], answer)
        for id_, answer in given.items()
        if answer not in (None, "", [], ())
    }


def apart(criterion: Plain, answers: Answers) -> tuple[Answers, Answers]:
    """The answers for the readers of the entry, and those kept apart for readers named."""
    hidden = {one["id"] for one in criterion["reports"] if one["restricted"]}
    told = {id_: answer for id_, answer in answers.items() if id_ not in hidden}
    return told, {id_: answer for id_, answer in answers.items() if id_ in hidden}


def in_words(criterion: Plain, answers: Plain, *, texts: bool = True) -> list[str]:
    """'How many GP posts are vacant: 2', one for each answer in the order of the questions;
    without `texts` only those that are not in the writer's own words."""
    return list(_in_words(criterion, answers, texts))


def labels_of(report: Plain) -> dict[str, str]:
    """The answers to choose from, with their words."""
    if report["kind"] == "yes_no":
        return YES_NO
    return {one["value"]: one["label"] for one in report["choices"]}


def _in_words(criterion: Plain, answers: Plain, texts: bool) -> Iterator[str]:
    for one in criterion.get("reports", ()):
        answer = answers.get(one["id"])
        if answer is None or (one["kind"] == "text" and not texts):
            continue
        known: dict[str, str] = labels_of(one)
        many = answer if isinstance(answer, list) else [answer]
        said = ", ".join(known.get(each, str(each)) for each in many)
        yield f"{one['label'].rstrip('?')}: {said}"


def _taken(report: Plain, answer: Any) -> Any:
    label = report["label"]
    match report["kind"]:
        case "number":
            return _number(label, answer)
        case "text":
            text = tidied(str(answer))
            refuse(why_not_say(text, LONGEST))
            return text
        case kind:
            known = labels_of(report)
            many = list(answer) if isinstance(answer, list | tuple | set) else [answer]
            if not all(isinstance(one, str) and one in known for one in many):
                raise Refused(f"{label}: choose from {', '.join(known.values())}.")
            if kind == "choices":
                return [value for value in known if value in many]
            refuse("" if len(many) == 1 else f"{label}: choose one.")
            return many[0]


def _number(label: str, answer: Any) -> str:
    try:
        number = Decimal(str(answer).strip())
    except InvalidOperation:
        number = Decimal(-1)
    if not (number.is_finite() and 0 <= number <= MOST):
        raise Refused(f"{label}: enter a number from 0 to {MOST:,}.")
    return format(number.normalize(), "f")
