"""What people answer under a criterion: how it is taken and weighed."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.organisations.models import Organisation
from resilience.programmes.packs import Unfit as PackUnfit
from resilience.programmes.packs import checked, tables
from resilience.programmes.settable import in_force, settings_of
from resilience.screening.answers import in_words, taken
from resilience.screening.intelligence import Intelligence
from resilience.screening.weighing import counting, weigh
from tests.screening.entered import DAY, PACK
from tests.screening.pages import PROGRAMME

PLAIN = PACK.model_dump(mode="json")
ASKED = {one["id"]: one for one in PLAIN["criteria"]}
AS_AT = date(2018, 6, 30)


def entry(body: str, about: date = DAY, says: str = "not_known", **answers) -> Intelligence:
    """One entry of an organisation named `body`, a kind and a number, as in lmc-1; not kept."""
    kind, number = body.split("-")
    by = Organisation(pk=int(number), kind=kind, code=body, name=body.upper())
    one = Intelligence(says=says, about=about, reports=answers)
    one.entered_for, one.pk = by, entry.turn
    entry.turn += 1
    return one


entry.turn = 1


def weighed(criterion: str, *entries: Intelligence):
    asked = ASKED[criterion]
    return weigh(asked, counting(PLAIN, asked, AS_AT, entries))


# --- what counts


def test_a_reported_number_meets_the_criterion_from_the_pack_s_own_on():
    assert weighed("GC5", entry("ccg-1", vacancies="1")).result == "met"
    assert weighed("GC5", entry("ccg-1", vacancies="0.5")).result == "not_met"


def test_an_entry_without_the_answer_counts_as_its_writer_says():
    assert weighed("GC5", entry("ccg-1", says="met")).result == "met"
    assert weighed("GC9", entry("ccg-1", says="not_met", change="merger")).result == "not_met"
    assert weighed("GC13", entry("ccg-1", says="not_met", cause="both")).result == "not_met"


@pytest.mark.parametrize(
    ("status", "result"),
    [("closed", "met"), ("applied", "met"), ("refused", "met"), ("open", "not_met")],
)
def test_a_list_that_is_closed_or_that_the_practice_asked_to_close_meets_the_criterion(
    status, result
):
    assert weighed("GC13", entry("ccg-1", list_status=status)).result == result


def test_each_concerned_body_counts_once_and_one_s_own_word_is_one_of_them():
    def bodies(*entries):
        rule = ASKED["GC6"] | {"local": ASKED["GC6"]["local"] | {"bodies_at_least": 3}}
        return weigh(rule, counting(PLAIN, rule, AS_AT, entries))

    one, two = entry("ccg-1", concerned=["lmc", "cqc"]), entry("practice-2", concerned=["lmc"])
    assert bodies(one, two).result == "not_met"
    assert bodies(one, two, entry("region-3", says="met")).result == "met"
    assert "3 bodies are named as concerned" in bodies(one, entry("region-3", says="met")).reason
    assert bodies(entry("lmc-4", says="not_met")).result == "not_met"
    assert bodies(entry("lmc-4")) is None


def test_of_each_body_the_latest_counts():
    old, new = entry("ccg-1", date(2018, 5, 1), "met"), entry("ccg-1", date(2018, 5, 2), "not_met")
    assert weighed("GC9", old, new).result == weighed("GC9", new, old).result == "not_met"
    assert weighed("GC9", old, entry("ccg-1", date(2018, 5, 1), "not_met")).result == "not_met"
    assert weighed("GC9", old, entry("ccg-1", date(2018, 6, 1))) is None, "it is clear no more"


def test_where_two_bodies_differ_it_is_met_and_the_reason_says_that_they_do():
    local = weighed("GC9", entry("ccg-1", says="not_met"), entry("lmc-2", says="met"))
    assert local.result == "met"
    assert local.reason == (
        "LMC-2 says that it is met (1 June 2018). CCG-1 says that it is not met (1 June 2018). "
        "They differ, and one that says it is met counts."
    )
    assert local.source == "entered locally by LMC-2, 1 June 2018"


@pytest.mark.parametrize(
    ("about", "counts"),
    [
        (date(2018, 7, 1), False),
        (date(2018, 6, 30), True),
        (date(2017, 12, 30), True),
        (date(2017, 12, 29), False),
    ],
)
def test_an_entry_counts_for_six_months_from_the_day_it_is_about(about, counts):
    assert bool(weighed("GC5", entry("ccg-1", about, vacancies="2"))) == counts


# --- what is taken


@pytest.mark.parametrize(
    ("criterion", "given", "why"),
    [
        ("GC5", {"vacancies": "many"}, "a number from 0"),
        ("GC5", {"vacancies": "-1"}, "a number from 0"),
        ("GC5", {"vacancies": "NaN"}, "a number from 0"),
        ("GC5", {"nature": "slow"}, "choose from Long-standing"),
        ("GC5", {"nature": ["sudden", "long_term"]}, "choose one"),
        ("GC6", {"concerned": ["mayor"]}, "choose from The LMC"),
        ("GC5", {"since": "ring 01632 960 123"}, "telephone number"),
        ("GC9", {"vacancies": "1"}, "does not ask that"),
        ("GC3", {"concern": "perhaps"}, "choose from yes, no"),
    ],
)
def test_an_answer_that_fits_no_question_is_refused_with_what_to_do(criterion, given, why):
    with pytest.raises(Refused, match=why):
        taken(ASKED[criterion], given)


def test_answers_read_as_sentences_do():
    given = {"vacancies": "1.50", "nature": "sudden", "since": "March", "sessions": ""}
    answers = taken(ASKED["GC5"], given)
    assert answers == {"vacancies": "1.5", "nature": "sudden", "since": "March"}
    assert in_words(ASKED["GC5"], answers, texts=False) == [
        "How many GP posts are vacant: 1.5",
        "Was it foreseen, or sudden: Sudden",
    ]


def test_a_rule_that_reads_what_is_not_asked_is_told_with_its_place():
    pack = tables(PROGRAMME)
    place, vacancies = next(
        (n, one) for n, one in enumerate(pack["criteria"]) if one["id"] == "GC5"
    )
    for report in ("posts", "nature", "long_term_illness"):
        vacancies["local"]["report"] = report
        with pytest.raises(PackUnfit) as told:
            checked(pack, type(PACK))
        assert told.value.messages.keys() == {("criteria", place, "local")}
        assert "vacancies, sessions" in str(told.value)


def test_what_meets_a_criterion_locally_is_a_local_setting_where_the_pack_says_so():
    assert "criteria.GC13.local.max_age_months" not in settings_of(PROGRAMME)
    setting = settings_of(PROGRAMME)["criteria.GC6.local.bodies_at_least"]
    assert setting.title.startswith("Entered locally: bodies named")
    pack = in_force(PROGRAMME, {setting.key: "2"})
    assert pack.criterion("GC6").local.bodies_at_least == 2
