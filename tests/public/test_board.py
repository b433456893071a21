"""The public board shows on each day what was up that day, and nobody's name after its last day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosures import board
from disclosures.models import DisclosureForm
from disclosures.services import disclosures, postings
from tests.factories.disclosures import PostingPlaceFactory, boards_of, disclosure_of, recorder_of, up
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db

NOW = "2026-11-20 09:00 +0700"


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def committee(today):
    province = UnitFactory(code="tinh-x", kind__code="tinh", name="Quảng Ninh")
    commune = UnitFactory(name="Vân Khê", kind__code="xa", code="van-khe", parent=province)
    body = BodyFactory(unit=commune, code="ubnd-van-khe")
    boards_of(body)
    return body


@pytest.fixture
def clerk(committee):
    return recorder_of(committee)


def asked(address):
    """The answer; its file is closed, but not the test's connection, as close() would."""
    answer = Client().get(address)
    for close in answer._resource_closers:
        close()
    return answer


def page(**query):
    return Client().get(reverse("public:board_unit", args=["van-khe"]), query)


def published(committee, clerk, number=2, *, on=date(2026, 10, 1), **more):
    disclosure = disclosure_of(committee, number, on=on, by=clerk, **more)
    return disclosures.publish(disclosure=disclosure, text="Bà con xem và góp ý.", by=clerk)


def test_a_visitor_goes_from_province_to_commune_to_what_is_up(committee, clerk):
    up(published(committee, clerk), date(2026, 10, 5), by=clerk)

    home = Client().get(reverse("public:board"))
    assert "tỉnh Quảng Ninh" in home.text
    province = Client().get(reverse("public:board_unit", args=["tinh-x"]))
    assert "xã Vân Khê" in province.text
    assert "1 nội dung" in province.text
    shown = page().text
    assert "Dự toán ngân sách năm" in shown
    assert "từ 05/10/2026, đã đủ thời gian tối thiểu" in shown
    assert "từ 05/10/2026, ít nhất đến hết ngày 04/11/2026" in page(ngay="04/11/2026").text


def test_the_board_of_a_day_is_what_was_up_that_day(committee, clerk):
    budget, fees = published(committee, clerk, 2), published(committee, clerk, 12, title="Mức thu phí")
    (first, second) = up(budget, date(2026, 10, 5), by=clerk)
    up(fees, date(2026, 10, 12), by=clerk)
    for posting in (first, second):
        postings.take_down(posting=posting, on=date(2026, 11, 6), by=clerk)

    seen = {
        day: [notice.code for notice in board.of_unit(committee.unit, day).notices]
        for day in (date(2026, 10, 4), date(2026, 10, 5), date(2026, 10, 12), date(2026, 11, 5), date(2026, 11, 6))
    }

    assert seen == {
        date(2026, 10, 4): [],
        date(2026, 10, 5): [budget.code],
        date(2026, 10, 12): [budget.code, fees.code],
        date(2026, 11, 5): [budget.code, fees.code],
        date(2026, 11, 6): [fees.code],
    }
    assert "Mức thu phí" in page(ngay="06/11/2026").text
    assert "Dự toán" not in page(ngay="06/11/2026").text


def test_what_nobody_published_shows_its_content_s_name_alone(committee, clerk):
    disclosure_of(committee, 2, on=date(2026, 10, 1), by=clerk, title="Dự toán chưa duyệt đăng")

    text = page().text

    assert "Dự toán chưa duyệt đăng" not in text
    assert "2. Ngân sách" in text
    assert "quá hạn công khai từ ngày 08/10/2026" in text
    assert "Nhà văn hóa thôn Đồng Tâm" in text


def test_permanent_contents_and_the_quarter_s_list_are_missed(committee, clerk):
    lacking = {row.item: row.why for row in board.of_unit(committee.unit, date(2026, 11, 20)).lacking}

    assert lacking == {
        "Danh sách nội dung đã công khai": "chưa có danh sách quý III năm 2026",
        "4. Quy chế, nhiệm vụ của cán bộ": "phải niêm yết thường xuyên, chưa có",
        "13. Thủ tục hành chính": "phải niêm yết thường xuyên, chưa có",
    }


