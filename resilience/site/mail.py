"""Settings of the e-mails that go out: where their links lead, and when the daily one goes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def address_of_the_site(given: str, hosts: Sequence[str], https: bool) -> str:
    """The start of every link (`given`, without a slash at its end), or else the first of the
    hosts under which the site is served; say plainly if it is none."""
    if not given:
        host = next((host.removeprefix(".") for host in hosts if host != "*"), "localhost")
        return f"https://{host}" if https else f"http://{host}:8000"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"RESILIENCE_ADDRESS is '{given}'; write how the site is reached, such as "
            "https://resilience.example.nhs.uk."
        )
    return f"{parts.scheme}://{parts.netloc}"


def hour(name: str, given: str) -> int:
    """A setting that is an hour of the day; say plainly if it is none."""
    if not (given.isascii() and given.isdigit() and int(given) < 24):
        raise ImproperlyConfigured(f"{name} is '{given}'; write an hour from 0 to 23, like 7.")
    return int(given)
