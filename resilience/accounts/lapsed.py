"""A form arrives from somebody who is not signed in any more, or has signed in anew since."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure

from resilience.accounts.held import hold, made_for
from resilience.accounts.models import User
from resilience.look.saving import changed_elsewhere, is_saving, send_again, signed_out

KEPT = "What you had typed is kept for a day: sign in as the same person to go on with it."
NOT_KEPT = "You are signed out, so this is not saved. Keep this page open, and sign in again."
SOMEBODY_ELSE = "This is not saved: somebody else has signed in since. Close this page."


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
        hold(request, user)
        return (
            changed_elsewhere(SOMEBODY_ELSE)
            if is_saving(request)
            else csrf_failure(request, reason)
        )
    if is_saving(request):
        return send_again(get_token(request))
    return redirect(request.path) if hold(request, user) else csrf_failure(request, reason)
