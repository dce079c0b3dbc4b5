"""Whose turn it is with the toolkit: practices that want help with a tool."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Waiting
from resilience.clusters.models import ToolkitWork
from resilience.look.jinja import url
from resilience.programmes.packs import available, load


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Practices that asked for help with a tool, whoever waits longest leading; at most two
    queries."""
    scope = reader.may(Right.PLAN_HELP)
    if not scope:
        return
    wanted = ToolkitWork.objects.visible_to(reader).filter(
        scope.within("organisation"), wants_help=True, programme__in=available()
    )
    if total := wanted.count():
        found = wanted.select_related("organisation").order_by("changed", "pk")
        first = tuple(_waiting(one) for one in found[:most])
        yield Heading("toolkit_help", "Practices that want help with a tool", True, total, first)


def _waiting(one: ToolkitWork) -> Waiting:
    toolkit = load(one.programme).toolkit
    tool = toolkit.tool(one.tool) if toolkit else None
    return Waiting(
        title=f"{one.organisation.name}: {tool.title if tool else one.tool}",
        address=url("clusters:tool", one.organisation.code, one.programme, one.tool),
        stands="Asks who could help.",
        since=localdate(one.changed),
    )
