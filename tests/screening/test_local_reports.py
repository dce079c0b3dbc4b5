"""What people answer under a criterion: how it is taken, weighed, kept apart and counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.accounts.rules import Refused
from resilience.evidence.store import Store
from resilience.organisations.models import Organisation
from resilience.programmes.packs import Unfit as PackUnfit
from resilience.programmes.packs import checked, load, tables
from resilience.programmes.settable import in_force, settings_of
from resilience.screening import exports
from resilience.screening.actions import take_snapshot
from resilience.screening.answers import in_words, taken
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import withdraw_intelligence
from resilience.screening.models import OverlaidPractice, Snapshot
from resilience.screening.sight import Sight
from resilience.screening.weighing import counting, weigh
from tests.screening.pages import PROGRAMME
from tests.screening.test_intelligence import (  # noqa: F401
    DAY,
    PACK,
    PRACTICE,
    enters,
    named,
    reads,
    somebody,
)
from tests.screening.test_pages import HERE, table, text

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


# --- what it does to a screen

pages = pytest.mark.django_db


@pages
def test_an_entry_counts_at_once_on_every_page_and_its_withdrawal_too(
    snapshot, client, national, somebody  # noqa: F811
):  # fmt: skip
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert known["GC5"]["met"] == "0"
    writer = somebody("commissioner", "00K")
    one = enters(writer, "GC5", practice="A81007", says="", reports={"vacancies": "2"})
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert (known["GC5"]["met"], known["GC5"]["not_known"]) == ("1", "39")
    listed = table(client, f"{HERE}/review/?format=csv&area=00K")
    (row,) = (row for row in listed if row["practice"] == "A81007")
    assert (row["signal"], row["criteria_met"]) == ("amber", "GC5")
    assert "How many GP posts are vacant: 2" in row["reasons"]
    page = text(client, f"{HERE}/practices/A81007/")
    assert "It counts in this screen." in page
    assert f"ntered locally by {one.entered_for.name}, 1 June 2018" in page
    changed = table(client, f"{HERE}/changes/?format=csv")
    (row,) = (r for r in changed if (r["practice"], r["criterion"]) == ("A81007", "GC5"))
    assert (row["list"], row["before"], row["now"]) == ("new on the list", "not_known", "met")
    results = table(client, f"{HERE}/areas/00K/?format=csv&table=results")
    (row,) = (r for r in results if (r["practice"], r["criterion"]) == ("A81007", "GC5"))
    assert row["source"] == f"entered locally by {one.entered_for.name}, 1 June 2018"
    assert (row["result"], row["period"], row["file"]) == ("met", "2018-06-01", "")
    withdraw_intelligence(by=writer, intelligence=one)
    assert "A81007" not in text(client, f"{HERE}/review/")
    assert not OverlaidPractice.objects.exists()


@pages
def test_a_published_figure_is_not_overruled_and_both_are_shown(snapshot, somebody):  # noqa: F811
    enters(somebody("commissioner", "00K"), "GC1", says="not_met")
    practice = Sight(snapshot).practices.get("A81001")
    assert practice.letters["GC1"] == "m"
    finding = practice.finding("GC1")
    assert "Inadequate" in finding["reason"]
    assert "says that it is not met" in finding["beside"]
    assert finding["release"], "the file is still what it stands on"


@pages
def test_where_a_local_view_belongs_beside_the_figure_it_counts_first(snapshot, somebody):  # noqa: F811
    enters(somebody("commissioner", "00T"), "GC10", practice="P81001", says="not_met")
    practice = Sight(snapshot).practices.get("P81001")
    assert practice.letters["GC10"] == "n"
    assert practice.finding("GC10")["beside"].startswith("Published figures: GPs working")


@pages
def test_that_somebody_is_ill_is_kept_apart_from_the_rest_of_the_answer(
    snapshot, somebody, client, signed_in  # noqa: F811
):  # fmt: skip
    lead, reader = somebody("practice_lead", "A81001"), somebody("resilience_lead", "Q74")
    answers = {"vacancies": "2", "long_term_illness": "yes"}
    told = enters(lead, "GC5", says="", reports=answers, source="the rota")
    (hidden,) = Intelligence.objects.filter(tier="restricted")
    assert told.reports == {"vacancies": "2"}
    assert (hidden.reports, hidden.note) == ({"long_term_illness": "yes"}, "")
    assert hidden.subject == "sickness"
    assert reads(reader) == [told.pk]
    assert set(reads(named(reader, "sickness", "Q74"))) == {told.pk, hidden.pk}
    client.force_login(named(reader, "sickness", "Q74").user)
    page = text(client, PRACTICE)
    assert "It is restricted, so it counts in no screen." in page
    assert "Does any of it come from a long-term illness: yes" in page
    signed_in(commissioner="00K")
    assert "long-term illness: yes" not in text(client, PRACTICE)
    for row in exports.results(snapshot, exports.chosen(snapshot)):
        assert "illness: " not in f"{row['reason']} {row['also_known']}"


@pages
def test_only_yes_or_no_is_kept_of_a_person_s_performance(snapshot, somebody):  # noqa: F811
    writer = somebody("commissioner", "00K")
    one = enters(writer, "GC3", says="")
    assert (one.reports, one.says, one.note) == ({"concern": "yes"}, "met", "")
    assert not OverlaidPractice.objects.exists()


@pages
def test_what_is_noted_to_decide_changes_the_screen_of_those_who_decide_alone(
    snapshot, somebody  # noqa: F811
):  # fmt: skip
    enters(somebody("commissioner", "00K"), "GC9", tier="deliberation")
    for role, code, letter in (
        ("resilience_lead", "Q74", "m"),
        ("practice_lead", "A81001", "u"),
        ("finance_lead", "00K", "u"),
        ("national_team", "ENG", "u"),
    ):
        sight = Sight(snapshot, somebody(role, code))
        assert sight.practices.get("A81001").letters["GC9"] == letter, role
    board = Sight(snapshot, somebody("board_reader", "00K")).areas.get("00K")
    team = Sight(snapshot, somebody("regional_lead", "Y54")).areas.get("00K")
    assert (board.criteria["GC9"]["met"], team.criteria["GC9"]["met"]) == (0, 1)


@pages
def test_a_snapshot_itself_stays_as_it_was(snapshot, somebody):  # noqa: F811
    before = list(snapshot.practices.values())
    enters(somebody("commissioner", "00K"), "GC9")
    assert list(snapshot.practices.values()) == before
    snapshot.delete()
    assert not OverlaidPractice.objects.filter(snapshot_id=snapshot.pk).exists()


@pages
def test_a_screen_taken_later_has_what_was_entered_before(snapshot, somebody, england_to_show):  # noqa: F811
    enters(somebody("commissioner", "00K"), "GC9")
    OverlaidPractice.objects.all().delete()
    store = Store(england_to_show)
    for day in (AS_AT, date(2018, 7, 31)):  # one kept before, one new
        later = take_snapshot(by="a test", pack=load(PROGRAMME), as_at=day, store=store)
        assert Sight(later).practices.get("A81001").letters["GC9"] == "m"
    assert Snapshot.objects.count() == 3


@pages
@pytest.mark.parametrize("path", ["", "areas/Y54/", "areas/00K/", "review/", "changes/"])
def test_what_is_known_locally_costs_no_query_for_each_practice(
    snapshot, client, national, somebody, path  # noqa: F811
):  # fmt: skip
    def asked() -> int:
        client.get(f"{HERE}/{path}")
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"{HERE}/{path}").status_code == 200
        return len(made)

    without, writer = asked(), somebody("resilience_lead", "Q74")
    for number in range(1, 13):
        enters(writer, "GC9", practice=f"A81{number:03}")
    assert asked() == without


@pages
def test_the_form_asks_what_the_pack_asks_and_says_what_is_wrong_at_the_question(
    snapshot, client, signed_in
):
    signed_in(commissioner="00K")
    add = f"{PRACTICE}local/GC5/"
    page = text(client, add)
    assert "How many GP posts are vacant" in page
    assert "met when “How many GP posts are vacant” is answered with 1 or more" in page
    told = {"note": "Known.", "about": "1 June 2018", "source": "a visit", "tier": "commissioner"}
    wrong = client.post(add, told | {"report_vacancies": "lots"}).content.decode()
    assert "How many GP posts are vacant: enter a number from 0" in wrong
    open_still = client.post(add, told).content.decode()
    assert "Choose what it says of the criterion" in open_still
    answer = client.post(add, told | {"report_vacancies": "2"}, follow=True).content.decode()
    assert "counts in screens of 1 June 2018 and of later days" in answer
    assert Intelligence.objects.get().reports == {"vacancies": "2"}


@pages
def test_an_entry_says_how_it_stands_in_the_screen(snapshot, client, signed_in, somebody):  # noqa: F811
    writer = somebody("commissioner", "00K")
    for about, says in (
        (date(2018, 7, 2), "met"),
        (date(2016, 1, 1), "met"),
        (date(2018, 5, 1), "met"),
        (date(2018, 5, 2), "not_known"),
    ):
        enters(writer, "GC9", about=about, says=says)
    enters(writer, "GC1", says="met")
    signed_in(commissioner="00K")
    rows = table(client, f"{PRACTICE}?format=local")
    assert [row["in_this_screen"] for row in rows] == [
        "It does not count yet: it is about a later day.",
        "It stands beside the published figure, which counts.",
        "It settles nothing, as it is not clear.",
        "It counts no more: something later was entered for the same organisation.",
        "It counts no more: it is about a day more than 24 months before.",
    ]
