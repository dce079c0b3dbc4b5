"""What the page of a paper says is so, whatever its figures: an oracle reads each sentence."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.reports.board import showing, uptake
from resilience.reports.board.parts import Ref, text
from resilience.reports.board.values import ONE, Value, absent, told
from tests.thorough import examples

DAY = date(2018, 9, 30)
LATE = ("Delivery plans", "Memoranda agreed", "All funding committed", "Case studies")
POSITIONS = ("committed_all", "paid_most")
PROGRAMMES = (("vpp", "Vulnerable Practices Programme"), ("rcgp", "RCGP peer support"))
STATES = ("unknown", "few", "held", "not_applicable", "too_few", "not_yet")
SMALL, PENCE, DAYS, SHARE = (0, 12, 700), (0, 5, 2_000_000_000), (0, 30, 400), (0, 50, 100)
"""What a figure is at least, and at most where it is small and where it is not."""
USEFUL = ("useful", "useful_of", "looked_back")
SEEDS = st.integers(0, 10**9)
UNITS = {
    **dict.fromkeys(
        ("open", "asked", "confirmed", "agreed", "helped", "waiting", *USEFUL),
        ("practices", SMALL),
    ),
    **dict.fromkeys(["available", "committed", "paid", "free", "committed_over"], ("pence", PENCE)),
    **dict.fromkeys(["committed_percent", "paid_percent"], ("percent", SHARE)),
    "available_missing": ("teams", (1, 2, 14)),
    "available_entered": ("pence", PENCE),
    **{f"{one}_{end}": ("pence", PENCE) for one in POSITIONS for end in ("needed", "missing")},
    **{
        f"{when}days_{one}{end}": ("days", DAYS)
        for when in ("", "earlier_")
        for one in showing.SPANS
        for end in ("", "_low", "_high")
    },
    **{f"earlier_{one}": ("practices", SMALL) for one in ("asked", "confirmed", "agreed")},
    **{f"earlier_{one}": ("pence", PENCE) for one in ("committed", "paid")},
    "reviewed": ("exit reviews", SMALL),
    "reached_of": ("objectives", SMALL),
    "reached": ("objectives", SMALL),
    **{f"reached_{end}": ("percent", SHARE) for end in ("percent", "low", "high")},
    "looked_back_compared": ("measures", SMALL),
    "looked_back_beyond": ("measures", SMALL),
    **{
        f"{of}_{one}{end}": ("percent", SHARE)
        for of in showing.ENDS
        for one in ("one", "other")
        for end in ("", "_low", "_high")
    },
    "studies": ("case studies", SMALL),
    "studies_due": ("case studies", SMALL),
    "studies_published": ("case studies", SMALL),
    "studies_published_kinds": ("kinds of help", SMALL),
    "late": ("milestones", (0, 2, 11)),
    "late_of": ("milestones", (0, 2, 11)),
    "waiting_limit": ("days", (14, 14, 14)),
    **{
        f"beside_{one}_{what}": (unit, amounts)
        for one, _ in PROGRAMMES
        for what, unit, amounts in (
            ("practices", "practices", SMALL),
            ("before", "practices", SMALL),
            ("spent", "pence", PENCE),
        )
    },
    **{f"both_{one}": ("practices", SMALL) for one, _ in PROGRAMMES},
}


def figures(seed: int) -> dict[str, Value]:
    """Figures of any state, of which parts are no more than their wholes, as those of records."""
    draw = Random(seed)
    found = {}
    for id_, (unit, (least, small, most)) in UNITS.items():
        if draw.random() < 0.15:
            found[id_] = absent(draw.choice(STATES), unit)
            continue
        top = draw.choice((small, most))
        amount = draw.uniform(least, top) if unit == "percent" else draw.randint(least, top)
        more = id_.endswith("practices") and draw.random() < 0.5
        found[id_] = Value(amount, unit, day=DAY, or_more=more)
    for part, whole in (
        *(("confirmed", "asked"), ("agreed", "confirmed"), ("useful", "useful_of")),
        *(("reached", "reached_of"), ("looked_back_beyond", "looked_back_compared")),
    ):
        if found[part].known and found[whole].known and draw.random() < 0.5:
            least = min(found[part].number, found[whole].number)
            found[part] = Value(least, found[part].unit)
    available, committed = found["available"], found["committed"]
    found["free"] = absent("unknown", "pence")
    if available.known and committed.known:
        if draw.random() < 0.5:
            found["committed"] = committed = Value(available.number, "pence")
        apart = available.number - committed.number
        found["free"] = Value(max(0, apart), "pence")
        found["committed_over"] = Value(max(0, -apart), "pence")
    if draw.random() < 0.5:
        found["paid"] = found["committed"]
    return found


def sentences(values):
    """Every sentence of the page, with its words."""
    every = chain(
        uptake.uptake(values),
        uptake.money(values, POSITIONS),
        uptake.beside(values, PROGRAMMES),
        showing.time(values),
        showing.outcomes(values),
        showing.equity(values),
        showing.studies(values),
        showing.risks(values, LATE[: int(values["late"].number)]),
        showing.changed(values),
        showing.asked_of_the_board(values),
    )
    return [(one, text(one, values)) for one in every]


def number(values, id_):
    """The amount of a figure that is known; a claim about another would be untrue."""
    assert values[id_].known, id_
    return values[id_].number


SPAN = {"a decision": "decision", "the first help": "help", "the first payment": "payment"}
STAGE = {"asked": "asked", "were confirmed": "confirmed", "signed a memorandum": "agreed"}
BEGIN = {"Help was": "confirmed", "A memorandum": "agreed", "Help has": "helped"}
ENDS = {"most deprived": "deprived", "shortest": "small"}


def _begins(words, table):
    return next(id_ for begin, id_ in table.items() if begin in words)


def check_uptake(words, v):
    if words.startswith("No practice has asked"):
        assert number(v, "asked") == 0
    if found := re.search(r", as many as (.+?)\.$", words):
        own = _begins(words, BEGIN)
        assert number(v, own) == number(v, STAGE[found[1]]) > 0
    if "no practice yet" in words:
        assert number(v, _begins(words, BEGIN)) == 0
    if words.startswith(tuple(BEGIN)) and "fewer than five" in words:
        assert v[_begins(words, BEGIN)].state == "few"


def check_money(words, v):
    if words == "All of it is committed to practices.":
        assert number(v, "committed") == number(v, "available") > 0
    if words.startswith("None of it is committed"):
        assert number(v, "committed") == 0 < number(v, "available")
    if "more than is available" in words:
        over = number(v, "committed") - number(v, "available")
        assert over == number(v, "committed_over") > 0
    if "which is all that is committed" in words:
        assert number(v, "paid") == number(v, "committed")
    if words == "Nothing is spent yet.":
        assert number(v, "paid") == 0
    if words.startswith("No money is available"):
        assert number(v, "available") == 0
    if words.endswith("it is now."):
        assert number(v, f"{'committed_all' if 'committed' in words else 'paid_most'}_missing") == 0
    if words.endswith("is missing."):
        assert number(v, f"{'committed_all' if 'committed' in words else 'paid_most'}_missing") > 0
    if "of the money is not committed" in words or "Ask how £" in words:
        assert number(v, "free") == number(v, "available") - number(v, "committed") > 0


def check_chance(words, v):
    if words.startswith("Of the ") and "have money committed" in words:
        of = _begins(words, ENDS)
        ends = [v[f"{of}_{one}_{end}"] for one in ("one", "other") for end in ("low", "high")]
        if all(one.known for one in ends):
            a, b, c, d = (one.number for one in ends)
            apart = a > d or b < c
            assert ("more than chance makes" in words) == apart
            assert ("no clear difference" in words) != apart
        else:
            assert "not known" in words
    if words.startswith("Days from asking to "):
        id_ = next(id_ for title, id_ in SPAN.items() if f"to {title}:" in words)
        now, then = (
            [v[f"{when}days_{id_}_{end}"] for end in ("low", "high")] for when in ("", "earlier_")
        )
        if "longer" in words:
            assert now[0].known and then[1].known and now[0].number > then[1].number
        elif "shorter" in words:
            assert now[1].known and then[0].known and now[1].number < then[0].number


def check_outcomes(words, v):
    if words.startswith("All of ") and "reached" in words:
        assert number(v, "reached") == number(v, "reached_of") > 0
    if words.startswith("None of ") and "reached" in words:
        assert number(v, "reached") == 0
    if words.startswith("All of ") and "useful" in words:
        assert number(v, "useful") == number(v, "useful_of")
    if words.startswith("Too few exit reviews"):
        assert v["reviewed"].state in ("held", "too_few", "few")
    if "none moved by more" in words:
        assert number(v, "looked_back_beyond") == 0


def check_changes(words, v):
    titles = {title: id_ for id_, title in showing.MOVING.items()}
    if found := re.match(r"(.+?): (up|down) from ", words):
        id_ = titles[found[1][:1].lower() + found[1][1:]]
        apart = number(v, id_) - number(v, f"earlier_{id_}")
        assert apart > 0 if found[2] == "up" else apart < 0
    if words.startswith("As before: "):
        for title in words.removeprefix("As before: ").rstrip(".").split(", "):
            assert number(v, titles[title]) == number(v, f"earlier_{titles[title]}")


def check_others(words, v):
    if words == "No milestone is late.":
        assert number(v, "late") == 0
    if words == "No milestone was due.":
        assert number(v, "late_of") == 0
    if "wait" in words and words.startswith("Fewer than five"):
        assert v["waiting"].state == "few"
    if words.startswith("No case study"):
        assert number(v, "studies") == 0
    if found := re.match(r"(\w.+?): no practices helped", words):
        id_ = next(one for one, title in PROGRAMMES if title == found[1])
        assert number(v, f"beside_{id_}_practices") == 0


@examples(400)
@given(SEEDS)
def test_each_sentence_is_so(seed):
    values = figures(seed)
    for _, words in sentences(values):
        for check in (
            *(check_uptake, check_money, check_chance, check_outcomes, check_changes),
            check_others,
        ):
            check(words, values)


@examples(400)
@given(SEEDS)
def test_every_number_is_a_figure_and_what_is_not_known_is_no_number(seed):
    values = figures(seed)
    for parts, words in sentences(values):
        for part in parts:
            if isinstance(part, str):
                assert not re.search(r"\d", part), "a number that no note explains"
            elif part.how != "day":
                assert values[part.id].known, f"“{words}” tells of {part.id}, which is not there"


@examples(400)
@given(SEEDS)
def test_one_is_told_as_one_and_nothing_says_why(seed):
    values = figures(seed)
    ones = "|".join(ONE.values())
    for _, words in sentences(values):
        assert not re.search(rf"(?<![\d,.])1 ({'|'.join(ONE)})\b(?! of)", words), words
        assert not re.search(rf"(?<![\d,.])(?!1 )[\d,]+ ({ones})\b", words), words
        assert not re.search(
            r"\b(because|due to|caused|thanks to|led to|improved|worse|worst|failing|trend)\b",
            words,
        )
        assert not re.search(r"not known not|  |\.\.|:\.", words) and words.endswith(".")


@examples(400)
@given(SEEDS)
def test_programmes_are_never_added_up(seed):
    values = figures(seed)
    told_ = " ".join(words for _, words in sentences(values))
    one, other = (values[f"beside_{id_}_practices"] for id_, _ in PROGRAMMES)
    for mention in re.findall(r"(\d[\d,]*) practices helped", told_):
        assert mention in {told(one).split()[0], told(other).split()[0]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(1_190_000_000, "pence"), "£11.9m"),
        (Value(105_000_000, "pence"), "£1.05m"),
        (Value(30_150_033, "pence"), "£301,500"),
        (Value(95_050, "pence"), "£950.50"),
        (Value(0, "pence"), "£0"),
        (Value(99.97, "percent"), "more than 99.9%"),
        (Value(0.01, "percent"), "less than 0.1%"),
        (Value(600, or_more=True), "600 or more practices"),
        (Value(1), "1 practice"),
        (Value(0), "0 practices"),
        (absent("unknown"), "not known"),
        (absent("held"), "held back"),
        (absent("few"), "fewer than five"),
        (absent("not_applicable"), "not applicable"),
    ],
)
def test_a_figure_in_words(value, words):
    assert told(value) == words


def test_a_reference_tells_its_own_figure():
    assert Ref("asked", "number").words({"asked": Value(1200)}) == "1,200"
