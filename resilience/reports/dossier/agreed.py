"""What a dossier says of a case from the decision on: plans as they were agreed, memoranda and all
that was done with them, help that was given, and how it ended.

Progress reports are not in it: they are for the help and for nothing else (D8.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from resilience.accounts.reader import Reader
from resilience.agreements.models import (
    Assistance,
    Confidentiality,
    EndNotice,
    ExitReview,
    Extension,
    Issue,
    Memorandum,
    PlanVersion,
    Reading,
    Side,
    Visit,
)
from resilience.agreements.planning.told import told
from resilience.cases.models import Case
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.reports.dossier.passages import Mark, Row, Run
from resilience.reports.dossier.personal import Personal

SIDES = dict(Side.choices)


class Agreements:
    """Of one case, as a reader who sees it sees them."""

    def __init__(self, case: Case, reader: Reader, pack: Pack, personal: Personal) -> None:
        self.case, self.reader, self.pack, self.personal = case, reader, pack, personal

    def plans(self) -> Iterator[Row]:
        """Each version that was put to the practice; of the last of each plan all that it says."""
        found = PlanVersion.objects.visible_to(self.reader).filter(plan__case=self.case)
        versions = list(found.select_related("plan").order_by("plan__number", "number"))
        last = {one.plan_id: one for one in versions}
        for one in versions:
            label = f"Plan {one.plan.number}, version {one.number}, {words.day(one.at)}"
            id_ = f"plan-{one.plan.number}-{one.number}"
            yield self._row(id_, label, [f"SHA-256 {one.sha256}"])
            if one == last[one.plan_id]:
                yield from self._said(id_, one)

    def memoranda(self) -> Iterator[Row]:
        """Each with its files, who signed, and what changed it or ended it."""
        found = Memorandum.objects.visible_to(self.reader).filter(case=self.case)
        needed = found.defer("docx", "pdf", "content").select_related("varies")
        for one in needed.order_by("number"):
            varies = f", varies memorandum {one.varies.number}" if one.varies else ""
            label = f"Memorandum {one.number}{varies}, {words.day(one.at)}"
            id_ = f"memorandum-{one.number}"
            lines = [
                f"Lasts until {words.day(one.ends)} at the latest, as it was put to both sides.",
                *([f"Why it is varied: {one.reason}"] if one.reason else []),
                f"PDF, SHA-256 {one.pdf_sha256}",
                f"Word, SHA-256 {one.docx_sha256}",
            ]
            yield self._row(id_, label, lines)
            for signed in one.signatures.order_by("at", "pk"):
                who = Run(f"{signed.name}, {signed.role}", Mark.PERSONAL)
                told_ = Run(
                    f" for {SIDES[signed.side]}, {signed.get_how_display()} on "
                    f"{words.day(signed.signed)}, having seen the PDF {signed.shown}"
                )
                yield Row(f"{id_}-{signed.side}", f"Signature, {label}", ((who, told_),))
        yield from self._dated("extension", "Extended", self._extensions())
        yield from self._dated("notice", "Notice", self._notices())
        yield from self._dated("issue", "Issue", self._issues())
        yield from self._dated("confidentiality", "Confidentiality", self._confidentiality())
        yield from self._dated("assistance", "Financial assistance", self._assistance())

    def help(self) -> Iterator[Row]:
        """What was done, what the measures of objectives said, and how it ended."""
        yield from self._dated("visit", "Contact", self._visits())
        yield from self._dated("reading", "Measure of an objective", self._readings())
        yield from self._dated("exit", "Exit review", self._exits())

    def _said(self, id_: str, version: PlanVersion) -> Iterator[Row]:
        for section in told(version.content) if version.content else ():
            for place, block in enumerate(section.blocks, start=1):
                label = ": ".join(filter(None, [section.title, block.title]))
                row = f"{id_}-{section.id}-{place}"
                if section.id == "leads":
                    lines = ((Run(f"{name}: {text}", Mark.PERSONAL),) for name, text in block.lines)
                    yield Row(row, label, tuple(lines))
                else:
                    yield self._row(row, label, (f"{name}: {text}" for name, text in block.lines))

    def _dated(
        self, id_: str, label: str, found: Iterable[tuple[date | datetime, list[str]]]
    ) -> Iterator[Row]:
        for number, (on, lines) in enumerate(found, start=1):
            yield self._row(f"{id_}-{number}", f"{label}, {words.day(on)}", filter(None, lines))

    def _row(self, id_: str, label: str, lines: Iterable[str]) -> Row:
        return Row(id_, label, self.personal.lines("\n".join(lines)))

    # --- what is told with a day

    def _extensions(self) -> Iterator[tuple[date | datetime, list[str]]]:
        for one in Extension.objects.visible_to(self.reader).filter(case=self.case):
            yield one.at, [f"Until {words.day(one.until)}", one.reason]

    def _notices(self) -> Iterator[tuple[date | datetime, list[str]]]:
        grounds = (
            {one.id: one.title for one in self.pack.ending.grounds} if self.pack.ending else {}
        )
        for one in EndNotice.objects.visible_to(self.reader).filter(case=self.case):
            lmc, back = one.discussed_with_lmc, getattr(one, "withdrawal", None)
            yield (
                one.given,
                [
                    f"By {SIDES[one.side]}: {grounds.get(one.ground, one.ground)}",
                    f"Ends on {words.day(one.ends)}, at the earliest {words.day(one.earliest)}",
                    one.reason,
                    f"Talked over with the LMC on {words.day(lmc)}" if lmc else "",
                    f"Taken back on {words.day(back.at)}. {back.reason}" if back else "",
                ],
            )

    def _issues(self) -> Iterator[tuple[date | datetime, list[str]]]:
        for one in Issue.objects.visible_to(self.reader).filter(case=self.case):
            higher, asked, done = one.escalated, one.lmc_asked, one.settled
            yield (
                one.raised,
                [
                    f"Raised by {SIDES[one.side]}",
                    one.what,
                    f"Taken to the strategic lead on {words.day(higher)}. {one.why_escalated}"
                    if higher
                    else "",
                    f"The LMC was asked on {words.day(asked)}. {one.lmc_advice}" if asked else "",
                    f"Settled on {words.day(done)}. {one.outcome}" if done else "Not settled.",
                ],
            )

    def _confidentiality(self) -> Iterator[tuple[date | datetime, list[str]]]:
        found = Confidentiality.objects.visible_to(self.reader).filter(case=self.case)
        for one in found.select_related("supplier"):
            yield one.dated, [f"The practice and {one.supplier.name} have an agreement."]

    def _assistance(self) -> Iterator[tuple[date | datetime, list[str]]]:
        for one in Assistance.objects.visible_to(self.reader).filter(case=self.case):
            ended = f"Withdrawn on {words.day(one.ended)}" if one.ended else ""
            amount = f"{words.pounds(one.amount)} under the agreement {one.reference}"
            yield one.agreed, [amount, one.purpose, ended]

    def _visits(self) -> Iterator[tuple[date | datetime, list[str]]]:
        for one in Visit.objects.visible_to(self.reader).filter(case=self.case):
            yield one.on, [f"{words.begin(one.get_kind_display())} by {SIDES[one.side]}", one.about]

    def _readings(self) -> Iterator[tuple[date | datetime, list[str]]]:
        found = Reading.objects.visible_to(self.reader).filter(case=self.case)
        for one in found.select_related("objective"):
            wanted = f"From {one.objective.baseline}, to {one.objective.target}"
            yield one.on, [one.objective.what, wanted, f"It is {one.said} ({one.source})"]

    def _exits(self) -> Iterator[tuple[date | datetime, list[str]]]:
        for one in ExitReview.objects.visible_to(self.reader).filter(case=self.case):
            yield one.at, [one.get_outcome_display(), one.reason]
