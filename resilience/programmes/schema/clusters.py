"""Clusters of practices: how large, what their plan holds, when it is ratified, what is paid (Q3,
Q6, Q7)."""

from __future__ import annotations

from resilience.programmes.schema.parts import Citations, Table


class Clusters(Table):
    """How practices work together in clusters."""

    cite: Citations
