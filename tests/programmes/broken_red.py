"""Faults in what is done for a practice that is red."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "red.toml"
RED = {
    "distances out of order": Broken(
        FILE, "far_km = 3.0", "far_km = 1.0", "red.dispersing.far_km", "more than near_km (1.5)"
    ),
    "an audience twice": Broken(
        FILE, 'id = "healthwatch"', 'id = "patients"', "red.audiences[patients].id", "used once"
    ),
}
