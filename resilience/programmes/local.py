"""The pack in force here: a programme's pack with this installation's local settings over it."""

from __future__ import annotations

from pathlib import Path

from resilience.programmes import packs, settable
from resilience.programmes.models import LocalSetting
from resilience.programmes.schema import Pack


def in_force(pack: str | Path) -> Pack:
    """The pack as it is in force. A pack in a folder of its own has its settings in its files.

    Raises PackError, and SettingsUnfit where the settings no longer fit a pack that changed.
    """
    if str(pack) not in packs.available():
        return packs.load(pack)
    return settable.in_force(str(pack), values_set(str(pack)))


def values_set(programme: str) -> dict[str, str]:
    """What is set otherwise than the pack has it, by key."""
    latest = {one.key: one for one in LocalSetting.objects.filter(programme=programme)}
    return {key: one.value for key, one in latest.items() if one.value}


def version(programme: str) -> int:
    """How many times something was set; 0 where nothing ever was."""
    latest = LocalSetting.objects.filter(programme=programme).last()
    return latest.number if latest else 0
