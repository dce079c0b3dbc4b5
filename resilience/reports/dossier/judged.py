"""What a dossier says of how a request was judged: assessments as they stood, placements, decisions
and their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resilience.accounts.reader import Reader
from resilience.cases.assessing.blind import seen_placements
from resilience.cases.assessing.shown import PlacedAs, placed_as
from resilience.cases.deciding.outcomes import title_of
from resilience.cases.models import Assessment, Case, Decision
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.reports.dossier.passages import Mark, Row, Run
from resilience.reports.dossier.personal import Personal

RESULTS = {"met": "met", "not_met": "not met", "not_known": "not known"}


class Judgements:
    """Of one case, as a reader sees them."""

    def __init__(self, case: Case, reader: Reader, pack: Pack, personal: Personal) -> None:
        self.case, self.reader, self.pack, self.personal = case, reader, pack, personal
        self.titles = {one.id: one.title for one in pack.criteria}

    def assessments(self) -> Iterator[Row]:
        """What was known each time, and where it was then placed: for those who deliberate. Of what
        is restricted nothing stands here."""
        seen = Assessment.objects.visible_to(self.reader).filter(case=self.case)
        for one in seen.select_related("acting_for", "case").order_by("number"):
            label = f"Assessment {one.number}, {words.day(one.at)}"
            yield self._row(f"assessment-{one.number}", label, self._known(one))
            placements = list(one.placements.select_related("acting_for"))
            shown = seen_placements(one, placements, self.reader)
            for placed in placed_as(self.pack, shown, self.reader):
                kind = placed.one.kind
                label = f"Placement on assessment {one.number}, {words.day(placed.one.at)}"
                yield self._row(f"placement-{one.number}-{kind}", label, _placed(placed))

    def decisions(self) -> Iterator[Row]:
        """Each decision with its letter, which the practice has too."""
        found = Decision.objects.visible_to(self.reader).filter(case=self.case)
        for one in found.select_related("acting_for").order_by("number"):
            who = f", for {one.acting_for.name}" if one.acting_for else ""
            what = f"{title_of(self.pack, one.outcome)}, {words.moment(one.at)}{who}"
            yield Row(
                f"decision-{one.number}",
                f"Decision {one.number}",
                ((Run(what),), *self.personal.lines(one.reasons)),
            )
            yield Row(
                f"letter-{one.number}",
                f"Letter of decision {one.number}",
                self.personal.lines(one.letter.replace("## ", "")),
            )

    def _known(self, one: Assessment) -> Iterator[str]:
        who = f", for {one.acting_for.name}" if one.acting_for else ""
        screen = f" and screen {one.snapshot}" if one.snapshot else ""
        yield f"As it was known on {words.day(one.as_at)}{who}"
        yield f"Rules {one.pack_hash}, local settings version {one.settings_version}{screen}"
        for told in one.evidence:
            if not told.get("restricted"):
                yield self._criterion(told)
        for said in one.context:
            yield f"The practice says of {said['criterion']}: {said['text']}"
        for label, lines in one.continuing.get("lines", ()):
            yield f"Earlier help. {label} {' '.join(lines)}"

    def _criterion(self, told: Mapping[str, Any]) -> str:
        id_ = told["id"]
        source = ", ".join(filter(None, [told.get("source", ""), told.get("period", "")]))
        result = RESULTS.get(told.get("result", ""), "not known")
        found = f"{id_} {self.titles.get(id_, '')}: {result}. {told.get('reason', '')}"
        return f"{found} ({source})" if source else found

    def _row(self, id_: str, label: str, lines: Iterable[str]) -> Row:
        return Row(id_, label, self.personal.lines("\n".join(lines), Mark.DELIBERATION))


def _placed(placed: PlacedAs) -> Iterator[str]:
    one = placed.one
    kind, holds = words.begin(one.get_kind_display()), "; it holds" if placed.holds else ""
    yield f"{kind}: scope {one.scope}, impact {one.impact}, {placed.band}{holds}"
    if one.scope_reason:
        yield f"Scope {one.scope} for {one.scope_reason}"
    yield one.justification
    yield f"It rests on {'; '.join(placed.criteria)}"
    if one.estimate is not None:
        yield f"Help may cost {words.pounds(one.estimate)}"
    if one.acting_for:
        yield f"For {one.acting_for.name}"
