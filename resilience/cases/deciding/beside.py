"""What stands beside a decision: where the practice was placed and why, what it asked for, who
supports it, what was decided before and on like requests."""

from __future__ import annotations

from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.cases.assessing.blind import is_blind
from resilience.cases.assessing.second import in_force, newest_placements
from resilience.cases.assessing.shown import PlacedAs, placed_as
from resilience.cases.deciding.again import ASKED, asked_again
from resilience.cases.deciding.like import Like, decided_alike
from resilience.cases.deciding.outcomes import KINDS_ASKED, asked_kinds, title_of
from resilience.cases.following.shown import REFERRAL, Shown
from resilience.cases.models import Case, Decision, Placement
from resilience.programmes.answering import said
from resilience.programmes.schema import Pack

LIKE = 5


class Beside:
    """All that stands beside the form; each part is read when the page comes to it."""

    def __init__(self, case: Case, reader: Reader, pack: Pack) -> None:
        self.case, self.reader, self.pack = case, reader, pack
        self.shown = Shown(case, reader)

    @cached_property
    def placements(self) -> list[Placement]:
        """The newest; none to who may still be a second assessor of it."""
        found = newest_placements(self.case)
        return [] if is_blind(self.case, found, self.reader) else found

    @property
    def placed(self) -> list[PlacedAs]:
        return placed_as(self.pack, self.placements, self.reader)

    @property
    def asked_for(self) -> list[str]:
        """The kinds of help that the practice asked for, by id."""
        return asked_kinds(self.pack, self.case.answers)

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
        """What the practice wrote when it asked for another look that was not given yet."""
        asked = self.case.events.filter(kind=ASKED).order_by("-number").first()
        return asked.text if asked and asked_again(self.case) else ""

    @cached_property
    def like(self) -> Like | None:
        holds = in_force(self.placements)
        if holds is None or self.pack.deciding is None:
            return None
        return decided_alike(self.case, holds, self.pack.deciding, self.reader, LIKE)

    def outcome_title(self, outcome: str) -> str:
        return title_of(self.pack, outcome)
