"""How each figure of a paper is counted, and where its records are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from resilience.look import words
from resilience.reports.board.around import sources_of_beside
from resilience.reports.board.counted import SUMS, position_id, positions_of
from resilience.reports.board.facts import EARLIER, Facts
from resilience.reports.board.values import exactly, told

TIMES = (
    "By how many days it had happened to half (by Kaplan and Meier, which counts those who still "
    "wait), of the requests of the year that count in a return; with a 95% interval. Of fewer than "
    "5 requests nothing is told."
)
EQUITY = (
    "The share of open practices with money committed, with Wilson’s 95% interval; two shares "
    "differ by more than chance where their intervals do not meet."
)
FIXED = {
    "open": ("Practices open", "Open on the day, or at the end of the year, as published."),
    "free": ("Money not committed", "What is available less what is committed."),
    "waiting": (
        "Practices that wait long for a decision",
        "Practices that asked, have no decision, and asked before the days in which a practice "
        "should hear of next steps or the outcome.",
    ),
    "days_decision": ("Days from asking to a decision", TIMES),
    "days_help": ("Days from asking to the first help", f"Where help was decided. {TIMES}"),
    "days_payment": (
        "Days from asking to the first payment",
        f"Where money is committed. {TIMES}",
    ),
    "reviewed": ("Exit reviews", "Reviews done in the year when help ended."),
    "reached": (
        "Objectives reached",
        "Of all objectives that exit reviews tell of, those reached in full; the share has "
        "Wilson’s 95% interval. Those no longer wanted or not known yet count as not reached.",
    ),
    "useful": (
        "Practices that find the help useful",
        "Of those that rated it at the exit review, ratings of 4 or 5 out of 5.",
    ),
    "looked_back": (
        "Practices looked at again",
        "Published figures some months after help ended beside those it was decided on. That one "
        "moved does not say why.",
    ),
    "deprived": ("Practices with money, by deprivation", EQUITY),
    "small": ("Practices with money, by list size", EQUITY),
    "studies_published": ("Case studies published", "In the library; no practice is named here."),
    "late": (
        "Milestones late",
        "Milestones of the year past their deadline that the area, or a team of it, has not met.",
    ),
}
LINKS = {
    **dict.fromkeys(("days_decision", "days_payment"), "funding:speed"),
    **dict.fromkeys(("deprived", "small"), "funding:fairness"),
    **dict.fromkeys(("free", "available"), "funding:money_of"),
}


@dataclass(frozen=True)
class Note:
    """One note: of which figures (their ids begin with its own), how they are called and counted,
    and the address of the records or of more about them."""

    number: int
    id: str
    title: str
    how: str
    address: str


class Notes:
    """The notes of a paper, numbered in the order in which its figures come."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._known = dict(_known(facts))
        self._of = {id_: self._family(id_) for id_ in facts.values}
        self._numbers: dict[str, int] = {}

    def number(self, id_: str) -> int:
        """The number of the note of a figure."""
        return self._numbers.setdefault(self._of[id_], len(self._numbers) + 1)

    def all(self) -> list[Note]:
        """Those used, then those of the other figures."""
        for id_ in self.facts.values:
            self.number(id_)
        return [
            Note(number, id_, *self._known[id_], self._address(id_))
            for id_, number in self._numbers.items()
        ]

    def figures(self, note: Note) -> list[str]:
        """The ids of the figures of a note, but for those of the earlier day."""
        own = (id_ for id_, family in self._of.items() if family == note.id)
        return [id_ for id_ in own if not id_.startswith(EARLIER)]

    def said(self, note: Note, *, earlier: bool = False) -> str:
        """Its figures in words, exactly, and as they stand in a sentence where that differs; those
        of another day with it."""
        before = EARLIER if earlier else ""
        found = []
        for id_ in self.figures(note):
            if (value := self.facts.values.get(before + id_)) is not None:
                label = PARTS.get(id_.removeprefix(note.id), "")
                short, full = told(value), exactly(value)
                both = full if short == full else f"{full} ({short})"
                other = value.day and value.day != self.facts.ground.day
                dated = f" ({words.day(value.day)})" if other else ""
                found.append(f"{label}{both}{dated}")
        return "; ".join(found)

    def _family(self, id_: str) -> str:
        own = id_.removeprefix(EARLIER)
        fits = [one for one in self._known if own.startswith(one)]
        return max(fits, key=len)

    def _address(self, id_: str) -> str:
        pack, year = self.facts.ground.pack, self.facts.ground.year.label
        if name := LINKS.get(id_):
            return reverse(name, args=[pack.id, year])
        measure = pack.returns.measure(id_) if pack.returns else None
        if measure is None:
            return ""
        at = reverse("reports:behind", args=[pack.id, year, id_])
        return f"{at}?as_at={self.facts.ground.day}&area={self.facts.node.code}"


PARTS = {
    "_percent": "share ",
    "_low": "from ",
    "_high": "to ",
    "_of": "of ",
    "_over": "more than available ",
    "_entered": "entered ",
    "_missing": "missing ",
    "_needed": "needed ",
    "_limit": "limit ",
    "_due": "due ",
    "_compared": "compared ",
    "_beyond": "more than chance ",
    "_before": "counted earlier ",
    "_practices": "",
    "_spent": "spent ",
    "_one": "",
    "_one_low": "from ",
    "_one_high": "to ",
    "_other": "other end: ",
    "_other_low": "from ",
    "_other_high": "to ",
    "_kinds": "about ",
}
"""How the parts of a note are told apart."""


def _known(facts: Facts) -> Iterator[tuple[str, tuple[str, str]]]:
    pack = facts.ground.pack
    for one in pack.returns.measures if pack.returns else ():
        shared = (
            " Of a case of several practices each has its share by list size."
            if one.id in SUMS
            else ""
        )
        yield one.id if one.id != "case_studies" else "studies", (one.title, one.about + shared)
    yield from FIXED.items()
    for position in positions_of(facts.ground):
        yield position_id(position), (position.title, position.about)
    sources = sources_of_beside(facts.ground)
    for beside in pack.returns.beside if pack.returns else ():
        source = f" Source: {sources[beside.id].rstrip('.')}." if beside.id in sources else ""
        yield f"beside_{beside.id}", (beside.title, f"{beside.about}{source}")
        yield (
            f"both_{beside.id}",
            (
                f"Also helped by {beside.title}",
                "Practices confirmed here that records of past support name.",
            ),
        )
