"""The database itself refuses to change or remove what was submitted, found and frozen."""

from __future__ import annotations

from typing import Any

from resilience.audit.protection import refuse_changes

WHY = "What was submitted, found or frozen is never changed or removed; write it anew."
TABLES = (
    *("clusters_stocktakeresult", "clusters_stocktakemember", "clusters_plansubmission"),
    *("clusters_ratification", "clusters_progress", "clusters_progressfinding"),
    *("clusters_clustergrant", "clusters_leftout", "clusters_riskentry", "clusters_risksetaside"),
    *("clusters_sharing", "clusters_stabilisationreview"),
)


def protect(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place, after every migration."""
    refuse_changes(using, TABLES, WHY)
