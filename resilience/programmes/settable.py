"""What of a pack is a local setting, and the pack with other values for it.

Every number in a table whose basis is a local setting may be set, and every cell of a matrix whose
basis is one. What the programme states has no setting, so nobody can change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from resilience.evidence.indicators import indicators
from resilience.programmes import packs
from resilience.programmes.lines import Path
from resilience.programmes.schema import Pack, PackInForce

LOCAL = "local setting"
WORDS = {
    "threshold": "Threshold",
    "value": "Value",
    "percent": "Percent of practices at an end",
    "minimum_practices": "Fewest practices with a known value",
    "at_least": "Flags that meet the criterion",
    "number_at_least": "Reported number that meets the criterion",
    "bodies_at_least": "Bodies named as concerned that meet the criterion",
    "also_show": "A stricter count shown beside it",
    "max_age_months": "Oldest evidence, in months",
    "red_when_met": "Criteria met from which the signal is red",
    "amber_when_met": "Criteria met from which the signal is amber",
    "or_met_at_least": "Criteria met that put a practice on the list whatever its signal",
    "every_months": "Months between two looks at the list",
    "similar_cases": "How many cases most like one are shown beside it",
    "far": "Scores away from like cases from which a placement is put as a question",
    "like_percent": "Criteria in a hundred that both must meet for two cases to be alike",
    "fewest_like": "Fewest like cases from which a far placement is put as a question",
    "fewest_pairs": "Fewest pairs of placements from which agreement is told",
    "second_percent": "Cases in a hundred that a second assessor places too",
    "up_to_pounds": "Approves business cases up to this many pounds",
    "above_pounds": "Asked for above this many pounds",
    "pounds": "Pounds",
    "list_months": "Oldest lists of patients that are counted, in months",
    "patients": "Fewest registered patients of a cluster without an exception",
    "population_months": "Oldest lists of patients by which money is shared, in months",
    "full_percent": "Practices in a hundred whose lists are as good as all",
    "transfer_month": "Month of the financial year by whose end money is received (1 is April)",
    "late_month": "Month of the financial year from which uncommitted money is told (1 is April)",
    "answer_days": "Working days in which a question about a return is answered",
    "publish_days": "Days after the end of a month on which its open figures come out",
    "below_percent": "Ends below this many points in a hundred",
    "differs_percent": "Change since the last return, in a hundred, that is to be explained",
    "ask_days": "Days that a practice has to read its case study",
    "score_at_least": "Scores of risks from which the band begins",
    "review_months": "Months until a risk of the band is looked at again",
    "likely": "Likelihood that a risk is put forward with",
    "severe": "Impact that a risk is put forward with",
    "share_percent": "Practices in a hundred from which a domain is put forward",
    "fewest_practices": "Fewest practices from which a domain is put forward",
    "old_months": "Months from which a figure of the dashboard is marked as old",
    "least_practices": "Fewest practices whose answers are told together",
    "least_patients": "Fewest patients of practices whose answers are told together",
    "months_between": "Months from the end of a round to the next one",
    "longest_days": "Most days that a round is open",
    "share_months": "Most months for which a practice shares its answers",
    "hidden_among": "Practices helped in an area from which it is told of an unnamed case study",
    "review_days": "Days between two looks at the plan that steadies a practice",
    "within_days": "Days from the opening of the plan by which it is done",
    "before_days": "Days before a decision on which they are told and asked, at the latest",
    "weight": "Weight in the sum of an appraisal",
    "close_km": "Kilometres at which patients thin out where they live close by",
    "wide_km": "Kilometres at which patients thin out where they live widely",
    "reach_km": "Kilometres beyond which nobody lives from a practice",
    "farthest_km": "Kilometres beyond which nobody goes to another practice",
    "most_practices": "Most practices nearby that are looked at",
    "growth_percent": "Most by which a list grows where room is limited, in a hundred",
    "flag_growth_percent": "Growth of a list from which it is pointed out, in a hundred",
    "flag_per_gp": "Patients per GP from which it is pointed out",
    "near_km": "Kilometres farther than which patients are counted",
    "far_km": "Kilometres much farther than which patients are counted",
    "amber_days": "Days between two contacts with a practice that is amber",
    "red_days": "Days between two contacts with a practice that is red",
}
POINTS = ("deciding", "points")
GRIDS = (("matrix", "cells"), POINTS)
"""Tables of a value for each pair of scores."""
PARTS = {
    "overall": "Overall",
    "domain": "A domain",
    "local": "Entered locally",
    "by_flags": "A domain of the dashboard, by its flags as criteria",
}


class SettingsUnfit(Exception):
    """Values that make no pack: for each key, what was expected, found and to be done."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {why}" for key, why in messages.items()))
        self.messages = messages


