"""NHS Payments to General Practice: what each practice was paid in a financial year, in pence.

A new layout each year; practices that closed in the year are in it. The area at the top is an
area team to 2014-15, a local office to 2018-19 and a region after, always in the first columns.
Patients are the last known figure or the mean of the year's quarters. A payment that a year's file
does not have is missing, not nothing; payments taken back are less than 0.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import apart, floats, ratio, sum_of, told_or_refused
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Column, Layout, day, number, pence, practice, text

UNKNOWN = ("UNKNOWN", "MISSING")
TOTAL = "total nhs payments to general practice"
NEAR = 200
"""Pence by which a total may differ from its parts: 2014-15 was published in whole pounds."""
PCN = (
    "pcn_leadership",
    "pcn_support",
    "pcn_workforce",
    "pcn_extended_hours",
    "pcn_enhanced_access",
    "pcn_impact_fund",
    "pcn_care_homes",
)
"""What networks are paid through a practice, beside its own payments."""

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def _paid(name: str, heading: str) -> Column:
    """A payment; its heading may end with the number of a footnote."""
    return pence(name, rf"{heading} ?\d*", optional=True)


def _yes(cell: str) -> bool:
    try:
        return {"YES": True, "NO": False}[cell.strip().upper()]
    except KeyError:
        raise ValueError(f"'{cell}' is neither Yes nor No") from None


def _postcode(cell: str) -> str:
    """One space before the last three letters, however many there were; what is no postcode stays
    as it was written."""
    letters = "".join(cell.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}" if POSTCODE.fullmatch(letters) else cell.strip()


def _check(tables: Tables) -> list[str]:
    """What follows from other columns agrees with it, or columns are out of place."""
    rows = tables["practices"]
    if rows["total_payments"].null_count == len(rows):
        return ["it has no total of payments under a heading that is known"]
    less = apart(sum_of(rows, ("total_payments", "deductions")), rows["net_payments"], NEAR)
    with_pcn = apart(sum_of(rows, ("total_payments", *PCN)), rows["total_with_pcn"], NEAR)
    return [
        *told_or_refused(less, "the net payments are not the total less deductions"),
        *told_or_refused(with_pcn, "the total with networks is not the total and its payments"),
        *told_or_refused(
            pc.or_kleene(_not_per(rows, "registered"), _not_per(rows, "weighted")),
            "the payments per patient are not the total over the patients",
        ),
    ]


def _not_per(rows: pa.Table, patients: str) -> pa.ChunkedArray:
    """Where the published average is more than a fiftieth from the total over the patients."""
    per_patient = ratio(rows["total_payments"], rows[f"{patients}_patients"])
    published = floats(rows[f"paid_per_{patients}_patient"])
    return pc.greater(
        pc.abs(pc.subtract(per_patient, published)),
        pc.add(float(NEAR), pc.multiply(0.02, pc.abs(per_patient))),
    )


DATASET = Dataset(
    id="gp_payments",
    title="NHS Payments to General Practice",
    publisher="NHS England",
    layouts=(
        Layout(
            table="practices",
            unique=("practice",),
            columns=(
                # A00001 is written where a practice has no code.
                practice("practice code", blank=("A00001",)),
                text("name", "practice name", needed=True),
                Column("postcode", "practice postcode", read=_postcode),
                day("opened", "practice open date", blank=("-",)),
                day("closed", "practice close date", blank=("-",)),
                text("contract_type", "contract type", blank=UNKNOWN),
                text("practice_type", "practice ?type", blank=UNKNOWN, optional=True),
                text("rurality", "practice ?rurality", blank=UNKNOWN, optional=True),
                Column("dispensing", "dispensing practice", _yes, pa.bool_(), blank=UNKNOWN),
                areas.office("(nhs england .*|region) code", needed=True),
                text("dco_name", "(nhs england .*|region) name"),
                areas.commissioner("(ccg|sub icb( location)?) code", needed=True),
                text("commissioner_name", "(ccg|sub icb( location)?) name"),
                areas.network("pcn code", blank=("UNKNOWN OR NO PCN",), optional=True),
                text("pcn_name", "pcn name", blank=("UNKNOWN OR NO PCN",), optional=True),
                number("registered_patients", "(average )?number of registered patients.*"),
                number("weighted_patients", "(average )?number of weighted patients.*"),
                _paid("global_sum", "global sum"),
                _paid("mpig", "mpig correction factor"),
                _paid("pms_balance", "balance of pms expenditure"),
                _paid("qof", "total qof payments"),
                _paid("premises", "premises payments"),
                _paid("locums", "total locum allowances"),
                _paid("local_schemes", "(total )?local (incentive schemes|enhanced services)"),
                _paid("dispensing_fees", "dispensing fee payments"),
                _paid("drugs", "reimbursement of drugs"),
                _paid("total_payments", TOTAL),
                _paid(
                    "deductions", "deductions for pensions levies and prescription charge income"
                ),
                _paid("net_payments", f"{TOTAL} minus deductions"),
                _paid("paid_per_registered_patient", "average payments per registered patient"),
                _paid("paid_per_weighted_patient", "average payments per weighted patient"),
                _paid("pcn_participation", "pcn participation"),
                _paid("pcn_leadership", "pcn leadership"),
                _paid("pcn_support", "pcn support"),
                _paid("pcn_workforce", "pcn workforce"),
                _paid("pcn_extended_hours", "pcn extended hours access"),
                _paid("pcn_enhanced_access", "pcn enhanced access"),
                _paid("pcn_impact_fund", "pcn investment and impact fund"),
                _paid("pcn_care_homes", "pcn care home premium"),
                _paid(
                    "total_with_pcn",
                    "total nhs payments including pcn workforce leadership and support",
                ),
                _paid("total_with_covid_and_pcn", f"{TOTAL} including covid and pcn payments"),
            ),
        ),
    ),
    check=_check,
    periods=(FINANCIAL_YEAR,),
    totals=("total_payments", "registered_patients"),
)
