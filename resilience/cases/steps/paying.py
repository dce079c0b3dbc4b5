"""What happens to the money for the help of a case. The books are of the room of funding, and so
are the pages."""

from __future__ import annotations

NOTED: dict[str, str] = {
    "money_committed": "Money was committed for the help",
    "commitment_varied": "The money committed for the help was changed",
    "invoice_approved": "An invoice for the help was approved",
    "payment_made": "A payment for the help was made",
    "money_recovered": "Money paid for the help came back",
    "money_corrected": "An entry about the money for the help was corrected",
}
"""By kind of event."""
