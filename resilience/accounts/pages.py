"""What every page knows of who looks at it."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from resilience.accounts.held import typed_by

_typed_by = lazy(typed_by, SafeString, str)


def account_of_the_page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: who is signed in, where to sign in and out, and what there is to say
    about what was just done; and a field for forms (docs/forms.md). On an error page that came
    before all this, nobody is."""
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
        "typed_by": _typed_by(request),
        "account": {
            "account": reverse("account"),
            "sign_in": f"{sign_in}?{back}".rstrip("?"),
            "sign_out": reverse("account_logout"),
        },
    }
