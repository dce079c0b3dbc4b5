"""The words for where a case study stands, and for what happened to it."""

from __future__ import annotations

from resilience.returns.models import CaseStudy

State = CaseStudy.State
TURNS: dict[str, str] = {
    State.PLANNED: "The local team asks the practice for it next.",
    State.ASKED: "The practice and the local team write it together.",
    State.DRAFT: "The practice and the local team write it, then put it to the practice to agree.",
    State.WITH_PRACTICE: "It is the practice lead’s turn: to read it, and to agree or change it.",
    State.AGREED: "It is the region’s turn: to submit it.",
    State.SUBMITTED: "It is the national team’s turn: to publish it or send it back.",
    State.PUBLISHED: "It stands in the library, where anybody can read it.",
    State.WITHDRAWN: "It is given up, and stands nowhere.",
}
HAPPENED = {
    "planned": "Planned",
    "meant": "What it is about was changed",
    "asked": "The practice was asked for it",
    "written": "Written",
    "offered": "Put to the practice to agree",
    "agreed": "The practice agreed it",
    "named": "The practice said that it may be named",
    "not_named": "The practice said that it is not to be named",
    "submitted": "Submitted",
    "sent_back": "Sent back",
    "published": "Published",
    "withdrawn": "Withdrawn",
}
