"""What somebody sees of the money of a case on their day; each part is read when the page comes to
it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import BusinessCase, Memorandum
from resilience.cases.models import Case
from resilience.funding.actions.correcting import right_to_reverse
from resilience.funding.actions.paying import why_not_approve
from resilience.funding.bearing_help import why_not_help
from resilience.funding.models import Commitment, Entry, Pot, Stage
from resilience.funding.payees import PlannedHelp, helps_of
from resilience.funding.paying.gates_shown import GateShown, gates_of
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack

PERSON = "person "
Kind = Entry.Kind


@dataclass(frozen=True)
class Invoice:
    """An invoice that was approved, what of it was paid when, and what came back; in pence."""

    entry: Entry
    payments: list[Entry]
    back: int
    days_waiting: int
    """Since it was approved."""

    @property
    def paid(self) -> int:
        return sum(one.pence for one in self.payments)

    @property
    def left(self) -> int:
        return self.entry.pence - self.paid


@dataclass(frozen=True)
class Line:
    """An entry as the books have it, who made it, and whether the reader may take it back."""

    entry: Entry
    who: str
    taken_back_by: Entry | None
    may_reverse: bool


@dataclass
class Committed:
    """A commitment with its parts, its invoices and all its entries, and what the reader may do."""

    one: Commitment
    parts: list[Stage]
    invoices: list[Invoice]
    lines: list[Line]
    titles: dict[str, str]
    why_not_more: str = ""
    """Why help as from today is not paid, where it is not."""
    may_vary: bool = False
    may_approve: bool = False
    why_not_approve: str = ""
    keeps: bool = False
    sees_pot: bool = False
    sees_business_case: bool = False

    @property
    def not_invoiced(self) -> int:
        return self.one.committed - self.one.invoiced


class Shown:
    """The money of a case."""

    def __init__(self, case: Case, reader: Reader) -> None:
        self.case, self.reader, self.day = case, reader, reader.day
        practices = set(case.practices.values_list("organisation", flat=True))
        self.ours = bool(practices & reader.sees(Tier.PRACTICE).organisations)
        """It is of one of the reader's own practices."""
        self.commits = reader.may(Right.COMMIT_MONEY).holds(case.organisation_id)
        self.approves = reader.may(Right.APPROVE_INVOICES).holds(case.organisation_id)

    @cached_property
    def pack(self) -> Pack:
        return in_force(self.case.programme)

    @cached_property
    def inside(self) -> bool:
        """Whether they deal with the money or with the case, and so read its books too."""
        keeps = self.reader.may(Right.KEEP_BOOKS).holds(self.case.organisation_id)
        if self.commits or self.approves or keeps:
            return True
        return self.reader.sees(Tier.DELIBERATION).holds(self.case.organisation_id)

    @cached_property
    def helps(self) -> list[PlannedHelp]:
        return helps_of(self.memorandum)

    @cached_property
    def memorandum(self) -> Memorandum | None:
        return agreed(self.case)

    @cached_property
    def gates(self) -> list[GateShown]:
        return gates_of(self.case, self.pack, self.memorandum, self.helps, self.reader)

    @property
    def without_money(self) -> list[PlannedHelp]:
        """Help of the plan to which nothing is committed."""
        has = {(one.one.category, one.one.route) for one in self.committed if one.one.committed}
        return [one for one in self.helps if one.kind not in has]

    @property
    def sums(self) -> dict[str, int]:
        """Committed, approved and paid for the case, in pence."""
        names = ("committed", "invoiced", "paid")
        return {name: sum(getattr(one.one, name) for one in self.committed) for name in names}

    @cached_property
    def committed(self) -> list[Committed]:
        found = Commitment.objects.visible_to(self.reader).filter(case=self.case)
        rows = list(
            found.select_related(
                *("pot__holder", "payee", "memorandum", "assistance", "business_case"),
                *("case__organisation", "organisation"),
            )
            .defer("memorandum__docx", "memorandum__pdf")
            .prefetch_related("stages", "entries__stage", "entries__reverses")
            .order_by("number")
        )
        names = _names({entry.by for one in rows for entry in one.entries.all()})
        return [self._committed(one, names) for one in rows]

    def _committed(self, one: Commitment, names: dict[str, str]) -> Committed:
        entries = sorted(one.entries.all(), key=lambda entry: entry.number)
        reversals = {entry.reverses_id: entry for entry in entries if entry.reverses_id}
        shown = Committed(
            one=one,
            parts=list(one.stages.all()),
            invoices=_invoices(entries, set(reversals), self.day),
            lines=[
                Line(
                    entry,
                    names.get(entry.by, ""),
                    reversals.get(entry.pk),
                    entry.pk not in reversals and not entry.reverses_id and self._may(entry, one),
                )
                for entry in entries
            ],
            titles=_titles(self.pack, one),
        )
        if not self.inside:
            return shown
        shown.why_not_more = why_not_help(one, self.day) if one.committed else ""
        shown.may_vary = self.commits
        shown.why_not_approve = why_not_approve(one, self.reader) if self.approves else ""
        shown.may_approve = self.approves and not shown.why_not_approve
        shown.keeps = self.reader.may(Right.KEEP_BOOKS).holds(one.pot.holder_id)
        shown.sees_pot = Pot.objects.visible_to(self.reader).filter(pk=one.pot_id).exists()
        if one.business_case_id:
            seen = BusinessCase.objects.visible_to(self.reader).filter(pk=one.business_case_id)
            shown.sees_business_case = seen.exists()
        return shown

    def _may(self, entry: Entry, one: Commitment) -> bool:
        """Whether the reader has the right to take an entry back."""
        entry.commitment, entry.pot = one, one.pot
        right, over = right_to_reverse(entry)
        return self.reader.may(right).holds(over)


def _invoices(entries: list[Entry], taken_back: set[int], day: date) -> list[Invoice]:
    standing = [one for one in entries if one.pk not in taken_back and not one.reverses_id]
    return [
        Invoice(
            entry=invoice,
            payments=[
                one for one in standing if one.invoice_id == invoice.pk and one.kind == Kind.PAYMENT
            ],
            back=sum(
                one.pence
                for one in standing
                if one.invoice_id == invoice.pk and one.kind == Kind.RECOVERY
            ),
            days_waiting=(day - timezone.localdate(invoice.at)).days,
        )
        for invoice in standing
        if invoice.kind == Kind.INVOICE
    ]


def _titles(pack: Pack, one: Commitment) -> dict[str, str]:
    """What is said of a commitment in the words of the pack."""
    planning, funding = pack.planning, pack.funding
    known = {
        "category": {entry.id: entry.title for entry in pack.menu},
        "route": {route.id: route.title for route in (planning.routes if planning else ())},
        "intended": {part.id: part.title for part in (funding.intended if funding else ())},
        "code": {code.id: code.title for code in (funding.codes if funding else ())},
    }
    return {name: by_id.get(getattr(one, name), "") for name, by_id in known.items()}


def _names(actors: Iterable[str]) -> dict[str, str]:
    keys = [actor.removeprefix(PERSON) for actor in actors if actor.startswith(PERSON)]
    return {user.actor: user.name for user in User.objects.filter(key__in=keys)} if keys else {}
