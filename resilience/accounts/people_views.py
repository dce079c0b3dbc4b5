"""An administrator's pages: the people of the organisations one manages, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts import actions, managing, queries
from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.models import Invitation
from resilience.accounts.people_forms import End, Give, Invite
from resilience.accounts.roles import Right, Role
from resilience.accounts.rules import (
    Refused,
    areas_managed,
    has_people,
    within_areas_of,
)
from resilience.accounts.sessions import end_sessions
from resilience.organisations.models import Organisation, Reach

manages = opened_to(may(Right.MANAGE_PEOPLE))
form_page = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def act_page(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], back: str, **words: Any
) -> HttpResponseBase:
    """A page with one form: shown, done and told with `act`'s sentence, or told why not."""
    if form.is_valid():
        try:
            messages.success(request, act())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(back)
    return render(request, "accounts/people_act.html", {"form": form, "back": back, **words})


@manages
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The organisations whose people one manages, and the way to bring another's first."""
    reader = reader_of(request)
    scope = reader.may(Right.MANAGE_PEOPLE)
    code = request.GET.get("code", "").strip().upper()
    wanted = Organisation.objects.filter(code=code).first() if code else None
    if wanted and within_areas_of(reader, wanted):
        if wanted.pk not in scope.organisations and has_people(
            wanted, reader, role=Role.ADMINISTRATOR
        ):
            messages.info(request, f"{wanted.name} has an administrator, who manages its people.")
            return redirect("people:index")
        return redirect("people:organisation", wanted.code)
    below = Reach.objects.filter(organisation__in=scope.organisations).exists()
    context = {
        "organisations": queries.organisations_managed(reader),
        "may_bring": scope.everywhere or below,
        "may_enter": bool(areas_managed(reader)),
        "code": code,
    }
    return render(request, "accounts/people_index.html", context)


@manages
@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponseBase:
    """Who acts for an organisation, and who is invited to."""
    reader = reader_of(request)
    found = queries.invitable(reader, code)
    own = found.pk in reader.may(Right.MANAGE_PEOPLE).organisations
    context = {
        "organisation": found,
        "people": queries.people_of(found, reader) if own else [],
        "invitations": queries.invitations_of(found, still_open=True),
        "has_administrator": has_people(found, reader, role=Role.ADMINISTRATOR),
        "own": own,
        "day": reader.day,
        "now": timezone.now(),
    }
    return render(request, "accounts/people_organisation.html", context)


@manages
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponseBase:
    """Who acted for an organisation before, and what became of its invitations."""
    reader = reader_of(request)
    found = queries.managed(reader, code)
    context = {
        "organisation": found,
        "people": queries.people_before(found, reader),
        "invitations": queries.invitations_of(found, still_open=False),
    }
    return render(request, "accounts/people_history.html", context)


@manages
@form_page
def invite(request: HttpRequest, code: str) -> HttpResponseBase:
    """Invite somebody to act for an organisation."""
    reader = reader_of(request)
    found = queries.invitable(reader, code)
    form = Invite(posted(request), roles=queries.roles_to_give(reader, found))

    def act() -> str:
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        made = actions.invite(by=reader, email=email, organisation=found, role=role)
        return _sent(request, *made)

    words = {"title": f"Invite somebody to {found.name}", "button": "Send the invitation"}
    return act_page(request, form, act, _page_of(found), organisation=found, **words)


