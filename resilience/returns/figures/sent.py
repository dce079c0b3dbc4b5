"""The rows of what an area sent, with what was mended of it since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow, practice_row, team_row
from resilience.returns.models import Change, SentRow, Submission

Key = tuple[int, str, str]


def rows_sent(submissions: Iterable[Submission], only: Collection[int] | None = None) -> Rows:
    """The rows of some submissions together, each value as it was last mended, or as it was after
    the changes with some ids `only`; two queries."""
    those = [one.pk for one in submissions]
    changes = Change.objects.filter(submission__in=those).order_by("at", "pk")
    if only is not None:
        changes = changes.filter(pk__in=only)
    mended: dict[Key, dict[str, Any]] = {}
    for one in changes:
        mended.setdefault((one.submission_id, one.team, one.practice), {})[one.field] = one.after
    teams: list[TeamRow] = []
    practices: list[PracticeRow] = []
    rows = SentRow.objects.filter(submission__in=those).order_by("team", "practice")
    for submission, team, practice, told in rows.values_list(
        "submission", "team", "practice", "row"
    ):
        row = told | mended.get((submission, team, practice), {})
        if practice:
            practices.append(practice_row(row))
        else:
            teams.append(team_row(row))
    return Rows(tuple(teams), tuple(practices))
