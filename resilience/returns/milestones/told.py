"""Milestones in words: when they are due, what shows them, and what is missing."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from resilience.look import words
from resilience.programmes.schema.returns import Deadline, Evidence, Recorded, Returns, ShareReached
from resilience.returns.deadlines import WEEKDAYS, misnamed, moment
from resilience.returns.figures.sums import Figure
from resilience.returns.filing.told import to_the_second
from resilience.returns.milestones.compliance import Standing
from resilience.returns.milestones.evidence import Found
from resilience.returns.milestones.forecast import Forecast
from resilience.returns.milestones.states import Outcome

RECORDS = {
    "delivery_plan": "A delivery plan that is agreed with partners, with its indicative shares",
    "practices_told": "That practices were told of the local processes and deadlines",
    "data_return": "The data return",
}


def weekday_note(deadline: Deadline) -> str:
    """A sentence where the programme calls the day by another weekday than it was (E1)."""
    called = misnamed(deadline)
    if not called:
        return ""
    own = WEEKDAYS[deadline.due.weekday()]
    return (
        f"The programme states “{deadline.stated}”. {words.day(deadline.due.date())} was a "
        f"{own}, not a {called}; the date counts."
    )


def remains(deadline: Deadline, at: datetime) -> str:
    """How long there is until a deadline, or since when it has passed."""
    days = (deadline.due.date() - localtime(at).date()).days
    if days > 0:
        return f"{words.plural(days, 'day')} to go"
    if at.replace(microsecond=0) <= moment(deadline):
        return "due today"
    return f"{words.plural(-days, 'day')} ago" if days else "it was due today"


def since(when: date | datetime | None) -> str:
    """When something came so: a day, or a moment to the second for what was put on record."""
    if when is None:
        return ""
    return to_the_second(when) if isinstance(when, datetime) else words.day(when)


def asks(evidence: Evidence, returns: Returns) -> str:
    """What a piece of evidence asks for, in one sentence."""
    if isinstance(evidence, Recorded):
        named = returns.collection(evidence.collection or "")
        return f"{RECORDS[evidence.what]}{f' “{named.title}”' if named else ''}."
    if isinstance(evidence, ShareReached):
        share = "All" if evidence.percent == 100 else f"{evidence.percent}%"
        whole, part = _titled(evidence.whole, returns), _titled(evidence.part, returns)
        limits = [
            f", of practices confirmed by {words.day(evidence.confirmed_by)}"
            if evidence.confirmed_by
            else "",
            f", as at {words.day(evidence.spent_by)}" if evidence.spent_by else "",
        ]
        return f"{share} of “{whole}” is to be “{part}”{''.join(limits)}."
    return f"{_titled(evidence.of, returns)}: at least {words.number(evidence.at_least)}."


def reached(found: Found, returns: Returns) -> str:
    """How far it is: “3 of 4”, “£4,000 of £100,000 (4%)”; what is not known is said."""
    if isinstance(found.evidence, Recorded):
        return "On record" if found.outcome is Outcome.MET else "Not on record"
    if found.reached is None:
        return "Not known: nothing is recorded of a team"
    whole = found.of
    if whole is None:
        needed = words.number(found.needed or 0)
        return f"{amount(found.reached, found.evidence, returns)} of {needed}"
    if found.outcome is Outcome.NOTHING:
        return f"“{_titled(_whole(found), returns)}”: none, so there is nothing to do"
    part = amount(found.reached, found.evidence, returns)
    of = amount(whole, found.evidence, returns)
    if found.reached.known is None or whole.known is None:
        return f"{part} of {of}"
    return f"{part} of {of} ({words.percent(100 * found.reached.value / whole.value, 0)})"


def amount(figure: Figure, evidence: Evidence, returns: Returns) -> str:
    """A figure of a piece of evidence: a sum or a number, or that it is not known."""
    if figure.unknown:
        return words.STATES["not_known"].lower() if not figure.value else "partly not known"
    return quantity(figure.value, evidence, returns)


def quantity(value: int, evidence: Evidence, returns: Returns) -> str:
    return words.pounds(value) if is_money(evidence, returns) else words.number(value)


def is_money(evidence: Evidence, returns: Returns) -> bool:
    if isinstance(evidence, Recorded):
        return False
    name = evidence.part if isinstance(evidence, ShareReached) else evidence.of
    measure = returns.measure(name)
    return measure is not None and measure.unit == "pence"


def missing(stands: Standing, found: Found, returns: Returns) -> str:
    """What is missing of a piece of evidence, in a few words; empty where nothing is."""
    if found.outcome in (Outcome.MET, Outcome.NOTHING) or not stands.owed:
        return ""
    evidence = found.evidence
    if isinstance(evidence, Recorded):
        return RECORDS[evidence.what]
    if found.short is None:
        unknown = _whole(found) if found.of and found.of.unknown else None
        what = f"“{_titled(unknown, returns)}”" if unknown else "What is not recorded"
        return f"{what} is to be entered"
    short = quantity(found.short, evidence, returns)
    name = evidence.part if isinstance(evidence, ShareReached) else evidence.of
    return f"{short} of “{_titled(name, returns)}”"


def _whole(found: Found) -> str:
    evidence = found.evidence
    return evidence.whole if isinstance(evidence, ShareReached) else ""


def _titled(measure_id: str, returns: Returns) -> str:
    measure = returns.measure(measure_id)
    return measure.title if measure else measure_id


def ahead(forecast: Forecast, found: Found, returns: Returns) -> str:
    """What will have been reached by the deadline: “Likely to be met: 12 to 16 of 16”."""
    if forecast.low is None or forecast.high is None:
        return forecast.told
    low, high = (quantity(one, found.evidence, returns) for one in (forecast.low, forecast.high))
    reach = low if low == high else f"{low} to {high}"
    needed = quantity(found.needed or 0, found.evidence, returns)
    return f"{forecast.told}: {reach} by then, of {needed} needed"
