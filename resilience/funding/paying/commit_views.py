"""The page on which money is committed to help of a plan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.models import Assistance, BusinessCase
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.funding.actions import committing
from resilience.funding.gates import questions
from resilience.funding.models import Pot
from resilience.funding.payees import PlannedHelp, payees
from resilience.funding.paying.commit_form import SPARE, Choices, Commit
from resilience.funding.paying.gates_shown import gates_of
from resilience.funding.paying.shown import Shown
from resilience.funding.paying.staged import Plan, plans
from resilience.funding.promising import LONGEST_PURPOSE, MOST_PARTS, why_not_of, why_not_spend
from resilience.funding.years import Year
from resilience.look import asked


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def commit(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Commit money to help of the plan. What shuts a gate is told before anything is filled in."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.COMMIT_MONEY).holds(case.organisation_id):
        raise Http404
    shown = Shown(case, reader)
    given = asked.one_of(request, "help", [str(one.number) for one in shown.helps])
    chosen = next((one for one in shown.helps if str(one.number) == given), None)
    helps = [chosen] if chosen else shown.helps
    gates = gates_of(case, shown.pack, shown.memorandum, helps, reader)
    pots = pots_for(case, reader)
    context = {"case": case, "shown": shown, "gates": gates, "chosen": chosen, "pots": pots}
    if chosen is None or not pots or any(one.shut for one in gates):
        context["year"] = Year.of(reader.day).label
        return render(request, "funding/case_commit_choose.html", context)
    known = plans(case, shown.pack, reader, [one.holder_id for one in pots])
    wanted = asked.one_of(request, "payments", [one.id for one in known])
    plan = next(one for one in known if one.id == wanted)
    approved = BusinessCase.objects.visible_to(reader).filter(
        case=case, state=BusinessCase.State.APPROVED, category=chosen.category
    )
    of = Choices(
        pack=shown.pack,
        help=chosen,
        payees=payees(helps, case, shown.pack, reader.day),
        pots=pots,
        assistances=list(Assistance.objects.in_force().filter(case=case)),
        business_cases=list(approved),
        asked=questions(shown.pack),
    )
    rows = min(len(plan.parts) + SPARE, MOST_PARTS)
    begin = _begins_with(of, plan) | initial(request, case)
    form = Commit(posted(request), of=of, rows=rows, initial=begin)
    return act_page(
        request,
        case,
        form,
        "funding/case_commit.html",
        act=committing.commit,
        done="The money is committed. The practice and the local team are told.",
        why_not=lambda now: "",
        to="funding:money",
        told=lambda: form.told,
        gates=gates,
        chosen=chosen,
        plan=plan,
        plans=known,
    )


def pots_for(case: Case, reader: Reader) -> list[Pot]:
    """The money of this year from which somebody may commit to a case."""
    of_the_year = Pot.objects.filter(programme=case.programme, year=Year.of(reader.day).label)
    return [
        one
        for one in of_the_year.select_related("holder")
        if not (why_not_of(one, case, reader.day) or why_not_spend(one, reader))
    ]


def _begins_with(of: Choices, plan: Plan) -> dict[str, Any]:
    """What the plan that was signed and the plan of payments say already."""
    codes = {one.code for one in of.payees}
    named = next((one for one in (of.help.supplier, of.help.sender) if one in codes), "")
    told: dict[str, Any] = {"payee": named, "purpose": _line(of.help)}
    if len(of.pots) == 1:
        told["pot"] = of.pots[0].holder.code
    for number, part in enumerate(plan.parts, start=1):
        told |= {f"{name}_{number}": value for name, value in part.items()}
    return told


def _line(help_: PlannedHelp) -> str:
    line = " ".join(help_.description.split())
    return line if len(line) <= LONGEST_PURPOSE else f"{line[: LONGEST_PURPOSE - 1]}…"
