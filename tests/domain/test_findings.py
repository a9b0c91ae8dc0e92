"""Answers to words that could identify a patient: who answered what stands in the log, and the last one counts."""

from __future__ import annotations

import pytest
from tests.examples import an_act, given, signed, then

from cutover_tui.domain.findings import FindingAnswer, FindingAnswered, answer_finding
from cutover_tui.domain.refusals import Refused


def an_answer(answer: str = "keep", by: str = "JB") -> FindingAnswered:
    return FindingAnswered(**signed(by), finding="3-a1b2", entry=3, kind="an NHS number", answer=answer)


def test_an_answer_names_the_entry_and_the_kind_and_none_of_the_words() -> None:
    event = answer_finding(given(), an_act("SP"), finding="3-a1b2", entry=3, kind="an NHS number", answer="remove")

    assert event == an_answer("remove", by="SP")
    assert FindingAnswered.TEXTS == ()


@pytest.mark.parametrize(
    ("answer", "by", "words"),
    [
        ("perhaps", "SP", "‘perhaps’ is no answer for 3-a1b2. Answer keep or remove."),
        ("keep", "SP", "3-a1b2 has that answer already, from JB: keep."),
        ("remove", "ZZ", "ZZ is not on the roster of this run. The initials on it are DR, JB, MK, SP."),
    ],
)
def test_what_is_no_answer_is_refused(answer: str, by: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        answer_finding(given(an_answer()), an_act(by), finding="3-a1b2", entry=3, kind="an NHS number", answer=answer)

    assert str(refusal.value) == words


def test_the_last_answer_counts() -> None:
    state = given(an_answer(), an_answer("remove", by="SP"))

    assert state.findings_answered == {"3-a1b2": FindingAnswer(seq=1, by="SP", at=an_answer().at, answer="remove")}
    assert state.attention == ()


def test_an_answer_of_a_later_version_leaves_the_finding_open() -> None:
    state = then(given(), an_answer("perhaps"))

    assert state.findings_answered == {}
    assert [matter.words for matter in state.attention] == [
        "JB answered 3-a1b2 with words this version does not know. Answer it again."
    ]
