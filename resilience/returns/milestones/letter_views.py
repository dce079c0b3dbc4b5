"""Letters about what is late: writing one from the facts, reading and answering it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.look.downloads import attachment_response
from resilience.programmes.schema.returns import Returns
from resilience.returns.addressed import returning_pack
from resilience.returns.milestones import acts
from resilience.returns.milestones import letter as letters_of
from resilience.returns.milestones.letter_forms import SEEN, AnswerForm, LetterForm
from resilience.returns.milestones.states import KINDS
from resilience.returns.models import Escalation

form_page = require_http_methods(["GET", "HEAD", "POST"])
seeing_letters = opened_to(sees(Tier.COUNTS))


@opened_to(may(Right.COLLECT_RETURNS))
@keeps_what_was_typed
@form_page
def write(request: HttpRequest, programme: str, area: str, milestone: str) -> HttpResponseBase:
    """The facts as they are now, and the words of who writes."""
    reader, (pack, returns) = reader_of(request), returning_pack(programme)
    at = timezone.now()
    stands = letters_of.of_area(pack, area, milestone, at)
    if stands is None or not reader.may(Right.COLLECT_RETURNS).holds(stands.area.pk):
        raise Http404
    facts = letters_of.facts(pack, stands, at)
    seen = letters_of.fingerprint(facts)
    held = held_form(request)
    typed = {**_beginning(reader, returns, stands.area.pk, at), **(held.dict() if held else {})}
    posted = request.POST if request.method == "POST" else None
    form = LetterForm(posted, posts=returns.escalate_to, initial={**typed, SEEN: seen})
    if form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data[SEEN], "at": at, "said": form.told}
        try:
            made = acts.escalate(by=reader, pack=pack, area=area, milestone=milestone, **told)
        except Refused as refused:
            form.refused(refused, seen)
        else:
            messages.success(request, f"Letter {made.number} is kept. The area is told.")
            return redirect("returns:milestone_letter", pack.id, made.number)
    context = {
        "pack": pack,
        "stands": stands,
        "facts": facts,
        "form": form,
        "why_not": letters_of.why_not_write(stands, at),
        "KINDS": KINDS,
    }
    return render(request, "returns/milestones_write.html", context)


@seeing_letters
@require_safe
def letters(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The letters that somebody sees, the latest leading."""
    reader, (pack, returns) = reader_of(request), returning_pack(programme)
    seen = Escalation.objects.visible_to(reader).filter(programme=pack.id).defer("pdf")
    found = seen.select_related("area").prefetch_related("answers").order_by("-number")
    titles = {one.id: one.title for one in returns.milestones}
    context = {"pack": pack, "letters": list(found), "titles": titles, "today": reader.day}
    return render(request, "returns/milestones_letters.html", context)


@seeing_letters
@keeps_what_was_typed
@form_page
def letter(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """One letter with its facts as they were, and what the area answers."""
    reader, (pack, _) = reader_of(request), returning_pack(programme)
    one = _seen(reader, pack.id, number)
    may_answer = reader.may(Right.FILE_RETURNS).holds(one.area_id)
    if request.method == "POST" and not may_answer:
        raise Http404
    held = held_form(request)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=held.dict() if held else None,
    )
    if form.is_valid():
        try:
            acts.answer(by=reader, to=one, at=timezone.now(), text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your answer is kept. Those who collect returns are told.")
            return redirect("returns:milestone_letter", pack.id, number)
    context = {
        "pack": pack,
        "letter": one,
        "answers": list(one.answers.select_related("acting_for")),
        "form": form if may_answer else None,
        "KINDS": KINDS,
    }
    return render(request, "returns/milestones_letter.html", context)


@seeing_letters
@require_safe
def paper(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """The very PDF of a letter, to be kept."""
    reader, (pack, _) = reader_of(request), returning_pack(programme)
    one = _seen(reader, pack.id, number)
    return attachment_response(f"{pack.id}-letter-{number}.pdf", "pdf", bytes(one.pdf))


def _seen(reader: Reader, programme: str, number: int) -> Escalation:
    seen = Escalation.objects.visible_to(reader).select_related("area", "acting_for")
    found: Escalation = get_object_or_404(seen, programme=programme, number=number)
    return found


def _beginning(reader: Reader, returns: Returns, area: int, at: Any) -> dict[str, Any]:
    """Who had the posts in the last letter to the area, and a day for the answer."""
    last = Escalation.objects.visible_to(reader).filter(area=area).order_by("-at").first()
    names = {one["post"]: one["name"] for one in last.to} if last else {}
    posts = {f"post_{n}": names.get(post, "") for n, post in enumerate(returns.escalate_to)}
    return {**posts, "answer_by": letters_of.answer_day(at, returns.answer_days)}
