"""Who may do what with a cluster, and why not: a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.clusters.forming.members import agreed, members, spoken_for
from resilience.clusters.forming.patients import Counted
from resilience.clusters.models import Cluster, ClusterMember
from resilience.programmes.schema.clusters import Clusters

LONGEST_NAME, LONGEST_WHY = 120, 300
FEWEST = 2
"""One practice is no cluster."""
CHANGED = "Somebody changed this since you opened the page. Look at what they did, then go on."


def locked(cluster: Cluster, seen: int) -> Cluster:
    """A cluster as it stands, of which nobody else changes anything until the transaction ends.
    Raises Refused where somebody changed it since version `seen` was looked at."""
    now = Cluster.objects.select_for_update(of=("self",)).select_related("area", "proposed_for")
    found = now.get(pk=cluster.pk)
    if found.version != seen:
        raise Refused(CHANGED)
    return found


def why_not_change(cluster: Cluster, by: Reader) -> str:
    """Why somebody may not change whom a proposal asks, and its words."""
    if cluster.state != Cluster.State.PROPOSED:
        return "This cluster is no proposal any more."
    if not by.may(Right.REFER).holds(cluster.proposed_for_id):
        return "Only the practice that proposed the cluster changes the proposal."
    return ""


def why_not_lead(cluster: Cluster, by: Reader) -> str:
    """Why somebody may not act for a practice that agreed to be of a cluster."""
    if spoken_for(cluster, by, Right.REFER):
        return ""
    return "Only a lead of a practice of this cluster does this."


def why_not_run(cluster: Cluster, by: Reader) -> str:
    """Why somebody may not act for the area of a cluster."""
    if by.may(Right.RUN_LOCALLY).holds(cluster.area_id):
        return ""
    return f"Only those who run the local programme of {cluster.area.name} do this."


def why_not_large(counted: Counted, rules: Clusters, cluster: Cluster) -> str:
    """Why practices are too few patients to form a cluster, and what would mend it (Q3)."""
    least = rules.size.patients
    if counted.total >= least or cluster.exception:
        return ""
    unknown = "" if not counted.unknown else " The lists of some are not known."
    return (
        f"The practices that agreed have {counted.words} registered patients, and a cluster has "
        f"{least:,} or more.{unknown} Ask another practice, or ask {cluster.area.name} to record "
        "an exception."
    )


def why_not_form(cluster: Cluster, by: Reader) -> str:
    """Why a cluster may not be formed by somebody yet, but for how many patients it has."""
    if cluster.state != Cluster.State.PROPOSED:
        return "This cluster is no proposal any more."
    waiting = [
        one.practice.name for one in members(cluster) if one.state == ClusterMember.State.ASKED
    ]
    if waiting:
        return f"Not every practice has answered: {', '.join(waiting)}."
    if len(agreed(cluster)) < FEWEST:
        return "A cluster has two practices or more."
    return why_not_lead(cluster, by)


def plain(text: str, longest: int = LONGEST) -> str:
    """What somebody wrote, tidied. Raises Refused where it is nothing, too long, or names a person
    of whom nothing is to be written."""
    tidy = tidied(text)
    refuse(why_not_say(tidy, longest))
    return tidy


def maybe(text: str, longest: int = LONGEST) -> str:
    """The same for what may be left empty."""
    return plain(text, longest) if text.strip() else ""
