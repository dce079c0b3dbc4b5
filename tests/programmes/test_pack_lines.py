from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from resilience.programmes.lines import Path, line_of, lines
from resilience.programmes.packs import PACKS

TEXT = (
    """\
title = "A pack" # [[not.a.table]]
"quoted key" = 'it"""
    + "'"
    + '''s not = this'
[structure]
levels = [
  "region", # the top
  "ccg",
]
words.red = """
[[criteria]]
id = "not here"
"""

[[criteria]]
id = "GC1"

[criteria.rule]
type = "category"

[[criteria]]
id = "GC2"
rule = { type = "count_flags", flags = [
  { type = "below", threshold = 1.5 },
  { type = "above" } ] }

[[criteria]]
[criteria.rule]
when = 2018-04-01 10:00:00
[[criteria.rule.flags]]
type = "below"
[[criteria.rule.flags]]
type = "above"
'''.replace("'it's not = this'", '"it\'s not = [this"')
)


def test_keys_tables_and_list_items_have_their_line() -> None:
    found = lines(TEXT)
    assert found["title",] == 1
    assert found["quoted key",] == 2
    assert found["structure", "levels"] == 4
    assert found["structure", "levels", 1] == 6
    assert found["structure", "words", "red"] == 8


def test_each_table_of_a_list_has_its_own_lines() -> None:
    found = lines(TEXT)
    assert found["criteria",] == found["criteria", 0] == 13
    assert found["criteria", 0, "rule", "type"] == 17
    assert found["criteria", 1, "id"] == 20
    assert found["criteria", 2] == 25
    assert found["criteria", 2, "rule", "when"] == 27


def test_tables_in_a_list_of_tables_in_a_list_of_tables() -> None:
    found = lines(TEXT)
    assert found["criteria", 2, "rule", "flags", 0, "type"] == 29
    assert found["criteria", 2, "rule", "flags", 1, "type"] == 31


def test_inline_tables_and_lists_count_too() -> None:
    found = lines(TEXT)
    assert found["criteria", 1, "rule", "type"] == 21
    assert found["criteria", 1, "rule", "flags", 0, "threshold"] == 22
    assert found["criteria", 1, "rule", "flags", 1] == 23


def test_what_is_missing_has_the_line_of_what_it_is_missing_from() -> None:
    found = lines(TEXT)
    assert line_of(["criteria", 2, "rule", "flags", 1, "cite"], found) == 30
    assert line_of(["nothing", "like", "it"], found) == 1


def test_every_path_of_the_packs_has_a_line() -> None:
    for file in PACKS.glob("*/*.toml"):
        text = file.read_text(encoding="utf-8")
        found = lines(text)
        assert set(_paths(tomllib.loads(text))) == set(found), file.name


keys = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
texts = st.text(st.sampled_from("ab#[]{}=,.'\"\n "), max_size=12)
values = st.recursive(
    st.integers() | st.booleans() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_any_value_is_found_on_the_line_of_its_key(data: dict[str, Any]) -> None:
    """Texts full of brackets, quotes and commas never lead the scan astray."""
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    found = lines(text)
    assert set(found) == set(_paths(data))
    for line, key in enumerate(data, start=1):
        assert {found[path] for path in found if path[0] == key} == {line}


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return str(value)


def _paths(value: Any, path: Path = ()) -> list[Path]:
    here = [path] if path else []
    if isinstance(value, dict):
        return here + [one for key in value for one in _paths(value[key], (*path, key))]
    if isinstance(value, list):
        inner = enumerate(value)
        return here + [one for place, item in inner for one in _paths(item, (*path, place))]
    return here
