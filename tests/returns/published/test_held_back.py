"""Nothing of one to four practices is told, and none of it can be worked out: by an attacker who
knows the rule and every number that is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from resilience.returns.published.held import Level, Month, Out, level_of_counts, level_of_money

AREAS = ("A", "B", "C")
NONE = ({}, {})


def month(counts_of: dict[str, tuple[int, ...]]) -> Month:
    """Practices in one area each."""
    counts = tuple(sum(of) for of in zip(*counts_of.values(), strict=True))
    return Month(counts, NONE, counts_of, dict.fromkeys(counts_of, NONE))


def nested(steps: list[int]) -> tuple[int, ...]:
    """How many asked, how many of them were confirmed, agreed and ended."""
    asked = sum(steps)
    return tuple(asked - sum(steps[:place]) for place in range(len(steps)))


STEPS = st.lists(st.sampled_from([0, 0, 5, 6, 9, 2, 12]), min_size=4, max_size=4).map(nested)
MONTHS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(AREAS, STEPS)).map(month), min_size=1, max_size=5
)


def levels_of_counts(months: list[Month]) -> list[Level]:
    """Each month is judged by those that came out before it."""
    out: list[Out] = []
    for one in months:
        out.append(Out(one, level_of_counts(one, out), "nothing"))
    return [one.counts for one in out]


def levels_of_money(months: list[Month]) -> list[Level]:
    out: list[Out] = []
    for one in months:
        out.append(Out(one, "nothing", level_of_money(one, out)))
    return [one.money for one in out]


def shown(months: list[Month]) -> list[object]:
    """All that anyone reads."""
    return [
        (one.counts if level != "nothing" else None, one.counts_of if level == "areas" else None)
        for one, level in zip(months, levels_of_counts(months), strict=True)
    ]


@given(MONTHS)
def test_nothing_that_numbers_differ_by_is_of_one_to_four_practices(months):
    places: dict[str, list[tuple[int, ...]]] = {}
    for counts, areas in shown(months):
        for place, told in ({"England": counts} | (areas or {})).items():
            if told is not None:
                places.setdefault(place, []).append(told)
    for told in places.values():
        for one in told:
            assert not any(0 < number < 5 for number in one)
            assert not any(0 < abs(a - b) < 5 for a, b in combinations(one, 2))
        for one, other in combinations(told, 2):
            assert not any(0 < abs(a - b) < 5 for a, b in zip(one, other, strict=True))


@given(MONTHS, st.data())
def test_each_number_held_back_may_be_any_of_one_to_four(months, data):
    """For each there is another world in which all that is shown is the same."""
    levels = levels_of_counts(months)
    back = [place for place, level in enumerate(levels) if level != "areas"]
    if not back:
        return
    at = data.draw(st.sampled_from(back))
    england = months[at].counts
    measure = data.draw(st.sampled_from([k for k in range(4) if england[k]] or [0]))
    few = data.draw(st.integers(1, 4))
    if levels[at] == "england" and not england[measure]:
        return  # where there is none in England there is none in an area
    area, other, *rest = data.draw(st.permutations(AREAS))
    if levels[at] == "nothing":
        mine = tuple(few if k <= measure else 0 for k in range(4))
        theirs = (0, 0, 0, 0)
    else:
        mine = tuple(few if k <= measure else min(few, england[k]) for k in range(4))
        theirs = tuple(all_ - one for all_, one in zip(england, mine, strict=True))
        assert list(theirs) == sorted(theirs, reverse=True), "it could be so"
        assert min(theirs) >= 0
    world = month({area: mine, other: theirs} | dict.fromkeys(rest, (0, 0, 0, 0)))
    others = [*months[:at], world, *months[at + 1 :]]
    assert shown(others) == shown(months)
    assert world.counts_of[area][measure] == few


MONEY = st.dictionaries(st.integers(0, 11).map(str), st.integers(1, 3), max_size=12)
SUMS = st.fixed_dictionaries({"A": MONEY, "B": MONEY})


@given(st.lists(st.tuples(SUMS, SUMS), min_size=1, max_size=4))
def test_no_money_and_no_difference_of_money_belongs_to_one_to_four_practices(given_):
    months = [
        Month(
            (0,) * 4,
            tuple(map(together, both)),
            {},
            {area: tuple(own(one, area) for one in both) for area in "AB"},
        )
        for both in given_
    ]
    levels = levels_of_money(months)
    for place in ("England", "A", "B"):
        seen = [
            one.money if place == "England" else one.money_of[place]
            for one, level in zip(months, levels, strict=True)
            if level == "areas" or (level == "england" and place == "England")
        ]
        sums = [table for one in seen for table in one]
        assert not any(0 < len(table) < 5 for table in sums)
        pairs = [pair for one in seen for pair in combinations(one, 2)]
        pairs += [pair for a, b in combinations(seen, 2) for pair in zip(a, b, strict=True)]
        for a, b in pairs:
            assert not 0 < len(dict(a.items() ^ b.items())) < 5


def own(sums: dict[str, dict[str, int]], area: str) -> dict[str, int]:
    return {f"{area}{code}": pence for code, pence in sums[area].items()}


def together(sums: dict[str, dict[str, int]]) -> dict[str, int]:
    return own(sums, "A") | own(sums, "B")


def test_what_changed_little_is_told_once_enough_has_changed():
    def asked(north: int, south: int) -> Month:
        return month({"A": (north, 0, 0, 0), "B": (south, 0, 0, 0)})

    months = [asked(10, 10), asked(12, 14), asked(16, 15), asked(17, 15), asked(16, 20)]
    assert levels_of_counts(months) == ["areas", "england", "areas", "nothing", "areas"]


def test_areas_are_held_back_where_others_took_their_place():
    first = month({"A": (10, 0, 0, 0), "B": (10, 0, 0, 0)})
    then = month({"A": (10, 0, 0, 0), "C": (20, 0, 0, 0)})
    assert levels_of_counts([first, then]) == ["areas", "england"]


def test_a_practice_in_two_areas_is_not_told_by_their_sum():
    one = replace(month({"A": (10, 0, 0, 0), "B": (10, 0, 0, 0)}), counts=(19, 0, 0, 0))
    assert levels_of_counts([one]) == ["england"]


def test_money_of_few_practices_in_an_area_that_is_gone_is_not_told_by_england_without_the_others():
    six = {f"A{number}": 100 for number in range(6)}
    gone = six | {"Z1": 500}
    of = {"A": (six, six), "B": NONE}
    assert levels_of_money([Month((0,) * 4, (gone, gone), {}, of)]) == ["england"]
    assert levels_of_money([Month((0,) * 4, (six, six), {}, of)]) == ["areas"]
