"""Where things are in a local programme: for a practice, and for an area."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.accounts.tiers import Tier
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack

SECTIONS = ("dashboard", "questionnaire", "clusters", "offering", "response", "toolkit", "risks")
"""A pack with any of these has a local programme."""


@dataclass(frozen=True)
class Place:
    """A page to begin at: the name of its address, what it is for, and the section of a pack
    without which it is not there; for whoever sees records of a tier."""

    name: str
    title: str
    about: str
    section: str
    tier: Tier = Tier.COMMISSIONER


OF_A_PRACTICE = (
    Place(
        "clusters:questionnaire",
        "Resilience questionnaire",
        "Fifteen minutes about your practice, and at once a result with things to try. For your "
        "practice’s eyes only.",
        "questionnaire",
        Tier.PRACTICE,
    ),
    Place(
        "clusters:stocktake_report",
        "Stocktake report",
        "Your answers beside what is published about your practice, and who you share them with.",
        "questionnaire",
        Tier.PRACTICE,
    ),
    Place(
        "clusters:toolkit",
        "Toolkit",
        "Ways to save time and share work, step by step, with or without help.",
        "toolkit",
        Tier.PRACTICE,
    ),
    Place(
        "clusters:own_cluster",
        "Cluster",
        "The practices you work with, your plan of three years, and its progress.",
        "clusters",
    ),
    Place(
        "clusters:own_offers",
        "Offers and places",
        "Courses, cohorts and advice in your area: ask for a place.",
        "offering",
    ),
    Place(
        "clusters:response",
        "How the practice stands, and what is done",
        "The status that a person confirmed, its cause, who works with you, and what comes next.",
        "response",
    ),
    Place(
        "clusters:practice_dashboard",
        "Quality and resilience dashboard",
        "Published figures of six domains beside the area and England, each with its source.",
        "dashboard",
    ),
)
OF_AN_AREA = (
    Place(
        "clusters:dashboard",
        "Quality and resilience dashboard",
        "How practices stand in six domains, who confirmed which status, and who moved.",
        "dashboard",
        Tier.COUNTS,
    ),
    Place(
        "clusters:stocktakes",
        "Stocktakes",
        "Rounds of the questionnaire, and what each came to by cluster.",
        "stocktaking",
        Tier.COUNTS,
    ),
    Place(
        "clusters:clusters",
        "Clusters",
        "Practices that work together, their plans, progress and payments.",
        "clusters",
    ),
    Place(
        "clusters:offers",
        "Offers",
        "What is on offer to green, amber and red practices, with places and dates.",
        "offering",
        Tier.COUNTS,
    ),
    Place(
        "clusters:responses",
        "Amber and red practices",
        "Causes found, teams, the next contact, and what is late.",
        "response",
    ),
    Place(
        "clusters:area_toolkit",
        "Toolkit",
        "The tools, and the work that practices chose to share or want help with.",
        "toolkit",
        Tier.COUNTS,
    ),
    Place(
        "clusters:risks",
        "Risk register",
        "Risks put forward by the dashboard and by people, with owners and reviews.",
        "risks",
        Tier.DELIBERATION,
    ),
    Place(
        "clusters:sharing",
        "What is shared with whom",
        "What the working group settled: which part of the dashboard goes to whom, and how often.",
        "risks",
        Tier.COUNTS,
    ),
)


def local_packs() -> list[Pack]:
    """The programmes that have a local programme, as they are in force, the newest leading."""
    packs = (in_force(programme) for programme in available())
    found = [pack for pack in packs if any(getattr(pack, one) for one in SECTIONS)]
    return sorted(found, key=lambda pack: pack.starts, reverse=True)


def of_pack(places: tuple[Place, ...], pack: Pack) -> list[Place]:
    """Those that a programme has."""
    return [one for one in places if getattr(pack, one.section)]
