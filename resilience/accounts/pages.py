"""What every page knows of who looks at it."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode


def account_of_the_page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: who is signed in, where to sign in and out, and what there is to say
    about what was just done. On an error page that came before all this, nobody is."""
    user = getattr(request, "user", None)
    sign_in = reverse("account_login")
    back = (
        ""
        if request.path.startswith((sign_in, "/password/"))
        else urlencode({"next": request.path})
    )
    return {
        "person": str(user) if user and user.is_authenticated else "",
        "notices": get_messages(request),
        "account": {
            "account": reverse("account"),
            "sign_in": f"{sign_in}?{back}".rstrip("?"),
            "sign_out": reverse("account_logout"),
        },
    }
