"""Pages of the programmes: the pack in force, open to all, and its local settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import anyone, may, opened_to, reader_of
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.evidence.indicators import indicators
from resilience.programmes import actions, packs
from resilience.programmes.forms import ChangeSettings
from resilience.programmes.local import in_force, values_set, version
from resilience.programmes.models import LocalSetting
from resilience.programmes.rules import acts_for
from resilience.programmes.schema import Pack
from resilience.programmes.settable import SettingsUnfit, settings_of

TITLES = {
    "signal": "Screening signal",
    "review": "List for review",
    "matrix": "Support matrix",
    "clocks": "Clocks",
    "deciding": "Assessing and deciding",
    "points": "Points in a proposal",
    "helping": "Business cases",
    "funding": "Money",
    "questionnaire": "Practice resilience questionnaire",
    "risks": "Risk register",
}
GRIDS = {"matrix": "Band of each cell", "points": "Points of each cell"}


@opened_to(anyone)
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes there are."""
    found = [packs.load(pack) for pack in packs.available()]
    return render(request, "programmes/programmes.html", {"packs": found})


@opened_to(anyone)
@require_safe
def programme(request: HttpRequest, pack: str) -> HttpResponseBase:
    """What a programme asks of practices, and how each part of it came to be as it is."""
    own = _known(pack)
    settings, values = settings_of(pack), values_set(pack)
    try:
        found, unfit = in_force(pack), {}
    except SettingsUnfit as error:  # the pack changed under its settings
        found, unfit = own, dict(error.messages)
    latest = {one.key: one for one in _history(pack)}
    context = {
        "pack": found,
        "own": own,
        "titles": {key: one.title for key, one in indicators().items()},
        "changed": [(settings[key], latest[key]) for key in values if key in settings],
        "void": [key for key in values if key not in settings],
        "unfit": unfit,
        "sections": {setting.section for setting in settings.values()},
        "may_set": acts_for(reader_of(request)) is not None,
        "version": version(pack),
    }
    return render(request, "programmes/programme.html", context)


@opened_to(may(Right.CHANGE_SETTINGS))
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pack: str, section: str) -> HttpResponseBase:
    """Change the local settings of one part of a programme."""
    reader, own = reader_of(request), _known(pack)
    found = [one for one in settings_of(pack).values() if one.section == section]
    if not found or acts_for(reader) is None:
        raise Http404
    form = ChangeSettings(
        request.POST if request.method == "POST" else None,
        settings=found,
        values=values_set(pack),
        version=version(pack),
    )
    if form.is_valid():
        values = dict.fromkeys(form.keys, "") if "own" in request.POST else form.values
        asked = {name: form.cleaned_data[name] for name in ("reason", "seen")}
        try:
            made = actions.change(by=reader, programme=pack, values=values, **asked)
        except Refused as refused:
            form.add_error(None, str(refused))
            form.seen_now(version(pack))
        except SettingsUnfit as unfit:
            form.tell(unfit.messages)
        else:
            messages.success(request, _told(made))
            return redirect("programmes:programme", pack)
    title = TITLES.get(section) or _criterion(own, section)
    context = {"pack": own, "section": section, "form": form, "title": title}
    return render(request, "programmes/settings.html", context | _grid(section, form))


@opened_to(may(Right.CHANGE_SETTINGS))
@require_safe
def history(request: HttpRequest, pack: str) -> HttpResponseBase:
    """Every change of a programme's settings: who, when, what and why."""
    own = _known(pack)
    if acts_for(reader_of(request)) is None:
        raise Http404
    found, known = _history(pack), settings_of(pack)
    keys = [one.by.removeprefix("person ") for one in found]
    names = {user.actor: user.name for user in User.objects.filter(key__in=keys)}
    before: dict[str, str] = {}
    rows = []
    for one in found:
        setting = known.get(one.key)
        rows.append((one, setting, before.get(one.key, ""), names.get(one.by, "")))
        before[one.key] = one.value
    context = {"pack": own, "rows": rows[::-1]}
    return render(request, "programmes/history.html", context)


def _known(pack: str) -> Pack:
    if pack not in packs.available():
        raise Http404
    return packs.load(pack)


def _history(pack: str) -> list[LocalSetting]:
    return list(LocalSetting.objects.filter(programme=pack).select_related("organisation"))


def _criterion(pack: Pack, section: str) -> str:
    criterion = pack.criterion(section.removeprefix("criteria."))
    return f"{criterion.id} {criterion.title}"


def _told(made: Iterable[LocalSetting]) -> str:
    count = len(list(made))
    words = "1 setting is" if count == 1 else f"{count} settings are"
    return f"{words} changed, from now on. A screen taken before stays as it was."


def _grid(section: str, form: ChangeSettings) -> dict[str, Any]:
    """The cells by row, and what is left of the form beside them."""
    if section not in GRIDS:
        return {}
    cells = [form[key] for key in form.keys]
    return {
        "caption": GRIDS[section],
        "rows": [cells[start : start + 5] for start in range(0, len(cells), 5)],
        "fields": [(form["reason"], form["reason"].errors)],
        "errors": form.non_field_errors(),
        "hidden_fields": form.hidden_fields(),
    }
