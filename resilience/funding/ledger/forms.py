"""Forms of the ledger: a file, which column says what, and what becomes of a line that waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from resilience.accounts.saying import WARNING
from resilience.funding.ledger.columns import MEANINGS, Table, why_not_columns
from resilience.funding.ledger.lines import Read
from resilience.funding.ledger.matching import Open, what_differs
from resilience.funding.ledger.queries import Candidate
from resilience.funding.ledger.reading import File, NotRead, opened
from resilience.funding.models import Entry
from resilience.look import words
from resilience.look.attached import LARGEST, MB
from resilience.programmes.schema.funding import FinanceCode


class ChooseFile(forms.Form):
    file = forms.FileField(
        label="CSV file or Excel workbook (.xlsx)",
        help_text=f"At most {LARGEST // MB} MB. Nothing is kept before you see what would be.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty: choose the one that you meant",
            "invalid": "Choose a file",
            "missing": "Choose a file",
        },
    )

    def clean_file(self) -> File:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            if (file.size or 0) > LARGEST:
                raise NotRead(f"The file has more than {LARGEST // MB} MB: read it in parts.")
            return opened(file.name or "", file.read())
        except NotRead as problem:
            raise forms.ValidationError(str(problem)) from None


class ChooseColumns(forms.Form):
    """Which column says what."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, table: Table, seen: str, columns: Mapping[str, str]) -> None:
        super().__init__(data, initial={"seen": seen, **columns})
        self.table = table
        for one in MEANINGS:
            self.fields[one.id] = forms.ChoiceField(
                label=one.title if one.needed else f"{one.title} (if there is one)",
                help_text=one.hint,
                required=False,
                choices=[("", "Not in this file"), *((label, label) for label in table.labels)],
                error_messages={"invalid_choice": "Choose a column of this file"},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        columns = {one.id: given[one.id] for one in MEANINGS if given.get(one.id)}
        for one, why in why_not_columns(columns, self.table.labels).items():
            self.add_error(one, why)
        return {**given, "columns": columns}


class Match(forms.Form):
    """Which invoice a line paid, under which code, and why where something differs."""

    why = forms.CharField(
        label="Why they belong together",
        help_text=f"Needed where the line differs from the invoice. {WARNING}",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Any,
        *,
        line: Read,
        found: Iterable[Candidate],
        codes: Iterable[FinanceCode],
    ) -> None:
        found, codes = list(found), list(codes)
        listed = {one.id for one in codes}
        nearest = found[0].invoice.commitment.code if found else ""
        code = line.code if line.code in listed else nearest
        first = found[0] if found and any(found[0].same.values()) else None
        initial = {"code": code, "invoice": str(first.invoice.entry.pk) if first else None}
        super().__init__(data, initial=initial, prefix="match")
        invoice = forms.ChoiceField(
            label="Invoice",
            widget=forms.RadioSelect,
            choices=[(str(one.invoice.entry.pk), _called(one.invoice)) for one in found],
            error_messages={
                "required": "Choose the invoice that it paid",
                "invalid_choice": "This invoice does not fit any more: choose another",
            },
        )
        invoice.widget.of_items = {
            str(one.invoice.entry.pk): {"hint": {"text": _differs(line, one.invoice.entry, code)}}
            for one in found
        }
        self.fields["invoice"] = invoice
        self.fields["code"] = forms.ChoiceField(
            label="Finance code", choices=[(one.id, f"{one.id}: {one.title}") for one in codes]
        )
        self.order_fields(["invoice", "code", "why"])


class SetAside(forms.Form):
    why = forms.CharField(
        label="Why it is no payment of this money",
        help_text=WARNING,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why you set it aside"},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, prefix="aside")


class Join(forms.Form):
    """Which payment, recorded by hand, a line tells of."""

    def __init__(self, data: Any, *, found: Iterable[Entry]) -> None:
        super().__init__(data, prefix="join")
        self.fields["payment"] = forms.ChoiceField(
            label="Payment",
            widget=forms.RadioSelect,
            choices=[(str(one.pk), _paid(one)) for one in found],
            error_messages={
                "required": "Choose the payment",
                "invalid_choice": "Another line tells of it by now: choose another",
            },
        )


def _called(one: Open) -> str:
    entry = one.entry
    return (
        f"{entry.document} of {one.payee}, {words.pounds(entry.pence)}, of which "
        f"{words.pounds(one.left)} is not paid ({one.commitment.reference}, "
        f"{one.commitment.organisation.name})"
    )


def _differs(line: Read, invoice: Entry, code: str) -> str:
    return " ".join(what_differs(line, invoice, code)) or "Number and payee are the same."


def _paid(one: Entry) -> str:
    of = one.commitment
    invoice = one.invoice.document if one.invoice else ""
    return (
        f"{words.pounds(one.pence)} on {words.day(one.day)} for invoice {invoice} of "
        f"{of.payee.name if of else ''}"
    )
