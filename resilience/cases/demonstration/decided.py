"""Practices that were assessed and placed, by one person or two, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resilience.accounts.roles import Role
from resilience.cases.actions import place, place_second, settle
from resilience.cases.assessing.second import needs_second
from resilience.cases.demonstration.story import Story
from resilience.cases.models import Case, Placement

TEAM, REGION = Role.RESILIENCE_LEAD, Role.REGIONAL_LEAD
POUND = 100


@dataclass(frozen=True)
class Placed:
    """The practice of a number asked so many days ago, and was placed in a cell, as it would need
    so many pounds; why, and by which criteria."""

    number: int
    ago: int
    cell: tuple[int, int]
    pounds: int
    criteria: Sequence[str]
    why: str


TO_DECIDE = [
    Placed(
        8,
        58,
        (4, 4),
        18_000,
        ("GC5", "GC6"),
        "Two of three partners leave within the year, and a plan with them would keep it open.",
    ),
    Placed(
        9,
        56,
        (3, 4),
        6_500,
        ("GC6", "GC9"),
        "Nobody leads the office. Somebody for three months, and then it stands on its own.",
    ),
    Placed(
        10,
        53,
        (4, 3),
        9_000,
        ("GC10", "GC13"),
        "Waiting grew with the list. A look at demand has helped two neighbours.",
    ),
    Placed(
        11,
        50,
        (2, 2),
        12_000,
        ("GC8",),
        "The rooms are a nuisance and do not keep it from seeing patients.",
    ),
    Placed(
        12,
        47,
        (2, 3),
        14_000,
        ("GC5",),
        "One partner retires in two years; advertising has not begun.",
    ),
    Placed(
        13,
        44,
        (3, 2),
        4_000,
        ("GC9",),
        "Claims are late, and the commissioner’s own team helps with these.",
    ),
]
WAITING = [
    Placed(
        14,
        40,
        (4, 5),
        22_000,
        ("GC5", "GC12"),
        "A locum carries half of all sessions. Recruiting with help has worked next door.",
    ),
    Placed(
        15,
        38,
        (3, 3),
        7_500,
        ("GC9", "GC6"),
        "The manager is away and nobody signs claims; partners ask for a plan.",
    ),
    Placed(
        16,
        36,
        (5, 4),
        30_000,
        ("GC13", "GC10"),
        "Its neighbour closes in spring and seven hundred patients have asked to join.",
    ),
    Placed(
        17,
        34,
        (2, 4),
        3_000,
        ("GC8",),
        "Small advice on the lease now saves it a move later.",
    ),
]
DIFFERS = Placed(
    18,
    32,
    (4, 4),
    16_000,
    ("GC5", "GC6"),
    "Two partners leave together. Without help it will not open every day.",
)
SETTLED = Placed(
    19, 30, (2, 4), 8_000, ("GC6", "GC9"), "The office is thin, and one person more would do."
)
TOLD = "We have looked at your request. We decide when we next go through the whole list."


def decide_some(story: Story) -> None:
    """Twelve cases: six decided, of which one is looked at again and one was, and six that wait."""
    for one in WAITING:
        _agreed(story, one)
    second = _place(story, DIFFERS), _place(story, SETTLED)
    why = "The partners leave, but a neighbour has offered to take over sessions from the summer."
    _again(story, place_second, REGION, second[0], DIFFERS, 20, (3, 2), why)
    why = "Four people do the work of six, and letters wait for three weeks."
    _again(story, place_second, REGION, second[1], SETTLED, 18, (4, 4), why)
    why = "We read the rota together: the work is late, and one person more would catch up."
    _again(story, settle, TEAM, second[1], SETTLED, 17, (3, 4), why)

    plan, manager, demand, rooms, later, claims = (_agreed(story, one) for one in TO_DECIDE)
    reasons = "The practice may close within the year, and a plan with its partners can prevent it."
    story.decide(TEAM, plan, 45, "offer_help", reasons, "workforce", "coaching")
    reasons = "An experienced manager for three months helps at once, and shows a successor how."
    story.decide(TEAM, manager, 43, "offer_help", reasons, "practice_management")
    reasons = "A look at demand by somebody from elsewhere has helped practices like yours."
    story.decide(TEAM, demand, 40, "offer_help", reasons, "diagnostic")
    reasons = "Patients are seen as before, and the landlord has begun to answer."
    story.decide(TEAM, rooms, 37, "not_prioritise", reasons)
    reasons = "There are two years left, and others lose partners within months."
    story.decide(TEAM, later, 34, "not_prioritise", reasons)
    asked = "A second partner has given notice since. Please look at it again with that."
    story.of_practice(12, later, "ask_again", 4, asked)
    reasons = "The commissioner’s own team helps with claims: ring them and say that we sent you."
    story.decide(TEAM, claims, 31, "signpost", reasons)
    asked = "They have no time before the summer, and the claims lapse in spring."
    story.of_practice(13, claims, "ask_again", 27, asked)
    reasons = "The other help comes too late for claims that lapse in spring, so we offer ours."
    story.decide(REGION, claims, 23, "offer_help", reasons, "practice_management")


def _agreed(story: Story, one: Placed) -> Case:
    """A request placed by one person, and where it is of the sample by another in the same cell."""
    case = _place(story, one)
    if needs_second(case):
        _again(story, place_second, REGION, case, one, one.ago - 10, one.cell, one.why)
    return case


def _place(story: Story, one: Placed) -> Case:
    """A request answered in time and placed."""
    case = story.referral(one.number, one.ago)
    story.step(case, "acknowledge", one.ago - 3, "Thank you. We ring you this week.")
    story.step(case, "assess", one.ago - 5)
    _again(story, place, TEAM, case, one, one.ago - 9, one.cell, one.why)
    story.step(case, "tell", one.ago - 10, TOLD)
    return case


def _again(
    story: Story,
    act: Callable[..., Placement],
    role: Role,
    case: Case,
    one: Placed,
    ago: int,
    cell: tuple[int, int],
    why: str,
) -> None:
    """Somebody places the practice of a case in a cell."""
    case.refresh_from_db()
    scope, impact = cell
    meanings = story.pack.matrix.scope[scope - 1].ask if story.pack.matrix else ()
    act(
        by=story.reader(role, ago),
        case=case,
        seen=case.version,
        at=story.at(ago),
        scope=scope,
        impact=impact,
        scope_reason=meanings[-1] if meanings else "",
        criteria=one.criteria,
        justification=why,
        estimate=one.pounds * POUND,
    )
