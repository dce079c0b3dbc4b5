"""What findings have in common is kept once, and nothing is lost by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resilience.screening.findings import Finding
from resilience.screening.sharing import common, own, plain, whole

WORDS = st.sampled_from(["", "a", "b"])
NUMBERS = st.none() | st.sampled_from([0.0, 1.0, 97.9])
FINDINGS = st.builds(
    Finding,
    st.just("met"),
    st.sampled_from(["one.", "two."]),
    value=NUMBERS | st.sampled_from(["Good"]),
    unit=WORDS,
    period=WORDS,
    release=WORDS,
    line=st.none() | st.integers(0, 3),
    note=WORDS,
    comparison=st.dictionaries(
        st.sampled_from(["england_median", "threshold"]), st.sampled_from([0.0, 2.5])
    ),
)


def told(finding):
    """A finding as a reader has it, the plain way."""
    fields = finding._asdict()
    kept = {k: v for k, v in fields.items() if k != "result" and v is not None and v != ""}
    if not finding.comparison:
        del kept["comparison"]
    return kept


@given(st.lists(FINDINGS, min_size=1, max_size=12))
def test_each_finding_is_read_as_it_was_found(found):
    plains = [plain(one) for one in found]
    shared = common(plains)
    assert [whole(shared, own(one, shared)) for one in plains] == [told(one) for one in found]


def test_only_what_most_say_is_shared():
    found = [plain(Finding("met", "one.", unit="%", line=n)) for n in range(3)]
    shared = common([*found, plain(Finding("met", "two."))])
    assert shared == {"reason": "one.", "unit": "%"}
    assert own(found[0], shared) == {"line": 0}
    assert own(plain(Finding("met", "two.")), shared) == {"reason": "two.", "unit": None}
