"""Pydantic's errors in plain words: what was expected, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from resilience.programmes.schema.parts import Table

EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "number_type": "a number",
    "finite_number": "a finite number",
    "decimal_max_digits": "a number of at most {max_digits} digits",
    "decimal_max_places": "a number with at most {decimal_places} decimal places",
    "decimal_whole_digits": "a number of at most {whole_digits} digits before the point",
    "bool_type": "true or false",
    "tuple_type": "a list in square brackets",
    "date_type": "a date such as 2018-04-01",
    "model_type": "a table of fields",
    "model_attributes_type": "a table of fields",
    "literal_error": "{expected}",
    "union_tag_invalid": "a rule type out of {expected_tags}",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_too_short": "text that is not empty",
    "too_short": "at least {min_length} in the list",
    "too_long": "at most {max_length} in the list",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "blanks": "a sentence whose only braces are {blanks}",
}


def sentence(error: ErrorDetails) -> str:
    """One error of pydantic as the words that follow the field's name."""
    kind, field, details = error["type"], str(error["loc"][-1]), error.get("ctx", {})
    if kind == "missing":
        return "is missing; add it (docs/packs.md says what it holds)"
    if kind == "union_tag_not_found":
        return 'is missing; add the type of the rule, for example type = "below"'
    if kind == "extra_forbidden":
        return f"expected only the fields of this table, found a field of its own; {_near(field)}"
    expected = EXPECTED[kind].format(**details) if kind in EXPECTED else error["msg"]
    found = _found(details.get("tag", error["input"]))
    return f"expected {expected}, found {found}; correct the value"


def _near(field: str) -> str:
    """Advice about an unknown field: most are a known one misspelt or in the wrong table."""
    known = {name for table in _tables(Table) for name in table.model_fields}
    if field in known:
        return "move it to the table it belongs to, or remove it"
    near = get_close_matches(field, sorted(known), n=1)
    return f"write {near[0]}, or remove it" if near else "remove it"


def _tables(table: type[Table]) -> list[type[Table]]:
    return [table, *(below for kind in table.__subclasses__() for below in _tables(kind))]


def _found(value: object) -> str:
    """The value as its author would know it, cut to a readable length."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, str):
        text = f"“{value}”"
    elif isinstance(value, Mapping):
        return "a table"
    elif isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    else:
        text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
