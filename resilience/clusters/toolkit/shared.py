"""Work with the toolkit that practices shared."""

from __future__ import annotations

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.models import ToolkitWork
from resilience.organisations.models import Ancestor


def shared_in(of: At, reader: Reader) -> QuerySet[ToolkitWork]:
    """What practices of an area shared of a programme, as far as a reader sees it: those that want
    help leading."""
    within = Ancestor.objects.filter(
        ancestor=of.organisation, starts__lte=reader.day, ends__gt=reader.day
    )
    found = ToolkitWork.objects.visible_to(reader).filter(
        programme=of.pack.id, tier=Tier.COMMISSIONER, organisation__in=within.values("descendant")
    )
    return found.select_related("organisation").order_by(
        "-wants_help", "tool", "organisation__name"
    )
