"""Pots, commitments, the entries of the books, what was planned and what the ledger tells."""

from resilience.funding.models.books import Commitment, Entry, Pot, Stage, Total
from resilience.funding.models.ledger import Extract, LedgerLine, Mapping
from resilience.funding.models.plans import Forecast, IndicativeShare, Variance

__all__ = [
    "Commitment",
    "Entry",
    "Extract",
    "Forecast",
    "IndicativeShare",
    "LedgerLine",
    "Mapping",
    "Pot",
    "Stage",
    "Total",
    "Variance",
]
