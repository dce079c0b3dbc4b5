"""Sending a request for help (Annex B): from a filled-in form to a case with its clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.cases.beginning import begin, why_not_ask
from resilience.cases.happening import happen
from resilience.cases.list_size import list_sizes
from resilience.cases.models import Case, Draft
from resilience.cases.telling import tell_of
from resilience.look import words
from resilience.organisations.models import Kind, Organisation, Record
from resilience.programmes.answering import problems
from resilience.programmes.local import in_force

FORM = "referral"


@transaction.atomic
def refer(
    *,
    by: Reader,
    draft: Draft,
    at: datetime,
    plan: Draft | None = None,
    seen: str | None = None,
) -> Case:
    """Send a practice's request. It is received at this moment, whatever the hour, and its clocks
    start. `plan` is a one-sheet business plan of the practice that goes with it. `seen` is the
    stamp (`looked_at`) of what whoever sends it has checked.

    Sent twice, as by a second press of the button, it is one request.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    practice = draft.organisation
    if not by.may(Right.REFER).holds(practice):
        raise Refused(f"Only a practice lead of {practice.name} sends its request.")
    if draft.sent is not None:
        return draft.sent
    if draft.thrown_away is not None:
        raise Refused("This form was thrown away. Begin a new one.")
    refuse(why_not_ask(by, practice, draft.programme))
    if seen is not None and seen != looked_at(draft):
        raise Refused(
            "Somebody changed the answers or the files after you opened this page, so nothing was "
            "sent. Look at them again below, then send."
        )
    refuse(why_not_send(draft, by.day))
    practices, sizes = practices_of(draft)
    case = begin(
        programme=draft.programme,
        practices=practices,
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier=Tier.COMMISSIONER,
        at=at,
        answers=draft.answers,
        told=sizes,
    )
    event = happen(case, "received", by=by, at=at, acting_for=practice, to="received")
    for sent in filter(None, (draft, plan)):
        Draft.objects.filter(pk=sent.pk, sent=None).update(sent=case, changed=at)
        sent.attachments.update(draft=None, case=case)
    tell_of(event, ["practice", "team", "supporters", "group"], confirm=True)
    return case


def looked_at(draft: Draft) -> str:
    """A stamp of a form that is another one once anybody changes its answers or its files."""
    files = draft.attachments.order_by("pk").values_list("pk", flat=True)
    return f"{draft.changed.isoformat()} {' '.join(map(str, files))}".strip()


def why_not_send(draft: Draft, day: date) -> str:
    """What a form still lacks before it can be sent on a day; empty where it lacks nothing."""
    pack = in_force(draft.programme)
    form = pack.form(draft.form)
    unfinished = problems(form, draft.answers, menu=pack.menu)
    if unfinished:
        titles = [part.title for part in form.parts if part.id in unfinished]
        return f"Finish these parts first: {', '.join(titles)}."
    own = str(draft.answers.get("practice_code", "")).strip().upper()
    if own != draft.organisation.code:
        return (
            f"The practice code given is {own}, and you ask for {draft.organisation.code}: "
            "correct the code."
        )
    codes = _group(draft)
    known = Organisation.objects.filter(code__in=codes, kind=Kind.PRACTICE)
    missing = sorted(set(codes) - set(known.values_list("code", flat=True)))
    if missing:
        return f"No practice is known with the code {', '.join(missing)}: correct the group's list."
    there = Record.objects.filter(
        organisation__in=known, state=Record.State.OPEN, starts__lte=day, ends__gt=day
    )
    closed = sorted(set(codes) - set(there.values_list("organisation__code", flat=True)))
    if closed:
        return f"Not open on {words.day(day)}: {', '.join(closed)}. Take it out of the group."
    return _why_not_so_many(draft, day)


def _why_not_so_many(draft: Draft, day: date) -> str:
    """A list size ten times off the published one is a slip of the hand."""
    _, told = practices_of(draft)
    for code, published in list_sizes(told, day).items():
        size = told[code]
        if size and not published / 10 <= size <= published * 10:
            return (
                f"The list size given for {code} is {size:,}, and {published:,} patients were "
                "registered as last published: correct it."
            )
    return ""


def practices_of(draft: Draft) -> tuple[list[Organisation], dict[str, int | None]]:
    """The practices of a request, the asking one first, and the list sizes that were given."""
    rows = _group(draft)
    sizes = {code: row.get("list_size") for code, row in rows.items()}
    sizes = sizes or {draft.organisation.code: draft.answers.get("list_size")}
    others = Organisation.objects.filter(code__in=set(rows) - {draft.organisation.code})
    return [draft.organisation, *others.order_by("name", "code")], sizes


def _group(draft: Draft) -> dict[str, dict[str, Any]]:
    """The rows of a group by code; none for a practice alone."""
    if draft.answers.get("is_group") != "yes":
        return {}
    return {row["code"]: row for row in draft.answers.get("practices", ())}
