"""Django over a home of the bench's own."""

from __future__ import annotations

import os
from pathlib import Path


def settled(home: Path) -> None:
    os.environ |= {
        "RESILIENCE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "resilience.site.settings",
        "RESILIENCE_LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
