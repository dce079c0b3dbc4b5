"""Who asks for help, is placed and is offered help, against all practices of a footprint: by list
size, deprivation, urban or rural, and area. What is not known of a practice is counted apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from resilience.evidence.statistics import wilson_interval
from resilience.look import words

STAGES = {
    "asked": "asked for help",
    "placed": "were placed",
    "offered": "were offered help",
}
"""What may become of a practice, in the order in which it does; of a sentence about practices."""
ALMOST = 1e-6
"""Per cent by which two shares differ that are the same but for how a computer counts."""
LEAST = 5
"""Practices of a group, from which something is said of it."""

Group = tuple[int, str]
"""Its place in the order of groups, and its title."""


@dataclass(frozen=True)
class Share:
    """So many of some practices, as a share with its 95% interval; all in per cent. No interval
    where there is none of them."""

    count: int
    of: int
    low: float | None = None
    high: float | None = None

    @property
    def percent(self) -> float | None:
        return 100 * self.count / self.of if self.of else None


def share(count: int, of: int) -> Share:
    """Wilson's interval of a share."""
    if not of:
        return Share(count, of)
    low, high = wilson_interval(count, of)
    return Share(count, of, 100 * low, 100 * high)


@dataclass(frozen=True)
class Line:
    """A group of practices: how many there are, and the share of each of STAGES."""

    title: str
    practices: int
    shares: Mapping[str, Share]
    known: bool = True


@dataclass(frozen=True)
class View:
    """The groups of practices by one thing that is known of them."""

    title: str
    lines: list[Line]
    """Those with a group, in order, then those of which it is not known."""
    source: str = ""


def view(
    title: str,
    groups: Mapping[str, Group | None],
    reached: Mapping[str, set[str]],
    source: str = "",
) -> View:
    """The view of practices by their group, none where it is not known. `reached` has the codes of
    the practices that reached each of STAGES; others than those in `groups` do not count."""
    members: dict[Group, set[str]] = {}
    unknown = {code for code, group in groups.items() if group is None}
    for code, group in groups.items():
        if group is not None:
            members.setdefault(group, set()).add(code)
    lines = [line(group[1], members[group], reached) for group in sorted(members)]
    if unknown:
        lines.append(line("Not known", unknown, reached, known=False))
    return View(title, lines, source)


def line(
    title: str, practices: set[str], reached: Mapping[str, set[str]], *, known: bool = True
) -> Line:
    """The shares of some practices."""
    many = len(practices)
    shares = {stage: share(len(practices & reached[stage]), many) for stage in STAGES}
    return Line(title, many, shares, known)


def by_number(
    values: Mapping[str, float | None], edges: Iterable[float], title: Callable[[float, float], str]
) -> dict[str, Group | None]:
    """Groups of numbers between `edges`, which begin with the least and end with the greatest that
    there may be; each holds its lower edge and not its upper one."""
    bands = [
        (low, high, (place, title(low, high))) for place, (low, high) in enumerate(pairwise(edges))
    ]

    def group(value: float | None) -> Group | None:
        if value is None:
            return None
        return next((found for low, high, found in bands if low <= value < high), None)

    return {code: group(value) for code, value in values.items()}


def who_may_be_missed(views: Iterable[View], whole: Line) -> str:
    """One sentence: the group of which fewest reach a stage, where even the upper limit of its
    share is below the share of all practices; the earliest such stage counts. A question to look
    into, and no finding about a practice."""
    for stage, told in STAGES.items():
        every = whole.shares[stage].percent or 0.0
        below = [
            (one.shares[stage].percent or 0.0, of, one)
            for of in views
            for one in of.lines
            if one.known and one.practices >= LEAST and _below(one.shares[stage], every)
        ]
        if below:
            _, of, one = min(below, key=lambda found: found[0])
            own = one.shares[stage]
            between = f"{words.percent(own.low)} to {words.percent(own.high)}"
            return (
                f"By {of.title.lower()}, fewer practices {told} of “{one.title}” than of all: "
                f"{words.number(own.count)} of {words.number(own.of)} "
                f"({words.percent(own.percent)}, 95% interval {between}) against "
                f"{words.percent(every)}. Ask whether some of them need help and are missed."
            )
    return (
        "No group stands out: the share of each that asked for help, was placed or was offered "
        "help is as near to that of all practices as chance allows."
    )


def _below(own: Share, every: float) -> bool:
    return own.high is not None and own.high < every - ALMOST
