"""CQC HSCA active locations: one wide sheet with the latest rating of each location."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from resilience.site.demonstration.measures import ratings
from resilience.site.demonstration.places import region
from resilience.site.demonstration.world import Practice, dice, open_practices
from resilience.site.demonstration.writing import Row, workbook

HEADINGS = (Path(__file__).parent / "cqc_headings.txt").read_text("utf-8").splitlines()
UNLINKED = 0.03
"""The share of locations that bear no practice code; the real register has some too."""


def cqc(day: date) -> bytes:
    rated = ratings(day)
    rows = [
        _location(number, practice, rated.get(practice.code, "Not Rated"), day)
        for number, practice in enumerate(open_practices(day))
    ]
    return workbook(
        {
            "README": [["HSCA active locations (synthetic demonstration)"], [day]],
            "HSCA_Active_Locations": [HEADINGS, *rows],
        }
    )


def _location(number: int, practice: Practice, rating: str, day: date) -> Row:
    chance = dice(practice.code, "inspection", day.year // 4)
    published = day - timedelta(days=chance.randint(60, 1_200))
    linked = dice(practice.code, "linked").random() > UNLINKED
    known: dict[str, object] = {
        "Location ID": f"1-99{number:07}",
        "Location HSCA start date": max(practice.opened, date(2013, 4, 1)),
        "Dormant (Y/N)": "N",
        "Care home?": "N",
        "Location Name": practice.name_on(day),
        "Location ODS Code": practice.code if linked else "",
        "Location Type/Sector": "Primary Medical Services",
        "Location Inspection Directorate": "Primary medical services",
        "Location Primary Inspection Category": "GP Practices",
        "Location Latest Overall Rating": rating,
        "Publication Date": published if rating != "Not Rated" else "",
        "Inherited Rating (Y/N)": "N",
        "Location Region": region(practice.commissioner).name,
        "Location NHS Region": region(practice.commissioner).name,
        "Location Street Address": practice.street,
        "Location City": practice.town,
        "Location Postal Code": practice.postcode,
        "Provider ID": f"1-98{number:07}",
        "Provider Name": practice.name_on(day),
        "Regulated activity - Treatment of disease, disorder or injury": "Y",
        "Service type - Doctors consultation service": "Y",
        "Service user band - Whole Population": "Y",
    }
    return [known.get(heading, "") for heading in HEADINGS]
