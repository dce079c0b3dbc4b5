"""Pages on which both sides write the rows and the words of a plan."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from resilience.agreements.actions.plan_parts import (
    ROWS,
    Row,
    remove_row,
    write_row,
    write_words,
)
from resilience.agreements.planning.baselines import with_baseline
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.desk import Desk, now_of, writing
from resilience.agreements.planning.forms import Writing
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.row_forms import ROW_FORMS, WORD_FORMS, initial_of
from resilience.agreements.planning.suggesting import ideas, measured, suggested_for
from resilience.agreements.planning.told import block_of, told
from resilience.cases.following.step_views import posted
from resilience.programmes.schema.planning import Suggestion

TITLES = {
    "objectives": ("Objectives", "objective"),
    "milestones": ("Milestones", "milestone"),
    "help": ("Help, and what each side brings", "kind of help"),
    "reports": ("Reports", "report"),
    "strategy": ("The local primary care strategy", ""),
    "exit": ("How it ends, and when", ""),
    "case-study": ("Case study", ""),
}

KEYS = {"objectives": "objective", "milestones": "milestone", "help": "help", "reports": "report"}
"""How a row of a kind is called in what is told of a plan."""


@writing
def rows(desk: Desk, kind: str) -> HttpResponseBase:
    """All of a kind that a plan has, to add to, change and remove."""
    if kind not in ROWS:
        raise Http404
    content = content_of(desk.plan, desk.pack)
    context: dict[str, Any] = {
        "kind": kind,
        "title": TITLES[kind][0],
        "one": TITLES[kind][1],
        "sections": [one for one in told(content) if one.id == kind],
        "missing": [one for one in missing_of(content, desk.pack) if one.part == kind],
    }
    if kind == "objectives":
        context["suggested"] = suggested_for(desk.plan, desk.pack, desk.reader)
        context["ideas"] = ideas(desk.plan, desk.pack)
    return desk.page("plan_rows", **context)


@writing
def row(desk: Desk, kind: str, number: int | None = None) -> HttpResponseBase:
    """Add a row of a kind, or change the one of a number."""
    if kind not in ROWS:
        raise Http404
    was = _row(desk, kind, number) if number is not None else None
    suggestion = _suggestion(desk) if kind == "objectives" and was is None else None
    begin = initial_of(was, desk.pack) if was else _suggested(suggestion, desk)
    form = ROW_FORMS[kind](
        posted(desk.request),
        plan=desk.plan,
        pack=desk.pack,
        day=desk.reader.day,
        was=was,
        initial={"seen": desk.plan.version} | begin | desk.held,
    )

    def act(seen: int) -> None:
        write_row(
            by=desk.reader, plan=desk.plan, seen=seen, kind=kind, number=number, said=form.said
        )

    one = TITLES[kind][1]
    said = f"The {one} was {'changed' if was else 'added'}."
    if done := desk.done(form, act, "agreements:rows", kind, said=said):
        return done
    if was:
        was.refresh_from_db()
    return desk.page(
        "plan_part",
        form=form,
        title=f"Change the {one}" if was else f"Add {'an' if one[0] in 'aeio' else 'a'} {one}",
        back=("agreements:rows", kind),
        now=now_of(form, initial_of(was, desk.pack)) if was else [],
        source=begin.get("baseline_source", ""),
        kept=was is not None,
    )


@writing
def remove(desk: Desk, kind: str, number: int) -> HttpResponseBase:
    """Take a row out of a plan, once it was seen."""
    if kind not in ROWS:
        raise Http404
    was = _row(desk, kind, number)
    form = Writing(posted(desk.request), initial={"seen": desk.plan.version})

    def act(seen: int) -> None:
        remove_row(by=desk.reader, plan=desk.plan, seen=seen, kind=kind, number=number)

    one = TITLES[kind][1]
    said = f"The {one} was removed."
    if done := desk.done(form, act, "agreements:rows", kind, said=said):
        return done
    block = block_of(content_of(desk.plan, desk.pack), f"{KEYS[kind]} {number}")
    context = {"kind": kind, "row": was, "block": block, "back": ("agreements:rows", kind)}
    return desk.page("plan_remove", form=form, title=f"Remove the {one}", **context)


@writing
def words(desk: Desk, part: str) -> HttpResponseBase:
    """Write what a plan says once."""
    if part not in WORD_FORMS:
        raise Http404
    made = WORD_FORMS[part]
    was = {name: getattr(desk.plan, name) for name in made.base_fields if name != "seen"}
    form = made(
        posted(desk.request),
        plan=desk.plan,
        pack=desk.pack,
        day=desk.reader.day,
        initial={"seen": desk.plan.version} | was | desk.held,
    )

    def act(seen: int) -> None:
        write_words(by=desk.reader, plan=desk.plan, seen=seen, part=part, said=form.said)

    if done := desk.done(form, act, "agreements:plan", said=f"{TITLES[part][0]}: saved."):
        return done
    now = {name: getattr(desk.plan, name) for name in was}
    return desk.page(
        "plan_part", form=form, title=TITLES[part][0], now=now_of(form, now), part=part
    )


def _suggestion(desk: Desk) -> Suggestion | None:
    wanted, planning = desk.request.GET.get("suggestion", ""), desk.pack.planning
    found = (one for one in (planning.suggestions if planning else ()) if one.id == wanted)
    return next(found, None)


def _suggested(suggestion: Suggestion | None, desk: Desk) -> dict[str, Any]:
    """What the form of an objective begins with: the words of a suggestion, and the figure that is
    published for its measure."""
    if suggestion is None:
        return {}
    words = {
        "category": suggestion.category,
        "what": suggestion.what,
        "measure": suggestion.measure,
        "indicator": suggestion.indicator or "",
        "criterion": suggestion.criterion if measured(desk.pack, suggestion.criterion) else "",
    }
    return with_baseline(desk.plan, desk.pack, words, None, desk.reader.day)


def _row(desk: Desk, kind: str, number: int) -> Row:
    return cast(Row, get_object_or_404(ROWS[kind], plan=desk.plan, number=number))
