"""Pages of the money: the pots of a programme and a year, and the books of one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.finding.views import running_pack
from resilience.cases.following.views import cases_seen
from resilience.funding.actions.forecasting import may_forecast
from resilience.funding.addressed import funded_pack, year_called
from resilience.funding.books import entries as of_the_books
from resilience.funding.books import overview as of_all
from resilience.funding.models import Entry, Pot
from resilience.funding.review import drawn
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import pots_of
from resilience.funding.rules import why_not_keep
from resilience.funding.shares.standings import standings
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.local import in_force
from resilience.programmes.packs import load

PAGE, SHOWN = 50, 100
money_seen = sees(Tier.COUNTS)
seeing_money = opened_to(money_seen)


@seeing_money
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme and the year that run, or else to the latest money that somebody sees."""
    reader = reader_of(request)
    pack = in_force(running_pack(reader).id)
    at = pack.id, of_all.year_now(pack, reader)
    seen = Pot.objects.visible_to(reader)
    if not seen.filter(programme=at[0], year=at[1]).exists():
        latest = seen.order_by("-year", "programme").values_list("programme", "year").first()
        at = latest or at
    return redirect("funding:money_of", *at)


@seeing_money
@require_safe
def overview(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """The pots of a programme and a year that somebody sees, by region and in all."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    kind = asked.one_of(request, "format", ("csv",))
    found = of_all.position_of(pack, of, reader, pots_of(pack, of, reader))
    listed = of_all.regions(found)
    if kind:
        columns = (*of_all.COLUMNS, *(f"{name}_pence" for name in of_all.SUMS))
        return csv_file([programme, year, "money", reader.day], columns, of_all.table(listed))
    whole = of_all.held(found.pots.values())
    known = pack.funding.year(of.label) if pack.funding else None
    others = of_all.elsewhere(reader, pack, of)
    context = {
        "pack": pack,
        "year": of,
        "known": known,
        "regions": listed,
        "whole": whole,
        "many": len(found.pots),
        "flow": drawn.flow(whole.figures),
        "flow_says": drawn.flow_says(whole.figures),
        "others": [(one, load(one).title, label) for one, label in others],
        "commits": bool(reader.may(Right.COMMIT_MONEY)),
        "keeps": bool(reader.may(Right.KEEP_BOOKS)),
        "day": reader.day,
    }
    return render(request, "funding/overview.html", context)


@seeing_money
@require_safe
def pot(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """The books of one pot: what it holds, how far it is, and the entries that somebody sees."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    seen = Pot.objects.visible_to(reader).select_related("holder")
    one = get_object_or_404(seen, programme=pack.id, year=of.label, holder__code=holder)
    wanted = of_the_books.wanted(request, one)
    kind = asked.one_of(request, "format", ("csv",))
    found = of_the_books.entries(one, reader, wanted)
    if kind:
        name = [programme, year, holder, *wanted.query.values(), "entries"]
        return csv_file(name, of_the_books.COLUMNS, of_the_books.table(found))
    standing = of_all.position_of(pack, of, reader, {one.pk: one})
    promised = of_the_books.commitments(one, reader)
    context = {
        "pack": pack,
        "year": of,
        "pot": one,
        "entered": standings([one])[one.pk],
        "positions": [(position, day, of) for position, day, (of,) in positions(standing)],
        "sees_cases": cases_seen.allows(reader),
        "commitments": promised[:SHOWN],
        "left_out": max(0, promised.count() - SHOWN),
        "page": asked.page_of(request, Paginator(found, PAGE)),
        "wanted": wanted,
        "kinds": Entry.Kind.choices,
        "day": reader.day,
    }
    return render(request, "funding/pot.html", context | _acts(one, reader))


def _acts(one: Pot, reader: Reader) -> dict[str, Any]:
    """What somebody may do with a pot."""
    return {
        "keeps": not why_not_keep(one.holder, reader),
        "forecasts": may_forecast(one.holder, reader),
    }
