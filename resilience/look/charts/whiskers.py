"""One practice's value with its interval, as a cell of an ordered list (a caterpillar on its side).

The cells of a list share one scale, so the marks of neighbouring rows line up.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from resilience.look.charts.axes import Axis

WIDTH, HEIGHT = 160, 24


def whiskers(
    rows: Iterable[tuple[float | None, float | None, float | None]],
    scale: tuple[float, float],
    median: float | None,
    area_median: float | None = None,
) -> list[Markup]:
    """A drawing for each row of (value, lower end, upper end); an empty one without a value.

    `scale` is from where to where the list's axis goes (`reach` of all values).
    They are hidden from screen readers: the same numbers stand beside them.
    """
    x = Axis(*scale, 6, WIDTH - 6)
    marks = "".join(
        f'<path class="look-plot__{name}" d="M{x.at(mark):.0f} 0V{HEIGHT}"/>'
        for name, mark in (("median", median), ("area", area_median))
        if mark is not None
    )
    cells = []
    for value, low, high in rows:
        drawn = ""
        if value is not None:
            if low is not None and high is not None:
                drawn = (
                    f'<path class="look-plot__whisker" d="M{x.at(low):.0f} 12H{x.at(high):.0f}"/>'
                )
            drawn += f'<path class="look-plot__value" d="M{x.at(value):.0f} 12h0"/>'
        cells.append(
            Markup(  # noqa: S704 - numbers only
                f'<svg class="look-whiskers" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
                f"{marks}{drawn}</svg>"
            )
        )
    return cells
