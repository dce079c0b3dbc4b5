"""What an address of the toolkit names: a practice or an area, the toolkit of a pack, a tool."""

from __future__ import annotations

from django.http import Http404

from resilience.clusters.addressed import At
from resilience.clusters.models import ToolkitWork
from resilience.programmes.schema import Pack
from resilience.programmes.schema.toolkit import Tool, Toolkit


def toolkit_of(pack: Pack) -> Toolkit:
    """The toolkit of a programme; 404 where it has none."""
    if pack.toolkit is None:
        raise Http404
    return pack.toolkit


def tool_called(pack: Pack, name: str) -> Tool:
    """A tool of a programme; 404 where it has none such."""
    found = toolkit_of(pack).tool(name)
    if found is None:
        raise Http404
    return found


def work_of(of: At, tool: Tool) -> ToolkitWork | None:
    """What a practice keeps of a tool, for whoever may know of it."""
    return ToolkitWork.objects.filter(
        organisation=of.organisation, programme=of.pack.id, tool=tool.id
    ).first()
