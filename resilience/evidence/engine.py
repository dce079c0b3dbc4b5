"""Figures worked out from an indicator's declaration and a release's Parquet.

The only module with Ibis expressions, so that the engine can be another one on the day a national
deployment needs it (ADR 3): they keep to what DuckDB and Spark answer alike. Divisors are never
zero, values are rounded before anything is ordered, and every window has a complete order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from itertools import chain
from typing import Literal

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend

from resilience.evidence.indicators import Indicator, Source
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.evidence.tables import MISSING, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED

DECIMALS = 6
"""Float sums and ratios differ in their last bits between engines and runs; here they are equal."""
PENCE = 100.0
"""In a pound."""
Part = Literal["numerator", "denominator", "value"]
LARGEST = 1e12
"""No figure of a practice is larger: what is comes of a mistyped number or an overflow."""


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
    connection = ibis.duckdb.connect()
    declared = {indicator.id: indicator for indicator in indicators}
    found = {
        indicator.id: [
            figures(indicator, source, _released(source, releases, connection, store)).mutate(
                rank=ibis.literal(rank, "int32")
            )
            for rank, source in enumerate(indicator.all_sources)
            if (releases := _releases_with(source, store))
        ]
        for indicator in declared.values()
    }
    changes = [
        _change(indicator, ibis.union(*found[indicator.change_of]))
        for indicator in declared.values()
        if found.get(indicator.change_of)
    ]
    every = [*changes, *chain.from_iterable(found.values())]
    if not every:
        return SCHEMA.empty_table()
    best = _preferred(ibis.union(*every))
    return connection.to_pyarrow_batches(best).read_all().cast(SCHEMA)


def _released(
    source: Source, releases: list[Release], connection: Backend, store: Store
) -> ir.Table:
    """The rows of a source in several releases, with the release, its period and load beside."""
    parts = []
    for release in releases:
        rows = connection.read_parquet(store.path(release, source.table))
        period = release.period
        beside: dict[str, str | date] = {
            "release": release.id,
            "loaded": release.loaded_at.isoformat(),
        }
        if not source.own_periods:
            beside |= {"period": period.label, "starts": period.starts, "ends": period.ends}
        literals = {name: ibis.literal(value) for name, value in beside.items()}
        parts.append(rows.select(*_columns(source, rows)).mutate(**literals))
    return ibis.union(*parts)


def figures(indicator: Indicator, source: Source, rows: ir.Table) -> ir.Table:
    """The figures that a source's rows give for an indicator: the columns of SCHEMA and `loaded`.

    `value` or `word` is known exactly where `mark` is null. With both numerator and denominator
    the figure is numerator / denominator * scale, and 'not applicable' where the denominator is 0
    or less, as payments taken back may be.
    """
    rows = _rows_that_count(source, rows)
    numerator = _measure(source, rows, "numerator")
    denominator = _measure(source, rows, "denominator")
    ratio = numerator.notnull() & denominator.notnull()
    number = ibis.cases(
        (ratio, numerator / denominator.nullif(0.0) * indicator.scale),
        else_=_measure(source, rows, "value"),
    )
    number = ibis.cases((number.abs() <= LARGEST, number.round(DECIMALS)), else_=_none("float64"))
    text = _text(rows, source.word)
    word = _allowed(indicator.values, text)
    marks = _marks(source, rows)
    other = _other_word(marks)

    known = word.notnull() if indicator.in_words else number.notnull()
    baseless = ratio & (denominator <= ibis.literal(0.0))
    given = ratio | _measure(source, rows, "value").notnull() | text.notnull()
    odd = ~known & ~baseless & given
    mark = ibis.cases(
        (baseless, NOT_APPLICABLE),
        (known, _none("string")),
        (odd, NOT_AVAILABLE),
        (_any_is(marks, SUPPRESSED), SUPPRESSED),
        (_any_is(marks, NOT_APPLICABLE), NOT_APPLICABLE),
        (_any_is(marks, NOT_AVAILABLE) | other.notnull(), NOT_AVAILABLE),
        else_=MISSING,
    )
    note = _joined(
        _origin(source, rows),
        ibis.cases((baseless, _no_base(indicator, denominator))),
        ibis.cases((odd, _expected(indicator)), (~known, other)),
        ibis.cases((rows.rows_of_practice > 1, _one_of_several(rows))),
    )
    return rows.select(
        indicator=ibis.literal(indicator.id),
        practice=rows[source.practice],
        period=rows.period,
        starts=rows.starts,
        ends=rows.ends,
        value=_none("float64") if indicator.in_words else ibis.cases((mark.isnull(), number)),
        word=ibis.cases((mark.isnull(), word)),
        numerator=numerator,
        denominator=denominator,
        mark=mark,
        release=rows.release,
        line=rows.line.cast("int32"),
        note=note,
        loaded=rows.loaded,
    )


def _rows_that_count(source: Source, rows: ir.Table) -> ir.Table:
    """The rows of practices that satisfy `where`; with `latest_by` one for each practice."""
    rows = rows.filter(rows[source.practice].notnull())
    for column, wanted in source.where.items():
        rows = rows.filter(rows[column] == wanted)
    if not source.latest_by:
        return rows.mutate(rows_of_practice=ibis.literal(1, "int64"))
    of_practice = ibis.window(group_by=["release", source.practice])
    latest_first = ibis.window(
        group_by=["release", source.practice],
        order_by=[
            rows[source.word or source.value].isnull().cast("int8").asc(),
            rows[source.latest_by].desc(nulls_first=False),
            rows.line.asc(),
        ],
    )
    rows = rows.mutate(
        rows_of_practice=rows.count().over(of_practice),
        place=ibis.row_number().over(latest_first),
    )
    return rows.filter(rows.place == 0)


def _change(indicator: Indicator, figures: ir.Table) -> ir.Table:
    """By how much the figures of another indicator grew, where one dataset gives both: what two
    publishers count is not compared. Needs a period that ended exactly so many months before."""
    figures = figures.filter(figures.mark.isnull())
    figures = figures.mutate(
        dataset=figures.release.split(".")[0],
        before=figures.ends + ibis.interval(months=-indicator.months),
    )
    old = figures.select(
        "practice", "dataset", "rank", "loaded", ended="ends", old="value", last="period"
    )
    latest = ibis.window(
        group_by=["practice", "dataset", "ended"], order_by=[old.loaded.desc(), "rank"]
    )
    old = old.mutate(place=ibis.row_number().over(latest))
    old = old.filter((old.place == 0) & (old.old > 0)).drop("rank", "loaded", "place")
    both = figures.join(
        old,
        [
            figures.practice == old.practice,
            figures.dataset == old.dataset,
            figures.before == old.ended,
        ],
    )
    grown = both.value - both.old
    since = ibis.literal("compared with ") + both["last"]
    return both.mutate(
        indicator=ibis.literal(indicator.id),
        numerator=grown,
        denominator=both.old,
        value=(grown / both.old * indicator.scale).round(DECIMALS),
        note=_joined(both.note.nullif(""), since),
    ).select(figures.columns[:-2])


def _preferred(figures: ir.Table) -> ir.Table:
    preferred_first = ibis.window(
        group_by=["indicator", "practice", "starts", "ends"],
        order_by=["rank", figures.loaded.desc(), "release", "line"],
    )
    numbered = figures.mutate(place=ibis.row_number().over(preferred_first))
    return (
        numbered.filter(numbered.place == 0)
        .order_by(["indicator", "ends", "starts", "practice"])
        .select(SCHEMA.names)
    )


def _releases_with(source: Source, store: Store) -> list[Release]:
    """The releases in force that have rows which satisfy the source's `where`."""
    return [
        release
        for release in store.current_of(source.dataset)
        if all(
            wanted in pc.unique(store.table(release, source.table, [column])[column]).to_pylist()
            for column, wanted in source.where.items()
        )
    ]


