"""What people fill in to write a plan: its rows, and what it says once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from resilience.accounts.saying import WARNING, tidied
from resilience.agreements.helping.services import services, suppliers
from resilience.agreements.models import Help, Milestone, Objective, Plan, ReportRow, Side
from resilience.agreements.planning.baselines import measures, with_baseline
from resilience.agreements.planning.content import themes
from resilience.agreements.planning.fitting import BAR, LONGEST, LONGEST_LINE, WHY_NOT
from resilience.agreements.planning.forms import Writing
from resilience.cases.following.forms import SEEN
from resilience.look.forms import DayField
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Pack

NOT_APPLICABLE = "Write “Not applicable” where there is nothing."
SIDES = [(side.value, side.label.capitalize()) for side in Side]
YES_NO = [("yes", "Yes"), ("no", "No")]


def text(label: str, hint: str = "", rows: int = 4) -> forms.CharField:
    """Several lines of plain words; whether they may be left empty the rules of a plan say."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONGEST, widget=widget
    )


def line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST_LINE)


def choice(
    label: str, choices: Iterable[tuple[str, str]], hint: str = "", *, drop_down: bool = False
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        required=False,
        widget=forms.Select if drop_down else forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these"},
    )


class Part(Writing):
    """A part of a plan: what the rules of a plan say of it is told at its fields."""

    part = ""

    def __init__(
        self, data: Any, *, plan: Plan, pack: Pack, day: date, was: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.plan, self.pack, self.day, self.was = plan, pack, day, was

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = tidied(value)
        for name, why in WHY_NOT[self.part](self.plan, self.pack, self.said).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, why)
        return self.cleaned_data


class ObjectiveForm(Part):
    part = "objectives"
    category = choice("Under which heading does it stand?", ())
    what = text("What is to be reached", f"Say it so that everybody means the same. {WARNING}")
    measure = text("How it is measured", "What would be counted, asked or looked at.", 2)
    indicator = choice(
        "Published figure that measures it",
        (),
        "If there is one, its latest figure is kept beside the plan as it stands now.",
        drop_down=True,
    )
    baseline = line(
        "Where it stands now", "Leave this empty to take the published figure as it stands."
    )
    target = line("Target", "What is to be reached, such as “20 sessions a week”.")
    target_value = forms.FloatField(
        label="Target as a number",
        help_text="Only with a published figure: progress is then read against it.",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-10"}),
        error_messages={"invalid": "Enter a number, such as 1900 or 82.5"},
    )
    achievable = text("Why it can be done", "What makes it likely in this time.", 3)
    due = DayField(label="By when", required=False)
    side = choice("Who answers for it?", SIDES)
    owner = line("By role", "Such as “practice manager”: names stand with the leads only.")
    criterion = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        headings = self.pack.planning.categories if self.pack.planning else ()
        _choose(self, "category", [(one.id, one.title) for one in headings])
        self.fields["category"].widget.of_items = {
            one.id: {"hint": {"text": one.about}} for one in headings
        }
        figures = [(one.id, f"{one.title} ({one.unit})") for one in measures(self.pack)]
        _choose(self, "indicator", [("", "None"), *figures])

    @property
    def said(self) -> dict[str, Any]:
        said = super().said
        if not said.get("indicator"):
            said["target_value"] = None
        was = self.was if isinstance(self.was, Objective) else None
        return with_baseline(self.plan, self.pack, said, was, self.day)


class MilestoneForm(Part):
    part = "milestones"
    title = line("What is done by then", WARNING)
    due = DayField(label="By when", error_messages={"required": "Enter by when"})
    side = forms.ChoiceField(
        label="Who answers for it?",
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who answers for it"},
    )
    objective = choice("Towards which objective?", (), drop_down=True)

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        own = self.plan.objectives.all()
        self.by_number = {str(one.number): one for one in own}
        named = [(key, f"Objective {key}: {one.what[:80]}") for key, one in self.by_number.items()]
        _choose(self, "objective", [("", "The plan as a whole"), *named])

    @property
    def said(self) -> dict[str, Any]:
        said = super().said
        return said | {"objective": self.by_number.get(said.get("objective", ""))}


