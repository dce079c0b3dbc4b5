"""The board of a footprint of 7,000 placed cases against an empty page, and a proposal for them
against a plain call of a solver. Run after what measures cases at every stage."""

from __future__ import annotations

from datetime import date

import numpy as np
from django.db import connection
from django.db.models import Count
from django.test import Client, override_settings
from django.utils import timezone
from scipy.optimize import Bounds, LinearConstraint, milp

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.cases.actions.proposing import propose
from resilience.cases.models import Case
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from resilience.cases.prioritising.proposing import PERCENTS, looked_at, worked_out
from resilience.organisations.models import Kind, Organisation
from tests.bench import pages
from tests.bench.cases import CASES
from tests.bench.clock import p95, seconds, tell
from tests.bench.invented_cases import PROGRAMME, invent_cases
from tests.bench.invented_placements import place

TIMES, SOLVED = 60, 3
ASSUMED = 2_000_000
BOARD = f"/cases/priorities/{PROGRAMME}/"


def measure() -> None:
    if not Case.objects.exists():
        invent_cases(CASES, timezone.localdate())
    place(list(Case.objects.filter(programme=PROGRAMME)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _pages()
    _proposal()


def _lead(organisation: Organisation, name: str) -> User:
    person = User.objects.create_user(f"{name}@bench.example", name=name)
    person.memberships.create(organisation=organisation, role=Role.REGIONAL_LEAD, starts=date.min)
    return person


def _leads() -> dict[str, User]:
    """Of the region with most practices, and of all of England: as much as there ever could be."""
    england = Organisation.objects.get(kind=Kind.NATION)
    regions = Organisation.objects.filter(kind=Kind.REGION)
    largest = regions.annotate(many=Count("reaches")).order_by("-many")[0]
    return {"a region": _lead(largest, "region"), "England": _lead(england, "england")}


def _pages() -> None:
    with override_settings(ROOT_URLCONF=pages.__name__, REQUIRE_SECOND_FACTOR=False):
        for name, person in _leads().items():
            client = Client(SERVER_NAME="localhost")
            client.force_login(person)
            addresses = {
                "board": BOARD,
                "board, a cell": BOARD + "?scope=4&impact=4",
                "board, helped before": BOARD + "?helped=continuing",
                "who may be missed": BOARD + "equity/",
            }
            for address in ["/empty/", *addresses.values()] * 3:
                answer = client.get(address)
                assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            empty = p95(lambda client=client: client.get("/empty/"), TIMES)
            for page, address in addresses.items():
                took = p95(lambda client=client, address=address: client.get(address), TIMES)
                tell(f"page: {page}, of {name} / empty page, p95", took, empty, "at most 5")


def _proposal() -> None:
    person = User.objects.get(email="england@bench.example")
    england = Organisation.objects.get(kind=Kind.NATION)
    footprint = Footprint(england, Reader(person, timezone.localdate()), placing_pack(PROGRAMME))
    cases = looked_at(footprint, ASSUMED)
    budget = sum(one["cost"] for one in cases.values()) // 6
    for_new = budget // 4
    ours = seconds(lambda: worked_out(cases, budget=budget, for_new=for_new), SOLVED)
    points = np.array([one["points"] for one in cases.values()], float)
    costs = np.array([one["cost"] for one in cases.values()], float)
    again = np.array([one["continuing"] for one in cases.values()])

    def solve(percent: int) -> float:
        most, kept = budget * percent // 100, for_new * percent // 100
        found = milp(
            -points,
            integrality=np.ones(len(points)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                np.array([costs, costs * again]), -np.inf, [most, most - kept]
            ),
            options={"mip_rel_gap": 0},
        )
        return -found.fun

    found = worked_out(cases, budget=budget, for_new=for_new)
    of_ours = next(one["points"] for one in found["scenarios"] if one["percent"] == 100)
    assert of_ours == round(solve(100)), "the solver finds another optimum"
    once = seconds(lambda: solve(100), SOLVED)
    tell(f"proposal, {len(PERCENTS)} budgets / one plain call of HiGHS", ours, once, "at most 1.5")
    every = seconds(lambda: [solve(percent) for percent in PERCENTS])
    tell(f"proposal, {len(PERCENTS)} budgets / as many calls", ours, every, "at most 1.5")
    whole = seconds(
        lambda: propose(
            by=footprint.reader,
            footprint=footprint,
            budget=budget,
            assumed=ASSUMED,
            for_new=for_new,
            at=timezone.now(),
        ),
        SOLVED,
    )
    tell("proposal, read, worked out and kept / one call", whole, once, "at most 1.5")
