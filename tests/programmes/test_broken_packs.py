"""A broken pack gets one line per fault: file, line, field, what was expected and found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.programmes.packs import PACKS, PackError, load
from tests.programmes.broken import Broken
from tests.programmes.broken_clusters import CLUSTERS
from tests.programmes.broken_forms import FORMS
from tests.programmes.broken_questionnaire import QUESTIONNAIRE
from tests.programmes.broken_red import RED
from tests.programmes.broken_response import OFFERS
from tests.programmes.broken_rules import GC11, RULES
from tests.programmes.broken_stocktaking import STOCKTAKING
from tests.programmes.broken_toolkit import TOOLKIT
from tests.thorough import examples

Edit = Callable[[str, str, str], Path]
BROKEN = RULES | FORMS | TOOLKIT | RED | STOCKTAKING | OFFERS | QUESTIONNAIRE | CLUSTERS
FILES = sorted(path.name for path in (PACKS / "gprp-2018-19").glob("*.toml"))


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pack_says_file_line_and_field(edited: Edit, broken: Broken) -> None:
    folder = edited(broken.file, broken.old, broken.new)
    messages = _refusal(folder)
    assert len(messages) == 1
    place, _, message = messages[0].partition(f", {broken.field}: ")
    assert place.startswith(f"our-pack/{broken.file}, line ")
    assert broken.says in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("criteria.toml", "threshold = 80", "threshold = true"),
        ("criteria.toml", 'id = "GC16"', 'id = "GC15"'),
        ("criteria.toml", 'met_when = ["yes"]', 'met_when = "yes"'),
        ("criteria.toml", "minimum_practices = 20", "minimum_practices = 0"),
        ("programme.toml", "max_age_months = 24", "max_age_months = 0"),
        ("signal.toml", "every_months = 6", "every_month = 6"),
    ],
)
def test_the_line_is_that_of_the_field(edited: Edit, file: str, old: str, new: str) -> None:
    folder = edited(file, old, new)
    rows = (folder / file).read_text(encoding="utf-8").splitlines()
    start = f"our-pack/{file}, line {rows.index(new) + 1}, "
    if rows.count(new) > 1:  # the second of two equal ids is the one to blame
        start = f"our-pack/{file}, line {len(rows) - rows[::-1].index(new)}, "
    assert any(message.startswith(start) for message in _refusal(folder))


def test_all_faults_are_told_at_once_in_the_order_of_the_files(edited: Edit) -> None:
    edited("criteria.toml", "threshold = 80", 'threshold = "eighty"')
    edited("criteria.toml", 'domain = "efficiency"', 'domain = "thrift"')
    edited("programme.toml", '"dco"', '"district"')
    folder = edited("signal.toml", "every_months = 6", "")
    assert [message.split(":")[0].split(", ")[-1] for message in _refusal(folder)] == [
        "criteria[GC11].domain",
        "criteria[GC11].rule.threshold",
        "structure.levels[2]",
        "review.every_months",
    ]


def test_a_missing_field_points_at_the_table_it_is_missing_from(edited: Edit) -> None:
    folder = edited("criteria.toml", GC11, 'indicator = "qof_points_percent"')
    line = int(_refusal(folder)[0].split(", line ")[1].split(",")[0])
    rows = (folder / "criteria.toml").read_text(encoding="utf-8").splitlines()
    assert rows[line - 1 : line + 2] == [
        "[criteria.rule]",
        'type = "below"',
        'indicator = "qof_points_percent"',
    ]


def test_a_whole_table_that_is_missing(edited: Edit) -> None:
    folder = edited("signal.toml", "[review]", "[preview]")
    rows = (folder / "signal.toml").read_text(encoding="utf-8").splitlines()
    assert _refusal(folder) == [
        "our-pack/programme.toml, line 1, review: is missing; "
        "add it (docs/packs.md says what it holds).",
        f"our-pack/signal.toml, line {rows.index('[preview]') + 1}, preview: "
        "expected only the fields of this table, "
        "found a field of its own; write review, or remove it.",
    ]


def test_one_thing_in_two_files(edited: Edit) -> None:
    folder = edited("signal.toml", "[signal]\n", 'id = "again"\n[signal]\n')
    assert _refusal(folder) == [
        "our-pack/signal.toml, line 4, id: expected in one file, found here and in "
        "our-pack/programme.toml; keep one of the two."
    ]


def test_a_file_that_is_not_utf_8(edited: Edit) -> None:
    folder = edited("programme.toml", "id", "id")
    (folder / "programme.toml").write_bytes('id = "a"\ntitle = "Caf\xe9"\n'.encode("latin-1"))
    assert _refusal(folder) == [
        "our-pack/programme.toml, line 2, whole file: expected UTF-8 text; save the file as UTF-8."
    ]


def test_a_file_saved_by_a_windows_editor_is_read(edited: Edit) -> None:
    folder = edited("programme.toml", "id", "id")
    for file in folder.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load(folder).hash == load("gprp-2018-19").hash


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == [
        f"{tmp_path.name}/programme.toml, line 1, whole file: expected a file, found none."
    ]


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "a = " + "9" * 5000, "a = 1e999999999999999999999", "\0", "a = '''"]
)
def test_hostile_toml_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "programme.toml").write_text(content)
    assert _refusal(tmp_path)[0].startswith(f"{tmp_path.name}/programme.toml, line 1, ")


values = st.sampled_from(
    ["1", "-1", "0.5", "1e30", "true", '""', '"x"', "[]", "[1]", "[[]]", "{}", "2018-04-01",
     "2018-04-01T10:00:00Z", "10:00:00", "inf", "nan", '["x", "x"]', "{ type = 1 }",
     '{ type = "any_of", rules = [1, { type = "above", above = 2 }] }']
)  # fmt: skip


@pytest.mark.slow
@given(data=st.data(), value=values)
@examples(150, suppress_health_check=[HealthCheck.too_slow])
def test_no_value_in_any_place_escapes_as_anything_but_a_message(
    data: st.DataObject, value: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = data.draw(st.sampled_from(FILES))
    folder = tmp_path_factory.mktemp("pack")
    for path in (PACKS / "gprp-2018-19").glob("*.toml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    rows = (folder / file).read_text(encoding="utf-8").splitlines()
    fields = [place for place, row in enumerate(rows) if " = " in row and row[0] != "#"]
    row = data.draw(st.sampled_from(fields))
    rows[row] = f"{rows[row].split(' = ')[0]} = {value}"
    (folder / file).write_text("\n".join(rows), encoding="utf-8")
    try:
        load(folder)
    except PackError as error:
        assert all(", line " in message for message in str(error).splitlines())


def _refusal(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        load(folder)
    return str(refused.value).splitlines()
