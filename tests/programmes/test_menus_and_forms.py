"""The menu, the forms and what a practice is told before it asks, in both packs."""

from __future__ import annotations

import pytest

from resilience.programmes.packs import load
from resilience.programmes.schema import Pack, Question

BOTH = ["gprp-2018-19", "icb-support-2026-27"]
ANNEX_B = {f"GB1.{field}" for field in range(1, 10)} | {
    *(f"GB2.{field}" for field in range(1, 7)),
    "GB3.1",
    "GB3.2",
}
FIELDS = {
    "GB1.1": "practice_lead_name",
    "GB1.2": "practice_lead_email",
    "GB1.3": "practice_lead_telephone",
    "GB1.4": "practice_name",
    "GB1.5": "practice_code",
    "GB1.6": "list_size",
    "GB1.7": "is_group",
    "GB2.1": "commissioner",
    "GB2.2": "commissioner_supports",
    "GB2.3": "categories",
    "GB3.1": "issues",
    "GB3.2": "support_needed",
}


@pytest.fixture(params=BOTH)
def pack(request) -> Pack:
    return load(request.param)


def asked(pack: Pack, question: str) -> Question:
    return pack.form("referral").question(question)


def test_one_list_of_nine_kinds_of_support_says_where_each_is_offered(pack):
    where = {place: [] for place in ("menu", "referral", "agreement")}
    for entry in pack.menu:
        for place in entry.offered:
            where[place].append(entry.id)
    assert len(pack.menu) == len(where["agreement"]) == 9
    assert len(where["menu"]) == 7
    assert where["referral"] == [*where["menu"], "other"]
    assert set(where["agreement"]) - set(where["referral"]) == {"personal_resilience"}
    assert all("E11" in entry.cite for entry in pack.menu)


def test_every_field_of_the_self_referral_form_is_asked_for(pack):
    cited = {cite for one in pack.form("referral").questions for cite in one.cite}
    over = {"GB2.4", "GB2.5"} if pack.id == BOTH[1] else set()  # programmes long past
    assert ANNEX_B - cited == over
    for cite, question in FIELDS.items():
        assert cite in asked(pack, question).cite


def test_the_questions_of_the_programme_are_all_there_and_no_more():
    assert [question.id for question in load(BOTH[0]).form("referral").questions] == [
        *("practice_lead_name", "practice_lead_email", "practice_lead_telephone"),
        *("practice_name", "practice_code", "is_group", "list_size", "practices"),
        *("commissioner", "commissioner_supports", "categories"),
        *("had_peer_support", "peer_support_years"),
        *("had_vulnerable_practice", "vulnerable_practice_years"),
        *("had_resilience", "resilience_years"),
        *("issues", "support_needed", "files"),
    ]


def test_the_case_is_made_in_two_hundred_words_each(pack):
    assert [asked(pack, one).max_words for one in ("issues", "support_needed")] == [200, 200]
    statement = pack.form("support").question("statement")
    assert (statement.kind, statement.max_words) == ("words", 200)


def test_what_the_form_of_the_programme_got_wrong_is_put_right():
    then = load("gprp-2018-19")
    college = asked(then, "had_peer_support").label
    assert "Royal College of General Practitioners Peer Support Programme" in college
    vulnerable = asked(then, "vulnerable_practice_years")
    assert not vulnerable.required
    assert "E9" in vulnerable.cite
    assert asked(then, "resilience_years").required


def test_the_body_asked_is_that_of_the_day():
    then, now = map(load, BOTH)
    assert "Clinical Commissioning Group" in asked(then, "commissioner").label
    assert "CCG" in asked(then, "commissioner_supports").label
    assert "Integrated Care Board" in asked(now, "commissioner").label
    words = now.model_dump_json(include={"forms", "menu", "asking"})
    assert "CCG" not in words
    assert "clinical commissioning group" not in words.lower()
    assert then.asking.team_level == "dco"
    assert then.asking.commissioner_level == "ccg"
    assert now.asking.team_level == now.asking.commissioner_level == "icb"


def test_past_programmes_are_those_of_the_day():
    def asks(pack: Pack) -> list[str]:
        return [one.past_support for one in pack.form("referral").part("past").questions][::2]

    then, now = map(load, BOTH)
    assert asks(then) == [
        "Royal College of General Practitioners Peer Support Programme",
        "Vulnerable Practice Programme",
        "General Practice Resilience Programme",
    ]
    assert asks(now) == [
        "General Practice Resilience Programme",
        "General Practice Improvement Programme",
        "Integrated care board",
    ]


def test_years_of_past_help_are_asked_only_of_those_who_had_it(pack):
    questions = pack.form("referral").part("past").questions
    for had, years in zip(questions[::2], questions[1::2], strict=True):
        assert (had.kind, years.kind) == ("yes_no", "years")
        assert years.only_if is not None
        assert (years.only_if.question, years.only_if.answer) == (had.id, "yes")
        assert years.past_support == had.past_support


def test_a_plan_on_one_sheet_has_four_answers(pack):
    sheet = pack.form("one_sheet")
    assert [one.id for one in sheet.questions] == ["problem", "solution", "cost", "outcome"]
    assert sum(one.max_words or 0 for one in sheet.questions) <= 500


def test_a_statement_of_support_says_whether_what_and_how_urgently(pack):
    kinds = {one.id: one.kind for one in pack.form("support").questions}
    assert kinds == {"supports": "yes_no_unknown", "statement": "words", "priority": "choice"}


def test_who_has_no_answer_may_say_so(pack):
    unknown = [one.id for one in pack.form("referral").questions if one.kind == "yes_no_unknown"]
    assert unknown == ["commissioner_supports"]


def test_every_clock_is_told_as_a_step(pack):
    assert [step.clock for step in pack.asking.steps if step.clock] == ["acknowledge", "respond"]


def test_another_format_and_a_confidential_service_are_named(pack):
    assert "G0.5" in pack.asking.formats.cite
    assert [("G6.2" in one.cite, one.address[:8]) for one in pack.asking.signposts] == [
        (True, "https://")
    ]
    assert load(BOTH[0]).asking.formats.email == "england.primarycareops@nhs.net"


def test_what_is_not_in_the_pack_is_not_found(pack):
    for find in (pack.form, pack.clock, pack.form("referral").part, asked):
        with pytest.raises(KeyError):
            find(pack, "nowhere") if find is asked else find("nowhere")