def _columns(source: Source, rows: ir.Table) -> list[str]:
    """The columns that a source speaks of, with the marks beside them."""
    named = [source.practice, *source.measures, source.latest_by, source.note_column]
    own = ["period", "starts", "ends"] if source.own_periods else []
    marks = [f"{name}_mark" for name in source.measures if f"{name}_mark" in rows.columns]
    return [*filter(None, named), *source.where, *own, *marks, "line"]


def _measure(source: Source, rows: ir.Table, part: Part) -> ir.FloatingValue:
    """The numerator, denominator or value; money in pounds, however it is kept."""
    column = getattr(source, part)
    if not column:
        return _none("float64")
    number = rows[column].cast("float64")
    return number / ibis.literal(PENCE) if part in source.in_pence else number


def _text(rows: ir.Table, column: str) -> ir.StringValue:
    return rows[column] if column else _none("string")


def _allowed(values: tuple[str, ...], text: ir.StringValue) -> ir.StringValue:
    """The allowed word that a text is, whatever its capitals; null for any other."""
    folded = text.strip().lower()
    branches = [(folded == value.lower(), value) for value in values]
    return ibis.cases(*branches, else_=_none("string")) if branches else _none("string")


def _marks(source: Source, rows: ir.Table) -> list[ir.StringValue]:
    marks = [f"{name}_mark" for name in source.measures]
    return [rows[mark] for mark in marks if mark in rows.columns]


def _any_is(marks: list[ir.StringValue], mark: str) -> ir.BooleanValue:
    return ibis.or_(*(m == mark for m in marks))


def _other_word(marks: list[ir.StringValue]) -> ir.StringValue:
    """A publisher's own word for why there is no value, like 'not rated'."""
    plain = (MISSING, SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE)
    words = [ibis.cases((~m.isin(plain), m), else_=_none("string")) for m in marks]
    return ibis.coalesce(_none("string"), *words)


def _origin(source: Source, rows: ir.Table) -> ir.StringValue:
    if not source.note_column:
        return ibis.literal(source.note or None, "string")
    return ibis.literal(f"{source.note}: ") + rows[source.note_column]


def _no_base(indicator: Indicator, denominator: ir.FloatingValue) -> ir.StringValue:
    title = indicator.denominator_title or "the denominator"
    return ibis.cases(
        (denominator < ibis.literal(0.0), f"{title}: less than none"), else_=f"{title}: none"
    )


def _expected(indicator: Indicator) -> str:
    if indicator.in_words:
        return f"what the file gives is none of: {', '.join(indicator.values)}"
    return "what the file gives is not a number that can be right"


def _one_of_several(rows: ir.Table) -> ir.StringValue:
    return ibis.literal("the latest of ") + rows.rows_of_practice.cast("string")


def _joined(*parts: ir.StringValue) -> ir.StringValue:
    """The parts that are there, with '; ' between them; '' when none is."""
    led = [(ibis.literal("; ") + part).fill_null("") for part in parts]
    return reduce(lambda a, b: a + b, led).substr(2)


def _none(kind: str) -> ir.Value:
    return ibis.null(kind)
