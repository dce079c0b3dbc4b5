"""Who may see the results of a screen: people of the practice, of its commissioners and its LMC,
and counts of an area also those who read no more than that (docs/adr/0010)."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, sees
from resilience.accounts.tiers import Tier

View = Callable[..., HttpResponseBase]
screening_seen = sees(Tier.COMMISSIONER, Tier.COUNTS)


def screening_results(view: View) -> View:
    """Around every view of this room."""
    return opened_to(screening_seen)(require_safe(view))
