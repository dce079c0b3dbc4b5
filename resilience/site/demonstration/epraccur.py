"""ODS epraccur: 27 columns without headings, in the vocabulary of before and after 2026."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.places import COMMISSIONERS, Place, board, region, team
from resilience.site.demonstration.world import COMMISSIONERS_SINCE, Practice, practices
from resilience.site.demonstration.writing import Row, csv_file

BOARDS_SINCE = date(2020, 4, 1)
NEW_WORDS_SINCE = date(2026, 1, 1)
NEW_WORDS = {"A": "ACTIVE", "C": "INACTIVE", "D": "DORMANT"}


def epraccur(day: date) -> bytes:
    """The register as published about `day`: practices, and cost centres that are none."""
    rows = [_practice(practice, day) for practice in practices() if practice.listed_on(day)]
    rows += [_cost_centre(number, place, day) for number, place in enumerate(COMMISSIONERS)]
    return csv_file(rows, quoted=True)


def _practice(practice: Practice, day: date) -> Row:
    state = practice.state_on(day)
    closed = f"{practice.closed:%Y%m%d}" if state == "C" and practice.closed else ""
    return _row(
        practice.code,
        practice.name_on(day),
        practice.commissioner,
        [practice.street, "", "", practice.town, ""],
        practice.postcode,
        (practice.opened, closed, state),
        day,
        ("4", "RO76"),
    )


def _cost_centre(number: int, place: Place, day: date) -> Row:
    """An out of hours service: in the file, but no practice."""
    return _row(
        f"Z99{number + 1:03}",
        f"{place.name} Out of Hours",
        place,
        ["1 Hospital Way", "", "", place.name, ""],
        f"QX{number + 1} 9ZZ",
        (COMMISSIONERS_SINCE, "", "A"),
        day,
        ("2", "RO80"),
    )


def _row(
    code: str,
    name: str,
    place: Place,
    address: list[str],
    postcode: str,
    life: tuple[date, str, str],
    day: date,
    settings: tuple[str, str],
) -> Row:
    opened, closed, state = life
    new = day >= NEW_WORDS_SINCE
    above = board(place) if day >= BOARDS_SINCE else team(place)
    joined = max(opened, COMMISSIONERS_SINCE)
    return [
        code,
        name.upper(),
        region(place).code,
        above.code,
        *(line.upper() for line in address),
        postcode,
        f"{opened:%Y%m%d}",
        closed,
        NEW_WORDS[state] if new else state,
        "B",
        place.code,
        f"{joined:%Y%m%d}",
        closed,
        f"01632 960{int(code[3:]) % 1000:03}",
        *("", "", ""),
        "1" if new else "0",
        "",
        place.code,
        "",
        settings[new],
        "",
    ]
