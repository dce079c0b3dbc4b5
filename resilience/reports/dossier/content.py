"""What a dossier says of a case: all that a reader may see of it, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.following.shown import PLAN, REFERRAL, Shown
from resilience.cases.models import Case, CaseClock
from resilience.cases.steps import HAPPENED
from resilience.look import words
from resilience.programmes.answering import asked, said
from resilience.reports.dossier.agreed import Agreements
from resilience.reports.dossier.judged import Judgements
from resilience.reports.dossier.money import Money
from resilience.reports.dossier.passages import Line, Mark, Row, Run, Section
from resilience.reports.dossier.personal import Personal, is_personal, personal_of
from resilience.screening.answers import in_words
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import known_locally

MARKS = {Tier.DELIBERATION: Mark.DELIBERATION, Tier.RESTRICTED: Mark.RESTRICTED}
Answers = Mapping[str, Any]


class Content:
    """A case as a reader sees it, in sections; what is restricted is read only where `restricted`,
    as reading it is recorded."""

    def __init__(self, case: Case, reader: Reader, *, restricted: bool) -> None:
        self.case, self.reader, self.restricted = case, reader, restricted
        self.shown, self.pack = Shown(case, reader), case.pack
        plan = case.drafts.filter(form=PLAN).first()
        self.forms: dict[str, Answers] = {
            REFERRAL: case.answers,
            PLAN: plan.answers if plan else {},
        }
        self.personal: Personal = personal_of(case, self.pack, self.forms.values())

    def sections(self) -> tuple[Section, ...]:
        """Those in which something is said."""
        judged = Judgements(self.case, self.reader, self.pack, self.personal)
        agreed = Agreements(self.case, self.reader, self.pack, self.personal)
        money = Money(self.case, self.reader, self.pack, self.personal)
        found = (
            ("case", "The case", self._case()),
            ("practices", "The practices", self._practices()),
            ("clocks", "What was owed, and by when", self._clocks()),
            *((form, self.pack.form(form).title, self._form(form)) for form in self.forms),
            ("support", "Statements of support", self._statements()),
            ("known", "What is known locally", self._known()),
            ("assessments", "Assessments and placements", judged.assessments()),
            ("decisions", "Decisions and letters", judged.decisions()),
            ("plans", "Improvement plans", agreed.plans()),
            ("memoranda", "Memoranda, and what changed them", agreed.memoranda()),
            ("help", "Help that was given", agreed.help()),
            ("money", "Money for the help", money.rows()),
            ("events", "What happened", self._events()),
        )
        listed = ((id_, title, tuple(rows)) for id_, title, rows in found)
        return tuple(Section(id_, title, rows) for id_, title, rows in listed if rows)

    def _case(self) -> Iterator[Row]:
        case = self.case
        yield _row("reference", "Reference", case.reference)
        yield _row("programme", "Programme", f"{self.pack.title} ({case.programme})")
        rules = f"{case.pack_hash}, local settings version {case.settings_version}"
        yield _row("rules", "Rules it began under", rules)
        hidden = case.route == Case.Route.CONCERN and not self.shown.ours
        began = words.begin(self.shown.began)
        mark = Mark.DELIBERATION if hidden else Mark.NONE
        yield Row("route", "How it began", ((Run(began, mark),),))
        if not self.shown.ours or case.route == Case.Route.SELF_REFERRAL:
            yield _row("begun", "Begun", words.moment(case.begun))
        yield _row(
            "state", "Where it stands", f"{self.shown.standing}, since {words.day(case.since)}"
        )
        if case.team:
            yield _row("team", "Team that answers", case.team.name)
        if case.handler:
            name = Run(case.handler.name, Mark.PERSONAL)
            yield Row("handler", "Who deals with it", ((name,),))
        if case.raised_for and not self.shown.ours:
            raised = Run(case.raised_for.name, Mark.DELIBERATION)
            yield Row("raised_for", "Raised by", ((raised,),))

    def _practices(self) -> Iterator[Row]:
        for one in self.shown.practices:
            size = "not known" if one.list_size is None else words.number(one.list_size)
            leads = ". It leads." if one.leads and len(self.shown.practices) > 1 else ""
            yield _row(
                one.organisation.code, one.name, f"{one.organisation.code}, patients: {size}{leads}"
            )

    def _clocks(self) -> Iterator[Row]:
        for clock in self.shown.seen_clocks:
            yield Row(clock.clock, clock.rule.title, tuple(self._clock(clock)))

    def _clock(self, clock: CaseClock) -> Iterator[Line]:
        """As it is known, whatever day it is read on."""
        due = f"Due by {words.day(clock.due)}." if clock.due else "It waits: no day is set."
        yield (Run(f"From {words.day(clock.started)}. {due}"),)
        if clock.stopped:
            late = clock.standing(clock.stopped) == "late"
            yield (Run(f"Done on {words.day(clock.stopped)}{', late' if late else ', in time'}."),)
        if clock.ended:
            yield (Run(f"From {words.day(clock.ended)} nothing was owed any more."),)
        for wait in clock.waits.all():
            until = f" to {words.day(wait.ends)}" if wait.ends else ""
            yield (Run(f"It stood still from {words.day(wait.starts)}{until}."),)
            yield from self.personal.lines(wait.reason)

    def _form(self, form: str) -> Iterator[Row]:
        answers = self.forms[form]
        for question in self.pack.form(form).questions if answers else ():
            if question.kind == "files" or not asked(question, answers):
                continue
            lines = said(question, answers.get(question.id), menu=self.pack.menu)
            if is_personal(question):
                found: Iterable[Line] = ((Run(line, Mark.PERSONAL),) for line in lines)
            elif question.kind in ("text", "words") and question.autocomplete != "organization":
                found = (line for text in lines for line in self.personal.lines(text))
            else:
                found = ((Run(line),) for line in lines)
            yield Row(question.id, question.label, tuple(found) or NO_ANSWER)

    def _statements(self) -> Iterator[Row]:
        for said_ in self.shown.statements:
            one = said_.one
            told = [f"Supports it: {one.get_supports_display()}"]
            if said_.priority:
                told.append(f"Priority: {said_.priority}")
            lines = self.personal.lines("\n".join([*told, one.statement]), Mark.DELIBERATION)
            given = (Run(f"Given on {words.day(one.written)}"),)
            yield Row(one.said_for.code, one.said_for.name, (given, *lines))

    def _known(self) -> Iterator[Row]:
        for practice in self.shown.practices:
            for one in self._known_of(practice.organisation.code):
                label = f"{practice.name}, {one.criterion}: {one.get_says_display()}"
                mark = MARKS.get(Tier(one.tier), Mark.NONE)
                told = f"About {words.day(one.about)}, entered for {one.entered_for.name}"
                texts = [told, *self._reported(one), one.note, f"From: {one.source}"]
                lines = self.personal.lines("\n".join(texts), mark)
                if mark:  # of what may be withheld the label tells nothing either
                    lines = ((Run(label, mark),), *lines)
                yield Row(f"known-{one.pk}", practice.name if mark else label, lines)

    def _reported(self, one: Intelligence) -> list[str]:
        """Its answers to what the programme asks, in words."""
        found = (each for each in self.pack.criteria if each.id == one.criterion)
        return [
            told for each in found for told in in_words(each.model_dump(mode="json"), one.reports)
        ]

    def _known_of(self, practice: str) -> list[Intelligence]:
        """Without what is restricted unless the dossier has it; the practice's own has what is for
        it and its commissioners."""
        seen = Intelligence.objects.in_force().visible_to(self.reader)
        if self.restricted:
            return known_locally(self.reader, practice, self.case.programme)
        open_ = seen.exclude(tier=Tier.RESTRICTED).filter(
            organisation__code=practice, programme=self.case.programme
        )
        return list(open_.select_related("organisation", "entered_for"))

    def _events(self) -> Iterator[Row]:
        for number, one in enumerate(reversed(self.shown.happened), start=1):
            event = one.event
            mark = MARKS.get(Tier(event.tier), Mark.NONE)
            who: list[Run] = [Run(words.moment(event.at))]
            if event.acting_for:
                who.append(Run(f", for {event.acting_for.name}", mark))
            if one.who:
                who += [Run(" ("), Run(one.who, Mark.PERSONAL), Run(")")]
            yield Row(
                f"event-{number}",
                f"{number}. {HAPPENED[event.kind]}",
                (tuple(who), *self.personal.lines(event.text, mark)),
            )


NO_ANSWER: tuple[Line, ...] = ((Run("No answer"),),)


def _row(id_: str, label: str, text: str) -> Row:
    return Row(id_, label, ((Run(text),),))