@manages
@form_page
def invite_again(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Send a new invitation in place of one."""
    reader, invitation = reader_of(request), _invitation(request, code, pk)

    def act() -> str:
        return _sent(request, *managing.again(by=reader, invitation=invitation))

    words = {
        "title": "Send the invitation again",
        "words": f"{invitation.email} gets a new link. The one before is no longer good.",
        "button": "Send it again",
    }
    return act_page(request, forms.Form(posted(request)), act, _page_of(invitation), **words)


@manages
@form_page
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Take an invitation back."""
    reader, invitation = reader_of(request), _invitation(request, code, pk)

    def act() -> str:
        actions.withdraw(by=reader, invitation=invitation)
        return f"The invitation to {invitation.email} is withdrawn."

    words = {
        "title": "Withdraw an invitation",
        "words": f"{invitation.email} is invited to be {invitation.get_role_display()} of "
        f"{invitation.organisation.name}. The link will no longer be good.",
        "button": "Withdraw it",
        "careful": True,
    }
    return act_page(request, forms.Form(posted(request)), act, _page_of(invitation), **words)


@manages
@form_page
def give(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give somebody who is here already a further role."""
    reader = reader_of(request)
    found = queries.managed(reader, code)
    form = Give(
        posted(request),
        people=queries.people_within(reader),
        roles=queries.roles_to_give(reader, found),
        initial={"starts": reader.day},
    )

    def act() -> str:
        asked = form.cleaned_data
        person, role = asked["person"], Role(asked["role"])
        span = {"starts": asked["starts"], "ends": asked["ends"]}
        actions.give(by=reader, user=person, organisation=found, role=role, **span)
        return f"{person.name} is {role.label} of {found.name}."

    words = {"title": f"A further role at {found.name}", "button": "Give the role"}
    return act_page(request, form, act, _page_of(found), organisation=found, **words)


@manages
@form_page
def end(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """End a membership, today or on a later day."""
    reader = reader_of(request)
    found = queries.managed(reader, code)
    membership = get_object_or_404(queries.people_of(found, reader), pk=pk)
    form, name = End(posted(request), today=reader.day), membership.user.name

    def act() -> str:
        day = form.cleaned_data["day"]
        managing.end(by=reader, membership=membership, day=day)
        if day <= reader.day:
            return f"{name} no longer acts as {membership}, and is signed out everywhere."
        return f"{name} acts as {membership} until {day:%-d %B %Y}."

    last = membership.role == Role.ADMINISTRATOR and not _others(membership, reader)
    words = {
        "title": f"End {name}’s role",
        "words": f"{name} is {membership}. Today, access ends at once and every session of theirs "
        "ends with it, on every device.",
        "warning": f"Nobody else administers {found.name}: afterwards somebody above it has to "
        "bring an administrator."
        if last
        else "",
        "button": "End the role",
        "careful": True,
    }
    return act_page(request, form, act, _page_of(found), **words)


@manages
@form_page
def sessions(request: HttpRequest, code: str) -> HttpResponseBase:
    """Who of an organisation is signed in now; sign somebody out."""
    reader = reader_of(request)
    found = queries.managed(reader, code)
    signed_in = queries.signed_in_now(found, reader)
    if request.method == "POST":
        key = request.POST.get("person", "")
        for user in (user for user, _ in signed_in if str(user.key) == key):
            ended = end_sessions(
                by=reader.actor, user=user, but=request.session.session_key, of=found.code
            )
            messages.success(request, f"{user.name}: sessions ended: {ended}.")
        return redirect("people:sessions", found.code)
    context = {
        "organisation": found,
        "signed_in": signed_in,
        "here": request.session.session_key,
    }
    return render(request, "accounts/people_sessions.html", context)


def _others(membership: Any, reader: Any) -> bool:
    administrators = queries.people_of(membership.organisation, reader).filter(
        role=Role.ADMINISTRATOR, starts__lte=reader.day, user__is_active=True
    )
    return administrators.exclude(user=membership.user).exists()


def _invitation(request: HttpRequest, code: str, pk: int) -> Invitation:
    found = queries.invitable(reader_of(request), code)
    return get_object_or_404(queries.invitations_of(found, still_open=True), pk=pk)


def _page_of(found: Organisation | Invitation) -> str:
    of = found if isinstance(found, Organisation) else found.organisation
    return reverse("people:organisation", args=[of.code])


def _sent(request: HttpRequest, invitation: Invitation, secret: str) -> str:
    if managing.send(request, invitation, secret):
        return f"An invitation is on its way to {invitation.email}."
    return (
        f"{invitation.email} is invited, but the e-mail could not be sent. "
        "Send the invitation again later."
    )
