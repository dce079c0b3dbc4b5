"""What somebody had typed into a form when they were signed out: kept until they are back.

Only for views that say so, and only where it is known who typed it: whom the page was made for,
which a signed field of its form tells, or who was signed out by this very request. It is given to
that person alone and shown, not saved: the view checks rights and values as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from resilience.accounts.models import HeldForm, User

TYPED_BY = "typed_by"
NOT_KEPT = {"csrfmiddlewaretoken", TYPED_BY}
KEPT_FOR = timedelta(hours=24)
PAGE_LASTS = timedelta(days=14)
"""For so long an open page tells whom it was made for: a computer sleeps over holidays."""
LARGEST = 200_000
"""Characters of one form."""
LONGEST_PATH = 500
MOST = 20
"""Forms kept for one person: the newest."""
BACK = "You were signed out before this was saved. Here is what you had typed: check it and save."
FILES = " Files were not kept: choose them again."

_signer = TimestampSigner(salt="resilience.typed_by")


def keeps_what_was_typed(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Under `opened_to`: what is typed into this view's form survives being signed out. The form
    holds `{{ typed_by }}`, and the view shows what `held_form` gives back."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if request.method == "POST" and answer.status_code < 400:
            _held(request).delete()
        return answer

    keeping.keeps_what_was_typed = True  # type: ignore[attr-defined]
    return keeping


def typed_by(request: HttpRequest) -> SafeString:
    """The hidden field of a form that tells, signed, whom the page was made for."""
    user = getattr(request, "user", None)  # an error page may have nobody
    if not isinstance(user, User):
        return SafeString()
    signed = _signer.sign(str(user.key))
    return format_html('<input type="hidden" name="{}" value="{}">', TYPED_BY, signed)


def made_for(request: HttpRequest) -> User | None:
    """Whom the page was made for whose form is sent, so far as they are still let in."""
    try:
        key = _signer.unsign(request.POST.get(TYPED_BY, ""), max_age=PAGE_LASTS)
        return User.objects.filter(key=key, is_active=True).first()
    except (BadSignature, ValidationError):
        return None


def made_for_another(request: HttpRequest) -> bool:
    """Whether the page whose form is sent was made for somebody else than who is signed in, however
    long ago and whether or not they are still let in."""
    try:
        key = _signer.unsign(request.POST.get(TYPED_BY, ""))
    except BadSignature:
        return False
    return isinstance(request.user, User) and key != str(request.user.key)


def hold(request: HttpRequest, user: User | None) -> bool:
    """Keep what was sent for somebody, if it is known who and the view keeps it; whether it was."""
    view = request.resolver_match.func if request.resolver_match else None
    if request.method != "POST" or not getattr(view, "keeps_what_was_typed", False):
        return False
    typed = [
        [name, value.replace("\0", "")]  # which PostgreSQL does not take
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    if user is None or len(request.path) > LONGEST_PATH or len(json.dumps(typed)) > LARGEST:
        return False
    HeldForm.objects.update_or_create(
        user=user,
        path=request.path,
        defaults={"fields": typed, "files": bool(request.FILES), "held": timezone.now()},
    )
    newest = HeldForm.objects.filter(user=user).order_by("-held").values_list("pk", flat=True)
    HeldForm.objects.filter(pk__in=list(newest[MOST:])).delete()
    return True


def held_form(request: HttpRequest) -> QueryDict | None:
    """What the person who opens this page had typed into it before they were signed out, said so on
    the page; None where there is nothing.

    It stays until they next send the form, so that a page that did not reach them loses nothing.
    """
    held = _held(request).first() if request.method == "GET" else None
    if held is None:
        return None
    messages.info(request, BACK + (FILES if held.files else ""))
    typed = QueryDict(mutable=True)
    for name, value in held.fields:
        typed.appendlist(name, value)
    return typed


def forget_old_held_forms(now: datetime) -> int:
    """Delete what was kept for a day; how many forms."""
    return HeldForm.objects.filter(held__lte=now - KEPT_FOR).delete()[0]


def _held(request: HttpRequest) -> Any:
    if not isinstance(request.user, User):
        return HeldForm.objects.none()
    since = timezone.now() - KEPT_FOR
    return HeldForm.objects.filter(user=request.user, path=request.path, held__gt=since)
