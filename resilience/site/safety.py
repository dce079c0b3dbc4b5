"""What an installation that others can reach must not be: it refuses to start and says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resilience.evidence.store import Store

SHORT_KEY = 50
A_DAY = 86_400


def why_not_start(settings: Any) -> list[str]:
    """Every reason, each with the setting that mends it; none on one's own machine but for a
    demonstration that stands on published files, where anyone may sign in as anyone of it."""
    reasons = list(_demonstration(settings))
    if settings.ALLOWED_HOSTS != settings.HERE_ONLY:
        reasons += _deployment(settings)
    return reasons


def _demonstration(settings: Any) -> Iterator[str]:
    if settings.DEMONSTRATION:
        releases = Store(settings.RESILIENCE_HOME).releases
        if any(not release.synthetic for release in releases):
            yield (
                f"{settings.RESILIENCE_HOME} holds published files, so it can't be served as the "
                "demonstration. Unset RESILIENCE_DEMONSTRATION, or name another RESILIENCE_HOME."
            )


def _deployment(settings: Any) -> Iterator[str]:
    if settings.DEBUG:
        yield "RESILIENCE_DEBUG is on, which shows visitors the workings. Unset it."
    if "*" in settings.ALLOWED_HOSTS:
        yield "RESILIENCE_ALLOWED_HOSTS holds *, any name. Name the hosts of the service."
    if len(settings.SECRET_KEY) < SHORT_KEY:
        yield (
            f"RESILIENCE_SECRET_KEY has fewer than {SHORT_KEY} characters, so it can be guessed. "
            "Unset it, and one is made and kept in the home."
        )
    if not settings.DEMONSTRATION:
        yield from _with_real_people(settings)


def _with_real_people(settings: Any) -> Iterator[str]:
    if not settings.HTTPS:
        yield "RESILIENCE_HTTPS is off, so passwords would travel in the open. Unset it."
    if not settings.REQUIRE_SECOND_FACTOR:
        yield (
            "RESILIENCE_REQUIRE_SECOND_FACTOR is off: a password alone would open what is said "
            "of practices. Unset it."
        )
    if not 0 < settings.SESSION_IDLE_SECONDS <= settings.SESSION_ABSOLUTE_SECONDS <= A_DAY:
        yield (
            "RESILIENCE_IDLE_MINUTES and RESILIENCE_SESSION_HOURS must be above 0 and at most a "
            "day, the first the shorter."
        )
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield (
            "RESILIENCE_EMAIL_URL is not set: invitations would reach nobody. Set it, such as "
            "smtp+tls://user:password@host:587."
        )
