"""The gates: what must be so before money is committed for a practice. Which there are, and what is
said at each, is the pack's; here is what each looks at (G10.2, G10.3, G10.6, G12.9)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import Assistance, BusinessCase, Memorandum
from resilience.agreements.signing.standing import standing
from resilience.cases.models import Case
from resilience.funding.models import Commitment
from resilience.funding.payees import COMMISSIONERS, helps_of, practices_of
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.funding import Gate, GateId
from resilience.programmes.schema.planning import Bar


@dataclass(frozen=True)
class Proposal:
    """Money somebody means to commit, on a day: for which help, to whom, in pence, under which
    memorandum. `already` is a commitment that is raised, whose money counts anew."""

    case: Case
    memorandum: Memorandum | None
    category: str
    route: str
    payee: Organisation
    pence: int
    day: date
    assistance: Assistance | None = None
    business_case: BusinessCase | None = None
    already: Commitment | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """Of the menu, and the route."""
        return self.category, self.route

    def beside(self, **under: object) -> int:
        """What is committed besides for the case under something, in pence."""
        others = Commitment.objects.filter(case=self.case, **under)
        if self.already is not None:
            others = others.exclude(pk=self.already.pk)
        return int(others.aggregate(pence=Sum("committed"))["pence"] or 0)


def shut(pack: Pack, proposal: Proposal) -> list[Gate]:
    """The gates that stop the money, in the pack's order; none where all are open."""
    gates = pack.funding.gates if pack.funding else ()
    return [
        gate
        for gate in gates
        if not waits(gate, proposal) and not OPEN[gate.id](gate, pack, proposal)
    ]


def waits(gate: Gate, proposal: Proposal) -> bool:
    """Whether a gate is not looked at yet: what a signed plan says, where none was signed. Nothing
    is committed then either (G12.9)."""
    return proposal.memorandum is None and gate.id in OF_THE_PLAN


def why_shut(pack: Pack, proposal: Proposal) -> str:
    """Why money is stopped and what would open each gate; empty where none does."""
    return " ".join(f"{gate.why} {gate.opens}" for gate in shut(pack, proposal))


def raising(commitment: Commitment, case: Case, pence: int, day: date) -> Proposal:
    """What a commitment would be once it is raised by so many pence on a day, under the memorandum
    that both sides signed last."""
    return Proposal(
        case=case,
        memorandum=agreed(case),
        category=commitment.category,
        route=commitment.route,
        payee=commitment.payee,
        pence=commitment.committed + pence,
        day=day,
        assistance=commitment.assistance,
        business_case=commitment.business_case,
        already=commitment,
    )


def why_barred(pack: Pack, answers: Collection[str]) -> str:
    """Why money is not for what it would be spent on, from the ids of the questions that were
    answered with yes; empty where nothing bars it."""
    asked = questions(pack)
    return next((one.why for one in asked if one.id in answers), "")


def questions(pack: Pack) -> tuple[Bar, ...]:
    """What is asked of whoever commits money: what the programme does not pay for (G5.3, G5.16),
    and on which terms it never pays (G10.2)."""
    planning = pack.planning.bars if pack.planning else ()
    return (*planning, *(pack.funding.conditions if pack.funding else ()))


def _memorandum(gate: Gate, pack: Pack, one: Proposal) -> bool:
    return one.memorandum is not None and standing(one.memorandum, one.day).state == "in_force"


def _signed(field: str) -> Open:
    """That the plan which was signed says something."""

    def look(gate: Gate, pack: Pack, one: Proposal) -> bool:
        if one.memorandum is None:
            return False
        return bool(str(one.memorandum.version.content.get(field) or "").strip())

    return look


def _within_plan(gate: Gate, pack: Pack, one: Proposal) -> bool:
    return any(planned.kind == one.kind for planned in helps_of(one.memorandum))


def _assistance(gate: Gate, pack: Pack, one: Proposal) -> bool:
    """Money that goes to the practice itself, or by the route of assistance, is covered by a
    separate agreement that is in force."""
    to_itself = one.payee.pk in practices_of(one.case, one.day)
    by_assistance = pack.planning is not None and pack.planning.route(one.route).by_assistance
    if not to_itself and not by_assistance:
        return True
    under = one.assistance
    if under is None or under.ended is not None or under.case_id != one.case.pk:
        return False
    return under.agreed <= one.day and one.pence + one.beside(assistance=under) <= under.amount


def _business_case(gate: Gate, pack: Pack, one: Proposal) -> bool:
    """Help of a third party above a sum is covered by a business case that was approved. What is
    committed without one for the same help counts together, whoever is paid, so that no sum is
    passed in slices; what is committed under one is covered by it, however little it is."""
    if pack.planning is None or not pack.planning.route(one.route).by_supplier:
        return True
    under = one.business_case
    if under is None:
        alike = {"category": one.category, "route": one.route, "business_case": None}
        return one.pence + one.beside(**alike) <= (gate.above_pounds or 0) * 100
    if under.state != BusinessCase.State.APPROVED or under.case_id != one.case.pk:
        return False
    fits = under.category == one.category and (under.supplier is None or _is_for(under, one))
    return fits and one.pence + one.beside(business_case=under) <= (under.cost or 0)


def _is_for(under: BusinessCase, one: Proposal) -> bool:
    """Whether a business case is for who is paid: its supplier, or a commissioner that pays the
    supplier of the plan."""
    if under.supplier == one.payee:
        return True
    alike = [planned for planned in helps_of(one.memorandum) if planned.kind == one.kind]
    supplier = under.supplier.code if under.supplier else ""
    return one.payee.kind in COMMISSIONERS and supplier in {planned.supplier for planned in alike}


Open = Callable[[Gate, Pack, Proposal], bool]
OF_THE_PLAN: Collection[GateId] = ("exit", "local_strategy", "within_plan")
"""What is read in the plan that both sides signed."""
OPEN: Mapping[GateId, Open] = {
    "memorandum": _memorandum,
    "exit": _signed("exit_strategy"),
    "local_strategy": _signed("local_strategy"),
    "within_plan": _within_plan,
    "assistance": _assistance,
    "business_case": _business_case,
}
