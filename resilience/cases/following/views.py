"""Pages of cases: the list, one case, a copy of it to print, and its files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.deciding.stages import STAGES
from resilience.cases.following import queries as listed
from resilience.cases.following import rows as case_rows
from resilience.cases.following.shown import Shown
from resilience.cases.models import Case
from resilience.look import asked
from resilience.look.downloads import attachment_response, csv_file
from resilience.programmes.packs import available, load

PAGE = 25
cases_seen = sees(Tier.COMMISSIONER, Tier.DELIBERATION)
seeing_cases = opened_to(cases_seen)


def case_of(reader: Reader, reference: str) -> Case:
    """A case with what its pages need; 404 where the reader does not see it."""
    seen = Case.objects.visible_to(reader).select_related(
        "organisation", "team", "handler", "raised_for"
    )
    return get_object_or_404(seen.prefetch_related("clocks__waits"), reference=reference)


@seeing_cases
@require_safe
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases that one sees, what is due first leading."""
    reader, wanted = reader_of(request), listed.wanted(request)
    keys = listed.cases_of(reader, wanted)
    if asked.one_of(request, "format", ("csv",)):
        name = ["cases", *wanted.query.values(), reader.day]
        return csv_file(name, case_rows.columns(reader), case_rows.table(keys, reader))
    # What is narrowed is looked for once, rather than to count it and again for the page.
    paginator = Paginator(list(keys) if wanted.query else keys, PAGE)
    open_now, closed, pressing = listed.pressing(reader)
    if not wanted.query:
        paginator.count = open_now
    page = asked.page_of(request, paginator)
    context = {
        "page": page,
        "rows": case_rows.rows(list(page), reader),
        "wanted": wanted,
        "pressing": pressing,
        "closed": closed,
        "programmes": [(one, load(one).title) for one in available()],
        "waits": listed.WAITS,
        "has_it": listed.HAS_IT if reader.may(Right.WORK_CASES) else {},
        "next": STAGES if reader.may(Right.WORK_CASES) else {},
        "bands": listed.bands() if reader.sees(Tier.DELIBERATION) else {},
        "due": listed.DUE,
        "routes": Case.Route.choices,
        "day": reader.day,
    }
    return render(request, "cases/list.html", context)


@seeing_cases
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One case: where it stands, whose turn it is, by when, and what happened."""
    reader = reader_of(request)
    shown = Shown(case_of(reader, reference), reader)
    return render(request, "cases/case.html", {"shown": shown, "case": shown.case})


@seeing_cases
@require_safe
def to_print(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A copy of what was asked for, for paper."""
    reader = reader_of(request)
    shown = Shown(case_of(reader, reference), reader)
    return render(request, "cases/print.html", {"shown": shown, "case": shown.case})


@seeing_cases
@require_safe
def attached(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """A file that belongs to a case, to be kept."""
    case = case_of(reader_of(request), reference)
    found = get_object_or_404(case.attachments, pk=number)
    return attachment_response(found.name, found.kind, bytes(found.content))
