"""Questions about the programme, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.look import asked
from resilience.returns.addressed import returning_pack
from resilience.returns.models import Asked
from resilience.returns.network.addressed import network
from resilience.returns.network.asking import answer, ask
from resilience.returns.network.directory_views import form_page, mailto, posted
from resilience.returns.network.forms import Answer, Ask

ON_A_PAGE = 25


@network
@keeps_what_was_typed
@form_page
def questions(request: HttpRequest, programme: str) -> HttpResponseBase:
    """What was asked, the newest leading; and a question of one's own."""
    pack, returns = returning_pack(programme)
    reader, held = reader_of(request), held_form(request)
    form = Ask(posted(request), initial=held.dict() if held else {})
    if form.is_valid():
        try:
            ask(by=reader, pack=pack, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your question is asked. You are told when it is answered.")
            return redirect("returns:network_questions", programme)
    every = Asked.objects.filter(programme=pack.id).select_related("acting_for")
    context = {
        "pack": pack,
        "returns": returns,
        "mailto": mailto(returns),
        "form": form,
        "page": asked.page_of(request, Paginator(every, ON_A_PAGE)),
        "waiting": every.filter(answer="").count(),
    }
    return render(request, "returns/network_questions.html", context)


@network
@keeps_what_was_typed
@form_page
def question(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """One question, with its answer, or with the form for it."""
    pack, _ = returning_pack(programme)
    reader = reader_of(request)
    every = Asked.objects.filter(programme=pack.id).select_related("acting_for")
    found = get_object_or_404(every, pk=number)
    answers = bool(reader.may(Right.COLLECT_RETURNS)) and not found.answer
    if request.method == "POST" and not reader.may(Right.COLLECT_RETURNS):
        raise Http404
    held = held_form(request)
    form = Answer(posted(request), initial=held.dict() if held else {})
    if form.is_valid():
        try:
            answer(by=reader, asked=found, pack=pack, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The answer is kept, and who asked is told.")
            return redirect("returns:network_question", programme, number)
    context = {"pack": pack, "asked": found, "answers": answers, "form": form}
    return render(request, "returns/network_question.html", context)