def test_an_annex_with_names_is_gone_after_its_last_day_even_from_past_days(committee, clerk):
    disclosure = published(committee, clerk, 9, title="Danh sách gọi nhập ngũ")
    up(disclosure, date(2026, 10, 5), by=clerk)
    file = disclosures.add_file(
        disclosure=disclosure, upload=SimpleUploadedFile("ds.txt", "Lò Văn Mẩy".encode()), no_state_secret=True,
        caption="Danh sách 12 thanh niên", named=True, public_until=date(2026, 12, 5), by=clerk,
    )  # fmt: skip
    address = reverse("public:board_file", args=[file.pk])

    for offset in range(40):
        day = date(2026, 11, 20) + timedelta(days=offset)
        with time_machine.travel(f"{day} 09:00 +0700", tick=False):
            is_there = day <= date(2026, 12, 5)
            assert ("Danh sách 12 thanh niên" in page().text) is is_there
            assert ("Danh sách 12 thanh niên" in page(ngay="01/12/2026").text) is (
                is_there and day >= date(2026, 12, 1)
            ) or day < date(2026, 12, 1)
            assert asked(address).status_code == (200 if is_there else 404)


def test_an_annex_with_names_is_kept_by_no_search_engine_and_no_cache(committee, clerk):
    disclosure = published(committee, clerk, 9, title="Danh sách gọi nhập ngũ")
    up(disclosure, date(2026, 10, 5), by=clerk)
    file = disclosures.add_file(
        disclosure=disclosure, upload=SimpleUploadedFile("ds.txt", b"ten"), no_state_secret=True, caption="Danh sách",
        named=True, public_until=date(2026, 12, 5), by=clerk,
    )  # fmt: skip

    answer = asked(reverse("public:board_file", args=[file.pk]))

    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "no-store"
    assert 'rel="nofollow"' in page().text


def test_a_file_of_what_is_not_published_is_not_there(committee, clerk):
    disclosure = disclosure_of(committee, on=date(2026, 10, 1), by=clerk)
    file = disclosures.add_file(
        disclosure=disclosure, upload=SimpleUploadedFile("a.txt", b"so lieu"), no_state_secret=True, caption="Biểu",
        by=clerk,
    )  # fmt: skip
    address = reverse("public:board_file", args=[file.pk])
    assert Client().get(address).status_code == 404

    disclosures.publish(disclosure=disclosure, text="", by=clerk)
    assert asked(address).status_code == 200


def test_a_page_that_did_not_change_is_not_sent_again(committee, clerk):
    up(published(committee, clerk), date(2026, 10, 5), by=clerk)
    for name, args in (("public:board", []), ("public:board_unit", ["van-khe"]), ("public:board_feed", ["van-khe"])):
        address = reverse(name, args=args)
        first = Client().get(address)
        again = Client().get(address, headers={"if-none-match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304), name
        assert not first.cookies


def test_the_board_is_five_statements_and_fifty_kilobytes_however_much_hangs(committee, clerk):
    form = DisclosureForm.objects.get(code="niem-yet")
    for number in range(6):
        PostingPlaceFactory(body=committee, form=form, name=f"Nhà văn hóa thôn số {number}")
    for number in range(40):
        more = published(committee, clerk, number % 12 + 1 if number % 12 != 3 else 2, title=f"Nội dung thứ {number}")
        up(more, date(2026, 10, 5), by=clerk)

    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(reverse("public:board_unit", args=["van-khe"]), headers={"accept-encoding": "gzip"})

    assert len(asked) <= 5, [row["sql"] for row in asked]
    assert len(answer.content) <= 50_000
    assert answer.context["page"].paginator.num_pages == 2


def test_the_feed_names_what_is_up_newest_first(committee, clerk):
    up(published(committee, clerk), date(2026, 10, 5), by=clerk)
    up(published(committee, clerk, 12, title="Mức thu phí"), date(2026, 10, 12), by=clerk)

    feed = Client().get(reverse("public:board_feed", args=["van-khe"]))

    assert feed["Content-Type"].startswith("application/rss+xml")
    assert feed.text.index("Mức thu phí") < feed.text.index("Dự toán ngân sách năm")


@pytest.mark.parametrize("typed", ["31/02/2026", "21/11/2026", "0", "9" * 400, "01/01/0001"])
def test_a_day_that_cannot_be_shows_today_and_says_why(committee, clerk, typed):
    answer = page(ngay=typed)

    assert answer.status_code == 200
    assert "Hôm nay, ngày 20/11/2026" in answer.text
    assert 'aria-invalid="true"' in answer.text
