"""What an analyst's script would do: the criteria's arithmetic with pandas, from the same releases.

It works out each criterion's result and the signal for each practice open on the day and writes
them as CSV. It gives no reasons, keeps no source and makes no comparison.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from resilience.evidence.store import Store
from resilience.programmes.schema import AnyOf, Category, CountFlags, Equals, Pack, WorstShare

MET, NOT_MET, NOT_KNOWN = 1.0, 0.0, np.nan


def screen(pack: Pack, day: date, store: Store, home: Path) -> pd.DataFrame:
    practices = _practices(home, day)
    values = _values(store, day, pack.max_age_months)
    results = pd.DataFrame(index=practices.index)
    for criterion in pack.criteria:
        results[criterion.id] = _apply(criterion.rule, practices, values)
    known = results.notna().sum(axis=1)
    met = (results == MET).sum(axis=1)
    rule = pack.signal.overall
    red = (met >= rule.red_when_met) | (results[list(rule.red_criteria)] == MET).any(axis=1)
    results["signal"] = np.select(
        [known < pack.signal.minimum_known, red, met >= rule.amber_when_met],
        ["not_enough_evidence", "red", "amber"],
        "green",
    )
    results.to_csv(home / "pandas.csv")
    return results


def _practices(home: Path, day: date) -> pd.DataFrame:
    base = sqlite3.connect(home / "db.sqlite3")
    span = f"r.starts <= '{day}' and r.ends > '{day}'"
    rows = pd.read_sql(
        "select o.id, o.code, r.name from organisations_record r join organisations_organisation o "
        f"on o.id = r.organisation_id where o.kind = 'practice' and r.state = 'open' and {span}",
        base,
    )
    above = pd.read_sql(
        "select r.descendant_id as id, r.kind, o.code as area from organisations_ancestor r "
        f"join organisations_organisation o on o.id = r.ancestor_id where {span}",
        base,
    ).drop_duplicates(["id", "kind"])
    base.close()
    wide = above.pivot(index="id", columns="kind", values="area")
    return rows.join(wide, on="id").drop_duplicates("code").set_index("code")


def _values(store: Store, day: date, months: int) -> dict[str, pd.Series]:
    values: dict[str, pd.Series] = {}
    oldest = pd.Timestamp(day) - pd.DateOffset(months=months)

    def latest(dataset: str):
        fitting = [r for r in store.current_of(dataset) if oldest.date() <= r.period.ends <= day]
        return max(fitting, key=lambda r: r.period.ends, default=None)

    if release := latest("qof_achievement"):
        rows = store.table(release, "practices").to_pandas().set_index("practice")
        values["qof_points_percent"] = (100 * rows.points / rows.points_maximum).dropna()
    if release := latest("cqc_locations"):
        rows = store.table(release, "locations").to_pandas().dropna(subset=["practice", "rating"])
        last = rows.sort_values("published").groupby("practice").last()
        values["cqc_overall_rating"] = last.rating
    for release in store.current_of("analyst_figures"):
        rows = store.table(release, "figures").to_pandas()
        rows = rows[(pd.to_datetime(rows.ends) <= pd.Timestamp(day))]
        rows = rows[pd.to_datetime(rows.ends) >= oldest]
        for indicator, some in rows.groupby("indicator"):
            some = some.sort_values("ends").groupby("practice").last()
            ratio = some.numerator / some.denominator
            values[indicator] = some.value.fillna(ratio).dropna()
    return values


def _apply(rule, practices: pd.DataFrame, values: dict[str, pd.Series]) -> pd.Series:
    unknown = pd.Series(NOT_KNOWN, index=practices.index)
    if rule is None:
        return unknown
    if isinstance(rule, AnyOf):
        return pd.concat([_apply(r, practices, values) for r in rule.rules], axis=1).max(
            axis=1, skipna=False
        )
    if isinstance(rule, CountFlags):
        flags = pd.concat([_apply(flag, practices, values) for flag in rule.flags], axis=1)
        raised, silent = (flags == MET).sum(axis=1), flags.isna().sum(axis=1)
        answer = np.select(
            [raised >= rule.at_least, raised + silent < rule.at_least], [MET, NOT_MET], NOT_KNOWN
        )
        return pd.Series(answer, index=practices.index)
    if rule.indicator not in values:
        return unknown
    value = values[rule.indicator].reindex(practices.index)
    if isinstance(rule, Category):
        met = value.isin(rule.met_when)
    elif isinstance(rule, Equals):
        met = value == float(rule.value)
    elif isinstance(rule, WorstShare):
        if rule.within != "england":
            value = value / value.groupby(practices[rule.within]).transform("mean")
        high = value.round(6).rank(ascending=False, method="max", pct=True) * 100
        low = value.round(6).rank(method="max", pct=True) * 100
        percent = float(rule.percent)
        met = {"high": high, "low": low}.get(rule.tail, np.minimum(high, low)) <= percent
    else:
        limit = float(rule.threshold)
        met = value < limit if rule.type == "below" else value > limit
        met |= rule.inclusive & (value == limit)
    return met.astype(float).where(value.notna())
