"""What people fill in to sign a memorandum."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from resilience.agreements.models import Side
from resilience.agreements.models.plan import PARTIES
from resilience.agreements.signing.waiting import waiting
from resilience.cases.following.forms import Acting
from resilience.cases.models import Case
from resilience.look.attached import LARGEST
from resilience.look.forms import DayField


class Shown(Acting):
    """Whoever signs says which memorandum was before them, by the SHA-256 of its PDF."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def refused(self, why: Exception, case: Case) -> None:
        """Whoever goes on now has that before them which waits now."""
        super().refused(why, case)
        memorandum = waiting(case)
        data = cast(QueryDict, self.data)  # which is now a copy that may be changed
        data["shown"] = memorandum.pdf_sha256 if memorandum else ""


class Sign(Shown):
    role = forms.CharField(
        max_length=200,
        label="Your role",
        help_text="As it stands under your signature, for example: partner",
        error_messages={"required": "Enter your role"},
    )
    signs = forms.BooleanField(
        error_messages={"required": "Tick this to sign"},
    )

    def __init__(self, data: Any, *, side: Side, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["signs"].label = f"I have read this memorandum and sign it for {side.label}"
        self.order_fields(["role", "signs"])

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("shown", "role")}


class SignedCopy(Shown):
    """A memorandum that a side signed on paper."""

    side = forms.ChoiceField(
        label="Who signed it?",
        choices=[(value, f"For {label}") for value, label in PARTIES],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who signed it"},
    )
    name = forms.CharField(
        max_length=200,
        label="Name of who signed",
        error_messages={"required": "Enter the name of who signed"},
    )
    role = forms.CharField(
        max_length=200,
        label="Their role",
        error_messages={"required": "Enter the role of who signed"},
    )
    signed = DayField(
        label="Day of the signature",
        help_text="For example, 30 June 2018",
        error_messages={"required": "Enter the day of the signature"},
    )
    file = forms.FileField(
        label="The signed copy",
        help_text=f"A scan or a photograph, as PDF, PNG or JPEG, of at most {LARGEST >> 20} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={
            "required": "Choose the signed copy",
            "empty": "The file is empty: choose the one that you meant",
            "invalid": "Choose the signed copy",
            "missing": "Choose the signed copy",
        },
    )

    field_order = ("side", "name", "role", "signed", "file")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"The file has more than {LARGEST >> 20} MB")
        return file

    @property
    def told(self) -> dict[str, Any]:
        """What the act is told."""
        names = ("shown", "side", "name", "role", "signed")
        file: UploadedFile = self.cleaned_data["file"]
        read = {"file_name": file.name or "", "content": file.read()}
        return {name: self.cleaned_data[name] for name in names} | read
