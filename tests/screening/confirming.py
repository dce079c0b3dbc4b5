"""Statuses that people of the world confirm, and reading them."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.organisations.models import Organisation
from resilience.screening.status import PracticeStatus
from resilience.screening.status_actions import confirm_status
from resilience.screening.status_queries import statuses
from tests.look.reading import check
from tests.screening.pages import PROGRAMME
from tests.screening.test_pages import HERE

PAGE = f"{HERE}/practices/A81001/status/"
WHY = "Two of three partners leave, and the figures do not show it yet."
WORK = reverse("reports:work")


def confirms(by: Reader, status: str = "amber", code: str = "A81001", **other) -> PracticeStatus:
    given = {"reason": WHY, "review_by": by.day + timedelta(days=90), "seen": 0}
    return confirm_status(
        by=by,
        practice=Organisation.objects.get(code=code),
        programme=PROGRAMME,
        status=status,
        **given | {"at": timezone.now()} | other,
    )


def said(answer) -> str:
    return check(answer.content.decode()).text


def sees(reader: Reader, day: date | None = None) -> dict[str, str]:
    found = statuses(reader, PROGRAMME, day or reader.day)
    return {code: one.status for code, one in found.items()}
