"""One's own notices, and nobody else's."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from resilience.accounts.access import opened_to, reader_of, signed_in
from resilience.look.asked import page_of
from resilience.look.words import plural
from resilience.notices.actions import choose, mark_read
from resilience.notices.forms import Choose
from resilience.notices.models import How
from resilience.notices.queries import how_of, last_given_up, notices_of

ON_A_PAGE = 25


@opened_to(signed_in)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What one was told, the newest first."""
    reader = reader_of(request)
    context = {
        "page": page_of(request, Paginator(notices_of(reader), ON_A_PAGE)),
        "given_up": last_given_up(reader),
        "how": how_of(reader).label,
        "email": reader.user.get_username(),
        "contact": settings.CONTACT,
    }
    return render(request, "notices/index.html", context)


@opened_to(signed_in)
@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To what a notice is about; it is read then."""
    reader = reader_of(request)
    notice = get_object_or_404(notices_of(reader), pk=pk)
    mark_read(by=reader, notice=notice)
    return redirect(notice.address or "notices:index")


@opened_to(signed_in)
@require_POST
def read(request: HttpRequest) -> HttpResponseBase:
    """Mark all as read."""
    number = mark_read(by=reader_of(request))
    messages.success(request, f"{plural(number, 'notice')} marked as read.")
    return redirect("notices:index")


@opened_to(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def preference(request: HttpRequest) -> HttpResponseBase:
    """Choose how one is told."""
    reader = reader_of(request)
    form = Choose(
        request.POST if request.method == "POST" else None, initial={"how": how_of(reader)}
    )
    if form.is_valid():
        choose(by=reader, how=How(form.cleaned_data["how"]))
        messages.success(request, "Your choice is kept.")
        return redirect("notices:index")
    context = {
        "form": form,
        "email": reader.user.get_username(),
        "hour": f"{settings.DIGEST_HOUR}:00",
    }
    return render(request, "notices/preference.html", context)
