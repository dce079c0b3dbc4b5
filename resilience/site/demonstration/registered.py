"""Patients registered at a GP practice: gp-reg-pat-prac-all, in the headings of its month."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.measures import patients
from resilience.site.demonstration.places import ons
from resilience.site.demonstration.world import open_practices
from resilience.site.demonstration.writing import csv_file

SUB_ICB_SINCE = date(2022, 7, 1)


def registered(day: date, *, wrong: dict[str, str] | None = None) -> bytes:
    """The lists of a day; `wrong` puts something else where a practice's number stands."""
    area = "SUB_ICB_LOCATION_CODE" if day >= SUB_ICB_SINCE else "CCG_CODE"
    first = ["PUBLICATION", "EXTRACT_DATE", "TYPE", area, f"ONS_{area}"]
    rows = [[*first, "CODE", "POSTCODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"]]
    written = f"{day:%Y-%m-%d}" if day >= SUB_ICB_SINCE else f"{day:%d%b%Y}".upper()
    for practice in open_practices(day):
        place = practice.commissioner
        number = (wrong or {}).get(practice.code, str(patients(practice, day)))
        facts = [place.code, ons(place), practice.code, practice.postcode]
        rows.append(["GP_PRAC_PAT_LIST", written, "GP", *facts, "ALL", "ALL", number])
    return csv_file(rows)
