"""What is told of a round, as it is frozen: plain data, of which every page and file is made.

Of answers it holds one number for each question of each cell: what `clamped` leaves of the points
of all its practices.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from resilience.clusters.questionnaire.scoring import core_of, points
from resilience.clusters.stocktake.cells import OTHERS, TOGETHER, Cells, Limits, by_cluster
from resilience.clusters.stocktake.clamped import clamped
from resilience.clusters.stocktake.gathering import Gathered
from resilience.programmes.schema.questionnaire import Questionnaire

Content = dict[str, Any]
FORMAT = 1
TITLES = {OTHERS: "Other practices", TOGETHER: "All practices together"}


def content_of(of: Gathered, questionnaire: Questionnaire, cells: Cells, limits: Limits) -> Content:
    """The result of a round."""
    given = {code: points(questionnaire, one.answers) for code, one in of.answers.items()}
    answered, alone = len(of.answers), by_cluster(of.practices, limits)
    return {
        "format": FORMAT,
        "programme": of.pack.id,
        "round": {
            "title": of.round.title,
            "opens": of.round.opens.isoformat(),
            "closes": of.round.closes.isoformat(),
        },
        "area": {
            "code": of.round.area.code,
            "name": of.round.area.name,
            "practices": len(of.open),
            "answered": answered if answered >= limits.practices else None,
        },
        "limits": {"practices": limits.practices, "patients": limits.patients},
        "questionnaire": {
            "id": questionnaire.id,
            "title": questionnaire.title,
            "domains": [
                {
                    "id": part.id,
                    "title": part.title,
                    "questions": [
                        {"id": one.id, "label": one.label, "most": one.most or 0}
                        for one in core_of(part)
                    ],
                }
                for part in questionnaire.parts
            ],
        },
        "cells": [
            {
                "id": name,
                "title": TITLES.get(name) or of.clusters[name].name,
                "practices": len(codes),
                "points": _told(questionnaire, [given[code] for code in sorted(codes)]),
            }
            for name, codes in cells.items()
        ],
        "clusters": [
            {"code": code, "name": one.name, "cell": _cell_of(code, cells, alone)}
            for code, one in of.clusters.items()
        ],
    }


def hash_of(content: Content) -> str:
    """The SHA-256 of a result: the same content has the same, always."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(questionnaire: Questionnaire, given: Collection[Mapping[str, int]]) -> dict[str, int]:
    """Of each core question that all were asked, what is told of the points of all together."""
    return {
        one.id: clamped(sum(points[one.id] for points in given), len(given), one.most or 0)
        for part in questionnaire.parts
        for one in core_of(part)
        if all(one.id in points for points in given)
    }


def _cell_of(cluster: str, cells: Cells, alone: Cells) -> str:
    """In which cell the practices of a cluster are told of, as far as they answered; "" where in
    none. Whether any of a cluster without a cell of its own answered is not told."""
    if cluster in cells:
        return cluster
    rest = TOGETHER if TOGETHER in cells else OTHERS
    return rest if rest in cells and (rest == TOGETHER or cluster not in alone) else ""
