"""What a paper says of time, outcomes, equity, case studies and risks, what changed, and what is
asked of the board. Chance is told apart from difference, and no cause is claimed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from resilience.reports.board.parts import Ref, Sentence, not_told, of
from resilience.reports.board.values import Value, Values

SPANS = {
    "decision": ("from asking to a decision", "have a decision"),
    "help": ("from asking to the first help", "have had their first help"),
    "payment": ("from asking to the first payment", "have had a payment"),
}
"""By id, how a span is called, and what became of those who reached its end."""
NAMED = 3
"""Milestones that are named on the page."""
WIDE = 40.0
"""Per cent between the ends of an interval from which it says little."""
ENDS = {"deprived": ("the most deprived fifth", "the least deprived fifth")}
ENDS["small"] = ("the practices with the shortest lists", "those with the longest lists")
MOVING = {
    "asked": "practices that asked",
    "confirmed": "practices confirmed",
    "agreed": "memoranda signed",
    "committed": "money committed",
    "paid": "money spent",
}
"""What is told beside an earlier day."""


def time(values: Values) -> Iterator[Sentence]:
    """How long it takes, counting those who still wait."""
    for id_, (span, reached) in SPANS.items():
        half = of(values, f"days_{id_}")
        if half.known:
            yield (f"Half waited {span} for ", Ref(f"days_{id_}"), *_days(values, id_), ".")
        elif half.state == "not_yet":
            yield (f"Fewer than half of those who wait {reached} so far.",)
        elif half.state == "too_few":
            yield (f"Too few practices wait {span} to tell how long it takes.",)
        else:
            yield not_told(half, f"How long it takes {span}")


def _days(values: Values, id_: str) -> Sentence:
    low, high = of(values, f"days_{id_}_low"), of(values, f"days_{id_}_high")
    if not low.known:
        return (" or less; how sure that is cannot be told",)
    if not high.known:
        return (" or less (interval from ", Ref(f"days_{id_}_low"), ", with no upper end yet)")
    ends = Ref(f"days_{id_}_low", "number"), " to ", Ref(f"days_{id_}_high")
    return (" or less (interval ", *ends, ")")


def outcomes(values: Values) -> Iterator[Sentence]:
    """What exit reviews and looking back found; never that help was the cause."""
    reviewed, objectives = of(values, "reviewed"), of(values, "reached_of")
    if not reviewed.known:
        yield (
            ("Too few exit reviews are done to tell of outcomes.",)
            if reviewed.state
            in (
                "held",
                "too_few",
            )
            else not_told(reviewed, "What exit reviews found")
        )
    elif objectives.known and objectives.number:
        yield from _reached(values)
        yield from _useful(values)
    else:
        yield ("No objective is reviewed yet.",)
    back = of(values, "looked_back")
    compared, beyond = (of(values, f"looked_back_{one}") for one in ("compared", "beyond"))
    if back.known and back.number and compared.known and beyond.known:
        yield (
            Ref("looked_back"),
            " had their figures looked at again after help ended: of ",
            Ref("looked_back_compared"),
            " that can be compared, ",
            Ref("looked_back_beyond", "number") if beyond.number else "none",
            " moved by more than chance makes.",
        )
    elif not back.known and back.state == "too_few":
        yield ("Too few were looked at again after help ended to tell.",)
    if reviewed.known or back.known:
        yield ("That does not say whether the help was the cause.",)


def _reached(values: Values) -> Iterator[Sentence]:
    count, every = of(values, "reached"), of(values, "reached_of")
    if not count.known:
        yield not_told(count, "How many objectives were reached")
        return
    if not count.number:
        yield ("None of ", Ref("reached_of"), " reviewed is reached", *_between(values), ".")
    elif count.number == every.number:
        verb = "is" if every.number == 1 else "are"
        yield ("All of ", Ref("reached_of"), f" reviewed {verb} reached", *_between(values), ".")
    else:
        verb = "is" if count.number == 1 else "are"
        share: Sentence = ()
        if of(values, "reached_percent").known:
            share = (" (", Ref("reached_percent"), *_between(values, inside=True), ")")
        yield (
            Ref("reached", "number"),
            " of ",
            Ref("reached_of"),
            f" reviewed {verb} reached",
            *share,
            ".",
        )
    low, high = of(values, "reached_low"), of(values, "reached_high")
    if low.known and high.known and high.number - low.number > WIDE:
        yield ("So few say little of how it goes in general.",)


def _between(values: Values, *, inside: bool = False) -> Sentence:
    if not (of(values, "reached_low").known and of(values, "reached_high").known):
        return ()
    ends: Sentence = ("interval ", Ref("reached_low"), " to ", Ref("reached_high"))
    return (", ", *ends) if inside else (" (", *ends, ")")


def _useful(values: Values) -> Iterator[Sentence]:
    rated, useful = of(values, "useful_of"), of(values, "useful")
    if not rated.known:
        return
    if not useful.known:
        yield ("How useful practices found the help is held back, as it would tell of few.",)
    elif useful.number == rated.number:
        yield ("All of ", Ref("useful_of"), " find the help useful.")
    else:
        yield (Ref("useful", "number"), " of ", Ref("useful_of"), " find the help useful.")


def equity(values: Values) -> Iterator[Sentence]:
    """Whether the share of practices with money differs between ends by more than chance."""
    for id_, (one, other) in ENDS.items():
        first, last = of(values, f"{id_}_one"), of(values, f"{id_}_other")
        if not (first.known and last.known):
            state = first if not first.known else last
            yield not_told(state, f"Whether the programme reaches {one} as it does others")
            continue
        yield (
            f"Of {one} ",
            Ref(f"{id_}_one"),
            " have money committed, of ",
            other + " ",
            Ref(f"{id_}_other"),
            _apart(values, id_),
        )


def _apart(values: Values, id_: str) -> str:
    ends = [of(values, f"{id_}_{one}_{end}") for one in ("one", "other") for end in ("low", "high")]
    if not all(one.known for one in ends):
        return "; how much of that is chance is not known."
    low, high, other_low, other_high = (one.number for one in ends)
    if low > other_high or high < other_low:
        return ": more than chance makes. Why is not known from this."
    return ": no clear difference, as chance may make as much."


def studies(values: Values) -> Iterator[Sentence]:
    """How many case studies are in, of how many that were due by then."""
    given, due = of(values, "studies"), of(values, "studies_due")
    if not given.known:
        yield not_told(given, "How many case studies are submitted")
    elif not due.known:
        yield (Ref("studies") if given.number else "No case study", _are(given), ".")
    else:
        some = Ref("studies") if given.number else "No case study"
        asked = "; ", Ref("studies_due", "number"), " were due by ", Ref("studies_due", "day")
        yield (some, _are(given), *asked, ".")
    published, kinds = of(values, "studies_published"), of(values, "studies_published_kinds")
    if published.known and published.number:
        of_kinds = (
            (", about ", Ref("studies_published_kinds")) if kinds.known and kinds.number else ()
        )
        verb = "is" if published.number == 1 else "are"
        yield (Ref("studies_published"), f" {verb} published", *of_kinds, ".")


def _are(count: Value) -> str:
    return " is submitted" if count.number in (0, 1) else " are submitted"


def risks(values: Values, late: Sequence[str]) -> Iterator[Sentence]:
    """What may go wrong, as far as the records tell."""
    milestones = of(values, "late")
    if not milestones.known:
        yield not_told(milestones, "Whether milestones are late")
    elif milestones.number:
        verb = "is" if milestones.number == 1 else "are"
        named = f"{', among them ' if len(late) > NAMED else ': '}{'; '.join(late[:NAMED])}"
        yield (Ref("late"), f" {verb} late{named}.")
    else:
        due = of(values, "late_of")
        yield (
            ("No milestone was due.",)
            if due.known and not due.number
            else ("No milestone is late.",)
        )
    free = of(values, "free")
    if free.known and free.number > 0:
        yield (Ref("free"), " of the money is not committed.")
    yield from _waiting(values)


def _waiting(values: Values) -> Iterator[Sentence]:
    waiting = of(values, "waiting")
    if waiting.known and waiting.number:
        verb = "has" if waiting.number == 1 else "have"
        limit: Sentence = (" longer than practices should wait to hear",)
        if of(values, "waiting_limit").known:
            limit = (*limit, " (", Ref("waiting_limit"), ")")
        yield (Ref("waiting"), f" {verb} waited for a decision", *limit, ".")
    elif waiting.state == "few":
        yield ("Fewer than five practices, or none, wait long for a decision.",)
    elif not waiting.known:
        yield not_told(waiting, "How many wait long for a decision")


def changed(values: Values, titles: Mapping[str, str] = MOVING) -> Iterator[Sentence]:
    """What is another figure than on the earlier day; of estimates only what is more than
    chance."""
    same = []
    for id_, title in titles.items():
        now, then = of(values, id_), of(values, f"earlier_{id_}")
        if not (now.known and then.known):
            continue
        if now.number == then.number:
            same.append(title)
            continue
        way = "up" if now.number > then.number else "down"
        yield (f"{title[:1].upper()}{title[1:]}: {way} from ", *_from(id_, now), ".")
    if same:
        yield ("As before: " + ", ".join(same) + ".",)
    for id_, (span, _) in SPANS.items():
        now, then = of(values, f"days_{id_}"), of(values, f"earlier_days_{id_}")
        if now.known and then.known:
            yield (f"Days {span}: ", _clearer(values, id_))


def _from(id_: str, now: Value) -> Sentence:
    how: Sentence = (Ref(f"earlier_{id_}", "number"),)
    if now.unit == "pence":
        how = (Ref(f"earlier_{id_}"),)
    return (*how, " to ", Ref(id_))


def _clearer(values: Values, id_: str) -> str:
    ends = [
        of(values, f"{when}days_{id_}_{end}")
        for when in ("", "earlier_")
        for end in ("low", "high")
    ]
    low, high, then_low, then_high = ends
    if low.known and then_high.known and low.number > then_high.number:
        return "longer than before, by more than chance makes."
    if high.known and then_low.known and high.number < then_low.number:
        return "shorter than before, by more than chance makes."
    return "no clear change."


def asked_of_the_board(values: Values) -> Iterator[Sentence]:
    """What a board may do about what the paper shows; nothing that it does not show."""
    free, waiting, late = (of(values, one) for one in ("free", "waiting", "late"))
    if late.known and late.number:
        yield ("Ask what is done about ", Ref("late"), " past the deadline, and by whom.")
    if free.known and free.number > 0:
        yield ("Ask how ", Ref("free"), " that is not committed will reach practices in the year.")
    if waiting.known and waiting.number:
        yield ("Ask when ", Ref("waiting"), " that wait longest will have a decision.")
    if not of(values, "reviewed").known:
        yield ("Note that outcomes cannot be judged yet.",)
    yield ("Note the figures, and how sure they are.",)
