"""The roles: where each may be held, which tiers it sees within its reach, and what it may do.

One table that a person can read; docs/security.md shows it, and tests walk it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from resilience.accounts.tiers import Tier
from resilience.organisations.models import Kind


class Right(models.TextChoices):
    """What a person may do, apart from seeing."""

    MANAGE_PEOPLE = "manage_people", "invite people, give and end their roles"
    CHANGE_SETTINGS = "change_settings", "change the programme's local settings"
    READ_RECORD = "read_record", "read and export the record of who did what"
    ADD_CONTEXT = "add_context", "add context to a figure about the practice"
    ENTER_INTELLIGENCE = "enter_intelligence", "enter what is known locally about a practice"
    NAME_READERS = "name_readers", "name the readers of restricted records"
    FILL_IN = "fill_in", "fill in the practice's forms"
    REFER = "refer", "ask for help for the practice, and answer what is offered"
    STATE_SUPPORT = "state_support", "say whether a practice's request is supported"
    RAISE_CONCERN = "raise_concern", "ask the local team to look at a practice"
    WORK_CASES = "work_cases", "answer requests for help and offer it"
    ASSESS = "assess", "assess practices and place them on the matrix"
    DECIDE = "decide", "decide on requests for help"
    CONFIRM_STATUS = "confirm_status", "confirm or change the status of a practice"
    PLAN_HELP = "plan_help", "write improvement plans and follow the help"
    APPROVE_PLAN = "approve_plan", "approve improvement plans and sign memoranda"
    APPROVE_SPENDING = "approve_spending", "approve business cases for paid help"
    DELIVER = "deliver", "say what was delivered to a practice"
    COMMIT_MONEY = "commit_money", "commit money to help"
    APPROVE_INVOICES = "approve_invoices", "approve invoices"
    KEEP_BOOKS = "keep_books", "keep the books: what was allocated, received and paid"
    FILE_RETURNS = "file_returns", "send the data return of the area, and its case studies"
    ASSURE_PLANS = "assure_plans", "assure the delivery plans of local teams"
    RUN_LOCALLY = "run_locally", "run stocktakes, offers, clusters and the risk register of an area"
    COLLECT_RETURNS = "collect_returns", "collect returns, ask about them, escalate what is late"


@dataclass(frozen=True)
class RoleCard:
    """One role: where it is held, what it sees of all within reach, and what it may do there."""

    title: str
    held_at: frozenset[Kind]
    sees: frozenset[Tier]
    may: frozenset[Right]
    about: str


class Role(models.TextChoices):
    PRACTICE_LEAD = "practice_lead", "practice lead"
    PRACTICE_MEMBER = "practice_member", "practice member"
    GROUP_LEAD = "group_lead", "group or PCN lead"
    LMC_OFFICER = "lmc_officer", "LMC officer"
    COMMISSIONER = "commissioner", "CCG or ICB primary-care manager"
    RESILIENCE_LEAD = "resilience_lead", "DCO or local resilience lead"
    FINANCE_LEAD = "finance_lead", "finance lead"
    REGIONAL_LEAD = "regional_lead", "regional lead"
    NATIONAL_TEAM = "national_team", "national team"
    SUPPLIER = "supplier", "supplier"
    ANALYST = "analyst", "analyst"
    BOARD_READER = "board_reader", "board reader"
    ADMINISTRATOR = "administrator", "administrator"


AREAS = frozenset({Kind.CCG, Kind.ICB, Kind.DCO, Kind.REGION, Kind.NATION})
GROUPS = frozenset({Kind.PCN, Kind.GROUP})
PRACTICES = frozenset({Kind.PRACTICE})
OWN = frozenset({Tier.COMMISSIONER, Tier.SUPPLIER, Tier.PRACTICE})
SHARED = frozenset({Tier.COUNTS, Tier.COMMISSIONER})
DECIDING = SHARED | {Tier.DELIBERATION}
LEADING = {
    Right.ENTER_INTELLIGENCE,
    Right.NAME_READERS,
    Right.WORK_CASES,
    Right.ASSESS,
    Right.DECIDE,
    Right.CONFIRM_STATUS,
    Right.PLAN_HELP,
    Right.APPROVE_PLAN,
    Right.APPROVE_SPENDING,
    Right.COMMIT_MONEY,
    Right.APPROVE_INVOICES,
    Right.FILE_RETURNS,
    Right.RUN_LOCALLY,
}


ROLES: dict[Role, RoleCard] = {
    role: RoleCard(role.label, held_at, sees, frozenset(may), about)
    for role, held_at, sees, may, about in [
        (
            Role.PRACTICE_LEAD,
            PRACTICES,
            OWN,
            {Right.ADD_CONTEXT, Right.ENTER_INTELLIGENCE, Right.FILL_IN, Right.REFER},
            "A partner or manager who answers for the practice.",
        ),
        (
            Role.PRACTICE_MEMBER,
            PRACTICES,
            OWN,
            {Right.FILL_IN},
            "Someone of the practice who reads and helps to fill in.",
        ),
        (
            Role.GROUP_LEAD,
            GROUPS,
            frozenset({Tier.COUNTS}),
            set(),
            "Leads a network or group; sees its counts, not the records of one practice.",
        ),
        (
            Role.LMC_OFFICER,
            frozenset({Kind.LMC}),
            SHARED,
            {Right.ENTER_INTELLIGENCE, Right.STATE_SUPPORT, Right.RAISE_CONCERN},
            "Speaks for practices in the committee's areas.",
        ),
        (
            Role.COMMISSIONER,
            frozenset({Kind.CCG, Kind.ICB}),
            DECIDING,
            {
                Right.ENTER_INTELLIGENCE,
                Right.STATE_SUPPORT,
                Right.RAISE_CONCERN,
                Right.CONFIRM_STATUS,
                Right.PLAN_HELP,
                Right.APPROVE_INVOICES,
                Right.RUN_LOCALLY,
            },
            "Manages primary care for the commissioner.",
        ),
        (
            Role.RESILIENCE_LEAD,
            frozenset({Kind.ICB, Kind.DCO, Kind.REGION}),
            DECIDING,
            LEADING,
            "Runs the programme for a local team.",
        ),
        (
            Role.FINANCE_LEAD,
            AREAS,
            SHARED,
            {
                Right.APPROVE_SPENDING,
                Right.COMMIT_MONEY,
                Right.APPROVE_INVOICES,
                Right.KEEP_BOOKS,
            },
            "Keeps the money of an area.",
        ),
        (
            Role.REGIONAL_LEAD,
            frozenset({Kind.REGION}),
            DECIDING,
            LEADING | {Right.ASSURE_PLANS},
            "Answers for the programme in a region.",
        ),
        (
            Role.NATIONAL_TEAM,
            frozenset({Kind.NATION}),
            SHARED,
            {Right.KEEP_BOOKS, Right.ASSURE_PLANS, Right.COLLECT_RETURNS},
            "Runs the programme for England.",
        ),
        (
            Role.SUPPLIER,
            frozenset({Kind.SUPPLIER}),
            frozenset({Tier.SUPPLIER}),
            {Right.DELIVER},
            "Helps practices under an agreement.",
        ),
        (
            Role.ANALYST,
            AREAS,
            SHARED,
            set(),
            "Works with the figures of an area.",
        ),
        (
            Role.BOARD_READER,
            AREAS,
            frozenset({Tier.COUNTS}),
            set(),
            "Reads counts of an area; no practice is named.",
        ),
        (
            Role.ADMINISTRATOR,
            frozenset(Kind),
            frozenset(),
            {Right.MANAGE_PEOPLE, Right.CHANGE_SETTINGS, Right.READ_RECORD},
            "Manages the organisation's own people and settings; sees no practice's records by it.",
        ),
    ]
}


def card(role: str) -> RoleCard:
    """What a role is."""
    return ROLES[Role(role)]


def roles_at(kind: str) -> list[Role]:
    """The roles that may be held at an organisation of a kind."""
    return [role for role, card in ROLES.items() if kind in card.held_at]


def roles_with(right: Right) -> list[Role]:
    """The roles that give a right."""
    return [role for role, card in ROLES.items() if right in card.may]
