"""Pages on which a team sees its whole footprint: the board and the list, and the review of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.actions.proposing import review_list
from resilience.cases.assessing.blind import unseen
from resilience.cases.finding.queries import asking_packs
from resilience.cases.finding.views import running_pack
from resilience.cases.models import Proposal
from resilience.cases.prioritising import listed
from resilience.cases.prioritising.board import board
from resilience.cases.prioritising.footprint import footprint_of
from resilience.cases.prioritising.forms import Words
from resilience.cases.prioritising.order import in_turn, stands
from resilience.cases.prioritising.reviewing import counts_of, due_after, last_review, next_review
from resilience.cases.states import STATES
from resilience.look import asked, words
from resilience.look.downloads import csv_file

PAGE = 25
PROPOSALS = 5
"""The latest proposals that the board names."""
deliberating = opened_to(sees(Tier.DELIBERATION))
deciding = opened_to(may(Right.DECIDE))
form_page = require_http_methods(["GET", "HEAD", "POST"])


def board_address(programme: str, team: str) -> str:
    """The address of the board of a team."""
    return reverse("cases:priorities", args=[programme], query={"team": team})


@deliberating
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, or else the latest."""
    return redirect("cases:priorities", running_pack(reader_of(request)).id)


@deliberating
@require_safe
def priorities(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The board of the matrix over a footprint, and the list in the order of need."""
    reader = reader_of(request)
    footprint = footprint_of(request, reader, programme)
    pack, areas = footprint.pack, list(footprint.areas)
    wanted = listed.wanted(request, footprint, [area.code for area in areas])
    found = listed.placed(footprint, wanted)
    hidden = unseen(found, reader)
    stood = stands(found, footprint.matrix)
    on_the_board = [one for one in stood if one.case not in hidden]
    in_the_list = in_turn(listed.narrowed(on_the_board, wanted, footprint.matrix), footprint.matrix)
    keys = [one.case for one in in_the_list]
    if asked.one_of(request, "format", ("csv",)):
        name = ["priorities", pack.id, *wanted.query.values(), reader.day]
        return csv_file(name, listed.COLUMNS, listed.table(keys, footprint))
    page = asked.page_of(request, Paginator(keys, PAGE))
    own = footprint.organisation
    last = last_review(own, pack.id, reader.day)
    made = Proposal.objects.visible_to(reader).filter(programme=pack.id, organisation=own)
    proposals = made.defer("inputs", "found")  # as large as the list itself
    context = {
        "footprint": footprint,
        "pack": pack,
        "packs": [one for one in asking_packs() if one.matrix and one.id != pack.id],
        "areas": areas if len(areas) > 1 else [],
        "wanted": wanted,
        "standings": listed.STANDINGS,
        "area_choices": [(area.code, area.name) for area in areas],
        "band_choices": [(band.id, band.title) for band in reversed(footprint.matrix.bands)],
        "most": len(footprint.matrix.bands) - 1,
        "helped": listed.HELPED,
        "board": board(on_the_board, footprint.matrix),
        "page": page,
        "rows": listed.rows(list(page), footprint),
        "not_placed": listed.not_placed(footprint),
        "hidden": len(hidden),
        "proposals": proposals[:PROPOSALS],
        "last_review": last,
        "next_review": due_after(last, pack),
    }
    return render(request, "cases/priorities.html", context)


@deciding
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def review(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Record that the list was looked at again, with those to take up again before one's eyes."""
    footprint = footprint_of(request, reader_of(request), programme)
    if not footprint.decides:
        raise Http404
    held = held_form(request)
    typed = str(held.get("text", "")) if held else ""
    form = Words(
        request.POST if request.method == "POST" else None,
        label="What you looked at, and what came of it",
        typed=typed,
    )
    by, own = footprint.reader, footprint.organisation
    if form.is_valid():
        review_list(by=by, footprint=footprint, note=form.cleaned_data["text"], at=timezone.now())
        due = next_review(own, footprint.pack.id, by.day)
        messages.success(request, f"The review is recorded. The next is due by {words.day(due)}.")
        return redirect(board_address(footprint.pack.id, own.code))
    counts = counts_of(footprint)
    waiting = listed.Wanted(own.code, "not_prioritised", "", "", "", "", "")
    found = stands(listed.placed(footprint, waiting), footprint.matrix)
    keys = [one.case for one in in_turn(found, footprint.matrix)]
    page = asked.page_of(request, Paginator(keys, PAGE))
    context = {
        "footprint": footprint,
        "pack": footprint.pack,
        "form": form,
        "counts": [(STATES[s].title, counts[s]) for s in STATES if s in counts],
        "not_placed": counts["not_placed"],
        "page": page,
        "rows": listed.rows(list(page), footprint),
        "last_review": last_review(own, footprint.pack.id, by.day),
        "next_review": next_review(own, footprint.pack.id, by.day),
    }
    return render(request, "cases/priorities_review.html", context)
