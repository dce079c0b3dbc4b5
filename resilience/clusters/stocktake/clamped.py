"""What is told of the answers of several practices to one question: their points together, kept
away from both ends.

Where all gave the lowest or the highest answer the sum would tell what each of them said. So a sum
is told as if it were at least the points that one practice can give, and at least so far from the
highest. Then, whatever is told, each one may have given any answer: the others can make up the
rest. For practice i with a of 0..m points the others can make up any sum of 0..(n-1)m, and what
is told, less a, always is such a sum. Pure.
"""

from __future__ import annotations


def clamped(points: int, practices: int, most: int) -> int:
    """What is told of `points` that `practices` gave together to a question that has 0 to `most`.
    Raises ValueError where it is of fewer than two practices: of one nothing may be told."""
    if practices < 2:
        raise ValueError("of one practice alone nothing is told")
    return min(max(points, most), (practices - 1) * most)
