"""What a pot will have spent by the end of its year: as the books tell, as its holder says, and as
a check at the rate of the months so far (G4.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from resilience.funding.review.figures import Sums
from resilience.funding.review.months import Month


@dataclass(frozen=True)
class Said:
    """What a holder entered for a month: pence, on what it rests, and on which day."""

    month: date
    pence: int
    basis: str
    on: date

    def months_old(self, at: Month) -> int:
        """Months from that for which it was said to the one reviewed."""
        return at.year.month_of(at.first) - at.year.month_of(self.month)


@dataclass(frozen=True)
class Outlook:
    """What will be spent of a pot by 31 March, in pence.

    `computed` is what is paid, and what is committed and expected by then; money that nobody has
    committed is not spent. `rate` is what the year would come to if the rest of it went as the days
    so far. What the holder `said` counts before what is computed, until the year has ended: then
    both are what was spent.
    """

    computed: int
    rate: int | None
    said: Said | None
    outturn: bool = False

    @property
    def counts(self) -> int:
        return self.said.pence if self.said and not self.outturn else self.computed


def outlook(so_far: Sums, late: Sums, in_the_year: Sums, at: Month, said: Said | None) -> Outlook:
    """What will be spent of a pot. `so_far` are its sums until the month ends, `late` those of the
    parts of commitments that are expected after the year, `in_the_year` those until 31 March."""
    return Outlook(
        computed=in_the_year.paid if at.outturn else expected(so_far, late),
        rate=run_rate(so_far.paid, at),
        said=said,
        outturn=at.outturn,
    )


def expected(so_far: Sums, late: Sums) -> int:
    """Pence that are paid, or committed and expected by 31 March."""
    return so_far.committed - (late.committed - late.paid)


def run_rate(paid: int, at: Month) -> int | None:
    """What a year comes to that goes on as it went so far; None before its first day has passed,
    and once it has ended."""
    gone = (at.until - at.year.starts).days + 1
    if gone < 1 or at.outturn:
        return None
    whole = (at.year.ends - at.year.starts).days + 1
    return (2 * paid * whole + gone) // (2 * gone)
