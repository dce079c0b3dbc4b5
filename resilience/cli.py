"""The command `resilience`: the project's management command."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

NOTHING_DONE = 2


def main() -> None:
    """Run the command named in the arguments; a bad setting is one line, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resilience.site.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"resilience: {error}\n")
        sys.exit(NOTHING_DONE)
    except BrokenPipeError:  # the reader, like `head`, had enough: nothing is left to tidy up
        os._exit(0)
