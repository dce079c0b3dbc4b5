"""Money for each registered patient, by groups of practices. What is not known of a practice is
counted apart, and no group is held against another: what one gets has many reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from resilience.cases.openness.small import FEWEST, Told, alone, by_kind
from resilience.cases.prioritising.equity import Group, Share, share
from resilience.funding.fairness.practices import Money

NOT_KNOWN: Final = (10**6, "Not known")
NOT_OPEN: Final = "Not open any more"
"""What stands last: money went there, and nothing is compared with it."""


@dataclass(frozen=True)
class Line:
    """Practices of a group, how many of them were helped, and the money that reached them.

    `counted` is what of the money went to the practices whose `patients` are known: so much is for
    each of these. Nothing but the practices and their patients is `shown` of too few.
    """

    title: str
    practices: int
    unsized: int
    """Of them, those whose list size is not known."""
    patients: int
    money: Money
    counted: Money
    helped: Share
    told: Told
    """How many were helped, or why that is not told."""
    known: bool = True

    @property
    def shown(self) -> bool:
        return isinstance(self.told, int)

    @property
    def per_head(self) -> dict[str, float | None]:
        """Pence for each registered patient; none where no patients are known."""
        of = self.patients
        sums = {"committed": self.counted.committed, "paid": self.counted.paid}
        return {name: pence / of if of else None for name, pence in sums.items()}

    @property
    def few(self) -> bool:
        """One practice more or less would move it much."""
        return self.shown and 0 < self.helped.count < FEWEST


@dataclass(frozen=True)
class View:
    """The groups of practices by one thing that is known of them."""

    id: str
    title: str
    lines: list[Line]
    source: str = ""


def view(
    id_: str,
    title: str,
    groups: Mapping[str, Group | None],
    patients: Mapping[str, float | None],
    money: Mapping[str, Money],
    source: str = "",
) -> View:
    """The open practices by their group, none where it is not known; then money of practices that
    are not open."""
    members: dict[Group, list[str]] = {}
    for code, group in groups.items():
        members.setdefault(group or NOT_KNOWN, []).append(code)
    closed = [code for code in money if code not in groups]
    lines = [
        line(group[1], members[group], patients, money, known=group != NOT_KNOWN)
        for group in sorted(members)
    ]
    if closed:
        lines.append(line(NOT_OPEN, closed, {}, money, known=False))
    return View(id_, title, lines, source)


def line(
    title: str,
    practices: Iterable[str],
    patients: Mapping[str, float | None],
    money: Mapping[str, Money],
    *,
    known: bool = True,
) -> Line:
    """What reached some practices together, as those see it who see their cases."""
    codes = list(practices)
    sizes = {code: int(size) for code in codes if (size := patients.get(code))}
    helped = sum(code in money and money[code].committed > 0 for code in codes)
    return Line(
        title=title,
        practices=len(codes),
        unsized=len(codes) - len(sizes),
        patients=sum(sizes.values()),
        money=sum((money[code] for code in codes if code in money), Money()),
        counted=sum((money[code] for code in sizes if code in money), Money()),
        helped=share(helped, len(codes)),
        told=helped,
        known=known,
    )


def without_few(whole: Line, views: Iterable[View]) -> tuple[Line, list[View]]:
    """The same for who sees no cases: nothing is told of few practices, and none of it can be
    worked out from what is told (see `cases.openness.small`)."""

    def hidden(one: View) -> View:
        counts = by_kind([line.helped.count for line in one.lines])
        if isinstance(told.told, str):
            counts = [told.told] * len(counts)
        return replace(
            one,
            lines=[
                replace(line, told=count) for line, count in zip(one.lines, counts, strict=True)
            ],
        )

    told = replace(whole, told=alone(whole.helped.count))
    return told, [hidden(one) for one in views]
