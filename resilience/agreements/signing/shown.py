"""What a memorandum shows of the plan: its tables and texts, by the names of the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from resilience.agreements.models import Lead, Side
from resilience.agreements.signing.said import Block, day_of, heading, plain, table
from resilience.agreements.signing.values import template_of
from resilience.programmes.schema import Pack

Plain = dict[str, Any]
CONTACT = {
    "organisation": "Organisation",
    "name": "Name",
    "role": "Role",
    "address": "Address",
    "phone": "Phone number",
    "email": "E-mail address",
}
TO_FILL_IN = "………………………………"
"""Where somebody signs on paper."""


class Shown:
    """What is made of the content of a plan."""

    def __init__(self, plan: Plain, pack: Pack, values: Mapping[str, str]) -> None:
        self.plan, self.pack, self.values = plan, pack, values
        self.template = template_of(pack)
        self.none = self.template.not_applicable

    def of(self, name: str) -> list[Block]:
        """What stands under a name of the pack."""
        made: dict[str, Callable[[], Iterator[Block]]] = {
            "reports": self._reports,
            "signatures": self._signatures,
            "contacts": self._contacts,
            "objectives": self._objectives,
            "services": self._services,
            "milestones": self._milestones,
            "exit_strategy": lambda: self._text("exit_strategy"),
            "local_strategy": lambda: self._text("local_strategy"),
            "contributions": self._contributions,
        }
        return list(made[name]())

    def _text(self, name: str) -> Iterator[Block]:
        lines = str(self.plan[name]).splitlines() or [""]
        yield from (plain(line) for line in lines if line.strip() or len(lines) == 1)

    def _table(
        self, caption: str, head: Sequence[str], rows: list[list[str]], *widths: int
    ) -> Iterator[Block]:
        yield table(caption, head, rows, widths, self.template) if rows else plain(self.none)

    def _reports(self) -> Iterator[Block]:
        rows = [[one["what"], self._day(one["due"])] for one in self.plan["reports"]]
        return self._table("Reports", ["What is reported", "By"], rows, 3, 1)

    def _signatures(self) -> Iterator[Block]:
        strategic, practice = self._lead("strategic"), self._lead("practice")
        rows = [
            ["Organisation", self.values["area"], self.values["practice"]],
            *([CONTACT[one], strategic[one], practice[one]] for one in ("name", "role")),
            *([one, TO_FILL_IN, TO_FILL_IN] for one in ("Signature", "Date")),
        ]
        head = ["Signatures", f"For {self.template.body.short}", "For the practice"]
        return self._table("Signatures", head, rows, 1, 2, 2)

    def _contacts(self) -> Iterator[Block]:
        leads = [self._lead(part) for part in Lead.Part.values]
        head = ["Contact point", *(part.label.capitalize() for part in Lead.Part)]
        rows = [[label, *(lead[name] for lead in leads)] for name, label in CONTACT.items()]
        return self._table("Contact points", head, rows, 2, 3, 3, 3)

    def _objectives(self) -> Iterator[Block]:
        for category in self.plan["categories"]:
            yield heading(4, category["title"])
            for one in category["objectives"]:
                yield from self._objective(one)
            if not category["objectives"]:
                yield plain(self.none)

    def _objective(self, one: Plain) -> Iterator[Block]:
        criteria = {each.id: each.title for each in self.pack.criteria}
        source = f" ({one['baseline_source']})" if one["baseline_source"] else ""
        rows = [
            ["How it is told", one["measure"]],
            ["Where it starts", one["baseline"] + source],
            ["Where it should arrive", one["target"]],
            ["Why it can be done", one["achievable"]],
            ["What it goes back to", criteria.get(one["criterion"], "")],
            ["By when", self._day(one["due"])],
            ["Who answers for it", f"{one['owner']}, for {Side(one['side']).label}"],
        ]
        name = f"Objective {one['number']}"
        return self._table(name, [name, one["what"]], rows, 1, 3)

    def _services(self) -> Iterator[Block]:
        rows = [
            [theme["title"], one["description"], self._by_whom(one), self._when(one)]
            for theme in self.plan["help"]
            for one in theme["rows"]
        ]
        head = ["Kind of help", "What is done", "By whom", "When"]
        return self._table("Support services", head, rows, 3, 4, 2, 2)

    def _by_whom(self, one: Plain) -> str:
        who = [each["name"] for name in ("supplier", "sender") if (each := one[name])]
        return "\n".join([one["route_title"], *who])

    def _when(self, one: Plain) -> str:
        spans = {"From": one["starts"], "Until": one["ends"]}
        return "\n".join(f"{word} {self._day(day)}" for word, day in spans.items() if day)

    def _milestones(self) -> Iterator[Block]:
        objectives = [one for each in self.plan["categories"] for one in each["objectives"]]
        steps = [
            (f"Objective {one['number']}", step) for one in objectives for step in one["milestones"]
        ]
        steps += [("The whole plan", step) for step in self.plan["milestones"]]
        steps.sort(key=lambda step: str(step[1]["due"]))
        rows = [
            [step["title"], of, self._day(step["due"]), Side(step["side"]).label]
            for of, step in steps
        ]
        head = ["Step", "Towards", "By", "Who answers for it"]
        return self._table("Milestones", head, rows, 4, 2, 2, 2)

    def _contributions(self) -> Iterator[Block]:
        """A row for every theme, whether or not there is help of it (Appendix 2)."""
        told = ("description", "body_contribution", "practice_contribution")
        rows = [
            [theme["title"], *("\n".join(one[name] for one in theme["rows"]) for name in told)]
            for theme in self.plan["help"]
        ]
        head = [
            "Theme",
            "What was commissioned or agreed for the plan",
            f"What {self.template.body.short} contributes",
            "What the practice contributes in kind",
        ]
        return self._table("Contributions", head, rows, 3, 4, 3, 3)

    def _lead(self, part: str) -> Plain:
        return dict(self.plan["leads"].get(part) or dict.fromkeys(CONTACT, ""))

    def _day(self, iso: str | None) -> str:
        return day_of(iso, self.template)
