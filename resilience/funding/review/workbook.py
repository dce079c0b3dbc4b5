"""The review as a workbook whose totals are live: formulas over a sheet of the totals of entries,
each with its value, so that a viewer that does not calculate shows the same figures as the page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from resilience.funding.review.figures import Figures, Row, sums_by
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import Review
from resilience.funding.review.sheets import Book, Sheet, kinds_of, sum_of
from resilience.funding.review.tables import BY, Table, table
from resilience.look import words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NONE = "none"
"""Stands for what has no code, as a cell with nothing in it matches nothing."""
OF_A_THING = ("committed", "invoiced", "paid", "after_the_year", "computed")
"""The columns of most tables: what was allocated is for nothing in particular yet."""
OF_AN_AREA = ("budget", "received", *OF_A_THING)
LAST = ("forecast", "variance", "free")
COLUMNS = {
    "holder": (*OF_AN_AREA, "entered", *LAST),
    "region": (*OF_AN_AREA, *LAST),
    "code": ("paid",),
}
TITLES = {
    "budget": "Budget",
    "received": "Received",
    "committed": "Committed",
    "invoiced": "Invoiced",
    "paid": "Paid, year to date",
    "after_the_year": "Committed, expected after 31 March",
    "computed": "Forecast by the books",
    "entered": "Forecast entered",
    "forecast": "Forecast",
    "variance": "Variance",
    "free": "Free",
}


def workbook(review: Review) -> bytes:
    """An .xlsx of the whole review. Sums are pounds with two decimals; what is not applicable has
    no column."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as made:
        made.set_properties({"title": f"Finance review, {review.pack.title}"})
        book = Book(made, _heading(review))
        _about(book, review)
        for by in BY:
            _table(book, review, table(review, by))
        _positions(book, review)
        _totals(book, review)
    return file.getvalue()


def _heading(review: Review) -> str:
    month = review.month
    so_far = f"so far, until {words.day(month.until)}" if month.so_far else "at its end"
    return (
        f"{review.pack.title}, {month.year.label}: {month.title}, {so_far}. "
        f"Made {words.moment(review.of.made)} from the entries of the books."
    )


def _about(book: Book, review: Review) -> None:
    sheet = book.sheet("About", widths=(30, 90))
    month = review.month
    told = {
        "Programme": review.pack.title,
        "Financial year": month.year.label,
        "Month": month.title + (", so far" if month.so_far else ""),
        "Entries count until": words.day(month.until),
        "Made": words.moment(review.of.made),
        "Source": "The books of this service: the entries of the pots that you may see, by the day "
        "of the ledger. An entry that is written later counts in the month of its day.",
        "Totals": "The sheets are formulas over the sheet “Totals”, in pounds. What is not "
        "applicable has no column: what is allocated has no kind of spend, of help or route yet, "
        "and money has a finance code only once it is paid.",
        "Forecast": "What was spent by 31 March."
        if month.outturn
        else "What the holder entered, or else what is paid, and committed and expected by 31 "
        "March. Money that nobody has committed is not spent.",
    }
    for name, text in told.items():
        sheet.line([name, text])


def _table(book: Book, review: Review, of: Table) -> None:
    columns = COLUMNS.get(of.by, OF_A_THING)
    before = ("id", "name", "region") if of.by == "holder" else ("id", "name")
    heads = ["Code" if of.of_areas or of.by == "code" else "Id", of.title, "Region"][: len(before)]
    sheet = book.sheet(of.title, widths=(14, 44, 14)[: len(before)] + (16,) * len(columns))
    sheet.head([*heads, *(TITLES[name] for name in columns)])
    first = sheet.row
    places = {name: place for place, name in enumerate((*before, *columns))}
    after = _after_the_year(review, of.by)
    regions = {pot.holder.code: review.regions[pk][0] or NONE for pk, pot in review.pots.items()}
    entered = {
        pot.holder.code: said.pence
        for pk, pot in review.pots.items()
        if (said := review.said.get(pk)) and not review.month.outturn
    }
    for line in of.lines:
        sheet.line([line.id or NONE, line.name, regions.get(line.id)][: len(before)], advance=False)
        for name in columns:
            value = _value(name, line.figures, after.get(line.id, 0), entered.get(line.id))
            if name in ("after_the_year", "entered"):
                sheet.money(places[name], value)
            else:
                formula = _formula(name, of.by, sheet, places, review.month.outturn)
                sheet.formula(places[name], formula, value or 0)
        sheet.row += 1
    last = sheet.row - 1
    sheet.line(["All together"], advance=False, bold=True)
    for name in columns:
        if name != "entered":
            whole = _value(name, of.whole, sum(after.values()), None)
            sheet.total(places[name], first, last, whole or 0)
    for name, place in places.items():
        book.name(f"{of.by}_{name}", sheet, place, first, max(first, last))


