"""Placements far from those of like cases, each put as a question (GC22).

Far is not wrong: the practice may well differ in what no criterion says. So nobody is told that a
score is too high or too low; they are asked what is different.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from resilience.cases.consistency.likeness import likeness, nearest
from resilience.cases.consistency.placements import Placed, Placements

AXES = ("scope", "impact")


@dataclass(frozen=True)
class Far:
    """A placement whose score on an `axis` is `far` or more from the `usual` one: the median of
    those of its `like` cases, the most alike first."""

    placed: Placed
    axis: str
    usual: float
    like: tuple[Placed, ...]

    @property
    def score(self) -> int:
        return self.placed.score(self.axis)

    @property
    def scores(self) -> list[int]:
        """Those of the like cases, from low to high."""
        return sorted(one.score(self.axis) for one in self.like)

    @property
    def apart(self) -> float:
        return abs(self.score - self.usual)

    @property
    def question(self) -> str:
        """Neutral: it takes neither score for the right one."""
        scores, usual = self.scores, int(self.usual)
        if len(set(scores)) == 1:
            told = f"All like cases were placed at {self.axis} {usual}"
        elif 2 * scores.count(usual) > len(scores):
            told = f"Like cases were mostly placed at {self.axis} {usual}"
        else:
            *others, last = scores
            told = f"Like cases were placed at {self.axis} {', '.join(map(str, others))} and {last}"
        return f"{told}, this one at {self.score}. What is different here?"


def far_placements(seen: Placements) -> list[Far]:
    """Those among all that somebody sees, the farthest first, then the latest."""
    deciding = seen.pack.deciding
    if deciding is None:
        return []
    enough = deciding.like_percent / 100
    cases, marks = list(seen.marks), list(seen.marks.values())
    found = []
    for own, places in enumerate(nearest(marks, range(len(marks)), deciding.similar_cases)):
        alike = [one for one in places if (likeness(marks[own], marks[one]) or 0) >= enough]
        like = tuple(seen.placed[cases[one]] for one in alike)
        for axis in AXES if len(like) >= deciding.fewest_like else ():
            usual = median(one.score(axis) for one in like)
            one = Far(seen.placed[cases[own]], axis, usual, like)
            if one.apart >= deciding.far:
                found.append(one)
    return sorted(found, key=lambda one: -one.apart)
