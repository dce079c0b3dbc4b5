"""What a view answers to a page that saves itself while somebody types (`look/saves.js`).

docs/forms.md says how a page and its view agree. A request that saves is the form's own, sent to
its own address with one more header; files and the button are left out.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def is_saving(request: HttpRequest) -> bool:
    """Whether the page sent the form by itself: it wants one of the answers below, not a page."""
    return request.method == "POST" and "X-Saving" in request.headers


def saved(version: int) -> HttpResponse:
    """It is saved; the page's form is of this version now."""
    return HttpResponse(status=204, headers={"X-Version": str(version)})


def changed_elsewhere(sentence: str) -> HttpResponse:
    """It is not saved, and the page shall try no more: a sentence for who types."""
    return _plain(409, sentence)


def signed_out(sentence: str, sign_in: str) -> HttpResponse:
    """It is not saved, as nobody is signed in; the page links to signing in."""
    return _plain(401, sentence, {"X-Sign-In": sign_in})


def send_again(token: str) -> HttpResponse:
    """It is not saved, as the person signed in anew since: the page sends it with this token. Only
    a page of this very site can read it."""
    return _plain(403, "Send it again.", {"X-CSRF-Token": token})


def _plain(status: int, sentence: str, headers: dict[str, str] | None = None) -> HttpResponse:
    answer = HttpResponse(sentence, status=status, content_type="text/plain", headers=headers)
    answer["Cache-Control"] = "no-store"
    return answer
