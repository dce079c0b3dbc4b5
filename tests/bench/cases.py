"""The list of cases and the page of one over 7,000 cases with history, against an empty page."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.roles import Role
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case, SupportStatement
from resilience.organisations.models import Ancestor, Kind, Organisation
from tests.bench import pages
from tests.bench.clock import p95, tell
from tests.bench.invented_cases import WORDS, invent_cases

CASES, TIMES = 7_000, 60


def measure() -> None:
    if not Case.objects.exists():
        invent_cases(CASES, timezone.localdate())
    if not SupportStatement.objects.exists():
        _state_support()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with override_settings(ROOT_URLCONF=pages.__name__, REQUIRE_SECOND_FACTOR=False):
        case = Case.objects.filter(state="under_assessment", statements__isnull=False).first()
        readers = {
            "regional": _signed_in(_above(case.organisation, Kind.REGION), Role.REGIONAL_LEAD),
            "national": _signed_in(_above(case.organisation, Kind.NATION), Role.NATIONAL_TEAM),
        }
        addresses = {
            "cases": "/cases/",
            "cases, late": "/cases/?due=late&waits=team",
            "cases, a search": f"/cases/?q={case.organisation.name}",
            "cases, third page": "/cases/?waits=any&page=3",
            "one case": f"/cases/{case.reference}/",
        }
        for name, client in readers.items():
            for address in ["/empty/", *addresses.values()] * 5:
                answer = client.get(address)
                assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            empty = p95(lambda client=client: client.get("/empty/"), TIMES)
            for page, address in addresses.items():
                took = p95(lambda client=client, address=address: client.get(address), TIMES)
                tell(f"page: {page}, {name} reader / empty page, p95", took, empty, "at most 5")


def _state_support() -> None:
    """One statement, of the board, on every case that was asked for."""
    day = timezone.localdate()
    boards = dict(
        Ancestor.objects.filter(kind=Kind.ICB, starts__lte=day, ends__gt=day).values_list(
            "descendant", "ancestor"
        )
    )
    asked = Case.objects.filter(route=Case.Route.SELF_REFERRAL, organisation__in=boards)
    SupportStatement.objects.bulk_create(
        SupportStatement(
            organisation_id=case.organisation_id,
            tier=Tier.DELIBERATION,
            case=case,
            said_for_id=boards[case.organisation_id],
            supports="yes",
            statement=WORDS[:900],
            priority="high",
            written_by="bench",
        )
        for case in asked
    )


def _above(practice: Organisation, kind: str) -> Organisation:
    day = timezone.localdate()
    above = Ancestor.objects.filter(descendant=practice, kind=kind, starts__lte=day, ends__gt=day)
    return above.select_related("ancestor")[0].ancestor


def _signed_in(organisation: Organisation, role: str) -> Client:
    person = User.objects.create_user(f"cases-{role}@bench.example", name=role)
    person.memberships.create(organisation=organisation, role=role, starts=date.min)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client
