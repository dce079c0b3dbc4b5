"""What people fill in to commit money to help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from resilience.accounts.fields import Words
from resilience.agreements.changing.fields import YesOrNo
from resilience.agreements.models import Assistance, BusinessCase
from resilience.cases.following.forms import Acting
from resilience.funding.models import Pot
from resilience.funding.payees import PlannedHelp
from resilience.funding.promising import (
    LONGEST_ASKS,
    LONGEST_PURPOSE,
    LONGEST_TITLE,
    MOST_PARTS,
    PartOf,
    Promise,
)
from resilience.look import words
from resilience.look.forms import DayField, PoundsField
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.planning import Bar

NONE = "none"
PART = ("title", "asks", "expected", "pence")
SPARE = 2
"""Empty payments below those of the plan."""


@dataclass(frozen=True)
class Choices:
    """What may be chosen for help of a plan."""

    pack: Pack
    help: PlannedHelp
    payees: Sequence[Organisation]
    pots: Sequence[Pot]
    assistances: Sequence[Assistance]
    business_cases: Sequence[BusinessCase]
    asked: Sequence[Bar]


def one_of(label: str, missing: str, choices: Iterable[tuple[Any, str]]) -> forms.ChoiceField:
    """A choice of a few."""
    told = {"required": missing, "invalid_choice": missing}
    radios = forms.RadioSelect
    return forms.ChoiceField(label=label, widget=radios, choices=list(choices), error_messages=told)


def bar(one: Bar) -> str:
    """The name of the field of a question."""
    return f"bar_{one.id}"


class Questions(Acting):
    """What the programme asks of whoever commits money: a yes stops it, in the pack's words."""

    def ask(self, asked: Sequence[Bar]) -> None:
        self.asked = asked
        for one in asked:
            self.fields[bar(one)] = YesOrNo(one.question)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.asked:
            if data.get(bar(one)):
                self.add_error(bar(one), one.why)
        return data

    @property
    def questions(self) -> list[BoundField]:
        return [self[bar(one)] for one in self.asked]


