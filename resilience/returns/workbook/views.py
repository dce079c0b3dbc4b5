"""Pages of the return as a workbook: the template, uploading, what was found, and whether it stands
for the records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, sees
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.funding.years import Year
from resilience.look.attached.kinds import KINDS
from resilience.look.downloads import attachment_response, csv_file, file_name
from resilience.returns.addressed import collection_called, returning_pack
from resilience.returns.figures.records import rows_from_records
from resilience.returns.filing.desk import Desk, looking, looking_and_writing, writing
from resilience.returns.models import Upload
from resilience.returns.workbook import acts
from resilience.returns.workbook.forms import ChooseWorkbook, Seen
from resilience.returns.workbook.ground import area_of
from resilience.returns.workbook.opening import NotRead
from resilience.returns.workbook.shown import COLUMNS, Grouped, as_rows, grouped
from resilience.returns.workbook.template import Filled, template


@opened_to(sees(Tier.COUNTS))
@require_safe
def empty(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """The template of a return, with nothing in it."""
    pack, returns = returning_pack(programme)
    asked = collection_called(returns, collection)
    return _workbook([pack.id, asked.id, "template"], template(pack, asked))


@looking
def prefilled(desk: Desk) -> HttpResponseBase:
    """The template with the teams of an area, and what its records here have."""
    day = min(desk.collection.as_at, timezone.localdate(desk.now))
    code = desk.of.area.code
    year = Year.called(desk.collection.year)
    filled = Filled(
        area_of(desk.pack, code, day),
        rows_from_records(desk.pack, year, day, [code]),
        desk.of.words,
    )
    made = template(desk.pack, desk.collection, filled)
    return _workbook([desk.pack.id, desk.collection.id, code], made)


@looking_and_writing
def workbook(desk: Desk) -> HttpResponseBase:
    """Where a workbook is uploaded, and those that were."""
    form = ChooseWorkbook()
    if desk.request.method == "POST":
        form = ChooseWorkbook(desk.request.POST, desk.request.FILES)
        if form.is_valid():
            given = form.cleaned_data["file"]
            try:
                made = acts.upload(
                    by=desk.reader,
                    of=desk.of,
                    at=desk.now,
                    name=given.name,
                    content=given.content,
                    sha256=given.sha256,
                    book=given.book,
                )
            except (NotRead, Refused) as problem:
                form.add_error("file", str(problem))
            else:
                return redirect("returns:upload", *desk.address, made.pk)
    uploads = desk.of.uploads.defer("content", "rows", "words").select_related("acting_for")
    return _page(desk, "upload", form=form, uploads=uploads.order_by("-at", "-pk"))


@looking_and_writing
def upload(desk: Desk, number: int) -> HttpResponseBase:
    """What was found in a workbook, and whether it stands for the records."""
    made = _upload(desk, number)
    if desk.request.GET.get("format") == "csv":
        name = [desk.pack.id, desk.collection.id, desk.of.area.code, "messages", number]
        return csv_file(name, COLUMNS, as_rows(made.found))
    form = Seen(_posted(desk), initial={"seen": desk.of.version})

    def act(**told: Any) -> None:
        acts.use(**told, made=made)

    said = "The figures of the return are now those of the workbook."
    if done := desk.done(form, act, said):
        return done
    found: list[Grouped] = grouped(made.found)
    return _page(desk, "messages", form=form, made=made, found=found)


@writing
def dropped(desk: Desk) -> HttpResponseBase:
    """Go back from a workbook to the records here."""
    form = Seen(_posted(desk), initial={"seen": desk.of.version})
    done = desk.done(form, acts.drop, "The figures of the return come from the records here again.")
    return done or _page(desk, "drop", form=form)


@looking
def file(desk: Desk, number: int) -> HttpResponseBase:
    """A workbook as it was uploaded."""
    made = _upload(desk, number)
    return attachment_response(made.name, "xlsx", bytes(made.content))


def _upload(desk: Desk, number: int) -> Upload:
    return get_object_or_404(desk.of.uploads.select_related("acting_for"), pk=number)


def _posted(desk: Desk) -> Any:
    return desk.request.POST if desk.request.method == "POST" else None


def _page(desk: Desk, template: str, **context: Any) -> HttpResponseBase:
    about = {"desk": desk, "pack": desk.pack, "collection": desk.collection, "of": desk.of}
    return render(desk.request, f"returns/workbook_{template}.html", about | context)


def _workbook(name: list[str], content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=KINDS["xlsx"].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name, "xlsx")}"'
    return answer
