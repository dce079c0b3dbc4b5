"""What people fill in to commit money to somebody who helps several practices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from resilience.accounts.fields import Words
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.funding.actions.for_several import Share
from resilience.funding.models import Pot
from resilience.funding.paying.commit_form import Questions, one_of
from resilience.funding.promising import (
    LONGEST_ASKS,
    LONGEST_PURPOSE,
    LONGEST_TITLE,
    PartOf,
    Promise,
)
from resilience.look import words
from resilience.look.forms import DayField, PoundsField
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.planning import Bar


@dataclass(frozen=True)
class ForSeveral:
    """Who is paid for which help, out of whose money, and the cases whose plan has it."""

    pack: Pack
    payee: Organisation
    category: str
    route: str
    pots: Sequence[Pot]
    cases: Sequence[Case]
    asked: Sequence[Bar]
    business_cases: Mapping[int, BusinessCase]
    """The approved one for this help, by the id of its case."""


class CommitForSeveral(Questions):
    """A sum for each practice, and what they have in common."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """Each case has its own."""
    purpose = Words(
        "What it is for",
        hint="In one line. Each practice reads this.",
        longest=LONGEST_PURPOSE,
        missing="Write what it is for",
    )
    title = Words(
        "Name of the payment", longest=LONGEST_TITLE, missing="Enter a name of the payment"
    )
    asks = Words("What must be seen before it is approved", longest=LONGEST_ASKS)
    expected = DayField(
        label="When it is expected",
        help_text="For example 15 March 2019.",
        error_messages={"required": "Enter the day on which it is expected"},
    )
    why = Words(
        "Why",
        hint="It stands in the books beside each sum, for finance and for audit.",
        missing="Write why it is committed",
    )

    def __init__(self, data: Any, *, of: ForSeveral, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.of, funding = of, of.pack.funding
        self.pots = {one.holder.code: one for one in of.pots}
        for case in of.cases:
            self.fields[f"pence_{case.pk}"] = PoundsField(
                label=f"Sum for {case.organisation.name}, {case.reference}, in pounds",
                required=False,
            )
            self.fields[f"seen_{case.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=case.version
            )
        self.fields["pot"] = one_of(
            "Whose money it is",
            "Choose whose money it is",
            [
                (code, f"{one.holder.name}, {one.year}: {words.pounds(one.free)} is free")
                for code, one in self.pots.items()
            ],
        )
        self.fields["intended"] = one_of(
            "Which kind of spending it is",
            "Choose which kind of spending it is",
            [(one.id, one.title) for one in (funding.intended if funding else ())],
        )
        self.fields["code"] = one_of(
            "Finance code",
            "Choose the finance code",
            [(one.id, f"{one.id}: {one.title}") for one in (funding.codes if funding else ())],
        )
        self.ask(of.asked)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.of.cases and not self.errors and not any(one.pence for one in self.shares):
            self.add_error(self.sums[0].name, "Enter a sum for at least one practice")
        return data

    @property
    def sums(self) -> list[BoundField]:
        return [self[f"pence_{case.pk}"] for case in self.of.cases]

    @property
    def about(self) -> list[BoundField]:
        names = ("purpose", "pot", "intended", "code", "title", "asks", "expected")
        return [self[name] for name in names]

    @property
    def shares(self) -> list[Share]:
        """The cases that are to have a sum; empty and £0 are none."""
        said = self.cleaned_data
        return [
            Share(case, said[f"seen_{case.pk}"], pence, self.of.business_cases.get(case.pk))
            for case in self.of.cases
            if (pence := said.get(f"pence_{case.pk}"))
        ]

    @property
    def told(self) -> dict[str, Any]:
        """What the act is told."""
        said, of = self.cleaned_data, self.of
        promise = Promise(
            intended=said["intended"],
            category=of.category,
            route=of.route,
            payee=of.payee,
            purpose=said["purpose"],
            code=said["code"],
            parts=[PartOf(said["title"], said["asks"], said["expected"], 0)],
        )
        pot = self.pots[said["pot"]]
        return {"promise": promise, "pot": pot, "shares": self.shares, "why": said["why"]}

    def refused_with(self, why: Exception, versions: dict[int, int]) -> None:
        """Say why not, and keep what was typed; who goes on has now seen the cases as they are."""
        self.add_error(None, str(why))
        data = cast(QueryDict, self.data).copy()
        for pk, version in versions.items():
            data[f"seen_{pk}"] = str(version)
        self.data = data