class Commit(Questions):
    """To what money is committed, whose it is, to whom it goes and in which payments."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PARTS)
    purpose = Words(
        "What it is for",
        hint="In one line. The practice reads this.",
        longest=LONGEST_PURPOSE,
        missing="Write what it is for",
    )
    why = Words(
        "Why",
        hint="It stands in the books beside the sum, for finance and for audit.",
        missing="Write why it is committed",
    )

    def __init__(self, data: Any, *, of: Choices, rows: int, initial: Any) -> None:
        super().__init__(data, initial={"rows": rows} | initial)
        self.of, funding = of, of.pack.funding
        self.pots = {one.holder.code: one for one in of.pots}
        self.payees = {one.code: one for one in of.payees}
        told = self.fields
        told["pot"] = one_of(
            "Whose money it is",
            "Choose whose money it is",
            [
                (code, f"{one.holder.name}, {one.year}: {words.pounds(one.free)} is free")
                for code, one in self.pots.items()
            ],
        )
        told["payee"] = one_of(
            "Who is paid",
            "Choose who is paid",
            [(code, f"{one.name} ({one.get_kind_display()})") for code, one in self.payees.items()],
        )
        told["intended"] = one_of(
            "Which kind of spending it is",
            "Choose which kind of spending it is",
            [(one.id, one.title) for one in (funding.intended if funding else ())],
        )
        told["code"] = one_of(
            "Finance code",
            "Choose the finance code",
            [(one.id, f"{one.id}: {one.title}") for one in (funding.codes if funding else ())],
        )
        self._beside()
        self.ask(of.asked)
        self.count = self._rows(rows)
        for number in range(1, self.count + 1):
            for name, part in _part(number).items():
                told[f"{name}_{number}"] = part

    def _rows(self, rows: int) -> int:
        """How many payments were on the page that was sent."""
        if not self.is_bound:
            return rows
        sent = str(self.data.get("rows", ""))
        return min(int(sent), MOST_PARTS) if sent.isascii() and sent.isdigit() else rows

    def _beside(self) -> None:
        """A separate agreement or a business case, where the case has some."""
        if self.of.assistances:
            self.fields["assistance"] = one_of(
                "Under a separate agreement on financial assistance?",
                "Choose an agreement, or none",
                [
                    *(
                        (str(one.pk), f"{one.reference}, {words.pounds(one.amount)}")
                        for one in self.of.assistances
                    ),
                    (NONE, "None"),
                ],
            )
        if self.of.business_cases:
            self.fields["business_case"] = one_of(
                "Under an approved business case?",
                "Choose a business case, or none",
                [
                    *(
                        (str(one.pk), f"{one.title}, {words.pounds(one.cost)}")
                        for one in self.of.business_cases
                    ),
                    (NONE, "None"),
                ],
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.parts = [part for part in map(self._part, range(1, self.count + 1)) if part]
        if not self.parts and not self.errors:
            self.add_error("title_1", "Give at least one payment")
        return data

    def _part(self, number: int) -> PartOf | None:
        """A payment that was filled in; none where it was left empty. What lacks is told."""
        names = {name: f"{name}_{number}" for name in PART}
        typed = {name: str(self.data.get(field, "")).strip() for name, field in names.items()}
        if not any(typed.values()):
            return None
        lacks = {"title": "name", "expected": "day", "pence": "sum"}
        for name, what in lacks.items():
            if not typed[name]:
                self.add_error(names[name], f"Payment {number}: enter its {what}")
        told = {name: self.cleaned_data.get(field) for name, field in names.items()}
        if told["pence"] == 0:
            self.add_error(names["pence"], f"Payment {number}: enter a sum of more than £0")
        title, expected, pence = told["title"], told["expected"], told["pence"]
        if title is None or expected is None or pence is None:
            return None
        return PartOf(title, told["asks"] or "", expected, pence)

    @property
    def about(self) -> list[BoundField]:
        names = ("payee", "purpose", "pot", "intended", "code", "assistance", "business_case")
        return [self[name] for name in names if name in self.fields]

    @property
    def payments(self) -> list[tuple[int, list[BoundField]]]:
        """Those of the plan of payments, and whatever was filled in besides."""
        return [one for one in self._all_payments if one not in self.spare]

    @property
    def spare(self) -> list[tuple[int, list[BoundField]]]:
        """Those below that are empty."""
        return [one for one in self._all_payments[1:] if not any(f.value() for f in one[1])]

    @cached_property
    def _all_payments(self) -> list[tuple[int, list[BoundField]]]:
        numbers = range(1, self.count + 1)
        return [(number, [self[f"{name}_{number}"] for name in PART]) for number in numbers]

    @property
    def told(self) -> dict[str, Any]:
        """What the act is told."""
        said, of = self.cleaned_data, self.of
        beside = {str(one.pk): one for one in of.assistances}
        cases = {str(one.pk): one for one in of.business_cases}
        promise = Promise(
            intended=said["intended"],
            category=of.help.category,
            route=of.help.route,
            payee=self.payees[said["payee"]],
            purpose=said["purpose"],
            code=said["code"],
            parts=self.parts,
            assistance=beside.get(said.get("assistance", NONE)),
            business_case=cases.get(said.get("business_case", NONE)),
        )
        return {"promise": promise, "pot": self.pots[said["pot"]], "why": said["why"]}


def _part(number: int) -> dict[str, forms.Field]:
    """The fields of a payment; which of them are missing is told once something is filled in."""
    fields: dict[str, forms.Field] = {
        "title": Words("Name of the payment", longest=LONGEST_TITLE),
        "asks": Words("What must be seen before it is approved", longest=LONGEST_ASKS),
        "expected": DayField(
            label="When it is expected", help_text="For example 15 March 2019.", required=False
        ),
        "pence": PoundsField(label="Sum, in pounds", required=False),
    }
    fields["title"].label = "Name of the payment"
    return fields
