"""One's own entry in the directory: standing in it, saying that it is right, leaving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.look.words import begin
from resilience.returns.addressed import returning_pack
from resilience.returns.models import Contact
from resilience.returns.network.addressed import network, own_organisations
from resilience.returns.network.directory import is_old, own_entry
from resilience.returns.network.directory_views import form_page, posted
from resilience.returns.network.forms import Own
from resilience.returns.network.joining import check, leave, stand


@network
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def me(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Somebody's own entry, to make, to change, to call right and to remove."""
    pack, _ = returning_pack(programme)
    reader = reader_of(request)
    own = own_entry(reader, pack.id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if own and act == "leave":
        leave(by=reader, pack=pack)
        messages.success(request, "You are out of the directory, and nothing of it is left.")
        return redirect("returns:network", programme)
    if own and act == "check":
        check(by=reader, contact=own, at=timezone.now())
        messages.success(request, "It is kept that your entry is right.")
        return redirect("returns:network", programme)
    organisations = own_organisations(reader)
    held = held_form(request)
    form = Own(
        None if act in ("leave", "check") else posted(request),
        own=organisations,
        initial=_begun(own, reader) | (held.dict() if held else {}),
    )
    if form.is_valid():
        try:
            stand(by=reader, pack=pack, at=timezone.now(), **form.told)
        except Refused as refused:
            now = own_entry(reader, pack.id)
            form.refused(refused, now.version if now else 0)
        else:
            messages.success(request, "You stand in the directory.")
            return redirect("returns:network", programme)
    context = {
        "pack": pack,
        "own": own,
        "old": bool(own and is_old(own, reader.day)),
        "user": reader.user,
        "form": form,
    }
    return render(request, "returns/network_me.html", context)


def _begun(own: Contact | None, reader: Any) -> dict[str, Any]:
    """The entry as it stands; for a new one the first role that somebody holds."""
    if own:
        return {
            "seen": own.version,
            "organisation": own.organisation.code,
            "role": own.post,
            "phone": own.phone,
            "mailed": own.mailed is not None,
            "agrees": True,
        }
    held = [one for one in reader.memberships if one.organisation in own_organisations(reader)]
    first = held[0] if held else None
    return {
        "seen": 0,
        "organisation": first.organisation.code if first else "",
        "role": begin(first.get_role_display()) if first else "",
    }
