"""What is set here of a programme, beside what the programme's pack has (G8.6, G8.10)."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.programmes.local import values_set
from resilience.programmes.models import LocalSetting
from resilience.programmes.schema import Pack
from resilience.programmes.settable import Setting, settings_of

PARTS = {
    "signal": "Screening signal",
    "review": "List for review",
    "clocks": "Clocks",
    "deciding": "Assessing and deciding",
}


@dataclass(frozen=True)
class Threshold:
    """A value that may be set: the one in force, and the change that made it so, if one did."""

    setting: Setting
    part: str
    value: str
    since: LocalSetting | None

    @property
    def differs(self) -> bool:
        """Whether it is another than the pack has."""
        return self.value != self.setting.own


def thresholds(pack: Pack) -> list[Threshold]:
    """Every value that may be set, in the pack's order. Two queries."""
    values = values_set(pack.id)
    found = LocalSetting.objects.filter(programme=pack.id).select_related("organisation")
    latest = {one.key: one for one in found}
    return [
        Threshold(one, _part(one, pack), values.get(key, one.own), latest.get(key))
        for key, one in settings_of(pack.id).items()
    ]


def _part(setting: Setting, pack: Pack) -> str:
    if setting.section.startswith("criteria."):
        criterion = pack.criterion(setting.section.removeprefix("criteria."))
        return f"{criterion.id} {criterion.title}"
    return PARTS.get(setting.section, "")
