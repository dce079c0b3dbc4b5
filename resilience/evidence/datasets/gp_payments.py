"""NHS Payments to General Practice: what each practice was paid in a financial year, in pence.

A new layout each year; practices that closed in the year are in it. The area at the top is an
area team to 2014-15, a local office to 2018-19 and a region after, always in the first columns.
Patients are the last known figure or the mean of the year's quarters. A payment that a year's file
does not have is missing, not nothing; payments taken back are less than 0.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import told_or_refused
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Column, Layout, code, day, number, pence, practice, text

UNKNOWN = ("UNKNOWN", "MISSING")
TOTAL = "total nhs payments to general practice"
NEAR = 200
"""Pence by which a total may differ from its parts: 2014-15 was published in whole pounds."""


def _paid(name: str, heading: str) -> Column:
    """A payment; its heading may end with the number of a footnote."""
    return pence(name, rf"{heading} ?\d*", optional=True)


def _yes(cell: str) -> bool:
    try:
        return {"YES": True, "NO": False}[cell.strip().upper()]
    except KeyError:
        raise ValueError(f"'{cell}' is neither Yes nor No") from None


def _postcode(cell: str) -> str:
    """One space before the last three letters, however many there were."""
    letters = "".join(cell.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}"


def _check(tables: Tables) -> list[str]:
    """Totals less deductions are the net payments, or columns are not what their headings say."""
    rows = tables["practices"]
    if rows["total_payments"].null_count == len(rows):
        return ["it has no total of payments under a heading that is known"]
    apart = pc.subtract(pc.add(rows["total_payments"], rows["deductions"]), rows["net_payments"])
    return told_or_refused(
        pc.greater(pc.abs(apart), NEAR), "the net payments are not the total less deductions"
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
                code("dco", "(nhs england .*|region) code", needed=True),
                text("dco_name", "(nhs england .*|region) name"),
                code("commissioner", "(ccg|sub icb( location)?) code", needed=True),
                text("commissioner_name", "(ccg|sub icb( location)?) name"),
                code("pcn", "pcn code", blank=("UNKNOWN OR NO PCN",), optional=True),
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
