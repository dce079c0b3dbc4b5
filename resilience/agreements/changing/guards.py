"""What must be so before a memorandum is varied, extended or ended; each tells why not, and what
would open it."""

from __future__ import annotations

from datetime import timedelta

from resilience.accounts.reader import Reader
from resilience.agreements.changing.agreed import agreed, notices, variation_in
from resilience.agreements.models import Issue
from resilience.agreements.signing.standing import standing
from resilience.cases.models import Case
from resilience.look import words


def in_force(case: Case, by: Reader) -> str:
    memorandum = agreed(case)
    if memorandum is None:
        return "No memorandum is signed by both sides yet."
    now = standing(memorandum, by.day)
    if now.state == "ended":
        return f"The memorandum was in force until {words.day(now.until)}."
    if now.state == "before":
        return f"The memorandum is in force from {words.day(now.starts)} on."
    return ""


def no_notice_runs(case: Case, by: Reader) -> str:
    memorandum = agreed(case)
    for one in notices(memorandum) if memorandum else ():
        whose = "the practice" if one.side == "practice" else "the local team"
        return (
            f"Notice was given, so the memorandum ends on {words.day(one.ends)}. "
            f"It can be changed once {whose} takes the notice back."
        )
    return ""


def not_being_varied(case: Case, by: Reader) -> str:
    if variation_in(case):
        return (
            "The memorandum is being varied, and the variation says when it ends. "
            "Sign it or give it up first."
        )
    return ""


def notice_has_run_out(case: Case, by: Reader) -> str:
    memorandum = agreed(case)
    running = notices(memorandum) if memorandum else []
    if not running:
        return "Nobody gave notice."
    last = running[0].ends
    if by.day > last:
        return ""
    return (
        f"The last day is {words.day(last)}: record it from {words.day(last + timedelta(days=1))}."
    )


def an_issue_is_open(case: Case, by: Reader) -> str:
    if Issue.objects.filter(case=case, settled=None).exists():
        return ""
    return "No issue is open."


def an_issue_may_go_further(case: Case, by: Reader) -> str:
    if Issue.objects.filter(case=case, escalated=None).exists():
        return ""
    return "There is no issue that is not with the strategic lead already."


GUARDS = {
    "vary": (in_force, no_notice_runs),
    "sign_variation_for_practice": (in_force, no_notice_runs),
    "sign_variation_for_body": (in_force, no_notice_runs),
    "extend": (in_force, no_notice_runs, not_being_varied),
    "give_notice_for_practice": (in_force,),
    "give_notice_for_body": (in_force,),
    "begin_exit_review": (not_being_varied,),
    "end_by_notice": (notice_has_run_out,),
    "escalate_issue_for_practice": (an_issue_may_go_further,),
    "escalate_issue_for_body": (an_issue_may_go_further,),
    "settle_issue": (an_issue_is_open,),
}
