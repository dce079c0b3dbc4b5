"""The TOML files of one pack, read as one document that still knows where everything stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from resilience.programmes import lines

MAIN = "programme.toml"  # where a field that stands nowhere belongs
SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


class Fault(NamedTuple):
    """One thing wrong with a pack. As text, the line a person acts on."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: {self.message}."


class File(NamedTuple):
    """One TOML file that could be read."""

    name: str
    """Folder and file, as messages name it."""
    data: dict[str, Any]
    lines: dict[lines.Path, int]


class Document(NamedTuple):
    """All files of a pack; each top-level field stands in one of them."""

    folder: str
    files: list[File]

    @property
    def data(self) -> dict[str, Any]:
        """The fields of all files together."""
        return {key: value for file in self.files for key, value in file.data.items()}

    def fault(self, path: Sequence[str | int], message: str) -> Fault:
        """A fault at that path, with its file, its line and its field in words."""
        for file in self.files:
            if path[0] in file.data:
                line = lines.line_of(path, file.lines)
                return Fault(file.name, line, _field(path, file.data), message)
        return Fault(f"{self.folder}/{MAIN}", 1, str(path[0]), message)


def read(folder: Path) -> tuple[Document, list[Fault]]:
    """The files of the folder, and what is wrong with any of them as TOML."""
    files: list[File] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        read_one = _file(path, f"{folder.name}/{path.name}")
        if isinstance(read_one, Fault):
            faults.append(read_one)
        else:
            faults += _repeated(read_one, files)
            files.append(read_one)
    if not files and not faults:
        faults = [Fault(f"{folder.name}/{MAIN}", 1, "whole file", "expected a file, found none")]
    return Document(folder.name, files), faults


def _file(path: Path, name: str) -> File | Fault:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Fault(name, 1, "whole file", f"cannot be read: {error.strerror}")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Fault(name, line, "whole file", "expected UTF-8 text; save the file as UTF-8")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return _syntax(str(error), text, name)
    return File(name, data, lines.lines(text))


def _syntax(error: str, text: str, name: str) -> Fault:
    """Where tomllib stopped, with the field that stands on that line."""
    place = SYNTAX_LINE.search(error)
    rows = text.split("\n")
    line = int(place[1]) if place and place[1] else len(rows)
    row = rows[line - 1]
    field = re.match(r"\s*\[*\s*([\w.\"'-]+)", row)
    reason = SYNTAX_LINE.sub("", error) or type(error).__name__
    message = f"expected TOML, found “{row.strip()[:60]}” ({reason}); correct this line"
    return Fault(name, line, field[1] if field else "this line", message)


def _repeated(file: File, before: list[File]) -> list[Fault]:
    return [
        Fault(
            file.name,
            lines.line_of([key], file.lines),
            key,
            f"expected in one file, found here and in {other.name}; keep one of the two",
        )
        for other in before
        for key in file.data
        if key in other.data
    ]


def _field(path: Sequence[str | int], data: Mapping[str, Any]) -> str:
    """`criteria[GC4].rule.threshold`: a list's table by its id, else by its number from 1."""
    words = ""
    here: Any = data
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = here.get("id") if isinstance(here, Mapping) else None
            words += f"[{name if isinstance(name, str) else step + 1}]"
        else:
            here = here.get(step) if isinstance(here, Mapping) else None
            words += f".{step}" if words else step
    return words