@dataclass(frozen=True)
class Setting:
    """One value that may be set: `key` names it for good, `own` is what the pack has, as text."""

    key: str
    path: Path
    title: str
    own: str
    choices: tuple[tuple[str, str], ...] = ()
    """Where the value is one of a few words: each with its title."""

    @property
    def section(self) -> str:
        """The part of the pack it belongs to: "criteria.GC11", "signal", "matrix" …"""
        first, second, *_ = self.key.split(".")
        if (first, second) == POINTS:
            return second
        return f"{first}.{second}" if first == "criteria" else first

    @property
    def in_a_grid(self) -> bool:
        """Whether it is one of the values for a pair of scores."""
        return self.path[:2] in GRIDS


@lru_cache(maxsize=32)
def settings_of(pack: str) -> Mapping[str, Setting]:
    """All that may be set of a pack that comes with the product, by key in the pack's order."""
    data = packs.tables(pack)
    bands = tuple((one["id"], one["title"]) for one in data.get("matrix", {}).get("bands", ()))
    found = {}
    for path, value in _values(data, ()):
        key = key_of(path, data)
        choices = bands if path[0] == "matrix" else ()
        found[key] = Setting(key, path, _title(path, data), plain(value), choices)
    return found


def in_force(pack: str, values: Mapping[str, str]) -> Pack:
    """The pack with values by key over its own; the pack itself where there are none.

    Raises SettingsUnfit where they make no pack. What may not be set (any more) is left aside.
    """
    return _over(pack, tuple(sorted(values.items())))


@lru_cache(maxsize=32)
def _over(pack: str, values: tuple[tuple[str, str], ...]) -> Pack:
    settable = settings_of(pack)
    wanted = {key: value for key, value in values if key in settable}
    if not wanted:
        return packs.load(pack)
    data = packs.tables(pack)
    for key, value in wanted.items():
        _put(data, settable[key].path, value if settable[key].choices else _number(value))
    extra = {"own_hash": packs.load(pack).hash, "local_settings": wanted}
    try:
        return packs.checked(data | extra, PackInForce)
    except packs.Unfit as unfit:
        messages = {key_of(path, data): why for path, why in unfit.messages.items()}
        raise SettingsUnfit(messages) from None


def key_of(path: Sequence[str | int], data: Any) -> str:
    """`criteria.GC11.rule.threshold`, `matrix.4.5`: tables of a list by id, else places from 1."""
    words = []
    for step in path:
        data = data[step]
        if isinstance(step, int):
            named = data.get("id") if isinstance(data, Mapping) else None
            words.append(named or str(step + 1))
        elif step != "cells":
            words.append(step)
    return ".".join(words)


def plain(value: Any) -> str:
    """A value as text, the same for 80 and 80.0."""
    if isinstance(value, str):
        value = value.strip()
        value = _number(value) if value else value
    return value if isinstance(value, str) else format(Decimal(value).normalize(), "f")


def _values(here: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Each value of the tables that are local settings, with its path."""
    if isinstance(here, list):
        for place, item in enumerate(here):
            yield from _values(item, (*path, place))
    if not isinstance(here, Mapping):
        return
    for name, value in here.items():
        local = here.get("basis") == LOCAL
        if local and isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield (*path, name), value
        elif local and (*path, name) in GRIDS:
            for scope, row in enumerate(value):
                for impact, own in enumerate(row):
                    yield (*path, name, scope, impact), own
        else:
            yield from _values(value, (*path, name))


def _title(path: Path, data: Any) -> str:
    if path[:2] in GRIDS:
        return f"Scope {int(path[2]) + 1}, impact {int(path[3]) + 1}"
    table = data
    for step in path[:-1]:
        table = table[step]
    if path[0] == "clocks":
        return f"{table['title']}: {table['counted']} after {table['after']}"
    words = WORDS[str(path[-1])]
    about = PARTS.get(str(path[-2]), "")
    named = isinstance(path[-2], int) or path[0] == "dashboard"
    if named and (indicator := indicators().get(table.get("indicator", ""))):
        about = indicator.title
    elif path[0] in ("funding", "questionnaire", "risks", "red"):
        about = about or table.get("title", "")
    elif role := table.get("role"):
        about = str(role).replace("_", " ").capitalize()
    return f"{about}: {words[:1].lower()}{words[1:]}" if about else words


def _put(data: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _number(text: str) -> int | Decimal | str:
    """The number a text writes; the text itself, which the schema refuses, where it writes none."""
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        return text
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number
