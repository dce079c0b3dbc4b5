"""What stands between the help of a plan and money for it, for people to read: each gate open or
shut, why, and where it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.agreements.models import Assistance, BusinessCase, Memorandum
from resilience.cases.models import Case
from resilience.funding.gates import OPEN, Proposal, waits
from resilience.funding.models import Commitment
from resilience.funding.payees import PlannedHelp
from resilience.look import words
from resilience.look.jinja import url
from resilience.programmes.schema import Pack
from resilience.programmes.schema.funding import Gate

WHERE = {"assistance": "#assistance", "business_case": "#business-cases"}
"""What stands in a part of its own on the page of an agreement."""


@dataclass(frozen=True)
class GateShown:
    """A gate: `stands` in a word or two, what more there is to `say`, and where it is opened;
    `shut` where no money at all goes through."""

    gate: Gate
    stands: str
    say: tuple[str, ...]
    shut: bool
    address: str


def gates_of(
    case: Case,
    pack: Pack,
    memorandum: Memorandum | None,
    helps: list[PlannedHelp],
    reader: Reader,
) -> list[GateShown]:
    """The gates of a programme before any of some help of the plan, in the pack's order."""
    gates = pack.funding.gates if pack.funding else ()
    return [_shown(gate, case, pack, memorandum, helps, reader) for gate in gates]


def _shown(
    gate: Gate,
    case: Case,
    pack: Pack,
    memorandum: Memorandum | None,
    helps: list[PlannedHelp],
    reader: Reader,
) -> GateShown:
    day = reader.day
    at = url("agreements:agreement", case.reference) + WHERE.get(gate.id, "")
    if gate.id == "assistance":
        return GateShown(gate, *_assistance(gate, case, pack, helps, day), address=at)
    if gate.id == "business_case":
        return GateShown(gate, *_business_case(gate, case, pack, helps, reader), address=at)
    category, route = helps[0].kind if helps else ("", "")
    proposal = Proposal(case, memorandum, category, route, case.organisation, 0, day)
    if waits(gate, proposal):
        return GateShown(gate, "Waits", ("Looked at once both sides have signed.",), True, at)
    if OPEN[gate.id](gate, pack, proposal):
        return GateShown(gate, "Open", (), False, at)
    return GateShown(gate, "Shut", (gate.why, gate.opens), True, at)


Stands = tuple[str, tuple[str, ...], bool]


def _assistance(gate: Gate, case: Case, pack: Pack, helps: list[PlannedHelp], day: date) -> Stands:
    agreed = Assistance.objects.in_force().filter(case=case, agreed__lte=day)
    left = [(one, one.amount - _under(assistance=one)) for one in agreed]
    if open_for := [
        f"{words.pounds(pence)} of {one.reference}" for one, pence in left if pence > 0
    ]:
        return "Open", (f"Left to commit: {', '.join(open_for)}.",), False
    routes = {
        one.id for one in (pack.planning.routes if pack.planning else ()) if one.by_assistance
    }
    if any(one.route in routes for one in helps):
        return "Shut", (gate.why, gate.opens), all(one.route in routes for one in helps)
    return "Only for money to the practice", (gate.opens,), False


def _business_case(
    gate: Gate, case: Case, pack: Pack, helps: list[PlannedHelp], reader: Reader
) -> Stands:
    routes = {one.id for one in (pack.planning.routes if pack.planning else ()) if one.by_supplier}
    if helps and all(one.route not in routes for one in helps):
        return "Not needed", ("None of this help is by a third party.",), False
    approved = BusinessCase.objects.filter(case=case, state=BusinessCase.State.APPROVED)
    if not approved.visible_to(reader).exists() and approved.exists():
        return "Open", (), False  # it names prices
    left = [(one, (one.cost or 0) - _under(business_case=one)) for one in approved]
    kinds = {one.category for one in helps}
    open_for = [
        f"{words.pounds(pence)} of “{one.title}”"
        for one, pence in left
        if pence > 0 and (one.category in kinds or not helps)
    ]
    if open_for:
        return "Open", (f"Left to commit: {', '.join(open_for)}.",), False
    above = (gate.above_pounds or 0) * 100
    if above:
        return f"Open up to {words.pounds(above)}", (gate.opens,), False
    return "Shut", (gate.why, gate.opens), True


def _under(**of: object) -> int:
    """What is committed under something, in pence."""
    return sum(one.committed for one in Commitment.objects.filter(**of))
