"""Figures worked out from an indicator's declaration and a release's Parquet.

The only module with Ibis expressions, so that the engine can be another one on the day a national
deployment needs it (ADR 3): they keep to what DuckDB and Spark answer alike. Divisors are never
zero, values are rounded before anything is ordered, and every window has a complete order.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.gathered import MARKS, SAID, gather
from resilience.evidence.indicators import Indicator
from resilience.evidence.store import Store
from resilience.evidence.tables import MISSING, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED

DECIMALS = 6
"""Float sums and ratios differ in their last bits between engines and runs; here they are equal."""
LARGEST = 1e12
"""No figure of a practice is larger: what is comes of a mistyped number or an overflow."""
DECLARED = pa.schema(
    [
        ("indicator", pa.string()),
        ("scale", pa.float64()),
        ("in_words", pa.bool_()),
        ("base", pa.string()),
        ("expected", pa.string()),
        ("change_of", pa.string()),
        ("months", pa.int32()),
    ]
)
ORDER = ("indicator", "ends", "starts", "practice")
"""How figures stand: one for each."""
WORDS = pa.schema([("indicator", pa.string()), ("folded", pa.string()), ("allowed", pa.string())])


SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("practice", pa.string()),
        ("period", pa.string()),
        ("starts", pa.date32()),
        ("ends", pa.date32()),
        ("value", pa.float64()),
        ("word", pa.string()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("mark", pa.string()),
        ("release", pa.string()),
        ("line", pa.int32()),
        ("note", pa.string()),
    ]
)


def all_figures(store: Store, indicators: Iterable[Indicator]) -> pa.Table:
    """The figures of all releases in force, one for each indicator, practice and period.

    Of several for one, that of the source which the indicator prefers wins, then that of the
    release loaded last. Ordered by indicator, period and practice.
    """
    indicators = list(indicators)
    rows = gather(store, indicators)
    if not len(rows):
        return SCHEMA.empty_table()
    with duckdb.connect() as engine:
        engine.register("said", rows)
        engine.register("declared", _declared(indicators))
        engine.register("words", _words(indicators))
        bases = tuple(one.change_of for one in indicators if one.change_of)
        found = engine.execute(_question(bases)).to_arrow_table()
    return _preferred(found).cast(SCHEMA)


@cache
def _question(bases: tuple[str, ...]) -> str:
    """What the engine is asked of its three tables: put into its words once, for that takes longer
    than the answer of a small store. `bases` are the indicators of which others are the change."""
    told = (("said", SAID), ("declared", DECLARED), ("words", WORDS))
    said, declared, words = (
        ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in told
    )
    found = figures(said, declared, words)
    if bases:
        of_bases = figures(said.filter(said.indicator.isin(bases)), declared, words)
        found = ibis.union(found, changes(of_bases, declared))
    return str(ibis.to_sql(found, dialect="duckdb"))


def figures(said: ir.Table, declared: ir.Table, words: ir.Table) -> ir.Table:
    """The figures that rows of SAID give: the columns of SCHEMA, `loaded`, `rank` and `dataset`.

    `value` or `word` is known exactly where `mark` is null. With both numerator and denominator
    the figure is numerator / denominator * scale, and 'not applicable' where the denominator is 0
    or less, as payments taken back may be.
    """
    rows = _rows_that_count(said)
    rows = rows.mutate(folded=rows.word.strip().lower())
    rows = rows.join(declared, "indicator").left_join(words, ["indicator", "folded"])
    ratio = rows.numerator.notnull() & rows.denominator.notnull()
    number = ibis.cases(
        (ratio, rows.numerator / rows.denominator.nullif(0.0) * rows.scale), else_=rows.value
    )
    number = ibis.cases((number.abs() <= LARGEST, number.round(DECIMALS)), else_=_none("float64"))
    marks = [rows[mark] for mark in MARKS]
    other = _other_word(marks)

    known = ibis.cases((rows.in_words, rows.allowed.notnull()), else_=number.notnull())
    baseless = ratio & (rows.denominator <= ibis.literal(0.0))
    odd = ~known & ~baseless & (ratio | rows.value.notnull() | rows.word.notnull())
    mark = ibis.cases(
        (baseless, NOT_APPLICABLE),
        (known, _none("string")),
        (odd, NOT_AVAILABLE),
        (_any_is(marks, SUPPRESSED), SUPPRESSED),
        (_any_is(marks, NOT_APPLICABLE), NOT_APPLICABLE),
        (_any_is(marks, NOT_AVAILABLE) | other.notnull(), NOT_AVAILABLE),
        else_=MISSING,
    )
    none = ibis.cases((rows.denominator < ibis.literal(0.0), ": less than none"), else_=": none")
    note = _joined(
        rows.origin,
        ibis.cases((baseless, rows.base + none)),
        ibis.cases((odd, rows.expected), (~known, other)),
        ibis.cases((rows.of_practice > 1, _one_of_several(rows))),
    )
    return rows.select(
        "indicator",
        "practice",
        "period",
        "starts",
        "ends",
        value=ibis.cases((mark.isnull() & ~rows.in_words, number)),
        word=ibis.cases((mark.isnull() & rows.in_words, rows.allowed)),
        numerator=rows.numerator,
        denominator=rows.denominator,
        mark=mark,
        release=rows.release,
        line=rows.line,
        note=note,
        loaded=rows.loaded,
        rank=rows["rank"],
        dataset=rows.dataset,
    )


def changes(figures: ir.Table, declared: ir.Table) -> ir.Table:
    """By how much figures of one indicator grew, for those that are declared as its change.

    Where one dataset gives both: what two publishers count is not compared. Needs a period that
    ended exactly so many months before.
    """
    figures = figures.filter(figures.mark.isnull())
    wanted = declared.filter(declared.change_of != "").select(
        "change_of", "months", "scale", change="indicator"
    )
    new = figures.join(wanted, figures.indicator == wanted.change_of)
    new = new.mutate(before=new.ends - new.months.as_interval("M"))
    old = figures.select(
        "practice",
        "dataset",
        "rank",
        "loaded",
        before=figures.ends.cast("timestamp"),
        of="indicator",
        old="value",
        last="period",
    )
    latest = ibis.window(
        group_by=["practice", "dataset", "before", "of"], order_by=[old.loaded.desc(), "rank"]
    )
    old = old.mutate(place=ibis.row_number().over(latest))
    old = old.filter((old.place == 0) & (old.old > 0)).drop("rank", "loaded", "place")
    both = new.mutate(of=new.indicator, before=new.before.cast("timestamp")).join(
        old, ["of", "practice", "dataset", "before"]
    )
    grown = both.value - both.old
    since = ibis.literal("compared with ") + both["last"]
    return both.mutate(
        indicator=both.change,
        numerator=grown,
        denominator=both.old,
        value=(grown / both.old * both.scale).round(DECIMALS),
        note=_joined(both.note.nullif(""), since),
    ).select(figures.columns)


def _declared(indicators: list[Indicator]) -> pa.Table:
    rows = [
        {
            "indicator": one.id,
            "scale": one.scale,
            "in_words": one.in_words,
            "base": one.denominator_title or "the denominator",
            "expected": f"what the file gives is {_other_than(one)}",
            "change_of": one.change_of,
            "months": one.months,
        }
        for one in indicators
    ]
    return pa.Table.from_pylist(rows, schema=DECLARED)


def _other_than(indicator: Indicator) -> str:
    if indicator.in_words:
        return f"none of: {', '.join(indicator.values)}"
    return "not a number that can be right"


def _words(indicators: list[Indicator]) -> pa.Table:
    """The words an indicator may have, found whatever their capitals."""
    rows = [
        {"indicator": one.id, "folded": word.lower(), "allowed": word}
        for one in indicators
        for word in one.values
    ]
    return pa.Table.from_pylist(rows, schema=WORDS)


def _rows_that_count(said: ir.Table) -> ir.Table:
    """Of several rows of a practice the latest known one; all rows of which there is one."""
    several = said.filter(said.one_of_several)
    group = ["indicator", "release", "rank", "practice"]
    latest_first = ibis.window(
        group_by=group,
        order_by=[
            ibis.coalesce(several.word, several.value.cast("string")).isnull().cast("int8").asc(),
            several.latest_by.desc(nulls_first=False),
            several.line.asc(),
        ],
    )
    several = several.mutate(
        of_practice=several.count().over(ibis.window(group_by=group)),
        place=ibis.row_number().over(latest_first),
    )
    single = said.filter(~said.one_of_several).mutate(of_practice=ibis.literal(1, "int64"))
    return ibis.union(single, several.filter(several.place == 0).drop("place"))


def _preferred(figures: pa.Table) -> pa.Table:
    """One figure for each indicator, practice and period: of several, sorted together, the first.

    Here and not in the engine, whose windows over text take four times as long.
    """
    ordered = figures.sort_by(
        [(name, "ascending") for name in ORDER]
        + [("rank", "ascending"), ("loaded", "descending")]
        + [("release", "ascending"), ("line", "ascending")]
    ).combine_chunks()
    told_apart = (pc.not_equal(ordered[name][1:], ordered[name][:-1]) for name in ORDER)
    first = pa.chunked_array([[True], *reduce(pc.or_, told_apart).chunks])
    return ordered.select(SCHEMA.names).filter(first)


def _any_is(marks: list[ir.StringValue], mark: str) -> ir.BooleanValue:
    return ibis.or_(*(m == mark for m in marks))


def _other_word(marks: list[ir.StringValue]) -> ir.StringValue:
    """A publisher's own word for why there is no value, like 'not rated'."""
    plain = (MISSING, SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE)
    words = [ibis.cases((~m.isin(plain), m), else_=_none("string")) for m in marks]
    return ibis.coalesce(_none("string"), *words)


def _one_of_several(rows: ir.Table) -> ir.StringValue:
    return ibis.literal("the latest of ") + rows.of_practice.cast("string")


def _joined(*parts: ir.StringValue) -> ir.StringValue:
    """The parts that are there, with '; ' between them; '' when none is."""
    led = [(ibis.literal("; ") + part).fill_null("") for part in parts]
    return reduce(lambda a, b: a + b, led).substr(2)


def _none(kind: str) -> ir.Value:
    return ibis.null(kind)
