"""Pages on which the national team looks at the return of an area, asks about it, changes a value,
accepts it or hands it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.cases.following.forms import Acting
from resilience.look import asked, words
from resilience.returns.collecting import judging
from resilience.returns.collecting.addressing import OfArea, collecting, return_of
from resilience.returns.collecting.asking import ask as ask_about
from resilience.returns.collecting.checked import found_in
from resilience.returns.collecting.forms import Accept, Ask, ChangeValue, HandBack
from resilience.returns.collecting.mending import change as change_value
from resilience.returns.collecting.national_views import told_change
from resilience.returns.collecting.reading import filed
from resilience.returns.collecting.subjects import OF_PRACTICES, OF_TEAMS, row_of, shown
from resilience.returns.filing.content import table
from resilience.returns.filing.told import due_told, to_the_second, told
from resilience.returns.models import Return

PAGE = 50
CHECKS = 10
"""That are shown with the return; all are on a page of their own."""
form_page = require_http_methods(["GET", "HEAD", "POST"])


@collecting
@require_safe
def examine(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """What an area sent: its figures, words and rows, what is odd, what was asked and changed."""
    found, today = return_of(programme, collection, area), reader_of(request).day
    place = found.place
    those = filed(place.pack, place.collection, today)
    own = next((one for one in those if one.area.code == area), None)
    if own is None:
        raise Http404
    odd = found_in(place.pack, place.returns, place.collection, those, today, only=area)
    q = asked.clean(request.GET.get("q", ""))[: asked.LONGEST]
    practices = [
        one
        for one in found.rows.practices
        if q.lower() in f"{one.practice} {one.name} {one.team}".lower()
    ]
    context = {
        "found": found,
        "place": place,
        "own": own,
        "stands": own.stands(place.collection, timezone.now()),
        "due": due_told(place.collection),
        "sent": to_the_second(found.submission.at) if found.submission else "",
        "lines": table(found.rows, place.returns.measures),
        "in_words": told,
        "odd": odd[:CHECKS],
        "odd_in_all": len(odd),
        "queries": list(found.of.queries.order_by("-number")),
        "changes": [
            told_change(one, place.pack)
            for one in found.of.changes.select_related("submission").order_by("-at", "-pk")
        ],
        "judgements": list(found.of.judgements.order_by("-at")),
        "page": asked.page_of(request, Paginator(practices, PAGE)),
        "q": q,
        "today": today,
    }
    return render(request, "returns/collecting_examine.html", context)


@collecting
@require_safe
def row(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """A row of what an area sent, each value with what was changed of it."""
    found = return_of(programme, collection, area)
    subject = found.subject(request)
    one = row_of(found.rows, subject.team, subject.practice)
    if one is None or subject.field:
        raise Http404
    of = {"submission": found.submission, "team": subject.team, "practice": subject.practice}
    changes = found.of.changes.filter(**of).order_by("-at", "-pk")
    fields = OF_PRACTICES if subject.practice else OF_TEAMS
    pack = found.place.pack
    context = {
        "found": found,
        "place": found.place,
        "subject": subject,
        "row": one,
        "values": [
            (name, title, shown(name, getattr(one, name), pack)) for name, title in fields.items()
        ],
        "changes": [told_change(each, pack) for each in changes],
    }
    return render(request, "returns/collecting_row.html", context)


@collecting
@keeps_what_was_typed
@form_page
def ask(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """Ask an area about a value, a figure, its words, or all of its return."""
    found, today = return_of(programme, collection, area), reader_of(request).day
    subject, place = found.subject(request), found.place
    begun = ""
    if rule := request.GET.get("check"):
        those = filed(place.pack, place.collection, today)
        odd = found_in(place.pack, place.returns, place.collection, those, today, only=area)
        of = (rule, subject.team, subject.practice, subject.field)
        begun = next(
            (
                one.check.text
                for one in odd
                if (one.check.rule, one.check.team, one.check.practice, one.check.field) == of
            ),
            "",
        )
    form = Ask(_posted(request), initial={"seen": found.of.version, "text": begun})
    return _page(
        request,
        found,
        form,
        lambda: ask_about(
            by=reader_of(request),
            of=found.of,
            at=timezone.now(),
            about=subject.about,
            team=subject.team,
            practice=subject.practice,
            field=subject.field,
            **form.cleaned_data,
        ),
        title="Ask about this return",
        lede=subject.about,
        stands=subject.stands,
        button="Send the question",
        done="The question is with the area.",
        note=f"An answer is due within {words.plural(place.returns.answer_days, 'working day')}.",
    )


@collecting
@keeps_what_was_typed
@form_page
def change(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """Change a value of what an area sent."""
    found = return_of(programme, collection, area)
    subject = found.subject(request)
    if not subject.mendable:
        raise Http404
    title = (OF_PRACTICES if subject.practice else OF_TEAMS)[subject.field]
    pack, seen = found.place.pack, found.of.version
    form = ChangeValue(_posted(request), of=subject, title=title, pack=pack, seen=seen)
    return _page(
        request,
        found,
        form,
        lambda: change_value(
            by=reader_of(request),
            of=found.of,
            at=timezone.now(),
            team=subject.team,
            practice=subject.practice,
            field=subject.field,
            **form.cleaned_data,
        ),
        title="Change a value",
        lede=subject.about,
        stands=subject.stands,
        button="Change the value",
        done="The value is changed, and the area is told.",
        note="What the area sent stays as it was; the change is added to it.",
    )


@collecting
@keeps_what_was_typed
@form_page
def accept(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """Accept what an area sent."""
    found = return_of(programme, collection, area)
    waiting = judging.open_queries(found.of)
    form = Accept(_posted(request), waiting=waiting, seen=found.of.version)
    return _page(
        request,
        found,
        form,
        lambda: judging.accept(
            by=reader_of(request), of=found.of, at=timezone.now(), **form.cleaned_data
        ),
        title="Accept the return",
        lede=f"{words.plural(waiting, 'question')} open." if waiting else "",
        button="Accept it",
        done="The return is accepted, and the area is told.",
    )


@collecting
@keeps_what_was_typed
@form_page
def hand_back(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """Hand a return back to be changed."""
    found = return_of(programme, collection, area)
    form = HandBack(_posted(request), initial={"seen": found.of.version})
    return _page(
        request,
        found,
        form,
        lambda: judging.hand_back(
            by=reader_of(request), of=found.of, at=timezone.now(), **form.cleaned_data
        ),
        title="Hand the return back",
        button="Hand it back",
        done="The return is with the area again, which is told why.",
        note="It counts in no consolidated return until the area sends it again.",
    )


def _page(
    request: HttpRequest,
    found: OfArea,
    form: Acting,
    act: Callable[[], object],
    *,
    done: str,
    **shown: Any,
) -> HttpResponseBase:
    """What was filled in is done and said, or shown again with why it was not."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.refused(refused, cast(Any, Return.objects.get(pk=found.of.pk)))
        else:
            messages.success(request, done)
            return redirect("returns:examine", *found.args)
    context = {"found": found, "place": found.place, "form": form} | shown
    context["back"] = reverse("returns:examine", args=found.args)
    return render(request, "returns/collecting_form.html", context)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
