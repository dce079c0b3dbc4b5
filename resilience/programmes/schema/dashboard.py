"""The quality and resilience dashboard of an area: its domains, their figures, and how a signal
comes of them (Q8, Q9, Q17, Q19)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Dashboard(Table):
    """How the dashboard of an area is made up."""

    cite: Citations
