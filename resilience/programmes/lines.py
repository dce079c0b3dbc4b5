"""Where in a TOML text a value stands, so that a message about it can name the line.

`tomllib` keeps no positions. The text given here has already been read by `tomllib`, so this
walks valid TOML only and need not check it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Path = tuple[str | int, ...]

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # up to two quotes may precede the closing three
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|\n|[\[\]{}=,.]|[^\s\[\]{}=,.\#\"']+",
    re.DOTALL,
)


class Token(NamedTuple):
    text: str
    line: int


def lines(text: str) -> dict[Path, int]:
    """Line (from 1) of each table, key and list item; list items are numbered from 0."""
    found: dict[Path, int] = {}
    last: dict[Path, int] = {}  # list of tables -> index of its latest table
    table: Path = ()
    for statement in _statements(text):
        if statement[0].text == "[":
            listed = statement[1].text == "["
            table = _header(_keys(statement), listed, last)
            if listed:
                found.setdefault(table[:-1], statement[0].line)
            found.setdefault(table, statement[0].line)
        else:
            _pair(statement, table, found)
    return found


def line_of(path: Sequence[str | int], found: dict[Path, int]) -> int:
    """Line of the path, or of the nearest thing around it; 1 where nothing around it stands."""
    for length in range(len(path), 0, -1):
        if (line := found.get(tuple(path[:length]))) is not None:
            return line
    return 1


def _statements(text: str) -> Iterator[list[Token]]:
    """Headers and key-value pairs: a line end closes one unless a bracket is open."""
    statement: list[Token] = []
    depth, line = 0, 1
    for match in TOKEN.finditer(text):
        symbol = match.group()
        if symbol == "\n":
            if statement and not depth:
                yield statement
                statement = []
        elif not symbol.startswith("#"):
            depth += (symbol in "[{") - (symbol in "]}")
            statement.append(Token(symbol, line))
        line += symbol.count("\n")
    if statement:
        yield statement


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [_name(token.text) for token in tokens if token.text not in {"[", "]", "."}]


def _name(token: str) -> str:
    return token[1:-1] if token[0] in "\"'" else token


def _header(keys: list[str], listed: bool, last: dict[Path, int]) -> Path:
    """Path of `[a.b]` or `[[a.b]]`: each list of tables on the way means its latest table."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in last:
            path = (*path, last[path])
    path = (*path, keys[-1])
    if listed:
        last[path] = last.get(path, -1) + 1
        path = (*path, last[path])
    return path


def _pair(tokens: list[Token], around: Path, found: dict[Path, int]) -> None:
    """Note a `key = value` pair and everything inside its value."""
    equals = next(place for place, token in enumerate(tokens) if token.text == "=")
    path = around
    for key in _keys(tokens[:equals]):
        path = (*path, key)
        found.setdefault(path, tokens[0].line)
    _value(tokens[equals + 1 :], path, found)


def _value(tokens: list[Token], path: Path, found: dict[Path, int]) -> None:
    if tokens[0].text == "{":
        for pair in _parts(tokens):
            _pair(pair, path, found)
    elif tokens[0].text == "[":
        for index, item in enumerate(_parts(tokens)):
            found[(*path, index)] = item[0].line
            _value(item, (*path, index), found)


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """What stands between the outer brackets, parted at the commas of that depth."""
    part: list[Token] = []
    depth = 0
    for token in tokens[1:-1]:
        depth += (token.text in "[{") - (token.text in "]}")
        if token.text == "," and not depth:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part
