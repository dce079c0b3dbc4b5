"""Whether the help that money was committed to was still borne on a day: a memorandum ends or is
varied, a plan loses the help, a separate agreement is withdrawn. The money stays committed until
somebody lowers it, but help after that is not paid."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from resilience.agreements.models import Memorandum
from resilience.agreements.signing.standing import standing
from resilience.funding.models import Commitment
from resilience.funding.payees import helps_of
from resilience.look import words


def line_of(memorandum: Memorandum) -> list[Memorandum]:
    """A memorandum, what it varies and what varies that, the first leading: one agreement as it
    changed."""
    root = memorandum
    while root.varies is not None:
        root = root.varies
    line = [root]
    for one in line:  # it grows while it is walked
        line.extend(one.variations.defer("docx", "pdf", "content").order_by("number"))
    return line


def why_not_help(commitment: Commitment, day: date) -> str:
    """Why help of a commitment is not paid where it was given on a day; empty where it may be. What
    is under another agreement than a memorandum is for the room of that one to say."""
    if commitment.memorandum is None:
        return ""
    line = line_of(commitment.memorandum)
    stood = [(one, standing(one, day)) for one in line]
    under = next((one for one, how in stood if how.state == "in_force"), None)
    if under is None:
        starts = min((how.starts for _, how in stood if how.starts), default=None)
        if starts is None:
            return "No memorandum that both sides signed bears this help."
        if day < starts:
            return f"The memorandum was not in force on that day: it is since {words.day(starts)}."
        until = max(how.until for _, how in stood if how.until)
        return (
            f"The memorandum ended on {words.day(until)}, so help after that is not paid. Help "
            "until then may be; lower what will not be needed."
        )
    if all(one.kind != (commitment.category, commitment.route) for one in helps_of(under)):
        return (
            "The plan that was in force on that day has this help no more, since the memorandum "
            "was varied. Help before may be paid; lower what will not be needed."
        )
    beside = commitment.assistance
    if beside is not None and beside.ended and timezone.localdate(beside.ended) < day:
        return (
            f"The financial assistance was withdrawn on {words.day(beside.ended)}, so help after "
            "that is not paid. Help until then may be; lower what will not be needed."
        )
    return ""
