"""Pages of one case study: where it stands, its words, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.agreements.models import plan_of
from resilience.cases.following.step_views import posted
from resilience.programmes.schema.returns import Question
from resilience.returns.models.studies import TITLE
from resilience.returns.studies.acts import agreeing, planning, sending
from resilience.returns.studies.acts.writing import write
from resilience.returns.studies.desk import Desk, desk_of, seeing_studies, writing
from resilience.returns.studies.facts import facts
from resilience.returns.studies.forms import Acting, Planning, Writing
from resilience.returns.studies.identity import names_told
from resilience.returns.studies.rules import CALLED, WAYS, has_a_say, why_not, why_not_write
from resilience.returns.studies.shown import HAPPENED, TURNS
from resilience.returns.studies.told import told_before
from resilience.returns.studies.wanted import kinds_of, missing, problems_of

ASKED_TITLE = Question(
    id=TITLE, title="Title", hint="What others would look for, without the name of the practice."
)
READ = ("agree", "submit", "publish", "offer")
"""Ways before which one reads the words as they would be told."""


@seeing_studies
@require_safe
def study(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """One case study: where it stands, whose turn it is, its words and what happened."""
    desk = desk_of(request, programme, number)
    one, reader = desk.study, desk.reader
    ways = [way for way in WAYS if has_a_say(way, one, reader)]
    named = one.named is True
    return desk.page(
        "study",
        ways=[way for way in ways if not why_not(way, one, reader)],
        writes=not why_not_write(one, reader),
        means=not planning.why_not_mean(one, reader),
        turn=TURNS[one.state],
        parts=[ASKED_TITLE, *desk.asks.parts],
        texts=one.texts,
        lacks=missing(one, desk.asks),
        found=names_told(one, named=named),
        facts=facts(one, desk.pack, reader),
        titles=_titles(desk),
        kind=kinds_of(desk.pack).get(one.category, one.category),
        problems=[problems_of(desk.pack).get(it, it) for it in one.problems],
        wave=desk.pack.returns.collection(one.collection) if desk.pack.returns else None,
        events=[(event, HAPPENED[event.kind]) for event in one.events.select_related("acting_for")],
        shown=told_before(one, desk.pack, reader.day) if one.published else None,
        seers=[("This page is seen by", who_sees(one.organisation, Tier.COMMISSIONER, reader.day))],
    )


@writing
def part(desk: Desk, part: str) -> HttpResponseBase:
    """Write a part of a case study, or its title."""
    asked = next((one for one in (ASKED_TITLE, *desk.asks.parts) if one.id == part), None)
    if asked is None or not _writes(desk):
        raise Http404
    form = Writing(
        posted(desk.request),
        label=asked.title,
        hint=asked.hint,
        line=part == TITLE,
        initial=desk.begins(text=desk.study.texts.get(part, "")),
    )

    def act(seen: int) -> None:
        text, now = form.cleaned_data["text"], timezone.now()
        write(
            by=desk.reader,
            study=desk.study,
            asks=desk.asks,
            seen=seen,
            at=now,
            part=part,
            text=text,
        )

    if done := desk.done(form, act, f"{asked.title}: saved."):
        return done
    now = desk.study.texts.get(part, "")
    typed = form.cleaned_data.get("text", "") if form.is_bound and form.errors else now
    return desk.page(
        "part",
        form=form,
        asked=asked,
        now=now if form.non_field_errors() and typed != now else "",
        facts=facts(desk.study, desk.pack, desk.reader),
        why_not=why_not_write(desk.study, desk.reader),
    )


@writing
def meant(desk: Desk) -> HttpResponseBase:
    """Say what a case study is about, and by which return it is meant."""
    returns = desk.pack.returns
    if returns is None or not has_a_say(CALLED["ask"], desk.study, desk.reader):
        raise Http404
    one = desk.study
    first = {"category": one.category, "problems": one.problems, "collection": one.collection}
    form = Planning(
        posted(desk.request), pack=desk.pack, returns=returns, initial=desk.begins(**first)
    )

    def act(seen: int) -> None:
        planning.mean(
            by=desk.reader,
            study=one,
            seen=seen,
            at=timezone.now(),
            pack=desk.pack,
            meant=form.meant,
        )

    if done := desk.done(form, act, "What it is about is saved."):
        return done
    return desk.page("meant", form=form, why_not=planning.why_not_mean(one, desk.reader))


@writing
def act(desk: Desk, way: str) -> HttpResponseBase:
    """Do something with a case study, or be told why it is not open."""
    wanted = CALLED.get(way)
    if wanted is None or not has_a_say(wanted, desk.study, desk.reader):
        raise Http404
    agreed, soon = plan_of(desk.study.case), desk.reader.day + timedelta(days=desk.asks.ask_days)
    due = agreed.case_study_by if agreed else None
    due = due if due and due > desk.reader.day else soon
    named = {True: "yes", False: "no", None: ""}[desk.study.named]
    form = Acting(posted(desk.request), way=wanted, initial=desk.begins(due=due, named=named))

    def done_with(seen: int) -> None:
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        common = {"by": desk.reader, "study": desk.study, "seen": seen, "at": timezone.now()}
        if way in NEED_PARTS:
            common["asks"] = desk.asks
        ACTS[way](**common, **said)

    if done := desk.done(form, done_with, wanted.done):
        return done
    reads = way in READ
    return desk.page(
        "act",
        form=form,
        way=wanted,
        why_not=why_not(wanted, desk.study, desk.reader),
        shown=told_before(desk.study, desk.pack, desk.reader.day) if reads else None,
        found=names_told(desk.study, named=desk.study.named is True) if reads else [],
        lacks=missing(desk.study, desk.asks) if reads else [],
    )


ACTS: Mapping[str, Callable[..., Any]] = {
    "ask": planning.ask,
    "offer": agreeing.offer,
    "agree": agreeing.agree,
    "name": agreeing.say_named,
    "submit": sending.submit,
    "publish": sending.publish,
    "send-back": sending.send_back,
    "withdraw": agreeing.withdraw,
}
NEED_PARTS = ("offer", "submit", "publish")


def _writes(desk: Desk) -> bool:
    return has_a_say(CALLED["offer"], desk.study, desk.reader)


def _titles(desk: Desk) -> dict[str, str]:
    return {one.id: one.title for one in (ASKED_TITLE, *desk.asks.parts)}
