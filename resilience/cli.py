"""The command `resilience`: the project's management command."""

from __future__ import annotations

import os
import sys
from textwrap import fill

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands, load_command_class
from django.db import DatabaseError, OperationalError, connection

from resilience.audit.origin import coming_from

NOTHING_DONE = 2
UNREADABLE = (DatabaseError, OperationalError)
"""What a database raises that is damaged or out of reach; its other errors are faults of ours."""
HELP: tuple[list[str], ...] = (["help"], ["-h"], ["--help"], [])
IN_ORDER = ["load", "evidence", "screen", "demo", "runserver", "work"]
OVERVIEW = """\
resilience COMMAND: find practices that may need help, say why, and where each figure comes from.

{ours}

`resilience COMMAND --help` lists the options of a command. RESILIENCE_HOME names the folder that
holds everything (default: home, below where you are).

Django's own commands are here too, like migrate, check and shell: `resilience help --commands`.
"""


def main() -> None:
    """Run the command named in the arguments; a bad setting is one line, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resilience.site.settings")
    try:
        if sys.argv[1:] in HELP:
            sys.stdout.write(overview())
        else:
            program, typed, *others = sys.argv
            with coming_from(f"command {typed}"):
                execute_from_command_line([program, module_of(typed), *others])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"resilience: {error}\n")
        sys.exit(NOTHING_DONE)
    except DatabaseError as error:
        if type(error) not in UNREADABLE:
            raise
        sys.stderr.write(f"resilience: {unreadable(error)}\n")
        sys.exit(NOTHING_DONE)
    except BrokenPipeError:  # the reader, like `head`, had enough: nothing is left to tidy up
        os._exit(0)


def unreadable(error: DatabaseError) -> str:
    """That the database cannot be read, where it is and what to do; never its password."""
    told = connection.settings_dict
    where = f"{told['NAME']} on {told['HOST']}" if told.get("HOST") else told["NAME"]
    why = str(error).strip().partition("\n")[0]
    return (
        f"the database {where} cannot be read ({why}): put back a whole copy of it, or let "
        "RESILIENCE_HOME or DATABASE_URL say where another one is."
    )


def module_of(typed: str) -> str:
    """The name by which Django finds a command: that of its module, which has no hyphen."""
    return typed if typed.startswith("-") else typed.replace("-", "_")


def overview() -> str:
    """Our commands with a sentence each, in the order in which one needs them."""
    django.setup()
    ours = {name: room for name, room in get_commands().items() if room.startswith("resilience.")}
    named = [name for name in IN_ORDER if name in ours] + sorted(ours.keys() - set(IN_ORDER))
    told = (
        f"  {name.replace('_', '-'):14}{load_command_class(ours[name], name).help}"
        for name in named
    )
    lines = [fill(line, 100, subsequent_indent=" " * 16) for line in told]
    return OVERVIEW.format(ours="\n".join(lines))
