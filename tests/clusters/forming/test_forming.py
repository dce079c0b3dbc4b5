"""Practices form a cluster: who is asked agrees or declines, and there are patients enough (Q3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.forming import founding, proposing
from resilience.clusters.forming.members import agreed, patients
from resilience.clusters.models import Cluster
from resilience.notices.models import Notice
from resilience.organisations.models import Kind, Reach
from tests.clusters.forming import acting
from tests.clusters.forming.acting import RULES, all_agree, answer, form, now, propose
from tests.clusters.forming.world import EACH, FIVE, OTHER_FIVE, formed, lists, proposed
from tests.clusters.world import PRACTICES, TODAY, organisation, reader, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(area, tmp_path: Path) -> None:
    """Every practice of the area has a list of 9,000 patients."""
    lists(tmp_path, dict.fromkeys(PRACTICES, EACH))


def codes(cluster: Cluster) -> list[str]:
    return sorted(one.practice.code for one in agreed(now(cluster)))


def test_who_is_asked_is_told_and_who_proposes_agrees(known) -> None:
    cluster = propose()
    assert cluster.reference == "CL-15C-1"
    assert codes(cluster) == [FIVE[0]]
    told = Notice.objects.filter(subject__contains="you are asked")
    assert {one.user for one in told} == {user(f"lead{n}") for n in (2, 3, 4, 5)}


def test_when_all_agreed_and_there_are_patients_enough_it_becomes_an_organisation(known) -> None:
    cluster = form(all_agree(propose()))
    assert (cluster.state, cluster.formed, cluster.patients) == ("formed", TODAY, 45_000)
    group = cluster.organisation
    assert group
    assert (group.kind, group.code) == (Kind.GROUP, "GROUP-HARBOUR-TOGETHER")
    reached = Reach.objects.filter(organisation=group).values_list("within__code", flat=True)
    assert set(FIVE) <= set(reached)
    assert {one.joined for one in agreed(cluster)} == {TODAY}
    assert "2026-03-01" in cluster.release


def test_until_everybody_answered_it_is_not_formed(known) -> None:
    cluster = propose()
    for code in FIVE[1:4]:
        answer(cluster, code)
    with pytest.raises(Refused, match="Not every practice has answered: Elm Tree"):
        form(cluster)


def test_too_few_patients_need_an_exception_that_the_area_records(known) -> None:
    cluster = all_agree(propose(FIVE[:4]))
    with pytest.raises(Refused, match="36,000 registered patients, and a cluster has 40,000"):
        form(cluster)
    with pytest.raises(Refused, match="do not run"):
        proposing.record_exception(
            by=reader("lead1"), cluster=cluster, seen=cluster.version, at=acting.at(), why="Few."
        )
    proposing.record_exception(
        by=reader("locality"),
        cluster=cluster,
        seen=cluster.version,
        at=acting.at(),
        why="The peninsula has no more practices.",
    )
    cluster = form(cluster)
    assert (cluster.patients, cluster.exception_for) == (36_000, organisation("15C"))


def test_an_exception_does_not_outlive_a_practice(known) -> None:
    cluster = all_agree(propose(FIVE[:4]))
    proposing.record_exception(
        by=reader("resilience"), cluster=cluster, seen=cluster.version, at=acting.at(), why="Few."
    )
    answer(cluster, FIVE[3], agrees=False)
    assert now(cluster).exception == ""
    with pytest.raises(Refused, match="27,000"):
        form(cluster)


def test_a_list_that_is_not_known_is_not_counted_and_that_is_said(area, tmp_path: Path) -> None:
    lists(tmp_path, dict.fromkeys(FIVE[:4], 10_500))
    cluster = all_agree(propose())
    counted = patients(cluster, RULES, TODAY)
    assert (counted.words, counted.unknown) == ("at least 42,000", (FIVE[4],))
    assert form(cluster).patients == 42_000


def test_nobody_speaks_for_another_practice(known) -> None:
    cluster = propose()
    for name in ("member", "lead3", "commissioner", "other_lead", "national"):
        with pytest.raises(Refused, match="do not answer"):
            proposing.answer(
                by=reader(name),
                cluster=cluster,
                practice=organisation(FIVE[1]),
                seen=cluster.version,
                at=acting.at(),
                agrees=True,
                why="",
            )


def test_only_practices_of_the_area_are_asked(known) -> None:
    with pytest.raises(Refused, match="L81009"):
        propose((*FIVE[:2], OTHER_FIVE[0]))
    across = propose((*FIVE[:2], OTHER_FIVE[0]), area="QUY")
    assert across.members.count() == 3


def test_whom_a_proposal_asks_may_be_changed_and_who_declined_asked_again(known) -> None:
    cluster = propose()
    answer(cluster, FIVE[1], agrees=False)
    proposing.change(
        by=reader("lead1"),
        cluster=cluster,
        seen=now(cluster).version,
        name="Harbour and hill",
        about="",
        practices=[FIVE[1], FIVE[2], PRACTICES[6]],
    )
    states = dict(now(cluster).members.values_list("practice__code", "state"))
    assert states == {
        FIVE[0]: "agreed",
        FIVE[1]: "asked",
        FIVE[2]: "asked",
        PRACTICES[6]: "asked",
    }
    told = Notice.objects.filter(subject__contains="not asked any more")
    assert {one.user for one in told} == {user("lead4"), user("lead5")}


def test_what_another_lead_did_meanwhile_is_not_written_over(known) -> None:
    cluster = propose()
    seen = cluster.version
    answer(cluster, FIVE[1])
    with pytest.raises(Refused, match="Somebody changed this"):
        proposing.change(
            by=reader("lead1"), cluster=cluster, seen=seen, name="B", about="", practices=[]
        )


def test_a_practice_is_in_one_formed_cluster_at_most(known) -> None:
    first, second = propose(), propose((FIVE[4], *PRACTICES[5:8]), name="Up the hill")
    all_agree(first)
    all_agree(second)
    proposing.record_exception(
        by=reader("locality"), cluster=second, seen=now(second).version, at=acting.at(), why="Few."
    )
    form(first)
    with pytest.raises(Refused, match="Elm Tree is in the cluster Harbour together"):
        form(second, by="lead5")
    with pytest.raises(Refused, match="Elm Tree is in the cluster"):
        propose((PRACTICES[5], FIVE[4]), name="A third")


def test_a_practice_leaves_and_what_is_left_is_flagged_not_ended(known) -> None:
    cluster = formed()
    founding.leave(
        by=reader("lead5"),
        cluster=cluster,
        practice=organisation(FIVE[4]),
        seen=0,
        at=acting.at(),
        day=TODAY,
        why="We merge with a practice elsewhere.",
    )
    assert codes(cluster) == sorted(FIVE[:4])
    assert now(cluster).state == "formed"
    assert patients(now(cluster), RULES, TODAY).total == 36_000
    reaching = Reach.objects.filter(
        organisation=cluster.organisation, within__code=FIVE[4], ends__gt=TODAY
    )
    assert not reaching.exists()


def test_a_practice_joins_later_when_a_lead_asks_and_it_agrees(known) -> None:
    cluster = formed()
    new = PRACTICES[5]
    founding.ask(by=reader("lead2"), cluster=cluster, seen=0, practices=[new])
    assert new not in codes(cluster)
    founding.join(
        by=reader("lead6"),
        cluster=cluster,
        practice=organisation(new),
        seen=1,
        at=acting.at(),
        agrees=True,
        why="",
    )
    assert new in codes(cluster)
    assert Reach.objects.filter(organisation=cluster.organisation, within__code=new).exists()


def test_the_area_ends_a_cluster_and_its_practices_are_free(known) -> None:
    cluster = formed()
    with pytest.raises(Refused, match="do not run"):
        founding.end(by=reader("lead1"), cluster=cluster, seen=0, at=acting.at(), why="Enough.")
    founding.end(by=reader("locality"), cluster=cluster, seen=0, at=acting.at(), why="They merged.")
    assert (now(cluster).state, codes(cluster)) == ("ended", [])
    assert propose(name="A new one").number == 2


def test_a_name_is_used_once(known) -> None:
    proposed()
    with pytest.raises(Refused, match="Another cluster has this name"):
        propose(name="harbour  TOGETHER")


def test_every_act_is_recorded_without_a_word_of_anybody(known) -> None:
    cluster = propose()
    answer(cluster, FIVE[1], agrees=False, why="Not with them.")
    events = Event.objects.filter(subject_kind="clusters.cluster", subject_id=str(cluster.pk))
    assert [one.act for one in events] == ["cluster.proposed", "cluster.answered"]
    assert "Not with them" not in str([one.after for one in events])
