"""Sealing at the end of a command that acted, so that a small installation needs no other job."""

from __future__ import annotations

from resilience.audit.heads import heads_file
from resilience.audit.sealing import seal
from resilience.site.console import warn


def seal_what_was_done() -> None:
    """Seal the record; what keeps its head from being published is told, and stops nothing."""
    try:
        seal()
    except OSError as problem:
        warn(f"The head of the record was not published: {heads_file()}: {problem.strerror}.")
