"""What a plan lacks, and what changed between two of its versions: rules on plain data, tried on
plans of every kind."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from resilience.agreements.planning.compared import changes
from resilience.agreements.planning.content import hash_of
from resilience.agreements.planning.missing import HELP, LEAD, SMART, missing_of
from resilience.agreements.planning.told import told
from resilience.programmes.packs import load

PACK = load("gprp-2018-19")
ENDS = "2019-09-30"
words = st.text(min_size=1, max_size=20).filter(str.strip)
days = (
    st.dates()
    .map(lambda day: f"2019-0{day.month % 9 + 1}-1{day.day % 10}")
    .filter(lambda day: day <= ENDS)
)


def rows(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"number": st.integers(1, 9)} | fields)


milestones = rows(title=words, due=days, side=st.just("practice"))
objectives = rows(
    **dict.fromkeys(SMART, words)
    | {"due": days, "side": st.just("body"), "baseline_source": st.just("")}
    | {"milestones": st.lists(milestones, max_size=2)}
)
helps = rows(
    **dict.fromkeys(HELP, words)
    | {"route": st.just("supplier"), "supplier": st.just({"code": "SUP-1", "name": "Hands"})}
    | {"sender": st.none(), "sender_capacity": st.just(""), "starts": st.none(), "ends": days}
    | {"route_title": st.just("A supplier")}
)


def numbered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one | {"number": place} for place, one in enumerate(found, 1)]


@st.composite
def complete(draw: Any) -> dict[str, Any]:
    """A plan that lacks nothing."""
    lists = {
        name: numbered(draw(st.lists(of, min_size=1, max_size=3)))
        for name, of in (
            ("objectives", objectives),
            ("milestones", milestones),
            ("help", helps),
            ("reports", rows(what=words, due=days)),
        )
    }
    return {
        "reference": "R-1",
        "leads": {
            part: draw(st.fixed_dictionaries(dict.fromkeys(LEAD, words)))
            for part in ("strategic", "operational", "practice")
        },
        "categories": [{"id": "working", "title": "Work", "objectives": lists["objectives"]}],
        "milestones": lists["milestones"],
        "help": [{"id": "workforce", "title": "Workforce", "rows": lists["help"]}],
        "reports": lists["reports"],
        "exit_strategy": draw(words),
        "local_strategy": draw(words),
        "money_ends": "2019-03-31",
        "ends": ENDS,
        "case_study_by": None,
    }


@given(complete())
def test_a_complete_plan_lacks_nothing(content):
    assert missing_of(content, PACK) == []


@given(complete(), st.data())
def test_whatever_is_left_out_of_an_objective_is_named(content, data):
    objective = data.draw(st.sampled_from(content["categories"][0]["objectives"]))
    left_out = data.draw(st.sets(st.sampled_from(sorted(SMART)), min_size=1))
    for name in left_out:
        objective[name] = data.draw(st.sampled_from(["", None]))
    [missing] = missing_of(content, PACK)
    assert (missing.part, missing.row) == ("objectives", objective["number"])
    assert all((SMART[name] in missing.text) == (name in left_out) for name in SMART)


@given(complete(), st.sampled_from(sorted(LEAD)), st.sampled_from(["strategic", "practice"]))
def test_a_contact_point_has_no_blank_line(content, field, part):
    content["leads"][part][field] = ""
    assert [one.row for one in missing_of(content, PACK)] == [part]
    del content["leads"][part]
    assert [one.row for one in missing_of(content, PACK)] == [part]


@given(complete(), st.sampled_from(["exit_strategy", "local_strategy", "money_ends", "ends"]))
def test_no_plan_without_an_exit_and_the_local_strategy(content, field):
    content[field] = "" if "strategy" in field else None
    assert len(missing_of(content, PACK)) == 1


@given(complete(), st.data())
def test_nothing_is_due_after_the_memorandum_ends(content, data):
    lists = [content["categories"][0]["objectives"], content["milestones"]]
    row = data.draw(st.sampled_from(data.draw(st.sampled_from(lists))))
    row["due"] = "2019-10-01"
    [missing] = missing_of(content, PACK)
    assert "after the memorandum ends on 30 September 2019" in missing.text


@given(complete())
def test_money_ends_with_the_programme(content):
    content["money_ends"] = "2019-04-01"
    [missing] = missing_of(content, PACK)
    assert missing.part == "exit"


@given(complete(), complete())
def test_two_versions_differ_in_words_where_they_differ(before, after):
    assert changes(before, deepcopy(before)) == []
    assert bool(changes(before, after)) == (told(before) != told(after))
    for one in changes(before, after):
        assert one.before != one.after


@given(complete())
def test_the_hash_tells_a_plan_and_not_the_order_of_its_keys(content):
    turned = dict(reversed(content.items()))
    assert hash_of(turned) == hash_of(content)
    content["ends"] = "2019-10-01"
    assert hash_of(content) != hash_of(turned)
