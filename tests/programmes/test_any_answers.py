"""Whatever is stored and whatever is sent is answered, and does nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from resilience.programmes.answering import form_for, problems, said, total_list_size
from tests.programmes.sending import GROUP, PACK, REFERRAL, sent
from tests.thorough import examples

written = st.text(max_size=30)
rows = st.fixed_dictionaries(
    {}, optional={"name": written, "code": written, "list_size": written | st.integers(0)}
)
kept = written | st.integers(0) | st.lists(written, max_size=3) | st.lists(rows, max_size=3)
hostile = st.text(max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", "\x00", "‮evil", "'; --", "{{ 7*7 }}", "\ud83d\ude00" * 3, "=1+1"]
)


def answered(answers: st.SearchStrategy, *boxes: str) -> st.SearchStrategy:
    """A form, and answers to some of its questions or in some of its boxes."""

    def to(form):
        names = [*(question.id for question in form.questions), *boxes]
        return st.tuples(st.just(form), st.dictionaries(st.sampled_from(names), answers))

    return st.sampled_from(PACK.forms).flatmap(to)


@given(answered(kept))
@example((REFERRAL, {"practices": ["no row"]}))
@examples(40)
def test_no_stored_answer_is_anything_but_judged_shown_and_said(stored):
    form, answers = stored
    problems(form, answers, menu=PACK.menu)
    total_list_size(answers)
    for part in form.parts:
        str(form_for(part, answers, menu=PACK.menu))
        for question in part.questions:
            lines = said(question, answers.get(question.id), menu=PACK.menu)
            assert all(isinstance(line, str) for line in lines)


@given(answered(hostile, *GROUP), st.booleans())
@examples(40)
def test_whatever_is_sent_is_answered_and_stays_inert(typed, finished):
    form, answers = typed
    clean = {key: value.encode(errors="ignore").decode() for key, value in answers.items()}
    for part in form.parts:
        made = sent(part.id, clean, finished=finished, form=form.id)
        page = str(made)
        assert "<script>alert" not in page
        assert "\x00" not in str(made.answers)
        again = form_for(part, made.answers, menu=PACK.menu)
        assert str(again)
