"""A form field for each kind of question: what was typed, read as people write it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from resilience.accounts.saying import TEN_DIGITS, is_nhs_number, tidied
from resilience.look.words import count_words

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
TOO_MANY_WORDS = "too_many_words"
OF_A_PATIENT = "of_a_patient"
TOO_LONG = "too_long"
NUMBER = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[, ][0-9]{3}){1,2}")
PHONE = re.compile(r"\+?[0-9 ().\-]+(?:(?:,? ?(?:ext\.?|extension|x|#)) ?[0-9]{1,6})?", re.I)
YEAR = re.compile(r"(?:20)?([0-9]{2}) ?(?:[-–/]|to) ?(?:20)?([0-9]{2})")


class Line(forms.CharField):
    """Text of one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        return self.read(" ".join(tidied(str(value if value is not None else "")).split()))

    def read(self, text: str) -> Any:
        """The answer a tidied text gives."""
        if len(text) > LONGEST_LINE:
            raise ValidationError(
                f"Enter at most {LONGEST_LINE} characters: there are {len(text):,}", TOO_LONG
            )
        refuse_patients(text)
        return text


class EmailLine(Line):
    """An e-mail address."""

    def read(self, text: str) -> str:
        if text:
            EmailValidator("Enter an e-mail address, for example name@example.nhs.uk")(text)
        return text


class PhoneLine(Line):
    """A telephone number, kept as it was written."""

    def read(self, text: str) -> str:
        number = re.split("[ex#]", text, maxsplit=1, flags=re.I)[0]
        digits = sum(map(str.isdigit, number))
        if text and not (PHONE.fullmatch(text) and 9 <= digits <= 15):
            raise ValidationError("Enter a telephone number, for example 01632 960 001")
        return text


class NumberLine(Line):
    """A whole number above nought, typed with or without thousands separators."""

    def read(self, text: str) -> int | None:
        if not text:
            return None
        if not NUMBER.fullmatch(text) or not (number := int(re.sub("[, ]", "", text))):
            raise ValidationError("Enter a whole number, for example 8,450")
        return number

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class YearsLine(Line):
    """Financial years, typed: 2016-17, 2017/18."""

    def read(self, text: str) -> list[str]:
        years = set()
        for word in filter(None, re.split(r" ?(?:[,;]| and ) ?", text)):
            found = YEAR.fullmatch(word)
            if not found or int(found[2]) != (int(found[1]) + 1) % 100:
                raise ValidationError("Enter each year like 2016-17, with a comma between two")
            years.add(f"20{found[1]}-{found[2]}")
        return sorted(years)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.prepare_value(value))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class WordsText(forms.CharField):
    """Text of at most so many words, lines and paragraphs kept."""

    widget = forms.Textarea

    def __init__(self, *, max_words: int) -> None:
        super().__init__(strip=False)
        self.max_words = max_words

    def to_python(self, value: Any) -> str:
        text = tidied(str(value if value is not None else ""))
        refuse_patients(text)
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                f"Enter at most {LONGEST_TEXT:,} characters: there are {len(text):,}", TOO_LONG
            )
        words = count_words(text)
        if words > self.max_words:
            raise ValidationError(
                f"There are {words:,} words and there may be {self.max_words:,}: "
                f"take away {words - self.max_words:,}",
                TOO_MANY_WORDS,
            )
        return text


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files. They are looked at by whoever takes them in."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data) if isinstance(data, list | tuple) else [data] if data else []


def refuse_patients(text: str) -> None:
    """Refuse a text with what looks like the number of a patient; it never says which."""
    if any(is_nhs_number(found) for found in TEN_DIGITS.findall(text)):
        raise ValidationError(
            "One of the numbers looks like an NHS number: say nothing about any one patient",
            OF_A_PATIENT,
        )
