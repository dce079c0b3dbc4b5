"""Run with `make bench`. Needs the real published files (see CONTRIBUTING)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

FILES = Path(os.environ.get("RESILIENCE_TEST_DATA", Path("..") / "shared" / "data"))


def main() -> None:
    if not FILES.is_dir():
        sys.exit(
            "The bench measures on real published files; RESILIENCE_TEST_DATA names their folder."
        )
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "RESILIENCE_HOME": home,
            "RESILIENCE_DEMONSTRATION": "true",
            "DJANGO_SETTINGS_MODULE": "resilience.site.settings",
            "RESILIENCE_LOG_LEVEL": "ERROR",
        }
        import django

        django.setup()
        from tests.bench import loading, pages, screening, statistics

        print(f"{'':44} {'ours':>12}  {'theirs':>12}  {'ratio':>7}")
        loading.measure(FILES, Path(home))
        screening.measure(Path(home))
        statistics.measure()
        pages.measure()


main()
