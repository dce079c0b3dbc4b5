"""What a paper says of need, action and money. Each sentence is chosen by its figures: it says no
more than they show. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resilience.reports.board.parts import Ref, Sentence, not_told, of
from resilience.reports.board.values import Value, Values

MISSING = {
    "confirmed": "help was decided for",
    "agreed": "signed a memorandum",
    "helped": "have had help begin",
}


def uptake(values: Values) -> Iterator[Sentence]:
    """How many practices asked, were confirmed and are supported, of how many that are open."""
    asked, open_ = of(values, "asked"), of(values, "open")
    if asked.known:
        among = (" Here ", Ref("open"), " are open.") if open_.known else _open_unknown(open_)
        if asked.number:
            yield (Ref("asked"), " asked for help or accepted an offer of it.", *among)
        else:
            yield ("No practice has asked for help or accepted an offer of it.", *among)
    elif asked.state == "few":
        yield ("Fewer than five practices, or none, asked for help or accepted an offer of it.",)
    else:
        yield not_told(asked, "How many practices asked for help")
    yield _stage(values, "confirmed", "asked", "Help was decided for ", "asked")
    yield _stage(values, "agreed", "confirmed", "A memorandum is signed with ", "were confirmed")
    yield _stage(values, "helped", "agreed", "Help has begun at ", "signed a memorandum")


def _open_unknown(open_: Value) -> Sentence:
    return (" ", *not_told(open_, "How many are open here"))


def _stage(values: Values, id_: str, before: str, begins: str, earlier: str) -> Sentence:
    """How many reached a stage, and whether that is as many as reached the one before. That they
    are the same ones is not claimed."""
    own, whole = of(values, id_), of(values, before)
    if own.state == "few":
        return (begins + "fewer than five practices, or none.",)
    if not own.known:
        return not_told(own, f"How many practices {MISSING[id_]}")
    if not own.number:
        return (begins + "no practice yet.",)
    if whole.known and whole.number == own.number:
        return (begins, Ref(id_), f", as many as {earlier}.")
    return (begins, Ref(id_), ".")


def money(values: Values, positions: Sequence[str] = ()) -> Iterator[Sentence]:
    """What is available, committed and spent, and how that stands against what was to be so."""
    available, committed = of(values, "available"), of(values, "committed")
    if available.state == "not_applicable":
        yield ("The money is held by a team and not by this area.",)
    elif available.known and not available.number:
        yield ("No money is available for this year.",)
    elif available.known:
        yield (Ref("available"), " is available for this year.")
    elif of(values, "available_missing").known:
        yield from _entered(values)
    else:
        yield not_told(available, "What is available")
    if committed.known:
        yield _committed(values, committed, available)
        yield _spent(values)
    else:
        yield not_told(committed, "What is committed and spent for practices")
    due = (one for one in positions if of(values, f"{one}_needed").known)
    yield from (_position(values, one) for one in due)


def _entered(values: Values) -> Iterator[Sentence]:
    """What is available to teams of which it is known, and how many say nothing."""
    verb = "has" if of(values, "available_missing").number == 1 else "have"
    missing: Sentence = (Ref("available_missing"), f" {verb} no sum entered.")
    if of(values, "available_entered").number:
        yield (
            "What is available in all is not known: ",
            Ref("available_entered"),
            " is entered, and ",
            *missing,
        )
    else:
        yield ("What is available is not known: ", *missing)


def _committed(values: Values, committed: Value, available: Value) -> Sentence:
    if not committed.number:
        return ("None of it is committed yet.",) if available.number else ("None is committed.",)
    if not available.known or not available.number:
        return (Ref("committed"), " is committed to practices.")
    if committed.number == available.number:
        return ("All of it is committed to practices.",)
    if committed.number > available.number:
        over = (", which is ", Ref("committed_over"), " more than is available.")
        return (Ref("committed"), " is committed to practices", *over)
    part = (" (", Ref("committed_percent"), ")") if of(values, "committed_percent").known else ()
    return (Ref("committed"), *part, " is committed to practices.")


def _spent(values: Values) -> Sentence:
    paid, committed = of(values, "paid"), of(values, "committed")
    if not paid.known:
        return not_told(paid, "What is spent")
    if not paid.number:
        return ("Nothing is spent yet.",)
    if paid.number < 0:
        return ("More came back than was paid: ", Ref("paid"), " in all.")
    if paid.number == committed.number:
        return (Ref("paid"), " is spent, which is all that is committed.")
    part = (" (", Ref("paid_percent"), " of what is available)")
    return (Ref("paid"), *(part if of(values, "paid_percent").known else ()), " is spent.")


def _position(values: Values, id_: str) -> Sentence:
    """Against a share of the money that was to be committed or spent by a day that has come."""
    needed, missing = f"{id_}_needed", f"{id_}_missing"
    done = "committed" if id_.startswith("committed") else "spent"
    due: Sentence = ("By ", Ref(needed, "day"), ", ", Ref(needed), f" was to be {done}: ")
    if not of(values, missing).known:
        return (*due, "how that stands is not told.")
    if of(values, missing).number <= 0:
        return (*due, "it is now.")
    return (*due, Ref(missing), " is missing.")


def beside(
    values: Values, programmes: Sequence[tuple[str, str]], *, whole: bool = True
) -> Iterator[Sentence]:
    """What is known of programmes beside this one, each by itself and never added up (E14). They
    are told of all England only (`whole`); of an area, which of its practices had both."""
    if whole:
        yield from _each(values, programmes)
    for id_, title in programmes:
        both = of(values, f"both_{id_}")
        if both.known and both.number:
            yield (Ref(f"both_{id_}"), f" of this programme had earlier help recorded of {title}.")


def _each(values: Values, programmes: Sequence[tuple[str, str]]) -> Iterator[Sentence]:
    told = [(id_, title) for id_, title in programmes if f"beside_{id_}_practices" in values]
    for id_, title in told:
        yield from _programme(values, f"beside_{id_}", title)
        if of(values, f"beside_{id_}_before").known:
            before = f"beside_{id_}_before"
            yield (f"{title}, counted earlier: ", Ref(before), " by ", Ref(before, "day"), ".")
    yield from (
        (f"Nothing is recorded of {title}.",)
        for one, title in programmes
        if (one, title) not in told
    )
    if told:
        yield ("Practices are not added up, as one may have had help from several programmes.",)


def _programme(values: Values, id_: str, title: str) -> Iterator[Sentence]:
    practices, spent = of(values, f"{id_}_practices"), of(values, f"{id_}_spent")
    if not practices.known and not spent.known:
        yield (f"{title}: neither practices nor money are known.",)
        return
    dated: Sentence = (
        ", by ",
        Ref(f"{id_}_practices" if practices.known else f"{id_}_spent", "day"),
    )
    if practices.known and spent.known:
        some = "no practices" if not practices.number else Ref(f"{id_}_practices")
        yield (f"{title}: ", some, " helped and ", Ref(f"{id_}_spent"), " spent", *dated, ".")
    elif practices.known:
        some = "no practices" if not practices.number else Ref(f"{id_}_practices")
        yield (f"{title}: ", some, " helped", *dated, "; what was spent is not known.")
    else:
        yield (
            f"{title}: ",
            Ref(f"{id_}_spent"),
            " spent",
            *dated,
            "; how many practices were helped is not known.",
        )
