"""What the public is told about each state: who has it, until when, what comes next, in words a child understands."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.utils import translation

from petitions.enums import OPEN, Outcome, PetitionStatus
from petitions.publishing import Situation, sentences, timeline

S = PetitionStatus
COUNCIL, HOLDER = "Hội đồng nhân dân xã Quảng Lâm", "Ủy ban nhân dân xã Quảng Lâm"
NOW = Situation(S.TRANSFERRED, None, COUNCIL, HOLDER, date(2020, 9, 18), 1, date(2020, 9, 1))
# Words of the offices, and whatever would promise that a thing is settled when it was only answered.
INTERNAL = re.compile(
    r"thẩm quyền|tổng hợp|phân loại|xử lý|đôn đốc|thụ lý|luân chuyển|kế thừa|trạng thái|văn bản|công văn",
    re.IGNORECASE,
)
CASES = [
    replace(NOW, status=status, outcome=outcome, due_on=due, run=run)
    for status in S
    for outcome in (None, *Outcome)
    for due in (None, date(2020, 9, 18), date(2020, 8, 1))
    for run in (1, 2)
    if outcome or status not in {S.VERIFIED, S.CLOSED}
]


def said(**changes):
    return " ".join(sentences(replace(NOW, **changes)))


def test_every_state_has_two_or_three_plain_sentences():
    for case in CASES:
        told = sentences(case)
        assert 2 <= len(told) <= 3, case
        for sentence in told:
            assert sentence.endswith("."), sentence
            assert len(sentence.replace(COUNCIL, "X").replace(HOLDER, "Y").split()) <= 24, sentence
            assert not INTERNAL.search(sentence), sentence
            assert not re.search(r"[{}]", sentence), sentence


def test_an_open_petition_says_who_until_when_and_what_next():
    for case in CASES:
        if case.status in OPEN and case.status != S.VERIFIED:
            told = " ".join(sentences(case))
            assert COUNCIL in told or HOLDER in told
            assert "ngày" in told
            assert "Tiếp theo" in told or "Nếu kết quả đúng" in told


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, f"Kiến nghị đã được gửi đến {HOLDER}. {HOLDER} cần trả lời chậm nhất ngày 18/09/2020."),
        ({"due_on": None}, "Chưa có ngày hẹn trả lời."),
        ({"today": date(2020, 9, 19)}, f"Hạn chót là ngày 18/09/2020; {HOLDER} đã quá hạn mà chưa xong."),
        ({"today": date(2020, 9, 18)}, "cần trả lời chậm nhất ngày 18/09/2020"),  # the last day is not late
        ({"status": S.ACCEPTED, "run": 2}, "giải quyết lại, vì cử tri chưa đồng ý"),
        ({"status": S.ANSWERED, "outcome": Outcome.IN_PROGRESS}, "đã trả lời và đang làm tiếp"),
        ({"status": S.VERIFIED, "outcome": Outcome.RESOLVED}, "xác nhận: việc đã làm xong. Tiếp theo"),
        ({"status": S.CLOSED, "outcome": Outcome.NOT_RESOLVED}, "Việc này đã kết thúc: việc chưa làm được."),
    ],
)
def test_sentences_say_what_is(changes, words):
    assert words in said(**changes)


def test_an_outcome_is_told_only_once_the_council_confirmed_it():
    assert "làm xong" not in said(status=S.ANSWERED, outcome=Outcome.RESOLVED)
    assert "làm xong" not in said(status=S.CLAIMED, outcome=Outcome.RESOLVED)


def test_voters_hear_of_their_one_objection_while_they_have_it():
    assert "xem lại một lần" in said(status=S.CLOSED, outcome=Outcome.EXPLAINED)
    assert "xem lại" not in said(status=S.CLOSED, outcome=Outcome.EXPLAINED, run=2)


def test_sentences_follow_the_language():
    with translation.override("en"):
        assert len(sentences(NOW)) == 3


@dataclass
class Body:
    name: str


@dataclass
class Stood:
    since: date
    status: str
    outcome: str = ""
    holder: Body | None = None
    run: int = 1
    note: str = ""
    public_note: str = ""


def told(*states):
    return [moment.text for moment in timeline(states, COUNCIL)]


DAY, UBND, SO = date(2020, 7, 6), Body(HOLDER), Body("Sở Giao thông vận tải")


def test_the_timeline_tells_the_whole_life():
    steps = (S.RECEIVED, S.CONSOLIDATED, S.TRANSFERRED, S.ACCEPTED, S.ANSWERED, S.CLAIMED, S.VERIFIED, S.CLOSED)
    done = {S.VERIFIED, S.CLOSED}
    life = [Stood(DAY, status, Outcome.EXPLAINED if status in done else "", UBND) for status in steps]
    contested = Stood(DAY, S.ACCEPTED, "", UBND, run=2, note="họ tên người phản đối")

    lines = told(*life, contested)

    assert lines[0] == f"{COUNCIL} nhận kiến nghị."
    assert lines[6] == f"{COUNCIL} xác nhận: đã giải thích rõ cho cử tri."
    assert lines[8] == f"Cử tri chưa đồng ý với kết quả; {HOLDER} giải quyết lại."
    assert not any(INTERNAL.search(line) for line in lines)
    assert not any("họ tên" in line for line in lines)  # notes of the offices stay there


def test_sending_on_and_sending_back_are_told_apart():
    sent, sent_on = Stood(DAY, S.TRANSFERRED, "", UBND), Stood(DAY, S.TRANSFERRED, "", SO)
    claimed = Stood(DAY, S.CLAIMED, Outcome.IN_PROGRESS, UBND)
    followed = Stood(DAY, S.ANSWERED, Outcome.IN_PROGRESS, UBND)
    returned = Stood(DAY, S.ANSWERED, Outcome.IN_PROGRESS, UBND, note="chưa có biên bản")

    assert told(sent, sent_on)[1] == "Kiến nghị được chuyển tiếp đến Sở Giao thông vận tải."
    assert len(told(sent, sent)) == 1  # nothing changed for the public
    assert "theo dõi tiếp" in told(claimed, followed)[1]
    assert "chưa đạt" in told(claimed, returned)[1]
    assert told(Stood(DAY, S.GROUPED), Stood(DAY, S.RECEIVED))[1] == "Kiến nghị được xem xét riêng trở lại."


def test_an_officers_words_for_the_public_stand_beside_the_step():
    (moment,) = timeline([Stood(DAY, S.RECEIVED, public_note="Sẽ trình kỳ họp tháng 7.")], COUNCIL)

    assert moment.note == "Sẽ trình kỳ họp tháng 7."
