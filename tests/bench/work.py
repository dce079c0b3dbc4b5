"""My work over 7,000 cases with history, against an empty page."""

from __future__ import annotations

from django.test import Client, override_settings
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.roles import Role
from resilience.cases.models import Case
from resilience.organisations.models import Ancestor, Kind, Organisation
from tests.bench import pages
from tests.bench.clock import p95, tell
from tests.bench.invented_cases import invent_cases

CASES, TIMES = 7_000, 60


def measure() -> None:
    if not Case.objects.exists():
        invent_cases(CASES, timezone.localdate())
    with override_settings(ROOT_URLCONF=pages.__name__, REQUIRE_SECOND_FACTOR=False):
        asked = Case.objects.filter(state="information_requested").first()
        region, board = (_above(asked.organisation, kind) for kind in (Kind.REGION, Kind.ICB))
        readers = {
            "a regional lead": _signed_in(region, Role.REGIONAL_LEAD),
            "a commissioner": _signed_in(board, Role.COMMISSIONER),
            "a practice": _signed_in(asked.organisation, Role.PRACTICE_LEAD),
        }
        for name, client in readers.items():
            for address in ["/empty/", "/my-work/"] * 5:
                answer = client.get(address)
                assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            empty = p95(lambda client=client: client.get("/empty/"), TIMES)
            took = p95(lambda client=client: client.get("/my-work/"), TIMES)
            tell(f"page: my work of {name} / empty page, p95", took, empty, "at most 5")


def _above(practice: Organisation, kind: str) -> Organisation:
    day = timezone.localdate()
    above = Ancestor.objects.filter(descendant=practice, kind=kind, starts__lte=day, ends__gt=day)
    return above.select_related("ancestor")[0].ancestor


def _signed_in(organisation: Organisation, role: str) -> Client:
    person = User.objects.create_user(f"{role}@bench.example", name=role)
    person.memberships.create(organisation=organisation, role=role, starts=timezone.localdate())
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client
