"""Loading past support: choosing a file, and keeping what was read of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from resilience.cases.past.reading import NotRead, Past, PutAside, read
from resilience.look.attached.names import tidied

LARGEST = 2 * 1024 * 1024
"""Bytes of a file."""
SALT, A_DAY = "past support", 24 * 3600
Rows = list[Past | PutAside]


class ChooseFile(forms.Form):
    file = forms.FileField(
        label="CSV file",
        help_text="At most 2 MB. Nothing is kept before you have seen what would be.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty: choose the one that you meant",
            "invalid": "Choose a file",
            "missing": "Choose a file",
        },
    )

    def clean_file(self) -> tuple[str, str, Rows]:
        """The file's name, its text and its rows."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("The file has more than 2 MB: load it in parts")
        content = file.read()
        try:
            rows = list(read(content))
        except NotRead as problem:
            raise forms.ValidationError(str(problem)) from None
        return tidied(file.name or ""), content.decode("utf-8-sig"), rows


class KeepFile(forms.Form):
    """What somebody saw, signed, so that it is that and nothing else that is kept."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> tuple[str, Rows]:
        try:
            name, text = signing.loads(self.cleaned_data["seen"], salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            told = "What you saw is no longer here: choose the file again"
            raise forms.ValidationError(told) from None
        return name, list(read(text.encode()))


def seen(name: str, text: str) -> dict[str, Any]:
    """What a form of what somebody saw begins with."""
    return {"seen": signing.dumps([name, text], salt=SALT, compress=True)}
