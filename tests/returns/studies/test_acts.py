"""A case study on its way: written by both, agreed as it stands, named only by a clear yes."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.organisations.models import Organisation
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts import agreeing, planning, sending
from resilience.returns.studies.acts.planning import Meant
from resilience.returns.studies.identity import names_told
from resilience.returns.studies.suggesting import candidates
from tests.cases.conftest import at
from tests.returns.studies.world import (
    NOW,
    OLD_NAME,
    POSTCODE,
    PREDECESSOR,
    TOWN,
    agreed,
    asked,
    asks,
    by,
    fresh,
    known_by_much,
    offered,
    pack,
    planned,
    published,
    put,
    say_named,
    send,
    submitted,
)


def test_it_belongs_to_the_region_and_is_tagged_with_the_team(case):
    study = planned(case)
    assert (study.number, study.area.code, study.team.code) == (1, "Y54", "Q74")
    assert study.named is None


def test_one_case_gives_one_case_study_until_it_is_withdrawn(case):
    study = planned(case)
    with pytest.raises(Refused, match="Case study 1 is of this case already"):
        planned(case)
    agreeing.withdraw(by=by("resilience"), study=study, seen=0, at=NOW, why="")
    assert planned(case).number == 2


def test_a_case_without_a_memorandum_gives_none(referred):
    with pytest.raises(Refused, match="under a memorandum"):
        planned(referred())


def test_what_it_is_about_is_of_the_pack(case):
    with pytest.raises(Refused, match="kind of help"):
        planned(case, category="magic")
    with pytest.raises(Refused, match="problems"):
        planned(case, problems=["GC3"])  # restricted
    with pytest.raises(Refused, match="return"):
        planned(case, collection="never")


def test_cases_whose_plan_agrees_one_are_suggested_with_what_they_are_about(case):
    (one,) = candidates(by("resilience"), pack(), None, NOW.date())
    assert (one.case, one.kinds, one.problems) == (case, ["workforce"], ["GC4"])
    planned(case)
    assert candidates(by("resilience"), pack(), None, NOW.date()) == []


def test_only_the_practice_and_the_team_write_once_it_is_asked_for(case):
    study = planned(case)
    with pytest.raises(Refused, match="Ask the practice"):
        put(study, "worked", "It did.")
    study = asked_now(study)
    for name in ("lead", "member", "resilience"):
        put(study, "worked", f"It did, {len(name)} times.", name)
    for name in ("other_lead", "officer", "national", "board"):
        with pytest.raises(Refused, match="Only the practice"):
            put(study, "worked", "No.", name)
    with pytest.raises(Refused, match="no such part"):
        put(study, "money", "No.")


def asked_now(study: CaseStudy) -> CaseStudy:
    planning.ask(
        by=by("resilience"), study=study, seen=study.version, at=NOW, due=at(2019, 3, 1).date()
    )
    return fresh(study)


def test_two_who_write_different_parts_lose_nothing(case):
    study = asked(case)
    seen = study.version
    put(study, "worked", "Hours of choice.", "lead", seen)
    put(study, "done", "A recruiter.", "resilience", seen)
    assert fresh(study).words == {"worked": "Hours of choice.", "done": "A recruiter."}


def test_of_two_who_write_the_same_part_the_second_is_told(case):
    study = asked(case)
    put(study, "worked", "Hours of choice.", "lead", study.version)
    with pytest.raises(Refused, match="Somebody wrote this part meanwhile"):
        put(study, "worked", "Pay.", "resilience", study.version)
    assert fresh(study).words["worked"] == "Hours of choice."


def test_every_part_that_is_asked_for_is_written_before_it_is_put_to_the_practice(case):
    study = asked(case)
    put(study, "title", "A title")
    study = fresh(study)
    with pytest.raises(Refused, match="What worked, What did not work"):
        agreeing.offer(by=by("lead"), study=study, asks=asks(), seen=study.version, at=NOW)


def test_the_practice_lead_alone_agrees_and_agreement_ends_when_a_word_changes(case):
    study = offered(case)
    for name in ("member", "resilience", "national"):
        with pytest.raises(Refused, match="Only those who"):
            agree(study, name)
    agree(study)
    study = fresh(study)
    assert (study.state, study.agreed, study.named) == ("agreed", study.version, False)
    assert study.events.get(version=study.agreed).words["worked"] == study.words["worked"]
    put(study, "worked", "Otherwise.", "resilience")
    study = fresh(study)
    assert (study.state, study.agreed) == ("draft", None)
    with pytest.raises(Refused, match="not open now"):
        send(study)


def agree(study: CaseStudy, name: str = "lead", *, named: bool = False) -> None:
    agreeing.agree(by=by(name), study=study, seen=study.version, at=NOW, named=named)


def test_what_was_not_seen_is_not_agreed(case):
    study = offered(case)
    put(study, "worked", "Otherwise.", "resilience")
    with pytest.raises(Refused, match="changed the case study meanwhile"):
        agree(study)


def test_a_change_of_what_it_is_about_is_agreed_anew(case):
    study = agreed(case)
    meant = Meant("workforce", ["GC4", "GC7"], "april-2019")
    planning.mean(
        by=by("resilience"), study=study, seen=study.version, at=NOW, pack=pack(), meant=meant
    )
    assert (fresh(study).state, fresh(study).agreed) == ("draft", None)


def test_words_that_tell_the_practice_are_not_agreed_without_its_name(case):
    known_by_much()
    study = offered(case, worked="All went well at the Dene in the end.")
    with pytest.raises(Refused, match="All went well at the Dene"):
        agree(study)
    for text in ("A81001", POSTCODE, TOWN, OLD_NAME, PREDECESSOR, "14 Mill Bank", "1 Dene Road"):
        study.words = {"worked": f"All went well at {text} in the end."}
        assert any(one.stops for one in names_told(study, named=False)), text
    agree(fresh(study), named=True)


def test_a_person_is_never_named(case):
    study = offered(case, worked="Dr Smith did all of it.")
    with pytest.raises(Refused, match="the name of a person"):
        agree(study, named=True)


def test_a_name_that_came_since_stops_publication(case):
    study = submitted(case, worked="A choice of hours at Sunrise helped.")
    practice = study.organisation
    practice.name = "Sunrise Surgery"
    practice.save()
    with pytest.raises(Refused, match="Sunrise"):
        publish(study)


def publish(study: CaseStudy, name: str = "national") -> None:
    sending.publish(by=by(name), study=study, asks=asks(), seen=study.version, at=NOW)


def test_only_the_region_submits_and_only_the_nation_publishes(case):
    study = agreed(case)
    for name in ("resilience", "lead", "national"):
        with pytest.raises(Refused, match="Only those who"):
            sending.submit(by=by(name), study=study, asks=asks(), seen=study.version, at=NOW)
    send(study)
    study = fresh(study)
    with pytest.raises(Refused, match="Only those who"):
        publish(study, "regional")
    publish(study)
    assert fresh(study).state == "published"


def test_what_is_sent_back_is_agreed_anew_and_counts_from_the_first_time(case):
    study = submitted(case)
    first = study.submitted
    sending.send_back(
        by=by("national"), study=study, seen=study.version, at=NOW, why="Say what it cost in time."
    )
    study = fresh(study)
    assert (study.state, study.agreed, study.submitted) == ("draft", None, first)
    later = at(2019, 3, 4, 9)
    put(study, "changed", "Twenty sessions, after four months.")
    study = fresh(study)
    agreeing.offer(by=by("lead"), study=study, asks=asks(), seen=study.version, at=later)
    agree(fresh(study))
    send(fresh(study), later)
    assert fresh(study).submitted == first


def test_only_a_clear_yes_names_the_practice(case):
    study = published(case)
    assert study.named is False
    with pytest.raises(Refused, match="Only those who"):
        agreeing.say_named(by=by("resilience"), study=study, seen=study.version, at=NOW, named=True)
    assert say_named(study, named=True) is False
    assert fresh(study).named is True


def test_a_name_taken_back_after_publication_takes_out_words_that_tell_it(case):
    study = published(case, named=True, worked="It worked at the Dene Surgery.")
    assert say_named(study, named=False) is True
    study = fresh(study)
    assert (study.state, study.published, study.agreed) == ("draft", None, None)
    assert study.submitted is not None
    assert Notice.objects.filter(subject__contains="not to be named").exists()


def test_no_notice_names_the_practice(case):
    Notice.objects.all().delete()
    published(case, named=True)
    told = Notice.objects.filter(address__contains="/studies/")
    assert {one.user.name for one in told} >= {"lead", "national", "regional"}
    assert not any("Dene" in one.subject + one.text for one in told)


def test_the_practice_withdraws_at_any_time(case):
    study = published(case)
    agreeing.withdraw(by=by("lead"), study=study, seen=study.version, at=NOW, why="")
    study = fresh(study)
    assert (study.state, study.published) == ("withdrawn", None)
    with pytest.raises(Refused, match="not open now"):
        say_named(study, named=True)


def test_other_practices_of_a_case_are_never_named(case, world):
    second = case.practices.create(
        organisation_id=_practice("A81002"), name="Queens Park Practice", leads=False
    )
    study = offered(case, worked="Queens Park lent us a nurse.")
    (one,) = names_told(study, named=True)
    assert (one.what, one.stops, second.leads) == ("another practice", True, False)


def _practice(code: str) -> int:
    return Organisation.objects.get(code=code).pk


def test_every_act_is_kept_with_the_words_as_they_then_stood(case):
    study = published(case)
    kinds = [one.kind for one in study.events.all()]
    assert kinds[:2] == ["planned", "asked"]
    assert kinds[-4:] == ["offered", "agreed", "submitted", "published"]
    assert [one.version for one in study.events.all()] == list(range(study.version + 1))
