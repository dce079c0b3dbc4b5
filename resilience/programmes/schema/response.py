"""The response to a status: kinds of offer, true causes, the matrix team, requests for money (Q12
to Q15)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Offering(Table):
    """What an area may offer to practices by how they stand."""

    cite: Citations


class Response(Table):
    """How a practice that is amber is helped."""

    cite: Citations
