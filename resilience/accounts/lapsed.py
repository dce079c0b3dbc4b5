"""A form arrives from somebody who is not signed in any more, or has signed in anew since."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure

from resilience.accounts.held import hold, made_for
from resilience.accounts.models import User
from resilience.look.saving import changed_elsewhere, is_saving, send_again, signed_out

KEPT = "What you had typed is kept for a day: sign in as the same person to go on with it."
NOT_KEPT = "You are signed out, so this is not saved. Keep this page open, and sign in again."
SOMEBODY_ELSE = "This is not saved: somebody else has signed in since."
KEPT_FOR_THEM = (
    "What was typed is kept for a day: sign in as who typed it and open this page again."
)
COPY_IT = "Copy what is needed, and close this page."


def session_of(request: HttpRequest) -> User | None:
    """Whose session ended with this very request."""
    return getattr(request, "session_expired", None)


def sign_in_first(request: HttpRequest, user: User | None) -> HttpResponse:
    """Send to sign-in whoever is not signed in; what they had typed is kept for `user`."""
    kept = hold(request, user)
    if is_saving(request):
        back = urlencode({"next": request.path})
        sign_in = f"{reverse(settings.LOGIN_URL)}?{back}"
        return signed_out(f"You are signed out. {KEPT}" if kept else NOT_KEPT, sign_in)
    if kept:
        messages.info(request, KEPT)
    return redirect_to_login(request.get_full_path())


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose guard against other sites' requests is not of this session. Where the page was
    made for a person, which no other site could say, what they had typed is not lost."""
    user = made_for(request)
    if user is None:
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return sign_in_first(request, user)
    if request.user != user:
        return of_somebody_else(request)
    if is_saving(request):
        return send_again(get_token(request))
    return redirect(request.path) if hold(request, user) else csrf_failure(request, reason)


def of_somebody_else(request: HttpRequest) -> HttpResponse:
    """A form of a page that was made for another person than who is signed in now. It is not saved
    in the name of either; what was typed is kept for who typed it, and the page says how they get
    it back."""
    kept = hold(request, made_for(request))
    if is_saving(request):
        return changed_elsewhere(f"{SOMEBODY_ELSE} {KEPT_FOR_THEM if kept else COPY_IT}")
    context = {"kept": kept, "files": bool(request.FILES)}
    return render(request, "accounts/typed_by_somebody_else.html", context, status=403)
