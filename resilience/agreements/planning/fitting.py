"""What of a plan's rows and words is taken, and why not: asked by the forms and by the acts. Each
answers with the reasons by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from resilience.accounts.saying import why_not_say
from resilience.agreements.models import Plan, Side
from resilience.agreements.planning.baselines import measures
from resilience.agreements.planning.content import themes
from resilience.agreements.planning.suggesting import measured
from resilience.look import words
from resilience.organisations.models import Kind
from resilience.programmes.schema import Pack

Said = Mapping[str, Any]
Wrong = dict[str, str]
LONGEST, LONGEST_LINE = 4000, 300
BAR = "bar_"
"""Before the id of what is not paid for, in the name of the field that asks."""
TEXTS = ("what", "measure", "achievable")
LINES = ("baseline", "target", "owner")
NO_FIGURE = "No figure of this practice is known for that: write where it stands now"
SENDER_MAY_SPARE = (
    "Say how it is known that the practice has people to spare: help by peers is paid for only "
    "where it has."
)


def objective(plan: Plan, pack: Pack, said: Said) -> Wrong:
    """An objective says all that makes it SMART (DA1.4), under a heading of the pack (DA1.3)."""
    wrong = _empty(said, (*TEXTS, *LINES, "due")) | _not_taken(said, TEXTS, LINES)
    if "baseline" in wrong and said.get("indicator"):
        wrong["baseline"] = NO_FIGURE
    if said.get("side") not in Side.values:
        wrong["side"] = "Choose who answers for it"
    if pack.planning and said.get("category") not in {one.id for one in pack.planning.categories}:
        wrong["category"] = "Choose under which heading it stands"
    if said.get("indicator") and said["indicator"] not in {one.id for one in measures(pack)}:
        wrong["indicator"] = "Choose a figure that the programme looks at"
    if said.get("criterion") and not measured(pack, said["criterion"]):
        wrong["criterion"] = "The criterion is not one that published figures tell"
    return wrong


def milestone(plan: Plan, pack: Pack, said: Said) -> Wrong:
    wrong = _empty(said, ("title", "due", "side")) | _not_taken(said, (), ("title",))
    towards = said.get("objective")
    if towards is not None and towards.plan_id != plan.pk:
        wrong["objective"] = "Choose an objective of this plan"
    return wrong


def help_row(plan: Plan, pack: Pack, said: Said) -> Wrong:
    """Help is of a kind on the menu, comes by a route with what that asks for (G5.19), both sides
    bring something, and none of it is what the programme does not pay for (G5.3, G5.16)."""
    texts = ("description", "body_contribution", "practice_contribution", "sender_capacity")
    wrong = _empty(said, texts[:3]) | _not_taken(said, texts, ())
    if said.get("category") not in {one.id for one in themes(pack)}:
        wrong["category"] = "Choose a kind of help"
    routes = {one.id: one for one in (pack.planning.routes if pack.planning else ())}
    route = routes.get(said.get("route") or "")
    if route is None:
        wrong["route"] = "Choose how the help comes"
    if route and route.by_supplier:
        supplier = said.get("supplier")
        if supplier is None or supplier.kind != Kind.SUPPLIER:
            wrong["supplier"] = "Choose the supplier"
    if route and route.by_sender:
        wrong |= _sender(plan, said)
    starts, ends = said.get("starts"), said.get("ends")
    if starts and ends and ends < starts:
        wrong["ends"] = f"Enter a day from {words.day(starts)} on, when it starts"
    for bar in pack.planning.bars if pack.planning else ():
        answer = said.get("bars", {}).get(bar.id)
        if answer != "no":
            wrong[BAR + bar.id] = bar.why if answer == "yes" else "Answer yes or no"
    return wrong


def report(plan: Plan, pack: Pack, said: Said) -> Wrong:
    return _empty(said, ("what", "due")) | _not_taken(said, (), ("what",))


def strategy(plan: Plan, pack: Pack, said: Said) -> Wrong:
    return _not_taken(said, ("local_strategy",), ())


def exit_(plan: Plan, pack: Pack, said: Said) -> Wrong:
    """Money ends with the programme, and not after the memorandum."""
    wrong = _not_taken(said, ("exit_strategy",), ())
    money, ends = said.get("money_ends"), said.get("ends")
    if money and not pack.starts <= money <= pack.ends:
        wrong["money_ends"] = (
            f"{pack.title} pays from {words.day(pack.starts)} to {words.day(pack.ends)}: "
            "enter a day of these"
        )
    if money and ends and money > ends:
        wrong["ends"] = f"Enter a day from {words.day(money)} on, when money ends"
    return wrong


def case_study(plan: Plan, pack: Pack, said: Said) -> Wrong:
    return {}


WHY_NOT: dict[str, Callable[[Plan, Pack, Said], Wrong]] = {
    "objectives": objective,
    "milestones": milestone,
    "help": help_row,
    "reports": report,
    "strategy": strategy,
    "exit": exit_,
    "case-study": case_study,
}


def _sender(plan: Plan, said: Said) -> Wrong:
    sender, wrong = said.get("sender"), {}
    own = set(plan.case.practices.values_list("organisation", flat=True))
    if sender is None or sender.kind != Kind.PRACTICE:
        wrong["sender"] = "Enter the code of the practice that sends its people"
    elif sender.pk in own:
        wrong["sender"] = "Enter the code of another practice: this one is helped"
    if not said.get("sender_capacity"):
        wrong["sender_capacity"] = SENDER_MAY_SPARE
    return wrong


def _empty(said: Said, names: Iterable[str]) -> Wrong:
    return {name: EMPTY.get(name, "Write something") for name in names if not said.get(name)}


def _not_taken(said: Said, texts: Iterable[str], lines: Iterable[str]) -> Wrong:
    limits = dict.fromkeys(texts, LONGEST) | dict.fromkeys(lines, LONGEST_LINE)
    return {
        name: why
        for name, limit in limits.items()
        if said.get(name) and (why := why_not_say(said[name], limit))
    }


EMPTY = {
    "what": "Write what is to be reached or told",
    "measure": "Write how it is measured",
    "baseline": "Write where it stands now",
    "target": "Write what is to be reached in figures or words",
    "achievable": "Write why it can be done",
    "owner": "Write who answers for it, by role",
    "title": "Write what the step is",
    "due": "Enter by when",
    "side": "Choose who answers for it",
    "description": "Write what is done",
    "body_contribution": "Write what the local team brings, or “Not applicable”",
    "practice_contribution": "Write what the practice brings, or “Not applicable”",
}
