"""The list of indicators and the page of one: its meaning, its history at a unit, where each figure went."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from figures.models import BreakdownItem, Indicator
from indicators.enums import Source, SubmissionState
from indicators.models import ValueSource
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.figures import FactFactory
from tests.factories.indicators import SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db

APPROVED = SubmissionState.APPROVED


@pytest.fixture
def petitions():
    return Indicator.objects.get(code="kien-nghi-giai-quyet-xong")


def page(client, user, indicator, **query):
    client.force_login(user)
    return client.get(reverse("indicators:indicator", args=[indicator.code]), query).content.decode()


def reported(sent, code, **value):
    """A figure of the commune's approved submission for a window."""
    window = WindowFactory(regime=sent.form.regime, code=code)
    submission = SubmissionFactory(
        form=sent.form, window=window, unit=sent.submission.unit, body=sent.body, state=APPROVED
    )
    return ValueFactory(submission=submission, **value)


def test_the_list_finds_without_accents_and_narrows_by_source(client, sent):
    client.force_login(sent.official)
    found = client.get(reverse("indicators:catalogue"), {"q": "ho ngheo"}).content.decode()
    counted = client.get(reverse("indicators:catalogue"), {"nguon": "counted", "q": "kien nghi"}).content.decode()

    assert "Tỷ lệ hộ nghèo" in found
    assert "Đơn thư tiếp nhận" not in found
    assert "Kiến nghị của cử tri đã chuyển trong kỳ" in counted
    assert "Kiến nghị của cử tri từ đầu nhiệm kỳ" not in counted


@pytest.mark.parametrize("query", [{"q": "%_'"}, {"loai": "khac"}, {"nguon": "khac"}, {"page": "10" * 30}])
def test_a_filter_that_is_nonsense_narrows_nothing_and_breaks_nothing(client, sent, query):
    client.force_login(sent.official)

    response = client.get(reverse("indicators:catalogue"), query)

    assert response.status_code == 200


def test_the_page_says_what_is_meant_on_what_it_rests_and_how_it_is_split(client, sent):
    html = page(client, sent.official, Indicator.objects.get(code="kien-nghi-cu-tri"))

    assert "theo cấp có thẩm quyền giải quyết" in html
    assert "không phải quy định của luật" in html
    assert "cấp huyện (thôi dùng từ 01/07/2025)" in html


def test_a_ratio_of_two_others_names_and_opens_both(client, sent):
    html = page(client, sent.official, Indicator.objects.get(code="ty-le-cong-khai-dung-han"))

    assert reverse("indicators:indicator", args=["cong-khai-dung-han"]) in html
    assert reverse("indicators:indicator", args=["cong-khai-phai"]) in html


def test_the_history_shows_each_window_newest_first_and_opens_the_records_that_were_counted(client, sent, petitions):
    reported(sent, "2026-Q1", indicator=petitions, number=Decimal(7))
    value = reported(sent, "2026-Q2", indicator=petitions, number=Decimal(9), proposed=Decimal(8), override="thêm sổ")
    ValueSource.objects.create(
        value=value, source=Source.COUNTED, query="petitions.resolved", keys=[1, 2], number=8, url="/kien-nghi/?a=1",
        taken_at=clock.now(),
    )  # fmt: skip

    html = page(client, sent.official, petitions)

    assert html.index("9 kiến nghị") < html.index("7 kiến nghị")
    assert '<a href="/kien-nghi/?a=1">8 hồ sơ đã đếm</a>' in html
    assert "khác số cổng đề xuất: thêm sổ" in html
    assert value.submission.get_absolute_url() in html
    assert f"{reverse('indicators:rollup')}?don-vi=quang-loi&amp;chi-tieu={petitions.code}" in html


def test_a_figure_that_is_split_shows_its_sum_and_its_parts(client, sent):
    models = Indicator.objects.get(code="mo-hinh-dan-van-kheo")
    items = {item.code: item for item in BreakdownItem.objects.filter(breakdown=models.breakdown)}
    first = reported(sent, "2026-Q2", indicator=models, item=items["kinh-te"], number=Decimal(20))
    ValueFactory(submission=first.submission, indicator=models, item=items["moi-truong"], number=Decimal(33))

    html = page(client, sent.official, models)

    assert "53 mô hình" in html
    assert "Kinh tế: 20" in html


def test_zero_is_a_figure_and_a_gap_says_its_reason(client, sent, petitions):
    reported(sent, "2026-Q1", indicator=petitions, number=Decimal(0))
    reported(sent, "2026-Q2", indicator=petitions, number=None, missing="chưa có sổ theo dõi")

    html = page(client, sent.official, petitions)

    assert "0 kiến nghị" in html
    assert "không có: chưa có sổ theo dõi" in html


def test_what_a_conference_stated_stands_apart_with_the_conference(client, sent):
    indicator = Indicator.objects.get(code="y-kien-thao-luan")
    conference = ConferenceFactory(host=sent.body)
    FactFactory(
        indicator=indicator, unit=sent.submission.unit, value=Decimal(4), source_kind="conferences.conference",
        source_id=conference.pk,
    )  # fmt: skip

    html = page(client, sent.official, indicator)

    assert "4 ý kiến" in html
    assert conference.get_absolute_url() in html


def test_nobody_sees_the_figures_of_a_unit_out_of_reach(client, sent, petitions):
    reported(sent, "2026-Q1", indicator=petitions, number=Decimal(7))
    neighbour = UserFactory(member_of=UnitFactory(), role=Role.OFFICIAL)
    administrator = UserFactory(member_of=sent.submission.unit, role=Role.SYSTEM_ADMIN)

    for user in (neighbour, administrator):
        html = page(client, user, petitions, **{"don-vi": "quang-loi"})
        assert "7 kiến nghị" not in html


def test_a_long_history_costs_no_query_more(client, sent, petitions):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            page(client, sent.official, petitions)
        return len(captured)

    reported(sent, "2026-Q2", indicator=petitions, number=Decimal(1))
    cost()
    few = cost()
    for month in range(1, 10):
        reported(sent, f"2025-M{month:02}", indicator=petitions, number=Decimal(month))

    assert cost() == few
