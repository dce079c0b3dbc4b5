"""What a dossier says of the money of a case: what was committed and on what that rests, its parts,
and every entry of the books with who, when and, for those who deal with the money, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.funding.models import Commitment, Entry, Stage
from resilience.funding.paying.shown import Shown
from resilience.look import words
from resilience.organisations.models import Kind
from resilience.programmes.schema import Pack
from resilience.reports.dossier.passages import Line, Mark, Row, Run
from resilience.reports.dossier.personal import Personal


class Money:
    """Of one case, as a reader who sees it sees it. What a supplier asks for its work may harm its
    trade where others learn of it, so such sums are marked."""

    def __init__(self, case: Case, reader: Reader, pack: Pack, personal: Personal) -> None:
        self.case, self.reader, self.pack, self.personal = case, reader, pack, personal
        self.inside = Shown(case, reader).inside

    def rows(self) -> Iterator[Row]:
        """Each commitment, its parts, and its entries in the order in which they were written."""
        found = Commitment.objects.visible_to(self.reader).filter(case=self.case)
        listed = found.select_related(
            *("case", "pot__holder", "payee", "memorandum", "assistance", "business_case")
        )
        entries = list(
            Entry.objects.visible_to(self.reader)
            .filter(commitment__case=self.case)
            .select_related("acting_for", "stage", "invoice", "reverses")
            .order_by("pot", "number")
        )
        names = self._names(entries)
        for one in listed.order_by("number"):
            mark = Mark.COMMERCIAL if one.payee.kind == Kind.SUPPLIER else Mark.NONE
            id_ = f"commitment-{one.number}"
            label = f"Commitment {one.reference}, {words.day(one.at)}"
            yield Row(id_, label, tuple(self._committed(one, mark)))
            for stage in one.stages.order_by("number"):
                label = f"Part {stage.number} of {one.reference}: {stage.title}"
                yield Row(f"{id_}-part-{stage.number}", label, tuple(self._part(stage, mark)))
            own = (entry for entry in entries if entry.commitment_id == one.pk)
            for entry in own:
                label = f"{entry.get_kind_display()} of {one.reference}, {words.day(entry.day)}"
                lines = tuple(self._entry(entry, mark, names.get(entry.by, "")))
                yield Row(f"{id_}-entry-{entry.pot_id}-{entry.number}", label, lines)

    def _committed(self, one: Commitment, mark: Mark) -> Iterator[Line]:
        yield from self.personal.lines(one.purpose)
        menu = {each.id: each.title for each in self.pack.menu}
        what = menu.get(one.category, one.category)
        yield (Run(f"{what}, to {one.payee.name}, under the finance code {one.code}"),)
        yield (Run(f"Of the money of {one.pot.year} that {one.pot.holder.name} holds"),)
        yield from ((Run(line),) for line in self._gates(one))
        for title, pence in (
            ("Committed", one.committed),
            ("Invoiced", one.invoiced),
            ("Paid", one.paid),
        ):
            yield Run(f"{title}: "), Run(words.pounds(pence), mark)

    def _gates(self, one: Commitment) -> Iterator[str]:
        """What the money rests on; of a business case only to those who see it."""
        if one.memorandum:
            yield f"It passed the gates of the programme under memorandum {one.memorandum.number}"
        if one.assistance:
            agreed = words.day(one.assistance.agreed)
            yield (
                "Covered by the agreement on financial assistance "
                f"{one.assistance.reference} of {agreed}"
            )
        seen = BusinessCase.objects.visible_to(self.reader)
        if (under := one.business_case) and seen.filter(pk=under.pk).exists():
            yield f"Covered by business case {under.number}"

    def _part(self, one: Stage, mark: Mark) -> Iterator[Line]:
        yield (Run(f"Expected by {words.day(one.expected)}"),)
        yield from self.personal.lines(one.asks)
        yield (
            Run(words.pounds(one.pence), mark),
            Run(", of which invoiced: "),
            Run(words.pounds(one.invoiced), mark),
        )

    def _entry(self, one: Entry, mark: Mark, name: str) -> Iterator[Line]:
        yield (Run(words.pounds(one.pence), mark),)
        who = [Run(f"Written on {words.moment(one.at)}")]
        if one.acting_for:
            who.append(Run(f", for {one.acting_for.name}"))
        if name:
            who += [Run(" ("), Run(name, Mark.PERSONAL), Run(")")]
        yield tuple(who)
        yield from ((Run(line),) for line in _belongs(one))
        if self.inside:  # it is written for finance and audit, and may name other practices
            yield from self.personal.lines(one.why)

    def _names(self, entries: Iterable[Entry]) -> dict[str, str]:
        """By actor the name of who wrote an entry, for their own colleagues only."""
        ours = {one.organisation_id for one in self.reader.memberships}
        wrote = {one.by for one in entries if one.acting_for_id in ours}
        found = User.objects.filter(key__in=[one.removeprefix("person ") for one in wrote])
        return {one.actor: one.name for one in found}


def _belongs(one: Entry) -> Iterator[str]:
    """What an entry is part of, and which entry it takes back."""
    if one.stage:
        yield f"Part {one.stage.number}: {one.stage.title}"
    if one.document:
        yield f"Document {one.document}"
    if one.code:
        yield f"Finance code {one.code}"
    if one.invoice:
        yield f"For the invoice {one.invoice.document}, entry {one.invoice.number} of its books"
    if one.reverses:
        yield f"It takes back entry {one.reverses.number} of {words.day(one.reverses.day)}"
    yield f"Entry {one.number} of its books"
