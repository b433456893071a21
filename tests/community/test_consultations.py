"""Consultations: at least twenty days, opinions by form, an answer, a report to the council."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from community import timing
from community.enums_consultations import ConsultationState as S
from community.models import Consultation, ConsultationMatter, ConsultationWay
from community.services import consultations as services
from deadlines.models import Clock
from figures import registry
from tests.factories.community import consultation_of, keeper_of, village_of
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2025, 11, 3, 9, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def committee():
    return BodyFactory(unit=UnitFactory(name="Vân Khê", code="van-khe"))


@pytest.fixture
def clerk(committee):
    return keeper_of(committee)


@pytest.fixture
def one(committee, clerk):
    return consultation_of(committee, by=clerk)


def test_the_law_knows_nine_contents_and_eight_forms():
    assert (ConsultationMatter.objects.count(), ConsultationWay.objects.count()) == (9, 8)


def test_the_people_have_at_least_twenty_days(one, clerk):
    for until, fits in ((date(2025, 10, 20), False), (date(2025, 10, 21), True)):
        if not fits:
            with pytest.raises(Refused) as caught:
                services.publish(consultation=one, on=DAY, until=until, by=clerk)
            assert caught.value.field == "until"
            assert not Clock.objects.exists()
        else:
            services.publish(consultation=one, on=DAY, until=until, by=clerk)

    clock = Clock.objects.of(one).get(kind__code=timing.CONSULTATION)
    assert (clock.rule.code, clock.bound, clock.due_on) == ("OPIN-01", "minimum", date(2025, 10, 22))


def test_it_does_not_end_before_the_day_that_was_announced(one, clerk):
    services.publish(consultation=one, on=DAY, until=date(2025, 10, 25), by=clerk)

    with pytest.raises(Refused) as caught:
        services.close(consultation=one, on=date(2025, 10, 25), by=clerk)

    assert caught.value.field == "on"
    assert services.close(consultation=one, on=date(2025, 10, 26), by=clerk).state == S.CLOSED


def test_opinions_are_counted_by_form_answered_and_reported(one, clerk, client):
    services.publish(consultation=one, on=DAY, until=date(2025, 10, 25), by=clerk)
    first, second = one.ways.order_by("rank")
    services.count(consultation=one, way=first, agree=3, disagree=2, other=0, by=clerk)
    services.count(consultation=one, way=first, agree=40, disagree=2, other=1, by=clerk)
    services.count(consultation=one, way=second, agree=10, disagree=5, other=0, by=clerk)
    services.note(consultation=one, text="Đề nghị giữ lối đi cũ", number=7, by=clerk)
    services.close(consultation=one, on=date(2025, 10, 27), by=clerk)
    with pytest.raises(Refused):
        services.report(consultation=one, on=date(2025, 10, 30), by=clerk)
    services.answer(consultation=one, on=date(2025, 10, 29), text="Tiếp thu: giữ lối đi cũ.", by=clerk)
    services.report(consultation=one, on=date(2025, 10, 30), by=clerk)

    client.force_login(clerk)
    page = " ".join(client.get(one.get_absolute_url()).content.decode().split())
    one.refresh_from_db()
    assert one.state == S.REPORTED
    assert [row.total for row in one.counts.order_by("way__rank")] == [43, 15]
    assert '<td class="n">58</td>' in page  # 43 + 15


def test_a_form_that_was_not_announced_takes_no_opinions(one, clerk):
    services.publish(consultation=one, on=DAY, until=date(2025, 10, 25), by=clerk)

    with pytest.raises(Refused) as caught:
        services.count(
            consultation=one, way=ConsultationWay.objects.get(code="mang-xa-hoi"), agree=1, disagree=0, other=0,
            by=clerk,
        )  # fmt: skip

    assert caught.value.field == "way"


def test_every_village_of_the_commune_sees_it(committee, clerk):
    from tests.factories.accounts import UserFactory

    villages = [village_of(committee.unit, name) for name in ("Suối Vân", "Khe Giữa")]
    one = consultation_of(committee, by=clerk)

    for place in villages:
        assert list(Consultation.objects.visible_to(UserFactory(member_of=place))) == [one]
    assert not Consultation.objects.visible_to(UserFactory(member_of=UnitFactory(name="Bến Vân"))).exists()


def test_the_whole_way_from_the_screens(client, committee, clerk):
    client.force_login(clerk)
    ways = list(ConsultationWay.objects.order_by("rank")[:2])
    wanted = {
        "keeper": committee.pk, "title": "Phương án tái định cư", "ways": [way.pk for way in ways],
        "matter": ConsultationMatter.objects.get(code="dau-tu-boi-thuong").pk,
    }  # fmt: skip
    client.post(reverse("community:consultation_new"), wanted)
    one = Consultation.objects.get()

    def step(slug, **typed):
        return client.post(reverse("community:consultation_step", args=[one.code, slug]), typed)

    short = step("cong-khai", on="01/10/2025", until="15/10/2025")
    assert "ít nhất 20 ngày" in short.content.decode()
    assert 'value="15/10/2025"' in short.content.decode()
    for slug, typed in (
        ("cong-khai", {"on": "01/10/2025", "until": "25/10/2025"}),
        ("so-y-kien", {"way": ways[0].pk, "agree": "12", "disagree": "3", "other": "0"}),
        ("noi-dung", {"text": "Giữ lối đi cũ"}),
        ("ket-thuc", {"on": "27/10/2025"}),
        ("giai-trinh", {"on": "28/10/2025", "text": "Tiếp thu."}),
        ("bao-cao", {"on": "30/10/2025"}),
    ):
        assert step(slug, **typed).status_code == 302, slug

    found = registry.count("community.consultations", unit=committee.unit, window=Period.parse("2025-Q4"))
    assert found.number == 1
    assert "1 cuộc lấy ý kiến" in client.get(found.url).content.decode()
