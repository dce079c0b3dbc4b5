"""Pages on which an area writes the words of its return, signs it off and sends it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from resilience.returns.filing import acts
from resilience.returns.filing.checks import checks
from resilience.returns.filing.content import table
from resilience.returns.filing.desk import Desk, looking_and_writing, writing
from resilience.returns.filing.forms import Answer, Sign, Why
from resilience.returns.filing.told import due_told, late_by, span, told


@writing
def answer(desk: Desk, question: str) -> HttpResponseBase:
    """Answer one question of the return in words."""
    asked = next((one for one in desk.returns.questions if one.id == question), None)
    if asked is None:
        raise Http404
    was = desk.of.words.get(asked.id, "")
    initial = {"seen": desk.of.version, "text": was} | desk.held
    form = Answer(_posted(desk), question=asked, initial=initial)

    def act(**told: Any) -> None:
        acts.write(**told, words={asked.id: form.cleaned_data["text"]})

    done = desk.done(form, act, f"{asked.title}: saved.")
    now = desk.of.words.get(asked.id, "") if form.non_field_errors() else ""
    return done or desk.page("words", form=form, title=asked.title, now=now)


@writing
def sign(desk: Desk) -> HttpResponseBase:
    """Look at what will be sent, sign it off, and send it."""
    content = desk.content
    initial = {"seen": desk.of.version, "shown": content.sha256} | desk.held
    form = Sign(_posted(desk), initial=initial)

    def act(**told: Any) -> None:
        signed, shown = form.cleaned_data["signed"], form.cleaned_data["shown"]
        acts.send(**told, signed=signed, shown=shown)

    first = desk.sent[0].at if desk.sent else desk.now
    late = late_by(desk.collection, first)
    said = f"It is sent, {span(late)} late." if late else "It is sent, in time."
    if done := desk.done(form, act, f"{said} You and the national team are told."):
        return done
    if form.non_field_errors():
        form.looked_at_anew(content.sha256)
    return desk.page(
        "send",
        form=form,
        lines=table(content.rows, desk.returns.measures),
        rows=content.rows,
        checks=checks(content.rows),
        late=late,
        why_not=acts.why_not_complete(desk.of, desk.returns, len(desk.unsaid)),
        figure_told=told,
        span=span,
        due_told=due_told,
    )


@looking_and_writing
def why(desk: Desk) -> HttpResponseBase:
    """What differs from the last return, and why."""
    asked = [one for one in desk.differences if one.asks]
    words = {one.key: desk.of.words.get(one.key, "") for one in asked}
    initial = {"seen": desk.of.version} | words | desk.held
    form = Why(_posted(desk), asked=asked, initial=initial)

    def act(**told: Any) -> None:
        acts.write(**told, words={one.key: form.cleaned_data[one.key] for one in asked})

    done = desk.done(form, act, "What differs: saved.")
    shown = form if asked and desk.may_file and desk.open else None
    return done or desk.page("differences", form=shown, figure_told=told)


def _posted(desk: Desk) -> Any:
    return desk.request.POST if desk.request.method == "POST" else None