def _after_the_year(review: Review, by: str) -> Mapping[str, int]:
    """By line, what is committed, not paid, and expected after the year, in pence."""
    if review.month.outturn or by == "code":
        return {}

    def place(row: Row) -> str:
        if by == "region":
            return review.regions[row.pot][0]
        return review.pots[row.pot].holder.code if by == "holder" else str(getattr(row, by))

    return {key: one.committed - one.paid for key, one in sums_by(review.late, place).items()}


def _value(name: str, figures: Figures, after: int, entered: int | None) -> int | None:
    if name == "after_the_year":
        return after
    return entered if name == "entered" else getattr(figures, name)


def _formula(name: str, by: str, sheet: Sheet, places: Mapping[str, int], outturn: bool) -> str:
    def cell(one: str) -> str:
        return sheet.cell(places[one])

    of = (f"entries_{by}", sheet.cell(places["id"]))
    if name == "computed" and outturn:
        return sum_of(kinds_of("paid"), of, ("entries_in_the_year", '"yes"'))
    formulas = {
        "computed": lambda: f"{cell('committed')}-{cell('after_the_year')}",
        "variance": lambda: f"{cell('budget')}-{cell('forecast')}",
        "free": lambda: f"{cell('budget')}-{cell('committed')}",
    }
    if by == "holder":
        entered = "IF(ISNUMBER({0}),{0},{1})"
        formulas["forecast"] = lambda: entered.format(cell("entered"), cell("computed"))
    if by == "region":
        formulas["forecast"] = lambda: f"SUMIFS(holder_forecast,holder_region,{cell('id')})"
    return f"ROUND({formulas[name]()},2)" if name in formulas else sum_of(kinds_of(name), of)


def _positions(book: Book, review: Review) -> None:
    sheet = book.sheet("Positions", widths=(14, 40, 28, 12, 10, 16, 16, 16, 16, 14))
    sheet.head(POSITION)
    for position, day, stands in positions(review):
        for one in stands:
            sheet.line([one.pot.holder.code, one.pot.holder.name, position.title], advance=False)
            sheet.date(3, day)
            sheet.number(4, position.percent)
            whole_months = one.whole_months
            own = (("entries_holder", sheet.cell(0)), ("entries_month", f'"<="&{sheet.cell(3)}'))
            for place, name, value in ((5, "budget", one.budget), (7, position.of, one.reached)):
                if whole_months:
                    sheet.formula(place, sum_of(kinds_of(name), *own), value)
                else:
                    sheet.money(place, value)
            needed = f"ROUNDUP(ROUND({sheet.cell(5)}*{sheet.cell(4)}/100,6),2)"
            sheet.formula(6, needed, one.needed)
            sheet.formula(8, f"ROUND({sheet.cell(7)}-{sheet.cell(6)},2)", one.by)
            sheet.text(9, STATES[one.state])
            sheet.row += 1


POSITION = (
    *("Code", BY["holder"], "Position", "By", "Per cent", "Budget", "Needed", "Reached"),
    *("More or less", "State"),
)
STATES = {
    "met": "Met",
    "not_met": "Not met",
    "not_due": "Not due yet",
    "no_budget": "Not applicable",
}


def _totals(book: Book, review: Review) -> None:
    names: Sequence[str] = (
        *("month", "holder", "holder_name", "region", "kind"),
        *("intended", "category", "route", "code", "in_the_year", "pounds"),
    )
    sheet = book.sheet("Totals", widths=(12, 12, 36, 10, 14, 14, 22, 22, 22, 12, 16))
    sheet.head([words.begin(name.replace("_", " ")) for name in names])
    first = sheet.row
    for row in sorted(review.rows):
        pot = review.pots[row.pot]
        sheet.date(0, row.month)
        told = (
            *(pot.holder.code, pot.holder.name, review.regions[row.pot][0] or NONE, row.kind),
            *(row.intended, row.category, row.route, row.code),
            "yes" if row.month <= review.month.march else "no",
        )
        for place, text in enumerate(told, start=1):
            sheet.text(place, text)
        sheet.money(10, row.pence)
        sheet.row += 1
    for place, name in enumerate(names):
        book.name(f"entries_{name}", sheet, place, first, max(first, sheet.row - 1))
