"""Who may do what with a tool, and why not: a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.models import ToolkitWork
from resilience.organisations.models import Organisation


def why_not_work(practice: Organisation, by: Reader) -> str:
    """Why somebody may not work through a tool for a practice."""
    held = by.may(Right.FILL_IN).holds(practice)
    return "" if held else f"Only the people of {practice.name} work through its tools."


def why_not_share(practice: Organisation, by: Reader) -> str:
    """Why somebody may not open a practice's work to its commissioner, or close it again."""
    held = by.may(Right.REFER).holds(practice)
    return "" if held else f"Only who answers for {practice.name} shares its work or asks for help."


def why_not_arrange(work: ToolkitWork, by: Reader) -> str:
    """Why somebody may not say who will help a practice with a tool."""
    if not by.may(Right.PLAN_HELP).holds(work.organisation):
        return f"You do not arrange help for {work.organisation.name}."
    return "" if work.wants_help else "The practice does not ask for help with this tool any more."
