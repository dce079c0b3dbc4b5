"""How a practice's results become a screening signal, and who is on the list for review."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from resilience.programmes.schema.parts import Basis, Citations, Count, Months, Name, Table, Text

SignalResult = Literal["red", "amber", "green", "not_enough_evidence"]
BLANKS = ("met", "known", "minimum_known", "red_when_met", "amber_when_met", "red_criteria")


class Words(Table):
    """The working of each result; `SignalRule.working` fills the names in braces (`BLANKS`)."""

    red: Text
    amber: Text
    green: Text
    not_enough_evidence: Text

    @field_validator("*")
    @classmethod
    def _only_known_blanks(cls, sentence: str) -> str:
        """A blank nobody fills would otherwise be found only when a page is asked for."""
        try:
            plain = all(
                name is None or (name in BLANKS and not (form or conversion))
                for _, name, form, conversion in Formatter().parse(sentence)
            )
        except ValueError:
            plain = False
        if not plain:
            blanks = ", ".join(f"{{{blank}}}" for blank in BLANKS)
            raise PydanticCustomError(
                "blanks", "a sentence whose only braces are {blanks}", {"blanks": blanks}
            )
        return sentence


class SignalRule(Table):
    """Red, else amber, else green by the number of criteria met among those looked at."""

    red_when_met: Count
    """Number of criteria met from which the signal is red."""
    amber_when_met: Count
    """Number of criteria met from which the signal is amber."""
    red_criteria: Annotated[tuple[Name, ...], Field(strict=False)] = ()
    """Criteria each of which, when met, makes the signal red by itself."""
    basis: Basis
    cite: Citations
    words: Words

    def working(self, result: SignalResult, *, met: int, known: int, minimum_known: int) -> str:
        """The sentence that shows why `result` came out, with its numbers filled in."""
        sentence: str = getattr(self.words, result)
        return sentence.format(
            met=met,
            known=known,
            minimum_known=minimum_known,
            red_when_met=self.red_when_met,
            amber_when_met=self.amber_when_met,
            red_criteria=" or ".join(self.red_criteria),
        )


class Signal(Table):
    """The screening signal, overall and per domain. A signal, never a decision (GC22).

    Overall: not enough evidence while fewer than `minimum_known` criteria are known, whatever
    is met; then the rule. Per domain: not enough evidence while nothing in the domain is known.
    """

    minimum_known: Count
    """Fewest criteria with a known result for an overall signal."""
    overall: SignalRule
    domain: SignalRule


class Review(Table):
    """Which practices are on the list for review, and how often it is looked at (G8.11, P3)."""

    signals: Annotated[tuple[SignalResult, ...], Field(strict=False, min_length=1)]
    """Overall signals that put a practice on the list."""
    or_met_at_least: Count | None = None
    """Also on the list, whatever the signal, with this many criteria met."""
    every_months: Months
    basis: Basis
    cite: Citations
    words: Text
    """The rule in one sentence, for a page; `{or_met_at_least}` and `{every_months}` are filled."""

    @field_validator("words")
    @classmethod
    def _filled(cls, words: str, info: ValidationInfo) -> str:
        for blank in ("or_met_at_least", "every_months"):
            words = words.replace(f"{{{blank}}}", str(info.data.get(blank)))
        return words
