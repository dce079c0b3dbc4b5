"""What is found about one indicator in an area, in a sentence each: for the page and its charts."""

from __future__ import annotations

from resilience.look.words import number, percent, plural
from resilience.organisations.queries import Place
from resilience.profiles.area import InArea
from resilience.profiles.coverage import Coverage
from resilience.profiles.standing import FAR
from resilience.profiles.trends import Quartiles
from resilience.profiles.wording import compared, practices, text_of, with_unit


def finding(view: InArea) -> str:
    """The page's own sentence."""
    indicator = view.across.indicator
    if not view.known:
        return f"No practice in {view.area.name} has a figure up to this day."
    if indicator.in_words:
        word, most = max(view.words, key=lambda found: found[1])
        return (
            f"“{word}” is the most frequent of the {practices(view.known)} in {view.area.name} "
            f"with a figure: {number(most)} of them ({percent(100 * most / view.known)})."
        )
    middle = view.median or 0.0
    if view.is_england or view.across.median is None:
        said = (
            f"The median of the {practices(len(view.numbers))} in {view.area.name} with a figure "
            f"is {with_unit(indicator, middle)}"
        )
    else:
        said = (
            f"The median of the {practices(len(view.numbers))} in {view.area.name} with a figure "
            f"is {with_unit(indicator, middle)}, "
            f"{compared(indicator, middle, view.across.median)}"
        )
    if indicator.outlier:
        said += f"; {_enquiry(view.enquiry)}"
    return said + "."


def _enquiry(count: int) -> str:
    if not count:
        return "no figure stands out by the indicator’s rule"
    return f"{plural(count, 'figure')} {'is' if count == 1 else 'are'} variation for enquiry"


def funnel_finding(view: InArea) -> str:
    far = sum(row.position in FAR for row in view.in_funnel)
    said = f"{number(far)} of {practices(len(view.in_funnel))} lie beyond the 99.8% limits"
    if view.across.funnel and view.across.funnel.tau2:
        said += ", which are widened because practices differ by more than chance"
    return said + "."


def distribution_finding(view: InArea) -> str:
    indicator, numbers = view.across.indicator, view.numbers
    low, high = (text_of(indicator, numbers[round(q * (len(numbers) - 1))]) for q in (0.25, 0.75))
    return f"The middle half of the {practices(len(numbers))} lies between {low} and {high}."


def map_finding(view: InArea) -> str:
    without = view.known - len(view.on_map)
    said = f"{practices(len(view.on_map))} with a figure and a known place"
    return f"{said}; {number(without)} with a figure have none." if without else f"{said}."


def trend_finding(view: InArea) -> str:
    first, last = view.trend[0], view.trend[-1]
    indicator = view.across.indicator

    def told(one: Quartiles) -> str:
        return f"{text_of(indicator, one.median)} ({one.period.words})"

    said = f"The median went from {told(first)} to {told(last)}"
    breaks = [
        b for b in indicator.series_breaks if first.period.ends < b.starts <= last.period.ends
    ]
    return (
        f"{said}, but figures before and after a break are made in different ways."
        if breaks
        else f"{said}."
    )


def quality_finding(coverage: Coverage, area: Place) -> str:
    """How complete the datasets are for an area, and how old."""
    if not coverage.datasets:
        return "No file with figures of practices up to this day is loaded."
    shares = {dataset: coverage.share(dataset, area) for dataset in coverage.datasets}
    least = min(shares, key=lambda dataset: shares[dataset][0])
    oldest = max(coverage.datasets, key=lambda dataset: dataset.months_old)
    known, open_ = shares[least]
    return (
        f"{least.title} has figures of the fewest practices in {area.name}, {number(known)} of "
        f"{number(open_)}; the oldest figures are those of {oldest.title}, "
        f"{oldest.period.words}."
    )
