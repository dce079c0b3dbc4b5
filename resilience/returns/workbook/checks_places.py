"""Checks of teams and practices: that there are such, of this area, and each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from resilience.look import words
from resilience.returns.workbook.checks import Check
from resilience.returns.workbook.ground import Ground, Practice
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.told import Found, short

CODE = re.compile(r"[A-Z]\d{5}", re.ASCII)
"""An ODS code of a practice."""
HERE = "Mend the code, or leave the row out."


def team_unknown(read: Read, ground: Ground) -> Iterator[Found]:
    known = ground.teams
    mend = f"Use a code of the area’s teams: {', '.join(known) or 'it has none on this day'}."
    for place, one in enumerate(read.rows.teams):
        if one.team and one.team not in known:
            yield read.of_team(place, "team", f"“{short(one.team)}”, no team of this area", mend)
    for place, row in enumerate(read.rows.practices):
        if row.team and row.team not in known:
            found = f"“{short(row.team)}”, no team of this area"
            yield read.of_practice(place, "team", found, mend)


def team_twice(read: Read, ground: Ground) -> Iterator[Found]:
    first: dict[str, int] = {}
    for place, one in enumerate(read.rows.teams):
        if one.team and first.setdefault(one.team, place) != place:
            found = f"{short(one.team)}, which row {read.teams.at[first[one.team]]} has too"
            yield read.of_team(place, "team", found, "Leave one of the rows out.")


def team_missing(read: Read, ground: Ground) -> Iterator[Found]:
    there = {one.team for one in read.rows.teams}
    for code, name in ground.teams.items():
        if code not in there:
            mend = "Add a row for it, also where it did nothing."
            yield Found(read.teams.sheet, "", f"No row of {name} ({code})", mend)


def practice_unknown(read: Read, ground: Ground) -> Iterator[Found]:
    for place, row in enumerate(read.rows.practices):
        code = row.practice
        if not code or code in ground.practices:
            continue
        if code in ground.others:
            found = f"{short(code)}, which is the code of a {ground.others[code]}"
        elif CODE.fullmatch(code):
            found = f"{code}, and there is no practice with this code"
        else:
            found = f"“{short(code)}”, which is no code: it has a letter and five digits"
        yield read.of_practice(place, "practice", found, HERE)


def practice_twice(read: Read, ground: Ground) -> Iterator[Found]:
    first: dict[tuple[str, str], int] = {}
    for place, row in enumerate(read.rows.practices):
        key = row.team, row.practice
        if all(key) and first.setdefault(key, place) != place:
            above = read.practices.at[first[key]]
            found = f"{short(row.practice)} for {short(row.team)}, which row {above} has too"
            yield read.of_practice(place, "practice", found, "Put both rows into one.")


def practice_closed_before(read: Read, ground: Ground) -> Iterator[Found]:
    for place, code, one in _known(read, ground):
        if one.closes and one.closes <= ground.year.starts:
            found = f"{code}, which closed on {words.day(one.closes)}"
            mend = "Use the code of the practice that took over, or leave the row out."
            yield read.of_practice(place, "practice", found, mend)


def practice_closed(read: Read, ground: Ground) -> Iterator[Found]:
    for place, code, one in _known(read, ground):
        if one.closes and ground.year.starts < one.closes <= ground.day:
            found = f"{code}, which closed on {words.day(one.closes)}"
            yield read.of_practice(place, "practice", found, "Look if it had help before that.")


def practice_not_open(read: Read, ground: Ground) -> Iterator[Found]:
    for place, code, one in _known(read, ground):
        if one.opened and one.opened > ground.day:
            found = f"{code}, which opened on {words.day(one.opened)}"
            yield read.of_practice(place, "practice", found, HERE)


def practice_elsewhere(read: Read, ground: Ground) -> Iterator[Found]:
    own = set(ground.teams)
    for place, code, one in _known(read, ground):
        if not own & set(one.teams):
            where = ", ".join(one.teams.values()) or "no team"
            found = f"{code}, which belonged to {where} in the year"
            yield read.of_practice(place, "practice", found, HERE)


def practice_other_team(read: Read, ground: Ground) -> Iterator[Found]:
    own = set(ground.teams)
    for place, code, one in _known(read, ground):
        team = read.rows.practices[place].team
        if team in own and team not in one.teams and own & set(one.teams):
            found = f"{team}, and {code} belonged to {', '.join(one.teams.values())}"
            yield read.of_practice(place, "team", found, "Look which team dealt with it.")


def _known(read: Read, ground: Ground) -> Iterator[tuple[int, str, Practice]]:
    for place, row in enumerate(read.rows.practices):
        if one := ground.practices.get(row.practice):
            yield place, row.practice, one


CHECKS: Mapping[str, Check] = {
    "team_unknown": team_unknown,
    "team_twice": team_twice,
    "team_missing": team_missing,
    "practice_unknown": practice_unknown,
    "practice_twice": practice_twice,
    "practice_closed_before": practice_closed_before,
    "practice_closed": practice_closed,
    "practice_not_open": practice_not_open,
    "practice_elsewhere": practice_elsewhere,
    "practice_other_team": practice_other_team,
}
