"""How many patients practices have, as last published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from resilience.evidence.opened import figures_at

PATIENTS = "registered_patients"
LATEST_MONTHS = 24


def list_sizes(practices: Iterable[str], day: date) -> dict[str, int]:
    """Registered patients by code of practice, of the latest period that had ended on a day; who
    has no figure is not in it. No database query."""
    figures = figures_at(settings.RESILIENCE_HOME)
    latest = figures.latest(PATIENTS, as_at=day, max_age_months=LATEST_MONTHS).figures
    found = {code: latest[code].value for code in practices if code in latest}
    return {code: int(value) for code, value in found.items() if isinstance(value, int | float)}
