"""NHS Payments to General Practice in the layout of 2022-23, with whether a practice is rural."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.epcn import network_name
from resilience.site.demonstration.land import rural
from resilience.site.demonstration.measures import patients, strain
from resilience.site.demonstration.places import Place, ccg_name, region, sub_icb_name
from resilience.site.demonstration.registered import SUB_ICB_SINCE
from resilience.site.demonstration.world import NETWORKS_SINCE, Practice, dice, open_practices
from resilience.site.demonstration.writing import Row, csv_file

HEADINGS = [
    *("NHS England (Region) code", "NHS England (Region) Name", "Sub ICB Code", "Sub ICB NAME"),
    *("PCN Code", "PCN Name", "Practice Code", "Practice Name", "Practice Address"),
    *("Practice Postcode", "Practice Open Date", "Practice Close Date", "Contract Type"),
    *("Dispensing Practice", "Practice type", "Practice Rurality", "Atypical characteristics"),
    *("Average Number of Registered Patients", "Average Number of Weighted Patients"),
    *("Average payments per registered patient", "Average payments per weighted patient"),
    *("Global Sum", "MPIG Correction factor", "Balance of PMS Expenditure", "Total QOF Payments"),
    *("Premises Payments", "Total Locum Allowances", "Total Local Incentive Schemes"),
    "Total NHS Payments to General Practice",
    "Deductions for Pensions, Levies and Prescription Charge Income",
    "Total NHS Payments to General Practice Minus Deductions",
]
PER_WEIGHTED_PATIENT = 99.7
"""Pounds of the global sum, about: lists change within the year."""


def payments(first: int) -> bytes:
    """What practices were paid in the financial year that began in `first`."""
    middle = date(first, 10, 1)
    return csv_file([HEADINGS, *(_paid(practice, middle) for practice in open_practices(middle))])


def _paid(practice: Practice, day: date) -> Row:
    chance = dice(practice.code, "payments", day.year)
    place, listed = practice.commissioner, patients(practice, day)
    weighted = listed * (1 + 0.05 * strain(practice, day, "weight"))
    core = weighted * PER_WEIGHTED_PATIENT * chance.uniform(0.96, 1.04)
    qof, premises = listed * chance.uniform(10, 13), listed * chance.lognormvariate(2.5, 0.5)
    locums = chance.choice((0.0, 0.0, listed * chance.uniform(0.5, 3)))
    schemes = listed * chance.uniform(4, 12)
    total = round(sum(map(_pence, (core, qof, premises, locums, schemes))), 2)
    deducted = -_pence(total * 0.08)
    return [
        *(region(place).code, region(place).name, place.code, _name(place, day)),
        *_network(practice, day),
        *(
            practice.code,
            practice.name_on(day),
            f"{practice.street}, {practice.town}",
            practice.postcode,
        ),
        *(f"{practice.opened:%d/%m/%Y}", "", "GMS", "Yes" if rural(practice) else "No"),
        *("GP practice", "Rural" if rural(practice) else "Urban", ""),
        *(listed, round(weighted, 2), _pence(total / listed), _pence(total / weighted)),
        *(_pence(core), 0, 0, _pence(qof), _pence(premises), _pence(locums), _pence(schemes)),
        *(total, deducted, round(total + deducted, 2)),
    ]


def _name(place: Place, day: date) -> str:
    return sub_icb_name(place) if day >= SUB_ICB_SINCE else ccg_name(place)


def _network(practice: Practice, day: date) -> tuple[str, str]:
    if day < NETWORKS_SINCE:
        return "Unknown or no PCN", "Unknown or no PCN"
    return practice.network, network_name(practice.network, practice.commissioner)


def _pence(pounds: float) -> float:
    return round(pounds, 2)
