"""What an address of a response names: a practice in a programme that has one."""

from __future__ import annotations

from django.http import Http404

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At, practice_at
from resilience.programmes.schema.response import Response


def response_at(reader: Reader, programme: str, code: str) -> At:
    """A practice a reader sees, in a programme that says how the strained are helped; else 404."""
    of = practice_at(reader, programme, code, Tier.COMMISSIONER)
    response_in(of)
    return of


def response_in(of: At) -> Response:
    """What the programme says of the response; 404 where it says nothing."""
    if of.pack.response is None:
        raise Http404
    return of.pack.response
