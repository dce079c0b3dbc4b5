"""Pages on which it is simulated where patients would go: for those who deliberate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Dispersal
from resilience.clusters.red.acting import acted, form_of, form_page
from resilience.clusters.red.addressed import (
    appraisal_of,
    deliberated_of,
    dispersal_of,
    dispersals_of,
    seen_by,
)
from resilience.clusters.red.asking import Ask, assumed_by, begun
from resilience.clusters.red.keeping import deliberated_near, simulate
from resilience.clusters.red.near import around
from resilience.clusters.red.rules import why_not_appraise
from resilience.clusters.red.shown import COLUMNS, SPREADS, WAYS, Shown, beside, rows
from resilience.clusters.typed import held, posted
from resilience.look import asked
from resilience.look.charts import dot_map
from resilience.look.downloads import csv_file

deliberating = opened_to(sees(Tier.DELIBERATION))
GROUPS = ("Closes", "Something is pointed out", "May receive patients", "Takes nobody")


@opened_to(may(Right.PLAN_HELP))
@keeps_what_was_typed
@form_page
def ask(request: HttpRequest, code: str, programme: str, number: int) -> HttpResponseBase:
    """Ask what list dispersal would mean: assumptions, and which practices take nobody."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    made = appraisal_of(reader, of, number)
    if (
        of.red.dispersing is None
        or not of.red.simulates
        or made.decided
        or why_not_appraise(of.practice, reader)
    ):
        raise Http404
    usual = assumed_by(of.red.dispersing)
    found = around(of.practice, reader.day, usual.farthest_km, usual.most_practices)
    form = Ask(
        posted(request),
        initial=begun(usual, found.near) | held(request),
        near=found.near,
        own=deliberated_near(reader, found),
    )
    kept: list[Dispersal] = []

    def act() -> None:
        said = form.cleaned_data
        kept.append(
            simulate(
                by=reader,
                of=of,
                appraisal=made,
                around=found,
                assumed=form.assumed(usual),
                leave_out=said["leave_out"],
                closing_too=said["closing_too"],
                title=said["title"],
                at=timezone.now(),
            )
        )

    if acted(form, act):
        messages.success(request, "The simulation is kept with the appraisal.")
        return redirect("clusters:red_dispersal", *of.here, kept[0].pk)
    return form_of(
        request,
        of,
        form,
        "Simulate a list dispersal",
        "Simulate and keep it",
        template="clusters/red_ask.html",
        found=found,
        usual=usual,
        why_not=found.why_not,
        back=reverse("clusters:red_appraisal", args=[*of.here, number]),
        seers=seen_by(of, Tier.DELIBERATION, reader.day),
    )


@deliberating
@require_safe
def dispersal(request: HttpRequest, code: str, programme: str, kept: int) -> HttpResponseBase:
    """What a simulation found: always from the least to the most."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    shown = Shown(dispersal_of(reader, of, kept))
    if asked.one_of(request, "format", ("csv",)):
        name = [of.practice.code, "dispersal", shown.kept.as_at, shown.kept.pk]
        return csv_file(name, COLUMNS, rows(shown))
    context = {
        "of": of,
        "shown": shown,
        "map": _map(shown),
        "groups": GROUPS,
        "ways": WAYS,
        "spreads": SPREADS,
        "others": [one for one in dispersals_of(reader, of) if one != shown.kept],
        "seers": seen_by(of, Tier.DELIBERATION, reader.day),
    }
    return render(request, "clusters/red_dispersal.html", context)


@deliberating
@require_safe
def compare(
    request: HttpRequest, code: str, programme: str, kept: int, other: int
) -> HttpResponseBase:
    """Two simulations of one practice beside each other."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    one, two = (Shown(dispersal_of(reader, of, pk)) for pk in (kept, other))
    context = {
        "of": of,
        "one": one,
        "two": two,
        "pairs": beside(one, two),
        "seers": seen_by(of, Tier.DELIBERATION, reader.day),
    }
    return render(request, "clusters/red_compare.html", context)


def _map(shown: Shown) -> Any:
    """The practice that closes; those of which something is pointed out, that receive patients, and
    that take nobody. Without outlines of areas: they are simplified for a country and misleading in
    a town."""
    dots = [
        *((one.at, 0) for one in shown.asked.closing),
        *((one.neighbour.at, 1 if one.changes else 2) for one in shown.effects),
        *((one.at, 3) for one in shown.asked.neighbours if not one.takes),
    ]
    return dot_map([at for at, _ in dots], [group for _, group in dots], len(GROUPS), ())
