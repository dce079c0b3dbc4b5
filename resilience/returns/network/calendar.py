"""An event as a file that calendars take in (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from resilience.returns.models import Meeting

WIDEST = 75
"""Octets of one line; what is longer goes on in the next, after a space (3.1)."""
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(meeting: Meeting, host: str, at: datetime) -> bytes:
    """The event as it stands at a moment, named so that no other calendar has the same name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//GP resilience//Programme network//EN",
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.pk}@{host}",
        f"DTSTAMP:{_moment(at)}",
        f"DTSTART:{_moment(meeting.starts)}",
        f"DTEND:{_moment(meeting.ends)}",
        f"SUMMARY:{escaped(meeting.title)}",
        f"LOCATION:{escaped(meeting.place)}",
        f"DESCRIPTION:{escaped(meeting.about)}",
        f"STATUS:{'CANCELLED' if meeting.called_off else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value: no character of it ends the value or begins another (3.3.11)."""
    for one in ("\\", ";", ","):
        text = text.replace(one, f"\\{one}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, none of which cuts a character."""
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > WIDEST:
            yield part
            part = b" "
        part += octets
    yield part


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
