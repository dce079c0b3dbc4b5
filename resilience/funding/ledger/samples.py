"""A sample of an extract, for people who set one up in their ledger."""

from __future__ import annotations

SAMPLE_COLUMNS = (
    "Payment date",
    "Amount",
    "Invoice number",
    "Supplier name",
    "Subjective code",
    "Description",
)
SAMPLE = tuple(
    dict(zip(SAMPLE_COLUMNS, row, strict=True))
    for row in (
        ("04/02/2019", "4,000.00", "INV-1001", "Steady Hands Ltd", "RES-SUPPLIER", "Recruiter"),
        ("11/02/2019", "800.00", "2019/17", "Riverside Surgery", "RES-PRACTICE", "First part"),
        ("18/02/2019", "(250.00)", "INV-1001", "Steady Hands Ltd", "RES-SUPPLIER", "Paid back"),
    )
)