class HelpForm(Part):
    part = "help"
    category = choice("Kind of help", (), drop_down=True)
    description = text("What is done", WARNING)
    route = choice("How does the help come?", ())
    supplier = choice("Supplier", (), "Where a supplier helps.", drop_down=True)
    sender = line(
        "Code of the practice that sends its people",
        "Where people of another practice help, such as A81001.",
    )
    sender_capacity = text(
        "How it is known that this practice has people to spare",
        "Where people of another practice help.",
        2,
    )
    body_contribution = text("What the local team brings", NOT_APPLICABLE, 3)
    practice_contribution = text("What the practice brings", NOT_APPLICABLE, 3)
    starts = DayField(label="It starts on (optional)", required=False)
    ends = DayField(label="It ends on (optional)", required=False)

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        _choose(self, "category", [("", "Choose"), *((o.id, o.title) for o in themes(self.pack))])
        planning = self.pack.planning
        self.routes = {one.id: one for one in (planning.routes if planning else ())}
        _choose(self, "route", [(one.id, one.title) for one in self.routes.values()])
        self.fields["route"].widget.of_items = {
            one.id: {"hint": {"text": one.about}} for one in self.routes.values()
        }
        self.suppliers = {one.code: one for one in suppliers()}
        _choose(self, "supplier", [("", "None"), *self._suppliers()])
        self.bars = planning.bars if planning else ()
        for bar in self.bars:
            self.fields[BAR + bar.id] = choice(bar.question, YES_NO)
        self.order_fields([*[name for name in self.fields if name != SEEN], SEEN])

    def _suppliers(self) -> list[tuple[str, str]]:
        """Every supplier; of those that offer this kind of help where the practice is, that too."""
        kind = self.was.category if self.was else ""
        practice = self.plan.case.organisation
        offered = services(self.plan.case.programme, self.day, area=practice, category=kind)
        here = {one.supplier_id for one in offered}
        told = " (offers this here)" if kind else " (offers help here)"
        every = self.suppliers.values()
        return [(one.code, one.name + (told if one.pk in here else "")) for one in every]

    @property
    def said(self) -> dict[str, Any]:
        """What does not go with the route is left out."""
        said = super().said
        bars = {bar.id: said.pop(BAR + bar.id, "") for bar in self.bars}
        route = self.routes.get(said.get("route", ""))
        supplier, sender = said.get("supplier", ""), said.get("sender", "").strip().upper()
        by_sender = route is not None and route.by_sender
        said["supplier"] = self.suppliers.get(supplier) if route and route.by_supplier else None
        said["sender"] = _practice(sender) if by_sender and sender else None
        said["sender_capacity"] = said.get("sender_capacity", "") if by_sender else ""
        return said | {"bars": bars}


class ReportForm(Part):
    part = "reports"
    what = line("What it tells")
    due = DayField(label="By when", error_messages={"required": "Enter by when"})


class StrategyForm(Part):
    part = "strategy"
    local_strategy = text(
        "How the plan goes with the local primary care strategy",
        f"What of the strategy it serves, and who was spoken to about it. {WARNING}",
    )


class ExitForm(Part):
    part = "exit"
    exit_strategy = text(
        "How the practice goes on without the help",
        f"What is different by then, and who carries it on. {WARNING}",
    )
    money_ends = DayField(label="Day on which money ends", required=False)
    ends = DayField(
        label="Last day of the memorandum",
        help_text="It ends before, if all is delivered before.",
        required=False,
    )


class CaseStudyForm(Part):
    part = "case-study"
    case_study_by = DayField(
        label="The practice gives a case study by",
        help_text="Leave it empty where none is agreed.",
        required=False,
    )


ROW_FORMS: dict[str, type[Part]] = {
    form.part: form for form in (ObjectiveForm, MilestoneForm, HelpForm, ReportForm)
}
WORD_FORMS: dict[str, type[Part]] = {
    form.part: form for form in (StrategyForm, ExitForm, CaseStudyForm)
}


def initial_of(row: Objective | Milestone | Help | ReportRow, pack: Pack) -> dict[str, Any]:
    """What the form of a row begins with."""
    values = {one.name: getattr(row, one.name) for one in row._meta.concrete_fields}
    if isinstance(row, Milestone):
        values["objective"] = str(row.objective.number) if row.objective else ""
    if isinstance(row, Help):
        values["supplier"] = row.supplier.code if row.supplier else ""
        values["sender"] = row.sender.code if row.sender else ""
        bars = pack.planning.bars if pack.planning and row.description else ()
        values |= {BAR + bar.id: "no" for bar in bars}  # it was taken, so none was answered yes
    return values


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _practice(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code, kind=Kind.PRACTICE).first()
