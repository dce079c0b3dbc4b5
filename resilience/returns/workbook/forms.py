"""Forms of a workbook: the file, and whether it stands for the records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import UploadedFile

from resilience.look.attached import LARGEST, MB
from resilience.returns.filing.forms import Writing
from resilience.returns.workbook.book import Book
from resilience.returns.workbook.opening import NotRead, opened


@dataclass(frozen=True)
class Given:
    """A file that was opened."""

    name: str
    content: bytes = field(repr=False)
    book: Book = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class ChooseWorkbook(forms.Form):
    file = forms.FileField(
        label="Your return as an Excel workbook (.xlsx)",
        help_text=f"At most {LARGEST // MB} MB, made from the template.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty: choose the one that you meant",
            "invalid": "Choose a file",
            "missing": "Choose a file",
        },
    )

    def clean_file(self) -> Given:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            if (file.size or 0) > LARGEST:
                raise NotRead(f"The file has more than {LARGEST // MB} MB: make it smaller.")
            content = file.read()
            name = file.name or ""
            return Given(name, content, opened(name, content))
        except NotRead as problem:
            raise forms.ValidationError(str(problem)) from None


class Seen(Writing):
    """Somebody says which version of the return they looked at."""
