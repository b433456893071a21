"""The entry page without scripts: one button saves everything, nothing that was typed is lost."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from indicators.enums import Source, SubmissionState
from indicators.models import Value
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import FactFactory, IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import days
from tests.support.pages import filled, submit

pytestmark = pytest.mark.django_db
FORM = 2  # behind those of the frame: language, signing out


@pytest.fixture
def submission():
    """Six lines: a count, an amount, a breakdown of two, words, a ratio typed, a ratio computed of the first two."""
    form = FormFactory()
    version = form.versions.get()
    received = IndicatorFactory(code="nhan", name_vi="Kiến nghị đã nhận")
    settled = IndicatorFactory(code="xong", name_vi="Kiến nghị đã giải quyết")
    amount = IndicatorFactory(code="tien", name_vi="Kinh phí", kind=FigureKind.SUM, decimals=2, measure_vi="triệu đồng")
    fields = Breakdown.objects.create(code="linh-vuc-thu", name_vi="Lĩnh vực", name_en="Field")
    for rank, (code, name) in enumerate([("dat", "Đất đai"), ("khac", "Khác")]):
        BreakdownItem.objects.create(
            breakdown=fields, code=code, name_vi=name, name_en=code, rank=rank, valid=days("2000-01-01")
        )
    parted = IndicatorFactory(code="theo-linh-vuc", name_vi="Kiến nghị theo lĩnh vực", breakdown=fields)
    share = IndicatorFactory(code="ty-le", name_vi="Tỷ lệ giải quyết", ratio=True, part=settled, whole=received)
    words = IndicatorFactory(code="cach-lam", name_vi="Cách làm hay", words=True)
    for indicator in (received, settled, amount, parted, words):
        LineFactory(version=version, indicator=indicator)
    LineFactory(version=version, indicator=share, source=Source.COMPUTED)
    return SubmissionFactory(form=form)


@pytest.fixture
def official(submission):
    return UserFactory(member_of=submission.body, role=Role.OFFICIAL)


@pytest.fixture
def client(official):
    signed_in = Client()
    signed_in.force_login(official)
    return signed_in


@pytest.fixture
def url(submission):
    return reverse("indicators:entry", args=[submission.pk])


def stored(submission):
    return {
        (value.indicator.code, value.item.code if value.item else ""): value
        for value in Value.objects.filter(submission=submission).select_related("indicator", "item")
    }


def test_one_button_saves_every_place_and_the_page_shows_sums_and_ratio(client, submission, url):
    blank = client.get(submission.get_absolute_url()).content.decode()
    assert "tính từ hai chỉ tiêu khác" in blank  # nobody takes it for a place that was left out
    answer = submit(client, url, form=FORM, **{
        "f-nhan": "1.234", "f-xong": " 617 ", "f-tien": "12,5", "f-theo-linh-vuc.dat": "3", "f-theo-linh-vuc.khac": "0",
        "f-cach-lam": "Niêm yết tại nhà văn hóa", "g-nhan": "gồm cả đợt đột xuất",
    })  # fmt: skip

    assert answer.status_code == 302
    values = stored(submission)
    assert {key: value.number for key, value in values.items()} == {
        ("nhan", ""): Decimal(1234), ("xong", ""): Decimal(617), ("tien", ""): Decimal("12.5"),
        ("theo-linh-vuc", "dat"): Decimal(3), ("theo-linh-vuc", "khac"): Decimal(0), ("cach-lam", ""): None,
    }  # fmt: skip
    assert values["nhan", ""].note == "gồm cả đợt đột xuất"
    submission.refresh_from_db()
    assert submission.state == SubmissionState.DRAFT
    html = client.get(url).content.decode()
    assert ">50 %<" in html
    assert 'data-sum="theo-linh-vuc">3<' in html
    assert "Đã lưu 6 số liệu." in html


def test_a_worked_out_ratio_that_is_stored_already_is_nobodys_typing(client, submission, url):
    share = submission.version.lines.get(indicator__code="ty-le").indicator
    ValueFactory(submission=submission, indicator=share, number=None, part=Decimal(2), whole=Decimal(3))

    assert submit(client, url, form=FORM, **{"f-nhan": "7"}).status_code == 302
    assert stored(submission)["nhan", ""].number == 7


def test_what_cannot_be_kept_stands_beside_its_field_and_the_rest_is_saved(client, submission, url):
    answer = submit(client, url, form=FORM, **{
        "f-nhan": "12.5", "f-xong": "mười", "f-tien": "1,234.5", "f-theo-linh-vuc.dat": "-1",
        "f-theo-linh-vuc.khac": "1" + "0" * 18, "f-cach-lam": "tốt", "g-cach-lam": "\x00",
    })  # fmt: skip

    assert answer.status_code == 200
    html = answer.content.decode()
    for told in ("“12,5”", "Ghi số, phần lẻ", "“1.234,5”", "không được âm", "quá lớn", "ký tự không đọc được"):
        assert told in html
    assert 'value="12.5"' in html
    assert 'value="mười"' in html
    assert stored(submission) == {}
    assert submit(client, url, form=FORM, **{"f-nhan": "bảy", "f-xong": "5"}).status_code == 200
    assert {key: value.number for key, value in stored(submission).items()} == {("xong", ""): Decimal(5)}


def test_two_people_keep_each_others_work_and_see_both_figures(client, submission, url):
    colleague = UserFactory(member_of=submission.body, role=Role.CLERK, full_name="Lý Thị Hoa")
    page = client.get(url).content.decode()  # opened before the colleague saved
    other = Client()
    other.force_login(colleague)
    submit(other, url, form=FORM, **{"f-nhan": "15", "f-tien": "7"})

    action, data = filled(page, form=FORM, **{"f-nhan": "12", "f-xong": "4"})
    answer = client.post(url, data.urlencode(), "application/x-www-form-urlencoded")

    assert {code: value.number for (code, _item), value in stored(submission).items()} == {
        "nhan": Decimal(15), "xong": Decimal(4), "tien": Decimal(7)
    }  # fmt: skip
    html = answer.content.decode()
    assert "Có người vừa ghi số khác" in html
    assert "Lý Thị Hoa" in html
    again = filled(html, form=FORM)[1]
    assert again["f-nhan"] == "12"
    client.post(url, again.urlencode(), "application/x-www-form-urlencoded")  # a decision with open eyes
    assert stored(submission)["nhan", ""].number == 12
    assert stored(submission)["tien", ""].number == 7
    assert action == ""


def test_last_period_stands_beside_and_the_years_sum_goes_on(client, submission, url):
    for code, number in (("2026-Q1", 100), ("2026-Q2", 20)):
        earlier = SubmissionFactory(
            form=submission.form, unit=submission.unit, body=submission.body, window=WindowFactory(code=code)
        )
        ValueFactory(
            submission=earlier, indicator=submission.version.lines.get(indicator__code="nhan").indicator,
            number=Decimal(number),
        )  # fmt: skip
    submit(client, url, form=FORM, **{"f-nhan": "3"})

    html = client.get(url).content.decode()
    assert 'data-base="120">123<' in html
    assert "quý II năm 2026" in html


def test_a_missing_figure_carries_its_reason(client, submission, url):
    submit(client, url, form=FORM, **{"g-nhan": "chưa tổng hợp xong", "g-theo-linh-vuc": "thôn chưa gửi"})

    values = stored(submission)
    assert values["nhan", ""].missing == "chưa tổng hợp xong"
    assert values["theo-linh-vuc", ""].missing == "thôn chưa gửi"
    submit(client, url, form=FORM, **{"f-nhan": "0"})
    assert (stored(submission)["nhan", ""].number, stored(submission)["nhan", ""].missing) == (0, "")


def test_the_script_is_answered_place_by_place(client, submission, official, url):
    def post(**data):
        return client.post(url, {"nguoi": official.pk, **data}, headers={"accept": "application/json"})

    told = post(**{"f-nhan": "7", "g-nhan": "", "r-nhan": "0-0", "f-xong": "x", "g-xong": "", "r-xong": ""}).json()
    assert told["cells"]["nhan"]["f"] == "7"
    assert list(told["errors"]) == ["xong"]
    stale = post(**{"f-nhan": "9", "g-nhan": "", "r-nhan": "0-0"}).json()
    assert stale["conflicts"]["nhan"]["f"] == "7"
    fresh = post(**{"f-nhan": "9", "g-nhan": "", "r-nhan": stale["conflicts"]["nhan"]["seen"]}).json()
    assert fresh["cells"]["nhan"]["f"] == "9"
    news = client.get(url, headers={"accept": "application/json"}).json()
    assert (news["person"], news["cells"]["nhan"]["by"]) == (official.pk, official.full_name)
    stranger = client.post(url, {"nguoi": official.pk + 1, "f-nhan": "1"}, headers={"accept": "application/json"})
    assert stranger.status_code == 409
    assert stored(submission)["nhan", ""].number == 9


def test_what_the_portal_knows_is_offered_and_another_figure_needs_a_reason(client, submission, url):
    counted = IndicatorFactory(code="dem", name_vi="Nhiệm vụ đã xong", counted="steering.tasks_done")
    LineFactory(version=submission.version, indicator=counted, source=Source.COUNTED)
    known = submission.version.lines.get(indicator__code="nhan").indicator
    FactFactory(indicator=known, unit=submission.unit, period="2026-Q3", value=Decimal(9))

    html = client.get(url).content.decode()
    assert "Đề xuất: 9" in html
    assert 'placeholder="0"' in html
    assert "/nhiem-vu/" in html.split("Cổng đếm: 0")[0].rsplit("<a", 1)[1]  # one click to its records
    submit(client, url, form=FORM, lay="1", **{"f-xong": "4"})
    assert {code: value.number for (code, _item), value in stored(submission).items()} == {"nhan": 9, "xong": 4}
    refused = submit(client, url, form=FORM, **{"f-dem": "2"})
    assert "Cổng đề xuất 0" in refused.content.decode()
    submit(client, url, form=FORM, **{"f-dem": "2", "g-dem": "hai việc làm chung với xã bên"})
    value = stored(submission)["dem", ""]
    assert (value.number, value.proposed, value.override) == (2, 0, "hai việc làm chung với xã bên")


def test_a_closed_form_says_why_and_keeps_what_was_typed(client, submission, official, url):
    page = client.get(url).content.decode()
    submission.state = SubmissionState.LOCKED
    submission.first_sent_on = submission.sent_on = clock.today()
    submission.save()

    data = filled(page, form=FORM, **{"f-nhan": "12"})[1]
    html = client.post(url, data.urlencode(), "application/x-www-form-urlencoded").content.decode()
    assert "Số liệu đã khóa" in html
    assert 'value="12"' in html
    told = client.post(url, {"nguoi": official.pk, "f-nhan": "1"}, headers={"accept": "application/json"})
    assert (told.status_code, "đã khóa" in told.json()["why"]) == (409, True)
    assert client.get(url).status_code == 302


BLOCKS = {
    "downwards": ("5\n\n7,5", {"nhan": 5, "tien": Decimal("7.5")}),
    "with remarks": ("5\tghi\n6", {"nhan": 5, "xong": 6}),
    "by name": ("Kinh phí\t7,5\nKIEN NGHI DA NHAN\t5\nKhông có\t1\nTổng\t\n", {"nhan": 5, "tien": Decimal("7.5")}),
    "items follow their total": ("Kiến nghị theo lĩnh vực\t3\nĐất đai\t1\nKhác\t2", {"theo-linh-vuc": 1}),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_pasted_block_is_shown_before_it_is_stored(client, submission, url, block):
    text, expected = BLOCKS[block]
    address = reverse("indicators:paste", args=[submission.pk])

    preview = submit(client, address, form=FORM, khoi=text).content.decode()
    assert stored(submission) == {}
    client.post(url, filled(preview, form=FORM)[1].urlencode(), "application/x-www-form-urlencoded")

    found = {code: value.number for (code, item), value in stored(submission).items() if item != "khac"}
    assert found == expected


@pytest.mark.parametrize("text", ["", "\x00\t\x00", "a" * 200_001, "1\n" * 3000, "\t\t\t\n=1+1\n"])
def test_no_block_breaks_the_page(client, submission, text):
    assert (
        client.post(reverse("indicators:paste", args=[submission.pk]), {"khoi": text, "tu": "\x00"}).status_code == 200
    )


def test_the_list_shows_what_is_to_be_filled_in_first(client, submission):
    done = SubmissionFactory(
        form=submission.form, unit=submission.unit, body=submission.body, window=WindowFactory(code="2026-Q2"),
        state=SubmissionState.APPROVED,
    )  # fmt: skip
    todo = client.get(reverse("indicators:mine")).content.decode()
    everything = client.get(reverse("indicators:mine"), {"trang-thai": "tat-ca"}).content.decode()

    assert reverse("indicators:entry", args=[submission.pk]) in todo
    assert "quý II năm 2026" not in todo
    assert "quý II năm 2026" in everything
    assert reverse("indicators:entry", args=[done.pk]) not in everything
    for wrong in ({"trang-thai": "x"}, {"bieu": "9" * 30}, {"bieu": "x", "page": "9"}):
        assert client.get(reverse("indicators:mine"), wrong).status_code == 200
