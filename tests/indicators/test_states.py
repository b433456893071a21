"""Where a form may go from each state, who is waited for, and what every refusal says."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from common import clock
from common.errors import Refused
from deadlines.models import Clock
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from figures.services import Figure
from indicators import policies, workflow
from indicators.enums import CheckKind, Severity, Source, StepKind, SubmissionState
from indicators.models import Check, Submission
from indicators.proposals import Proposal
from indicators.services import consolidating, deciding, locking, submitting
from indicators.services.copying import changes
from indicators.services.entry import Entry, enter
from indicators.services.submitting import NotReady
from notices.models import Notice
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import ApprovalStepFactory, FormFactory, LineFactory, SubmissionFactory
from tests.factories.organizations import UnitFactory, UnitLevelFactory, days

pytestmark = pytest.mark.django_db


def fill(sent, number=3, submission=None):
    submission = submission or sent.submission
    revisions = {value.indicator_id: value.revision for value in submission.values.all()}
    entries = [
        Entry(indicator=one, figure=Figure(value=Decimal(number)), seen=revisions.get(one.pk, 0))
        for one in (sent.first, sent.second)
    ]
    enter(submission=submission, entries=entries, by=sent.official)


def submit(sent, **more):
    sent.submission = submitting.submit(submission=sent.submission, by=sent.official, **more)
    return sent.submission


def approve(sent, by=None):
    step = deciding.waiting_step(sent.submission)
    sent.submission = deciding.approve(submission=sent.submission, step=step, by=by or sent.leader)
    return sent.submission


def send_up(sent, number=3):
    fill(sent, number)
    submit(sent)
    return approve(sent)


def waits_for(submission):
    clock_ = Clock.objects.of(submission).live().first()
    return clock_ and clock_.duty


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("name", workflow.STEPS)
def test_a_step_starts_only_from_its_states(name):
    for state in SubmissionState:
        form = SimpleNamespace(state=state)
        if state in workflow.STEPS[name].sources:
            workflow.move(form, name)
            assert form.state == (workflow.STEPS[name].target or state)
        else:
            with pytest.raises(Refused, match=str(state.label)):
                workflow.move(form, name)


def test_a_form_goes_up_step_by_step_and_each_hears_of_their_turn(sent):
    sent.submission.delete()
    sent.submission = SubmissionFactory(
        form=sent.form, window=sent.window, unit=sent.body.unit, body=sent.body, clock=True
    )  # fmt: skip
    ApprovalStepFactory(body=sent.body, order=1, name_vi="Chánh Văn phòng", kind=StepKind.REVIEW, role=Role.CLERK)
    ApprovalStepFactory(body=sent.body, order=2)
    fill(sent)
    assert waits_for(submit(sent)) == "indicators.decide_clerk"
    assert told(sent.other) == ["indicators.waits"]
    with pytest.raises(PermissionDenied, match="Chánh Văn phòng"):
        approve(sent)
    assert waits_for(approve(sent, sent.other)) == "indicators.decide_leader"
    assert told(sent.leader) == ["indicators.waits"]
    approve(sent)
    assert (sent.submission.state, sent.submission.sent_on) == (SubmissionState.APPROVED, date(2026, 10, 5))
    assert waits_for(sent.submission) is None
    assert told(sent.receiver) == ["indicators.sent"]
    with pytest.raises(PermissionDenied):
        deciding.accept(submission=sent.submission, by=sent.leader)
    accepted = deciding.accept(submission=sent.submission, by=sent.receiver)
    assert (accepted.state, accepted.accepted_on) == (SubmissionState.ACCEPTED, date(2026, 10, 5))


def test_what_came_back_keeps_every_round(sent):
    fill(sent)
    step = deciding.waiting_step(submit(sent))
    with pytest.raises(Refused, match="Cần ghi lý do"):
        deciding.return_form(submission=sent.submission, step=step, reason=" ", by=sent.leader)
    deciding.return_form(submission=sent.submission, step=step, reason="Sai số kiến nghị", by=sent.leader)
    assert told(sent.official) == ["indicators.returned"]
    send_up(sent, 4)
    sent.submission = deciding.send_back(submission=sent.submission, reason="Thiếu một thôn", by=sent.receiver)
    assert (sent.submission.state, waits_for(sent.submission)) == (SubmissionState.RETURNED, "indicators.submit")
    first_sent = send_up(sent, 5).first_sent_on
    assert first_sent == date(2026, 10, 5)
    copies = list(sent.submission.copies.order_by("round"))
    assert [copy.figures[0]["number"] for copy in copies] == ["3", "4", "5"]
    assert [(one.before["number"], one.after["number"]) for one in changes(copies[0].figures, copies[2].figures)] == [
        ("3", "5"), ("3", "5"),
    ]  # fmt: skip


def test_two_who_decide_at_once_see_whose_word_counts(sent):
    fill(sent)
    step = deciding.waiting_step(submit(sent))
    second = UserFactory(member_of=sent.body, role=Role.LEADER)
    deciding.approve(submission=sent.submission, step=step, by=sent.leader)
    for decide in (
        lambda: deciding.approve(submission=sent.submission, step=step, by=second),
        lambda: deciding.return_form(submission=sent.submission, step=step, reason="Sai", by=second),
    ):
        with pytest.raises(Refused, match=sent.leader.full_name):
            decide()
    deciding.accept(submission=sent.submission, by=sent.receiver)
    with pytest.raises(Refused, match="cấp trên đã nhận"):
        deciding.send_back(submission=sent.submission, reason="Sai", by=sent.receiver)
    assert not deciding.accept_many(submissions=[sent.submission], by=sent.receiver)


def test_only_an_undecided_round_is_taken_back(sent):
    ApprovalStepFactory(body=sent.body, order=1, role=Role.CLERK)
    ApprovalStepFactory(body=sent.body, order=2)
    fill(sent)
    submit(sent)
    sent.submission = submitting.withdraw(submission=sent.submission, by=sent.official)
    assert sent.submission.state == SubmissionState.DRAFT
    submit(sent)
    approve(sent, sent.other)
    with pytest.raises(Refused, match="không rút lại được"):
        submitting.withdraw(submission=sent.submission, by=sent.official)


def test_a_form_with_gaps_or_broken_checks_is_not_handed_in(sent):
    breakdown = Breakdown.objects.create(code="cap", name_vi="Theo cấp", name_en="By level")
    items = [
        BreakdownItem.objects.create(
            breakdown=breakdown, code=code, name_vi=code, name_en=code, valid=days("2000-01-01")
        )
        for code in ("xa", "thon")
    ]
    split = LineFactory(version=sent.submission.version, indicator=IndicatorFactory(breakdown=breakdown)).indicator
    LineFactory(version=sent.submission.version, required=False)
    warning = Check.objects.create(
        version=sent.submission.version, order=1, kind=CheckKind.EXPRESSION, severity=Severity.WARN,
        expression=f"[{sent.first.code}] <= [{sent.second.code}]",
    )  # fmt: skip
    entries = [
        Entry(indicator=sent.first, figure=Figure(value=Decimal(9)), seen=0),
        Entry(indicator=split, item=items[0], figure=Figure(value=Decimal(0)), seen=0),
    ]
    enter(submission=sent.submission, entries=entries, by=sent.official)
    with pytest.raises(NotReady) as refused:
        submit(sent)
    assert sent.second.name in str(refused.value)
    assert split.name in str(refused.value)
    entries = [
        Entry(indicator=sent.second, figure=Figure(value=Decimal(8)), seen=0),
        Entry(indicator=split, item=items[1], figure=None, missing="Chưa thống kê", seen=0),
    ]
    enter(submission=sent.submission, entries=entries, by=sent.official)
    with pytest.raises(NotReady, match="Cần giải trình"):
        submit(sent)
    assert submit(sent, explanations={warning.pk: "Có kiến nghị chuyển sang từ kỳ trước"}).round == 1
    deciding.return_form(
        submission=sent.submission, step=deciding.waiting_step(sent.submission), reason="Sai", by=sent.leader
    )
    Check.objects.filter(pk=warning.pk).update(severity=Severity.BLOCK)
    with pytest.raises(NotReady):
        submit(sent)


def test_counted_and_computed_figures_are_frozen_with_their_records(sent, monkeypatch):
    version = sent.submission.version
    counted = LineFactory(version=version, source=Source.COUNTED).indicator
    share = LineFactory(
        version=version, source=Source.COMPUTED,
        indicator=IndicatorFactory(kind=FigureKind.RATIO, part=sent.first, whole=counted),
    ).indicator  # fmt: skip
    found = Proposal(number=Decimal(8), source=Source.COUNTED, query="dem", keys=(4, 7), url="/hoi-nghi/")
    monkeypatch.setattr("indicators.services.copying.propose", lambda _submission, _lines: {(counted.pk, None): found})
    send_up(sent, 2)
    values = {value.indicator_id: value for value in sent.submission.values.all()}
    assert (values[counted.pk].number, values[share.pk].part, values[share.pk].whole) == (8, 2, 8)
    source = values[counted.pk].sources.get()
    assert (source.keys, source.url, source.number) == ([4, 7], "/hoi-nghi/", 8)
    assert len(sent.submission.copies.get().figures) == 4


def test_a_village_is_taken_into_the_form_of_its_commune(sent):
    villages = FormFactory(issuer=sent.body, level=UnitLevelFactory(code="village"), answerer=sent.form.answerer)
    sent.form.below = villages
    sent.form.save()
    line = LineFactory(version=villages.versions.get(), indicator=sent.first)
    village = UnitFactory(parent=sent.body.unit, kind__code="thon", name="Thôn Ba")
    below = SimpleNamespace(**vars(sent) | {
        "submission": SubmissionFactory(form=villages, window=sent.window, unit=village, body=sent.body),
        "lines": [line],
    })  # fmt: skip
    LineFactory(version=villages.versions.get(), indicator=sent.second)
    send_up(below, 2)
    send_up(sent, 2)
    below.submission.refresh_from_db()
    assert (below.submission.state, below.submission.into) == (SubmissionState.CONSOLIDATED, sent.submission)
    assert not consolidating.outdated(sent.submission)
    head = UserFactory(member_of=sent.body, role=Role.LEADER)
    given = {"reason": "Nhầm số", "until": clock.today() + timedelta(days=2)}
    locking.reopen(submission=below.submission, by=head, **given)
    (old,) = consolidating.outdated(sent.submission)
    below.submission.refresh_from_db()
    send_up(below, 4)
    (old,) = consolidating.outdated(sent.submission)
    newest = below.submission.copies.get(round=2)
    assert [one.after["number"] for one in changes(old.copy.figures, newest.figures)] == ["4", "4"]
    assert Submission.objects.get(pk=sent.submission.pk).copies.get().figures[0]["number"] == "2"


def test_a_night_locks_what_was_sent_up_and_the_issuer_opens_it_until_a_day(sent):
    send_up(sent)
    assert locking.lock_due() == 0
    sent.window.locks_on = clock.today()
    sent.window.due_on = clock.today() - timedelta(days=1)
    sent.window.save()
    assert (locking.lock_due(), locking.lock_due()) == (1, 0)
    sent.submission.refresh_from_db()
    with pytest.raises(Refused, match="Số liệu đã khóa; chuyên viên tổng hợp hoặc lãnh đạo của Ban Chỉ đạo tỉnh"):
        fill(sent)
    with pytest.raises(PermissionDenied, match="không thêm tệp"):
        policies.check_can_attach(sent.official, sent.submission)
    for until, message in ((clock.today() - timedelta(days=1), "từ hôm nay"), (date(9999, 12, 31), "một năm")):
        with pytest.raises(Refused, match=message):
            locking.reopen(submission=sent.submission, reason="Sai", until=until, by=sent.receiver)
    with pytest.raises(PermissionDenied):
        locking.reopen(submission=sent.submission, reason="Sai", until=clock.today(), by=sent.leader)
    locking.reopen(submission=sent.submission, reason="Sai", until=clock.today(), by=sent.receiver)
    assert "indicators.reopened" in told(sent.official)
    sent.submission.refresh_from_db()
    assert send_up(sent, 7).state == SubmissionState.APPROVED
    assert locking.lock_due() == 1
    sent.submission.refresh_from_db()


def test_an_opening_ends_and_may_be_given_again(sent):
    sent.window.locks_on, sent.window.due_on = clock.today(), clock.today() - timedelta(days=1)
    sent.window.save()
    with pytest.raises(Refused, match="mở thêm hạn"):
        fill(sent)
    given = locking.reopen(submission=sent.submission, reason="Mới nối mạng", until=clock.today(), by=sent.receiver)
    fill(sent)
    given.until = clock.today() - timedelta(days=1)
    given.save()
    with pytest.raises(Refused, match="đã hết ngày 04/10/2026"):
        submit(sent)


def test_the_number_of_the_paper_is_noted_by_the_records_clerk(sent):
    records = UserFactory(member_of=sent.body, role=Role.RECORDS_CLERK)
    with pytest.raises(Refused):
        submitting.number(submission=sent.submission, number="12/BC", dated=clock.today(), by=records)
    send_up(sent)
    for number, dated in ((" ", clock.today()), ("12/BC-UBND", clock.today() + timedelta(days=1))):
        with pytest.raises(Refused):
            submitting.number(submission=sent.submission, number=number, dated=dated, by=records)
    noted = submitting.number(submission=sent.submission, number="12/BC-UBND", dated=clock.today(), by=records)
    assert noted.number == "12/BC-UBND"
