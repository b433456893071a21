"""Limits that people follow by hand: what they record, their pages, their forms with bad input."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import history
from common.errors import Refused
from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Clock, TrackedLimit
from deadlines.policies import TRACKERS
from deadlines.services import tracked as services
from organizations.enums import Role, Why
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import (
    CalendarDayFactory,
    CalendarYearFactory,
    ClockFactory,
    RuleFactory,
    TrackedLimitFactory,
)
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days

pytestmark = pytest.mark.django_db
LIST, NEW = "/thoi-han/theo-doi/", "/thoi-han/theo-doi/moi/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2020-09-24T09:00:00+07:00", tick=False)
    CalendarYearFactory(year=2020)


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def clerk(body):
    return UserFactory(member_of=body.unit, role=Role.CLERK, full_name="Trần Thị Hạnh")


@pytest.fixture
def rule():
    return RuleFactory(code="TEST-90")


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def track(body, by, **values):
    plain = {"title": "Gửi quyết định", "rule": "TEST-90", "start": date(2020, 9, 23)}
    return services.track(body=body, by=by, **plain | values)


# -- following


def test_limit_is_followed_by_a_clock_of_the_rule(body, clerk, rule):
    limit = track(body, clerk)

    clock = Clock.objects.of(limit).get()
    assert (clock.due_on, clock.rule, clock.body, clock.unit) == (date(2020, 9, 30), rule, body, body.unit)
    assert (clock.title, clock.url, clock.duty) == ("Gửi quyết định", limit.get_absolute_url(), "deadlines.tracked")
    assert [sentence.text for sentence in history(limit)] == [
        "Trần Thị Hạnh theo dõi thời hạn theo TEST-90. Hạn 30/09/2020"
    ]


def test_limit_concerns_the_unit_and_the_body(body, clerk, rule):
    limit = track(body, clerk)

    assert {(stake.unit, stake.body, stake.why) for stake in limit.stakes.all()} == {
        (body.unit, None, Why.ORIGIN),
        (body.unit, body, Why.HOLDER),
    }


def test_rule_is_found_as_people_type_it(body, clerk, rule):
    assert Clock.objects.of(track(body, clerk, rule=" test–90 ")).get().rule == rule


def test_own_limit_of_the_unit_comes_before_the_general_one(body, clerk, rule):
    own = RuleFactory(
        code="TEST-90", family=rule.family, unit=body.unit, replaces=rule, status="local", basis="Quy chế 12", amount=3
    )

    assert Clock.objects.of(track(body, clerk)).get().rule == own


def test_minimum_tells_when_it_may_end(signed_in, body, clerk):
    RuleFactory(code="POST-01", amount=30, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM)
    limit = track(body, clerk, rule="POST-01", title="Niêm yết danh sách")

    html = signed_in.get(limit.get_absolute_url()).text

    assert "Được kết thúc từ ngày" in html
    assert "24/10/2020" in html
    assert "còn ít nhất 30 ngày" in html


def test_limit_before_an_event_tells_the_last_lawful_day(signed_in, body, clerk):
    RuleFactory(code="MEET-01", direction=Direction.BEFORE)
    limit = track(body, clerk, rule="MEET-01", start=date(2020, 10, 9), title="Gửi tài liệu họp")

    html = signed_in.get(limit.get_absolute_url()).text

    assert "Ngày cuối cùng còn đúng luật" in html
    assert "02/10/2020" in html


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"rule": "KHONG-CO"}, "rule", "Không có quy định nào"),
        ({"rule": ""}, "rule", "Không có quy định nào"),
        ({"start": date(1999, 12, 31)}, "start", "chỉ có hiệu lực từ ngày 01/01/2000"),
        ({"title": " "}, "title", "việc phải làm"),
    ],
)
def test_what_cannot_be_followed(body, clerk, rule, values, field, why):
    with pytest.raises(Refused, match=why) as refusal:
        track(body, clerk, **values)
    assert refusal.value.field == field
    assert not TrackedLimit.objects.exists()


def test_duty_without_a_figure_is_not_followed(body, clerk):
    RuleFactory(code="OFTEN-01", amount=None, counted_in="", instead_vi="hằng quý", instead_en="quarterly")

    with pytest.raises(Refused, match="hằng quý"):
        track(body, clerk, rule="OFTEN-01")


@pytest.mark.parametrize("reference", ["DENU-TEST", "OWN"])
def test_denunciations_are_kept_apart(signed_in, body, clerk, reference):
    """Also where the unit has its own limit for one."""
    general = RuleFactory(code="DENU-TEST", topic="to-cao")
    if reference == "OWN":
        RuleFactory(
            code="DENU-TEST", family=general.family, topic="to-cao", unit=body.unit, replaces=general, status="local",
            basis="Quy chế 12", amount=3,
        )  # fmt: skip

    with pytest.raises(Refused, match="hồ sơ tố cáo được giữ riêng") as refusal:
        track(body, clerk, rule="DENU-TEST")

    assert refusal.value.field == "rule"
    assert not TrackedLimit.objects.exists()
    assert "DENU-TEST" not in signed_in.get(NEW).text
    assert "hồ sơ tố cáo được giữ riêng" in signed_in.post(NEW, typed(body, rule="DENU-TEST")).text


def test_body_that_is_no_more_does_nothing(rule):
    unit = UnitFactory()
    gone = BodyFactory(unit=unit, valid=days("2000-01-01", "2020-01-01"))

    with pytest.raises(Refused, match="không còn hoạt động"):
        track(gone, UserFactory(member_of=unit))


@pytest.mark.parametrize("role", sorted(Role))
def test_people_of_the_body_follow_its_limits(body, rule, role):
    user = UserFactory(member_of=body.unit, role=role)

    if role in TRACKERS:
        assert track(body, user).created_by == user
    else:
        with pytest.raises(PermissionDenied):
            track(body, user)


def test_people_of_another_unit_do_not(body, rule):
    with pytest.raises(PermissionDenied):
        track(body, UserFactory(member_of=UnitFactory(), role=Role.LEADER))


def test_correcting_the_words_keeps_the_clock(body, clerk, rule):
    limit = track(body, clerk)

    services.edit(limit=limit, title="Gửi  quyết định đến UBND", note="Kèm biên bản", by=clerk)
    services.edit(limit=limit, title="Gửi quyết định đến UBND", note="Kèm biên bản", by=clerk)

    clock = Clock.objects.of(limit).get()
    assert (clock.title, clock.due_on) == ("Gửi quyết định đến UBND", date(2020, 9, 30))
    assert [sentence.text for sentence in history(limit)][:-1] == ["Trần Thị Hạnh sửa: việc phải làm, ghi chú"]


# -- pages


def typed(holder, **values):
    plain = {"title": "Gửi quyết định", "body": holder.pk, "rule": "TEST-90", "start": "23/09/2020", "note": ""}
    return plain | values


def test_form_follows_a_limit(signed_in, body, rule):
    paper = OfficialDocumentFactory(issuer=body, issued=True)

    response = signed_in.post(NEW, typed(body, paper=paper.pk, note="Theo biên bản họp thôn"))

    limit = TrackedLimit.objects.get()
    assert response.url == limit.get_absolute_url()
    assert Clock.objects.get().paper == paper


def test_only_body_is_chosen_and_of_several_the_person_chooses(signed_in, body, rule):
    assert "Chọn cơ quan" not in signed_in.get(NEW).text

    BodyFactory(unit=body.unit)
    assert '<option value="" selected>– Chọn cơ quan –</option>' in signed_in.get(NEW).text
    response = signed_in.post(NEW, typed(body) | {"body": ""})
    assert response.context["form"].errors["body"] == ["Chưa chọn ô này."]
    assert not TrackedLimit.objects.exists()


def test_address_of_the_calculator_fills_the_form(signed_in, rule):
    html = signed_in.get(NEW, {"rule": "TEST-90", "start": "01/09/2020"}).text

    assert 'value="TEST-90" selected' in html
    assert 'value="01/09/2020"' in html


@pytest.mark.parametrize("query", ["rule=KHONG-CO&start=31/02/2020", f"rule={'x' * 5000}&start=abc", "start=9"])
def test_address_with_nonsense_is_no_error(signed_in, query):
    assert signed_in.get(f"{NEW}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"title": "  "}, "Chưa nhập ô này"),
        ({"title": "a\x00b"}, "không đọc được"),
        ({"title": "x" * 301}, "Tối đa 300"),
        ({"rule": "KHONG-CO"}, "Không có quy định nào mang mã"),
        ({"rule": "\x00"}, "không đọc được"),
        ({"start": "31/02/2020"}, "Lịch không có ngày này"),
        ({"start": "01/01/0000"}, "Lịch không có ngày này"),
        ({"start": "01/01/9999"}, "Năm phải từ"),
        ({"start": "31/12/1999"}, "chỉ có hiệu lực từ ngày"),
        ({"body": "999999999999999999999"}, "Lựa chọn này không có"),
        ({"body": "\x00"}, "Lựa chọn này không có"),
        ({"paper": "12345"}, "Lựa chọn này không có"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_kept(signed_in, body, rule, values, why):
    response = signed_in.post(NEW, typed(body, note="Ghi chú đã gõ", **values))

    assert response.status_code == 200
    assert why in response.text
    assert "Ghi chú đã gõ" in response.text
    assert not TrackedLimit.objects.exists()


def test_body_of_another_unit_is_no_choice(signed_in, rule):
    response = signed_in.post(NEW, typed(BodyFactory(unit=UnitFactory())))

    assert "Lựa chọn này không có" in response.text


def test_list_shows_what_runs_first_what_is_due_first(signed_in, body, clerk, rule):
    track(body, clerk, title="Việc sau", start=date(2020, 9, 23))
    track(body, clerk, title="Việc trước", start=date(2020, 9, 1))
    ended = track(body, clerk, title="Việc đã xong")
    Clock.objects.of(ended).update(state="stopped", ended_on=date(2020, 9, 24), next_reminder_on=None)

    html = signed_in.get(LIST).text

    assert html.index("Việc trước") < html.index("Việc sau")
    assert "Việc đã xong" not in html
    assert "quá hạn" in html


def test_filters_of_the_list(signed_in, body, clerk, rule):
    track(body, clerk, title="Việc còn hạn")
    track(body, clerk, title="Việc trễ", start=date(2020, 9, 1))
    ended = track(body, clerk, title="Việc đã xong")
    Clock.objects.of(ended).update(state="stopped", ended_on=date(2020, 9, 24), next_reminder_on=None)

    def shown(**query):
        html = signed_in.get(LIST, query).text
        return {title for title in ("Việc còn hạn", "Việc trễ", "Việc đã xong") if title in html}

    assert shown() == {"Việc còn hạn", "Việc trễ"}
    assert shown(**{"trang-thai": "qua-han"}) == {"Việc trễ"}
    assert shown(**{"trang-thai": "da-ket-thuc"}) == {"Việc đã xong"}
    assert shown(q="viec con") == {"Việc còn hạn"}
    assert shown(**{"trang-thai": "khong-co"}) == {"Việc còn hạn", "Việc trễ"}


def test_minimum_is_never_overdue(signed_in, body, clerk):
    RuleFactory(code="POST-01", amount=5, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM)
    track(body, clerk, rule="POST-01", title="Niêm yết danh sách", start=date(2020, 9, 1))

    assert "Niêm yết danh sách" not in signed_in.get(LIST, {"trang-thai": "qua-han"}).text
    assert "đã đủ thời gian tối thiểu" in signed_in.get(LIST).text


def test_list_of_a_unit_shows_nothing_of_its_neighbour(client, body, clerk, rule):
    track(body, clerk, title="Việc của đơn vị khác")
    client.force_login(UserFactory(member_of=UnitFactory()))

    assert "Việc của đơn vị khác" not in client.get(LIST, {"don-vi": body.unit.code}).text


def test_list_counts_by_the_calendar_of_each_unit(signed_in, body, clerk, rule):
    track(body, clerk)
    CalendarDayFactory(day=date(2020, 9, 28), unit=body.unit, name="Ngày hội của xã")

    assert "còn 3 ngày làm việc" in signed_in.get(LIST).text


def test_nobody_without_a_body_follows_anything(client):
    client.force_login(UserFactory(member_of=UnitFactory(), role=Role.CLERK))

    assert client.get(NEW).status_code == 403


def test_correction_keeps_a_colleagues_change(signed_in, body, clerk, rule):
    limit = track(body, clerk)
    url = f"{limit.get_absolute_url()}sua/"
    digest = signed_in.get(url).context["form"]["digest"].value()
    services.edit(limit=limit, title="Tên của đồng nghiệp", note="", by=clerk)

    response = signed_in.post(url, {"title": "Tên của tôi", "note": "", "digest": digest})

    assert response.status_code == 200
    assert "Có người vừa lưu giá trị khác" in response.text
    assert "Tên của tôi" in response.text
    limit.refresh_from_db()
    assert limit.title == "Tên của đồng nghiệp"


def test_correction_is_saved(signed_in, body, clerk, rule):
    limit = track(body, clerk)
    url = f"{limit.get_absolute_url()}sua/"
    digest = signed_in.get(url).context["form"]["digest"].value()

    signed_in.post(url, {"title": "Tên mới", "note": "Ghi chú", "digest": digest})

    limit.refresh_from_db()
    assert (limit.title, limit.note) == ("Tên mới", "Ghi chú")


def test_page_without_a_clock_is_no_error(signed_in, body):
    limit = TrackedLimitFactory(body=body)

    assert signed_in.get(limit.get_absolute_url()).status_code == 200


def test_page_offers_the_steps_to_those_who_may_take_them(client, signed_in, body):
    clock = ClockFactory(subject=TrackedLimitFactory(body=body), rule=RuleFactory())

    assert f"/thoi-han/{clock.pk}/gia-han/" in signed_in.get(clock.url).text
    client.force_login(UserFactory(member_of=body.unit, role=Role.MEMBER))
    html = client.get(clock.url).text
    assert f"/thoi-han/{clock.pk}/gia-han/" not in html
    assert "Chỉ người của cơ quan phải làm" in html
