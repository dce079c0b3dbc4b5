"""A frozen result as pages and files show it. All of it follows from the frozen content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from resilience.clusters.models import StocktakeResult

COLUMNS = (
    *("programme", "area", "round", "opens", "closes", "cell", "title", "practices"),
    *("domain", "question", "points", "most", "percent", "state"),
)
WHOLE = "area"
"""The id of the area's own line: all cells that are told, together."""
WHY_HELD = (
    "Too few practices of it answered, or their answers could be worked out from what another "
    "round told. Which of these it is, and who answered, is not told."
)


@dataclass(frozen=True)
class Mean:
    """So many points of the most there could be; none where nothing is told."""

    points: int
    most: int

    @property
    def percent(self) -> int | None:
        """Of a hundred, halves upwards."""
        if not self.most:
            return None
        return int(Decimal(100 * self.points / Decimal(self.most)).quantize(1, ROUND_HALF_UP))


@dataclass(frozen=True)
class Line:
    """What is told of a cell or of the area: the sum by question, and of how many practices."""

    id: str
    title: str
    practices: int
    questions: Mapping[str, Mean]
    domains: Mapping[str, Mean]


@dataclass(frozen=True, eq=False)
class Result:
    """A result of a round."""

    frozen: StocktakeResult

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = self.frozen.content
        return found

    @property
    def domains(self) -> list[dict[str, Any]]:
        return list(self.content["questionnaire"]["domains"])

    @cached_property
    def lines(self) -> list[Line]:
        """The cells that are told."""
        return [
            self._line(one["id"], one["title"], [(one["practices"], one["points"])])
            for one in self.content["cells"]
        ]

    @cached_property
    def area(self) -> Line | None:
        """All cells that are told, together; none where none is."""
        cells = [(one["practices"], one["points"]) for one in self.content["cells"]]
        return self._line(WHOLE, self.content["area"]["name"], cells) if cells else None

    @property
    def held(self) -> list[dict[str, Any]]:
        """The clusters that are told of in no cell."""
        return [one for one in self.content["clusters"] if not one["cell"]]

    def within(self, cell: str) -> list[str]:
        """The names of the clusters whose practices are told of in a cell not their own."""
        own = self.content["clusters"]
        return [one["name"] for one in own if one["cell"] == cell != one["code"]]

    def line(self, id_: str) -> Line | None:
        """What is told of a cell, by its id; none where nothing is."""
        return next((one for one in self.lines if one.id == id_), None)

    def line_of_cluster(self, code: str) -> Line | None:
        """What is told of the cell with the practices of a cluster ("" for those of none)."""
        cells = {one["code"]: one["cell"] for one in self.content["clusters"]}
        alone = ("others", "together")
        found = cells.get(code) or next((one for one in alone if self.line(one)), "")
        return self.line(found)

    def _line(self, id_: str, title: str, cells: list[tuple[int, Mapping[str, int]]]) -> Line:
        questions, domains = {}, {}
        for domain in self.domains:
            for one in domain["questions"]:
                told = [(n, points[one["id"]]) for n, points in cells if one["id"] in points]
                most = sum(n for n, _ in told) * one["most"]
                questions[one["id"]] = Mean(sum(points for _, points in told), most)
            mine = [questions[one["id"]] for one in domain["questions"]]
            domains[domain["id"]] = Mean(sum(m.points for m in mine), sum(m.most for m in mine))
        return Line(id_, title, sum(n for n, _ in cells), questions, domains)


def rows(result: Result) -> Iterator[dict[str, Any]]:
    """Every number of a result, in COLUMNS: of each cell and of the area each question, and each
    domain with an empty question. A cluster that is held back has one row, which says so."""
    content, round_ = result.content, result.content["round"]
    base = dict.fromkeys(COLUMNS) | {
        "programme": content["programme"],
        "area": content["area"]["code"],
        "round": round_["title"],
        "opens": round_["opens"],
        "closes": round_["closes"],
        "state": "told",
    }
    for line in (*result.lines, *([result.area] if result.area else [])):
        of = base | {"cell": line.id, "title": line.title, "practices": line.practices}
        for domain in result.domains:
            yield of | {"domain": domain["id"]} | _told(line.domains[domain["id"]])
            for one in domain["questions"]:
                asked = {"domain": domain["id"], "question": one["id"]}
                yield of | asked | _told(line.questions[one["id"]])
    for cluster in result.held:
        yield base | {"cell": cluster["code"], "title": cluster["name"], "state": "held back"}


def changes(now: Line, before: Line | None) -> dict[str, int]:
    """By domain how many in a hundred more than before, where both are told."""
    if before is None:
        return {}
    return {
        name: mean.percent - then
        for name, mean in now.domains.items()
        if mean.percent is not None
        and name in before.domains
        and (then := before.domains[name].percent) is not None
    }


def day_of(result: Result) -> date:
    """The last day of the round."""
    return date.fromisoformat(result.content["round"]["closes"])


def _told(mean: Mean) -> dict[str, Any]:
    if not mean.most:
        return {"state": "held back"}
    return {"points": mean.points, "most": mean.most, "percent": mean.percent}
