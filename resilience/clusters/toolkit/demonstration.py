"""Work with the toolkit in the synthetic demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.clusters.addressed import At, pack_called
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.acts import ask_for_help, work_on
from resilience.organisations.models import Kind, Organisation


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """A practice works through one tool for itself, and asks for help with another; with how many
    it works. None where it does already."""
    pack, by = pack_called(programme), Reader(people[Role.PRACTICE_LEAD], today)
    own = Organisation.objects.filter(by.may(Right.FILL_IN).within("pk"), kind=Kind.PRACTICE)
    practice = own.order_by("code").first()
    if pack.toolkit is None or practice is None or ToolkitWork.objects.exists():
        return 0
    of, at = At(pack, practice), datetime.combine(today, time(12, 15), UTC)
    for tool in pack.toolkit.tools[:2]:
        work_on(
            by=by,
            of=of,
            tool=tool,
            seen=0,
            at=at,
            state="working",
            done=[tool.steps[0].id],
            note="Reception counted for a week.",
            helped_by="",
            measured={tool.measures[0].id: {"before": "31", "after": ""}},
        )
    ask_for_help(by=by, of=of, tool=pack.toolkit.tools[1], seen=1, at=at)
    return ToolkitWork.objects.count()
