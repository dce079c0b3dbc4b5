"""Pages on which it is said who leads, and where they are reached."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from resilience.agreements.actions.plan_parts import choose_lead, write_lead
from resilience.agreements.models import Lead
from resilience.agreements.planning.desk import Desk, now_of, writing
from resilience.agreements.planning.forms import SOMEBODY_ELSE, Reached, Who
from resilience.agreements.planning.who import people_for
from resilience.cases.following.step_views import posted


@writing
def lead(desk: Desk, part: str) -> HttpResponseBase:
    """Where a lead is reached; who it is, is chosen first."""
    if part not in Lead.Part.values:
        raise Http404
    found = desk.plan.leads.filter(part=part).select_related("user").first()
    if found is None:
        return redirect("agreements:who", desk.case.reference, part)
    names = ("name", "role", "organisation", "address", "phone", "email")
    was = {name: getattr(found, name) for name in names}
    initial = {"seen": desk.plan.version} | was | desk.held
    form = Reached(posted(desk.request), lead=found, initial=initial)

    def act(seen: int) -> None:
        write_lead(by=desk.reader, plan=desk.plan, seen=seen, part=part, said=form.said)

    title = found.get_part_display().capitalize()
    if done := desk.done(form, act, "agreements:plan", said=f"{title}: saved."):
        return done
    found.refresh_from_db()
    now = now_of(form, {name: getattr(found, name) for name in names})
    return desk.page("plan_lead", form=form, title=title, lead=found, now=now)


@writing
def who(desk: Desk, part: str) -> HttpResponseBase:
    """Choose who leads in a part."""
    if part not in Lead.Part.values:
        raise Http404
    found = desk.plan.leads.filter(part=part).select_related("user").first()
    chosen = ""
    if found:
        chosen = str(found.user.key) if found.user else SOMEBODY_ELSE
    form = Who(
        posted(desk.request),
        part=part,
        people=people_for(part, desk.case.organisation, desk.reader.day),
        why=desk.pack.planning.strategic_why if desk.pack.planning else "",
        initial={"seen": desk.plan.version, "who": chosen} | desk.held,
    )

    def act(seen: int) -> None:
        choose_lead(by=desk.reader, plan=desk.plan, seen=seen, part=part, user=form.chosen)

    title = f"Choose the {Lead.Part(part).label}"
    said = "Now say where they are reached."
    if done := desk.done(form, act, "agreements:lead", part, said=said):
        return done
    return desk.page("plan_part", form=form, title=title, now=[])
