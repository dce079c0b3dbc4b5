"""The memorandum that both sides signed last, and what changes when it ends."""

from __future__ import annotations

from datetime import date

from resilience.accounts.rules import Refused
from resilience.agreements.models import (
    EndNotice,
    Help,
    Memorandum,
    Objective,
    ReportRow,
    Side,
    Variation,
)
from resilience.cases.models import Case


def agreed(case: Case) -> Memorandum | None:
    """The latest memorandum of a case that both sides signed."""
    signed = Memorandum.objects.filter(case=case, signatures__side=Side.PRACTICE)
    both = signed.filter(signatures__side=Side.BODY).defer("docx", "pdf", "content")
    found: Memorandum | None = both.order_by("number").last()
    return found


def must_be_agreed(case: Case) -> Memorandum:
    """The same. Raises Refused where there is none."""
    memorandum = agreed(case)
    if memorandum is None:
        raise Refused("No memorandum is signed by both sides yet.")
    return memorandum


def effective(memorandum: Memorandum) -> date:
    """The day of its second signature (D11.2)."""
    days: list[date] = [one.signed for one in memorandum.signatures.all()]
    return max(days)


def notices(memorandum: Memorandum) -> list[EndNotice]:
    """The notices that were given and not taken back, of it and of those that it varies: a
    variation takes no notice back. The one that ends it first leads."""
    line, one = [memorandum.pk], memorandum
    while one.varies is not None:
        one = one.varies
        line.append(one.pk)
    found = EndNotice.objects.filter(memorandum__in=line, withdrawal=None)
    return list(found.order_by("ends", "pk"))


def planned_end(memorandum: Memorandum) -> date:
    """Its last day as it was signed or extended, apart from any notice."""
    last = memorandum.extensions.order_by("until").last()
    return max(memorandum.ends, last.until) if last else memorandum.ends


def last_day(memorandum: Memorandum) -> date:
    """Its last day as things stand, unless all is delivered before."""
    return min([planned_end(memorandum), *(one.ends for one in notices(memorandum))])


def variation_of(memorandum: Memorandum) -> Variation | None:
    """The variation of a memorandum in force that is written or waits to be signed."""
    return Variation.objects.open().filter(varied=memorandum).first()


def why_not_yet(part: Objective | Help | ReportRow) -> str:
    """Why nothing is done or reported on a part of a plan: a variation added it that both sides
    have not signed yet, and may be given up. Empty where both agreed on it."""
    variation = Variation.objects.open().filter(plan=part.plan_id).first()
    if variation is None:
        return ""
    agreed_on = {(one["model"], one["pk"]) for one in variation.before}
    if (part._meta.label_lower, part.pk) in agreed_on:
        return ""
    return "It is of a variation that both sides have not signed yet: wait until they have."


def variation_in(case: Case) -> Variation | None:
    """The same, of the memorandum of a case that both sides signed last."""
    memorandum = agreed(case)
    return variation_of(memorandum) if memorandum else None


def must_be_varied(case: Case) -> Variation:
    """The same. Raises Refused where there is none."""
    variation = variation_in(case)
    if variation is None:
        raise Refused("The memorandum is not being varied.")
    return variation
