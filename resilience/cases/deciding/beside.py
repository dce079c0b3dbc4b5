"""What stands beside a decision: where the practice was placed and why, what it asked for, who
supports it, what was decided before and on like requests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.cases.assessing.second import in_force, newest_placements, unsettled
from resilience.cases.deciding.like import Like, decided_alike
from resilience.cases.following.shown import REFERRAL, Shown
from resilience.cases.models import Case, Decision, Placement
from resilience.programmes.answering import said
from resilience.programmes.schema import Pack

LIKE = 5
KINDS_ASKED = "categories"
"""The question of a referral that asks for kinds of help, by their ids on the menu."""


@dataclass(frozen=True)
class PlacedAs:
    """A placement in the words of the programme."""

    one: Placement
    band: str
    scope: str
    impact: str
    criteria: list[str]
    """The titles of those that its justification rests on."""
    holds: bool
    """Whether it is the one in force."""


def placed_as(pack: Pack, placements: list[Placement]) -> list[PlacedAs]:
    """Placements of one assessment in words, the one in force first."""
    matrix, holds = pack.matrix, in_force(placements)
    if matrix is None:
        return []
    bands = {band.id: band.title for band in matrix.bands}
    titles = {one.id: f"{one.id} {one.title}" for one in pack.criteria}
    found = [
        PlacedAs(
            one,
            bands.get(one.band, one.band),
            matrix.scope[one.scope - 1].label,
            matrix.impact[one.impact - 1].label,
            [titles.get(id_, id_) for id_ in one.criteria],
            one == holds,
        )
        for one in placements
    ]
    return sorted(found, key=lambda one: not one.holds)


class Beside:
    """All that stands beside the form; each part is read when the page comes to it."""

    def __init__(self, case: Case, reader: Reader, pack: Pack) -> None:
        self.case, self.reader, self.pack = case, reader, pack
        self.shown = Shown(case, reader)

    @cached_property
    def placements(self) -> list[Placement]:
        return newest_placements(self.case)

    @cached_property
    def placed(self) -> list[PlacedAs]:
        return placed_as(self.pack, self.placements)

    @property
    def unsettled(self) -> bool:
        return unsettled(self.placements)

    @property
    def asked_for(self) -> list[str]:
        """The kinds of help that the practice asked for, by id."""
        asked = self.case.answers.get(KINDS_ASKED, [])
        offered = {one.id for one in self.pack.menu}
        return [one for one in asked if one in offered] if isinstance(asked, list) else []

    @cached_property
    def asked(self) -> list[tuple[str, list[str]]]:
        """Each question of the part of the request that asks for kinds of help, with its answer."""
        for part in self.pack.form(REFERRAL).parts if self.case.answers else ():
            if any(one.id == KINDS_ASKED for one in part.questions):
                found = (
                    (one.label, said(one, self.case.answers.get(one.id), menu=self.pack.menu))
                    for one in part.questions
                    if one.kind != "files"
                )
                return [(label, lines) for label, lines in found if lines]
        return []

    @cached_property
    def before(self) -> Decision | None:
        """What was decided last."""
        found: Decision | None = self.case.decisions.order_by("number").last()
        return found

    @cached_property
    def asked_again(self) -> str:
        """What the practice wrote when it asked for another look."""
        asked = self.case.events.filter(kind="another_look_asked").order_by("-number").first()
        return asked.text if asked and self.case.state == "another_look" else ""

    @cached_property
    def like(self) -> Like | None:
        holds = in_force(self.placements)
        if holds is None or self.pack.deciding is None:
            return None
        return decided_alike(self.case, holds, self.pack.deciding, self.reader, LIKE)

    def outcome_title(self, outcome: str) -> str:
        return title_of(self.pack, outcome)


def title_of(pack: Pack, outcome: str) -> str:
    """The title of an outcome; its id where the programme no longer has it."""
    found = pack.deciding.outcomes if pack.deciding else ()
    return next((one.title for one in found if one.id == outcome), outcome)
