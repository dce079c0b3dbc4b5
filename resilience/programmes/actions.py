"""Changing local settings."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.programmes import settable
from resilience.programmes.local import values_set, version
from resilience.programmes.models import LocalSetting
from resilience.programmes.rules import acts_for

MEANWHILE = (
    "Somebody changed a setting of this programme meanwhile. Look at what is in force now, and "
    "send yours again if it still holds."
)


@transaction.atomic
def change(
    *, by: Reader, programme: str, values: Mapping[str, str], reason: str, seen: int
) -> list[LocalSetting]:
    """Set values by key, for a reason; an empty one, or the pack's own, goes back to the pack.

    `seen` is the version (`local.version`) that whoever changes them looked at. Raises Refused,
    and SettingsUnfit, by key, where the whole pack would no longer be one.
    """
    organisation = acts_for(by)
    if organisation is None:
        raise Refused("You do not change the settings of this programme.")
    own = settable.settings_of(programme)
    refuse("" if values.keys() <= own.keys() else "The programme states this: it is no setting.")
    refuse("" if reason.strip() else "Say why, in a sentence.")
    refuse("" if version(programme) == seen else MEANWHILE)
    before = values_set(programme)
    wanted = {key: _other(own[key], value) for key, value in values.items()}
    after = {key: value for key, value in (before | wanted).items() if value}
    settable.in_force(programme, after)
    changed = [key for key in wanted if before.get(key, "") != wanted[key]]
    refuse("" if changed else "Nothing is changed: these values are in force already.")
    made = []
    for number, key in enumerate(changed, start=seen + 1):
        setting = LocalSetting(
            programme=programme,
            number=number,
            key=key,
            value=wanted[key],
            reason=reason.strip(),
            organisation=organisation,
            by=by.actor,
        )
        try:
            with transaction.atomic():
                setting.save()
        except IntegrityError:
            raise Refused(MEANWHILE) from None
        record(
            by=by.actor,
            act="setting.changed",
            subject=setting,
            organisation=organisation.code,
            before=before.get(key) or own[key].own,
            after=wanted[key] or own[key].own,
            programme=programme,
            setting=key,
            reason=setting.reason,
        )
        made.append(setting)
    return made


def _other(setting: settable.Setting, value: str) -> str:
    """The value where it is another than the pack's own, else nothing."""
    value = value.strip() if setting.choices else settable.plain(value)
    return "" if value == setting.own else value
