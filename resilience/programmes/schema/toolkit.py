"""The toolkit that a practice works through (Q11), and what an area may share of its dashboard with
whom (Q10)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Toolkit(Table):
    """Tools for productivity, efficiency and leadership."""

    cite: Citations


class Register(Table):
    """How risks are scored and put forward, and what may be shared of a dashboard."""

    cite: Citations
