"""The page on which money is committed to a CCG or an ICB that helps several practices (G12.9)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.models import Case
from resilience.funding.actions.for_several import commit_for_several
from resilience.funding.gates import questions
from resilience.funding.paying.several import (
    business_cases,
    cases_for,
    kinds_of,
    payees_of,
    pots_of,
)
from resilience.funding.paying.several_form import CommitForSeveral, ForSeveral
from resilience.funding.years import Year
from resilience.look import asked
from resilience.programmes.local import in_force
from resilience.programmes.packs import available


@opened_to(may(Right.COMMIT_MONEY))
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def for_several(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """Commit money to a commissioner for several practices: who, for what, then a sum for each."""
    reader = reader_of(request)
    if programme not in available() or _called(year) is None:
        raise Http404
    pack = in_force(programme)
    pots, payees = pots_of(programme, year, reader), payees_of(programme, reader)
    code = asked.one_of(request, "payee", [one.code for one in payees])
    payee = next((one for one in payees if one.code == code), None)
    kinds = {} if payee is None else kinds_of(programme, payee, reader)
    known = {" ".join(kind): kind for kind in kinds}
    kind = known.get(asked.one_of(request, "help", list(known)))
    titles = {name: kinds[one] for name, one in known.items()}
    context = {
        "pack": pack,
        "programme": programme,
        "year": year,
        "pots": pots,
        "payees": payees,
        "payee": payee,
        "kinds": titles,
        "title_of_help": kinds.get(kind, "") if kind else "",
    }
    if payee is None or kind is None:
        return render(request, "funding/case_several_choose.html", context)
    ready, stopped = cases_for(programme, payee, kind, pots, pack, reader)
    of = ForSeveral(pack, payee, *kind, pots, ready, questions(pack), business_cases(ready, kind))
    held = held_form(request)
    begin = {"pot": pots[0].holder.code} if len(pots) == 1 else {}
    form = CommitForSeveral(posted(request), of=of, initial=begin | (held.dict() if held else {}))
    if ready and form.is_valid():
        try:
            made = commit_for_several(by=reader, at=timezone.now(), **form.told)
        except Refused as refused:
            keys = [case.pk for case in ready]
            now = Case.objects.filter(pk__in=keys).values_list("pk", "version")
            form.refused_with(refused, dict(now))
        else:
            messages.success(
                request, f"Money is committed under {len(made)} memoranda. Each practice is told."
            )
            return redirect("funding:money", ready[0].reference)
    context |= {"form": form, "ready": ready, "stopped": stopped}
    return render(request, "funding/case_several.html", context)


def _called(year: str) -> Year | None:
    try:
        return Year.called(year)
    except ValueError:
        return None
