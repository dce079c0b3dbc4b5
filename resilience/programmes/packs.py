"""The door to the programme packs: which there are, and reading one.

A pack is a folder of TOML files. Reading checks its shape (`schema`) and that its parts fit
(`checks`), never the date: a screen may be run for any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from resilience.programmes import files, lines
from resilience.programmes.checks import misfits
from resilience.programmes.schema import Pack
from resilience.programmes.wording import sentence

PACKS = Path(__file__).parent / "packs"
Shape = TypeVar("Shape", bound=Pack)


class PackError(Exception):
    """A pack that cannot be used; one line per fault with file, line, field and advice."""


class Unfit(Exception):
    """Tables that make no pack: for each path, what was expected, found and to be done."""

    def __init__(self, messages: Mapping[lines.Path, str]) -> None:
        super().__init__("; ".join(messages.values()))
        self.messages = messages


def available() -> list[str]:
    """Ids of the packs that come with the product, in alphabetical order."""
    return list(_of_the_product())


@cache  # asked for each case of a page
def _of_the_product() -> tuple[str, ...]:
    return tuple(sorted(one.name for one in PACKS.iterdir() if (one / files.MAIN).is_file()))


def load(pack: str | Path) -> Pack:
    """The pack with that id, or in that folder. Raises PackError. Read once per process."""
    if str(pack) in _of_the_product():
        return _load(PACKS / str(pack))
    folder = Path(pack)
    if not folder.is_dir():
        raise PackError(
            f"{pack}: expected the id of a programme pack ({', '.join(available())}) or a folder "
            "of TOML files, found neither; correct the id or the path."
        )
    return _load(folder.resolve())


def tables(pack: str) -> dict[str, Any]:
    """The tables of a pack that comes with the product, as its files have them; yours to change."""
    return deepcopy(_read(PACKS / pack).data)


def checked(data: Mapping[str, Any], shape: type[Shape]) -> Shape:
    """The tables as a pack of that shape. Raises Unfit with everything that is wrong."""
    messages = {misfit.path: misfit.message for misfit in misfits(data)}
    try:
        pack = shape.model_validate(data)
    except ValidationError as error:
        messages |= _misshapen(error, data)
    if messages:
        raise Unfit(messages)
    return pack


@lru_cache(maxsize=32)
def _load(folder: Path) -> Pack:
    document = _read(folder)
    try:
        return checked(document.data, Pack)
    except Unfit as unfit:
        _refuse([document.fault(path, message) for path, message in unfit.messages.items()])


@lru_cache(maxsize=32)
def _read(folder: Path) -> files.Document:
    document, faults = files.read(folder)
    if faults:
        _refuse(faults)
    return document


def _refuse(faults: list[files.Fault]) -> NoReturn:
    raise PackError("\n".join(map(str, sorted(faults))))


def _misshapen(error: ValidationError, data: Mapping[str, Any]) -> dict[lines.Path, str]:
    """Each error of the schema by the path of its field in the TOML."""
    errors = error.errors(include_url=False)
    inside = {one["loc"][:length] for one in errors for length in range(len(one["loc"]))}
    return {
        _path(one, data): sentence(one)
        for one in errors
        # a list is called too short when what stands in it is wrong: that has its own error
        if not (one["type"] == "too_short" and one["loc"] in inside)
    }


def _path(error: ErrorDetails, data: Any) -> lines.Path:
    """Pydantic's location without the rule types it puts between a rule and its fields."""
    path: lines.Path = ()
    here = data
    for place, step in enumerate(error["loc"], start=1):
        if place < len(error["loc"]) and isinstance(here, Mapping) and step == here.get("type"):
            continue
        path = (*path, step)
        if isinstance(here, Mapping):
            here = here.get(str(step))
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
    return (*path, "type") if error["type"].startswith("union_tag") else path
