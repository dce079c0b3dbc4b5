"""Forms people fill in: parts of questions, each with the field of the programme it stands for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from resilience.programmes.schema.parts import Citations, Count, Name, Table, Text

AnswerKind = Literal[
    "text",
    "email",
    "phone",
    "number",
    "words",
    "yes_no",
    "yes_no_unknown",
    "choice",
    "choices",
    "years",
    "practices",
    "files",
]
Year = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]


class Choice(Table):
    """One of the answers a question allows."""

    value: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    """What is kept."""
    label: Text
    """What people read."""
    hint: str = ""


class OnlyIf(Table):
    """A question is asked only if an earlier one has this answer, or has it among several."""

    question: Name
    answer: Text


YES_NO = (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))
YES_NO_UNKNOWN = (*YES_NO, Choice(value="unknown", label="Don’t know"))
FIXED = {"yes_no": YES_NO, "yes_no_unknown": YES_NO_UNKNOWN}


class Question(Table):
    """One question. `label` is the programme's own title of the field; other words are ours."""

    id: Name
    """The key of its answer, the same in every pack."""
    label: Text
    hint: str = ""
    kind: AnswerKind
    required: bool = False
    missing: str = ""
    """What is said where an answer is required and there is none."""
    max_words: Count | None = None
    choices: Annotated[tuple[Choice, ...], Field(strict=False)] = ()
    choices_from: Literal["menu"] | None = None
    """The menu: its entries offered in a referral."""
    years: Annotated[tuple[Year, ...], Field(strict=False)] = ()
    """Years to choose from; without them years are typed."""
    includes: Name | None = None
    """The earlier question whose answer must be the code of one of the practices listed."""
    past_support: str = ""
    """The programme, as records of past support name it, whose help this asks about."""
    only_if: OnlyIf | None = None
    autocomplete: str = ""
    """What a browser may fill in by itself (HTML's word for it)."""
    cite: Citations


class Part(Table):
    """What stands on one page of a form."""

    id: Name
    title: Text
    about: str = ""
    questions: Annotated[tuple[Question, ...], Field(strict=False, min_length=1)]


class Form(Table):
    """A form, filled in part by part."""

    id: Name
    title: Text
    about: Text
    cite: Citations
    parts: Annotated[tuple[Part, ...], Field(strict=False, min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its questions, in the order they are asked."""
        return tuple(question for part in self.parts for question in part.questions)

    def part(self, part_id: str) -> Part:
        """The part with that id; KeyError where the form has none."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def question(self, question_id: str) -> Question:
        """The question with that id; KeyError where the form has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
