"""What is known of one organisation once it has been derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from resilience.organisations.derive.timeline import Span
from resilience.organisations.models import Kind


class Standing(NamedTuple):
    """How an organisation stood over a span, and the release that says so."""

    span: Span
    state: str
    name: str
    address: str = ""
    postcode: str = ""
    source: str = ""


@dataclass
class Known:
    """One organisation: its kind, latest name and postcode, and how it stood when."""

    kind: Kind
    name: str
    postcode: str = ""
    records: list[Standing] = field(default_factory=list)


Organisations = dict[str, Known]
"""By code."""
