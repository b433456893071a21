"""The life of a form through its pages: every button leads on, every refusal stands beside its field."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from figures.enums import FigureKind
from figures.services import Figure
from indicators.enums import CheckKind, Severity, StepKind, SubmissionState
from indicators.models import ApprovalStep, Check
from indicators.services.entry import Entry, enter
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import ApprovalStepFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def fill(sent, submission=None):
    entries = [Entry(indicator=one, figure=Figure(value=Decimal(3)), seen=0) for one in (sent.first, sent.second)]
    enter(submission=submission or sent.submission, entries=entries, by=sent.official)


def address(sent, name):
    return reverse(f"indicators:{name}", args=[sent.submission.pk])


def state(sent):
    sent.submission.refresh_from_db()
    return sent.submission.state


@pytest.fixture
def act(client, sent):
    def take(name, user, follow=True, **data):
        client.force_login(user)
        if name in {"approve", "return"} and sent.submission.approvals.exists():
            waiting = sent.submission.approvals.filter(outcome="").order_by("-round", "order").first()
            data.setdefault("step", waiting.pk if waiting else 1)
        return client.post(address(sent, name), data, follow=follow)

    return take


def test_a_form_goes_up_and_comes_back_through_its_pages(client, sent, act):
    fill(sent)
    client.force_login(sent.official)
    page = client.get(sent.submission.get_absolute_url()).content.decode()
    assert "Trình duyệt" in page
    assert "3 kiến nghị" in page
    assert "Đã trình duyệt." in act("submit", sent.official, note="Chưa gồm thôn Ba").content.decode()
    assert "Đang chờ: Lãnh đạo ký duyệt" in client.get(sent.submission.get_absolute_url()).content.decode()
    act("withdraw", sent.official)
    assert state(sent) == SubmissionState.DRAFT
    act("submit", sent.official, note="")
    answer = act("return", sent.leader, reason="")
    assert "Cần" in answer.content.decode() or answer.context["form"].errors
    act("return", sent.leader, reason="Sai số kiến nghị")
    assert state(sent) == SubmissionState.RETURNED
    act("submit", sent.official, note="")
    act("approve", sent.leader)
    assert state(sent) == SubmissionState.APPROVED
    act("return", sent.receiver, reason="Thiếu một thôn")
    assert state(sent) == SubmissionState.RETURNED
    next_steps = client.get(sent.submission.get_absolute_url()).content.decode().partition("Bước tiếp theo")[2]
    assert "trả lại đơn vị; lý do: Thiếu một thôn</div>" in next_steps
    act("submit", sent.official, note="")
    act("approve", sent.leader)
    act("accept", sent.receiver)
    act("number", sent.official, number="12/BC-UBND", dated="05/10/2026")
    assert "12/BC-UBND" in client.get(sent.submission.get_absolute_url()).content.decode()
    act("lock", sent.receiver)
    page = client.get(sent.submission.get_absolute_url()).content.decode()
    assert "Số liệu đã khóa; chuyên viên tổng hợp hoặc lãnh đạo của Ban Chỉ đạo tỉnh Thanh Hóa mở lại được" in page
    assert "31/02" in act("reopen", sent.receiver, until="31/02/2026", reason="Sai").content.decode()
    page = act("reopen", sent.receiver, until="07/10/2026", reason="Nhầm thôn").content.decode()
    assert "Được mở lại đến hết ngày 07/10/2026: Nhầm thôn" in page
    client.force_login(sent.official)
    for address_of in (reverse("indicators:mine"), address(sent, "entry"), sent.submission.get_absolute_url()):
        assert '"Hạn 07/10/2026">còn ' in client.get(address_of).content.decode()
    assert state(sent) == SubmissionState.RETURNED
    assert "Lần 4 so với lần 3" in client.get(f"{sent.submission.get_absolute_url()}?lan=4").content.decode()
    for asked in ("0", "5", "a", "9" * 30, "²"):
        assert client.get(sent.submission.get_absolute_url(), {"lan": asked}).status_code == 404


def test_what_stands_in_the_way_is_told_on_the_page_of_handing_in(client, sent, act):
    check = Check.objects.create(
        version=sent.submission.version, order=1, kind=CheckKind.EXPRESSION, severity=Severity.WARN,
        expression=f"[{sent.first.code}] < [{sent.second.code}]",
    )  # fmt: skip
    client.force_login(sent.official)
    page = client.get(address(sent, "submit")).content.decode()
    assert f"Chưa có số liệu và chưa ghi lý do: {sent.first.name}" in page
    fill(sent)
    assert "Cần giải trình" in act("submit", sent.official, note="").content.decode()
    act("submit", sent.official, **{"note": "", f"giai-trinh-{check.pk}": "Đúng như vậy"})
    assert state(sent) == SubmissionState.SUBMITTED


def test_a_step_may_be_signed_on_paper_with_its_slip(client, sent, act):
    ApprovalStepFactory(body=sent.body, order=1)
    ApprovalStepFactory(body=sent.body, order=2, kind=StepKind.NUMBER, role=Role.RECORDS_CLERK)
    fill(sent)
    act("submit", sent.official, note="")
    paper = {"signed_by": "Phạm Văn Chung", "signed_on": "04/10/2026", "no_state_secret": "on"}
    client.force_login(sent.official)
    assert ">Duyệt trên giấy</a>" in client.get(sent.submission.get_absolute_url()).content.decode()
    assert "Chọn bản chụp có chữ ký." in act("approve", sent.official, **paper).content.decode()
    slip = SimpleUploadedFile("phieu.pdf", PDF, content_type="application/pdf")
    late = act("approve", sent.official, **paper | {"signed_on": "06/10/2026", "slip": slip})
    assert "không được sau hôm nay" in late.content.decode()
    assert not sent.submission.approvals.exclude(outcome="").exists()
    slip.seek(0)
    page = act("approve", sent.official, **paper, slip=slip).content.decode()
    assert "duyệt trên giấy: Phạm Văn Chung ký ngày 04/10/2026" in page
    records = UserFactory(member_of=sent.body, role=Role.RECORDS_CLERK)
    act("approve", records, number="45/BC-UBND", dated="05/10/2026")
    assert (state(sent), sent.submission.number) == (SubmissionState.APPROVED, "45/BC-UBND")


def test_the_queue_names_what_changed_and_takes_in_many(client, sent):
    before = WindowFactory(regime=sent.form.regime, code="2026-Q2")
    earlier = SubmissionFactory(form=sent.form, window=before, unit=sent.body.unit, body=sent.body)
    ValueFactory(submission=earlier, indicator=sent.first, number=Decimal(1200))
    sent.submission.state = SubmissionState.APPROVED
    sent.submission.sent_on = sent.submission.first_sent_on = clock.today()
    sent.submission.save()
    ValueFactory(submission=sent.submission, indicator=sent.first, number=Decimal(4800))
    ValueFactory(
        submission=sent.submission, indicator=sent.second, number=Decimal(3), proposed=Decimal(2), override="x"
    )
    ratio = IndicatorFactory(kind=FigureKind.RATIO)
    ValueFactory(
        submission=sent.submission, indicator=ratio, number=None, part=Decimal(6), whole=Decimal(7),
        proposed=Decimal("83.33"), override="y",
    )  # fmt: skip
    other = SubmissionFactory(
        form=sent.form, window=sent.window, unit=UnitFactory(parent=sent.issuer.unit), state=SubmissionState.APPROVED
    )  # fmt: skip
    client.force_login(sent.receiver)
    queue = reverse("indicators:review")
    page = client.get(queue).content.decode()
    assert "1.200 → <b>4.800</b>" in page
    assert "2 số khác cổng đếm" in page
    assert "Đánh dấu ít nhất một biểu" in client.post(queue, {"what": "nhan"}).content.decode()
    unexplained = client.post(queue, {"what": "tra-lai", "marked": other.pk}).content.decode()
    assert "Cần ghi lý do" in unexplained
    assert f'value="{other.pk}" checked' in unexplained
    assert f'value="{sent.submission.pk}" checked' not in unexplained
    both = {"marked": [sent.submission.pk, other.pk], "what": "nhan"}
    assert "Đã nhận 2 biểu." in client.post(queue, both, follow=True).content.decode()
    assert "2 biểu đã có người quyết định trước" in client.post(queue, both, follow=True).content.decode()
    client.force_login(sent.leader)
    assert client.post(queue, both).status_code in {200, 403}


def test_the_chain_of_a_body_is_data(client, sent, act):
    admin = UserFactory(member_of=sent.body, role=Role.UNIT_ADMIN)
    client.force_login(admin)
    url = reverse("indicators:chain", args=[sent.body.code])
    seen = client.get(url).context["seen"]
    data = {
        "seen": seen, "buoc-TOTAL_FORMS": "3", "buoc-INITIAL_FORMS": "1",
        "buoc-0-name_vi": "Chánh Văn phòng", "buoc-0-kind": "review", "buoc-0-role": "clerk",
        "buoc-1-name_vi": "", "buoc-1-kind": "sign", "buoc-1-role": "leader",
        "buoc-2-name_vi": "Lãnh đạo ký", "buoc-2-kind": "sign", "buoc-2-role": "leader",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    steps = ApprovalStep.objects.filter(body=sent.body).values_list("order", "name_vi", "role")
    assert list(steps) == [(1, "Chánh Văn phòng", "clerk"), (2, "Lãnh đạo ký", "leader")]
    assert "Người khác vừa sửa quy trình này" in client.post(url, data).content.decode()
    assert client.post(url, data | {"buoc-0-role": "sysadmin"}).status_code == 200
    client.force_login(sent.official)
    assert "Chánh Văn phòng" in client.get(url).content.decode()
    assert client.post(url, data).status_code == 403
    assert client.get(reverse("indicators:chain", args=[BodyFactory().code])).status_code == 404


def test_nobody_is_asked_for_what_cannot_be_done(client, sent):
    for name, user in (("accept", sent.receiver), ("approve", sent.leader), ("number", sent.official)):
        client.force_login(user)
        answer = client.get(address(sent, name), follow=True)
        assert answer.redirect_chain
        assert "Không thể thực hiện" in answer.content.decode()
    sent.window.opens_on = clock.today() + timedelta(days=1)
    sent.window.save()
    client.force_login(sent.official)
    assert "biểu mở nhập từ 06/10/2026" in client.get(address(sent, "submit"), follow=True).content.decode()
    client.force_login(sent.receiver)
    assert client.get(address(sent, "submit")).status_code == 403


def test_home_search_and_menu_lead_to_forms(client, sent):
    sent.submission.state = SubmissionState.APPROVED
    sent.submission.sent_on = sent.submission.first_sent_on = clock.today()
    sent.submission.save()
    client.force_login(sent.receiver)
    home = client.get(reverse("home")).content.decode()
    assert "1 biểu chờ nhận" in home
    assert reverse("indicators:review") in home
    client.force_login(sent.official)
    home = client.get(reverse("home")).content.decode()
    assert "biểu chờ nhận" not in home
    assert reverse("indicators:mine") in home
    found = client.get(reverse("search"), {"q": "dan chu o co so"}).content.decode()
    assert f"bieu={sent.form.pk}" in found
    found = client.get(reverse("search"), {"q": sent.first.code}).content.decode()
    assert reverse("indicators:indicator", args=[sent.first.code]) in found


def test_a_night_locks_what_was_sent_up(sent):
    from indicators.tasks import lock_windows

    sent.window.locks_on, sent.window.due_on = clock.today(), clock.today() - timedelta(days=1)
    sent.window.save()
    sent.submission.state = SubmissionState.ACCEPTED
    sent.submission.sent_on = sent.submission.first_sent_on = clock.today()
    sent.submission.save()
    lock_windows()
    assert state(sent) == SubmissionState.LOCKED


@pytest.mark.parametrize("typed", ["\0", "9" * 40, "31/12/9999"])
def test_nothing_typed_breaks_a_page(client, sent, act, typed):
    """Every field of every step takes anything and answers with a sentence."""
    fill(sent)
    act("submit", sent.official, note="")
    everything = dict.fromkeys(
        ["note", "reason", "until", "number", "dated", "signed_by", "signed_on", "on_paper", "what", "seen"], typed
    )
    steps = [("approve", sent.official), ("return", sent.leader)]
    for name, user in steps:
        assert act(name, user, **everything, step=typed).status_code == 200
    assert state(sent) == SubmissionState.SUBMITTED
    act("approve", sent.leader)
    for name, user in [("number", sent.official), ("reopen", sent.receiver)]:
        assert act(name, user, **everything).status_code == 200
    client.force_login(sent.receiver)
    assert client.post(reverse("indicators:review"), {"marked": typed, "what": typed}).status_code == 200
    client.force_login(UserFactory(member_of=sent.body, role=Role.UNIT_ADMIN))
    chain = reverse("indicators:chain", args=[sent.body.code])
    assert client.post(chain, {"buoc-TOTAL_FORMS": typed, "buoc-0-name_vi": typed, "seen": typed}).status_code == 200
