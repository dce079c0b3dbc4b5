"""What is weighed for a practice that is red: options, criteria, where patients would go, and
who is told and heard (Q14, Q18)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Red(Table):
    """How a practice is steadied, and what comes after."""

    cite: Citations
