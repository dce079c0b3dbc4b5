"""Working through a tool, sharing that, and asking for help with it (Q11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.addressed import At
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.rules import why_not_arrange, why_not_share, why_not_work
from resilience.clusters.typed import plain
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.schema.toolkit import Tool

State = ToolkitWork.State
CHANGED = (
    "Somebody of your practice changed this since you opened the page, so nothing was kept. What "
    "you typed is still here: compare it with what they wrote, then keep it."
)
LONGEST_COUNT, LONGEST_HELPER = 20, 200
WHEN = ("before", "after")
"""When something is counted."""


@transaction.atomic
def work_on(
    *,
    by: Reader,
    of: At,
    tool: Tool,
    seen: int,
    at: datetime,
    state: str,
    done: Collection[str],
    note: str,
    helped_by: str,
    measured: Mapping[str, Mapping[str, str]],
) -> ToolkitWork:
    """Keep how far a practice is with a tool; `seen` is the version that was looked at, 0 for none.
    It stays for the practice's own eyes, or shared, as it was."""
    refuse(why_not_work(of.organisation, by))
    work = _locked(of, tool)
    if (work.version if work else 0) != seen:
        raise Refused(CHANGED)
    if state not in State:
        raise Refused("Say whether you are working on it, are done, or it is not for you.")
    work = work or _begun(of, tool, at)
    work.state, work.helped_by = state, _perhaps(helped_by, LONGEST_HELPER)
    work.note = _perhaps(note)
    work.done = [step.id for step in tool.steps if step.id in done]
    work.measured = {
        one.id: {when: _perhaps(measured[one.id].get(when, ""), LONGEST_COUNT) for when in WHEN}
        for one in tool.measures
        if any(measured.get(one.id, {}).values())
    }
    return _kept(work, by, at, "toolkit.worked", after={"tool": tool.id})


@transaction.atomic
def share(*, by: Reader, of: At, tool: Tool, seen: int, at: datetime) -> ToolkitWork:
    """Open a practice's work on a tool to its commissioners and its LMC."""
    work = _looked_at(of, tool, seen, by)
    if work.tier == Tier.COMMISSIONER:
        raise Refused("This is shared already.")
    work.tier = Tier.COMMISSIONER
    return _kept(work, by, at, "toolkit.shared", after={"tool": tool.id})


@transaction.atomic
def keep_to_ourselves(*, by: Reader, of: At, tool: Tool, seen: int, at: datetime) -> ToolkitWork:
    """Close it again, which also withdraws the wish for help."""
    work = _looked_at(of, tool, seen, by)
    if work.tier == Tier.PRACTICE:
        raise Refused("Nobody else reads this as it is.")
    work.tier, work.wants_help = Tier.PRACTICE, False
    return _kept(work, by, at, "toolkit.unshared", after={"tool": tool.id})


@transaction.atomic
def ask_for_help(*, by: Reader, of: At, tool: Tool, seen: int, at: datetime) -> ToolkitWork:
    """Ask for help with a tool, which shares the work with those who could help; they are told."""
    refuse(why_not_share(of.organisation, by))
    work = _locked(of, tool)
    if (work.version if work else 0) != seen:
        raise Refused(CHANGED)
    work = work or _begun(of, tool, at)
    if work.wants_help:
        raise Refused("You asked for help with this already.")
    work.tier, work.wants_help = Tier.COMMISSIONER, True
    _kept(work, by, at, "toolkit.help_wanted", after={"tool": tool.id})
    able = holders(Right.PLAN_HELP, of.organisation, by.day)
    tell(
        people=next(iter(able.values()), []),
        subject=f"{of.organisation.name} asks for help with the toolkit",
        text=f"{of.organisation.name} would like help with “{tool.title}”. Sign in to see how far "
        "it is, and to say who helps.",
        address=reverse("clusters:tool", args=[of.organisation.code, of.pack.id, tool.id]),
    )
    return work


@transaction.atomic
def no_help_needed(*, by: Reader, of: At, tool: Tool, seen: int, at: datetime) -> ToolkitWork:
    """Take the wish for help back. The work stays shared until the practice closes it."""
    work = _looked_at(of, tool, seen, by)
    if not work.wants_help:
        raise Refused("You do not ask for help with this at present.")
    work.wants_help = False
    return _kept(work, by, at, "toolkit.help_not_wanted", after={"tool": tool.id})


@transaction.atomic
def arrange_help(
    *, by: Reader, of: At, tool: Tool, seen: int, at: datetime, who: str
) -> ToolkitWork:
    """Say who will help a practice that asked for it; the practice is told."""
    work = ToolkitWork.objects.visible_to(by).select_for_update(of=("self",))
    found = work.filter(organisation=of.organisation, programme=of.pack.id, tool=tool.id).first()
    if found is None:
        raise Refused("The practice does not share its work on this tool any more.")
    refuse(why_not_arrange(found, by))
    if found.version != seen:
        raise Refused("The practice changed this since you opened the page: look at it again.")
    found.helped_by, found.wants_help = plain(who, LONGEST_HELPER), False
    _kept(found, by, at, "toolkit.help_arranged", after={"tool": tool.id})
    own = holders(Right.FILL_IN, of.organisation, by.day)
    tell(
        people={one for people in own.values() for one in people},
        subject=f"{of.organisation.name}: somebody will help with the toolkit",
        text=f"Help with “{tool.title}” was arranged. Sign in to read who helps.",
        address=reverse("clusters:tool", args=[of.organisation.code, of.pack.id, tool.id]),
    )
    return found


def _begun(of: At, tool: Tool, at: datetime) -> ToolkitWork:
    return ToolkitWork(
        organisation=of.organisation,
        tier=Tier.PRACTICE,
        programme=of.pack.id,
        tool=tool.id,
        state=State.WORKING,
        began=at,
    )


def _looked_at(of: At, tool: Tool, seen: int, by: Reader) -> ToolkitWork:
    refuse(why_not_share(of.organisation, by))
    work = _locked(of, tool)
    if work is None or work.version != seen:
        raise Refused(CHANGED)
    return work


def _locked(of: At, tool: Tool) -> ToolkitWork | None:
    """What there is of it, of which one at a time writes, until the transaction ends."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=of.organisation.pk))
    return ToolkitWork.objects.filter(
        organisation=of.organisation, programme=of.pack.id, tool=tool.id
    ).first()


def _kept(work: ToolkitWork, by: Reader, at: datetime, act: str, **told: Any) -> ToolkitWork:
    """Keep it as the next version. The record says that it was, and nothing of what was written."""
    work.version, work.changed, work.changed_by = work.version + 1, at, by.actor
    work.save()
    record(by=by.actor, act=act, subject=work, organisation=work.organisation.code, **told)
    return work


def _perhaps(text: str, longest: int = LONGEST) -> str:
    """What somebody wrote, tidied; nothing stays nothing."""
    return plain(text, longest) if text.strip() else ""
