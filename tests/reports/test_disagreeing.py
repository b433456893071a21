"""A number that was stated and another one that the portal counts of the same: the writer is told, beside the section
and before handing in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from common.periods import Period
from figures import registry
from figures import services as figures
from figures.models import Indicator
from figures.services import Figure
from reports.disagreeing import ALIKE, disagreements
from reports.gather import SOURCE, gather
from tests.factories.conferences import OpinionFactory

pytestmark = pytest.mark.django_db

NINE_MONTHS = Period.parse("2020-9M")


def state(desk, code: str, **figure) -> None:
    """The review states a number of the nine months."""
    figures.state(
        indicator=Indicator.objects.get(code=code), unit=desk.committee.unit, body=desk.committee.body,
        window=NINE_MONTHS, figure=Figure(**figure), by=desk.clerk, source_kind=SOURCE, source_id=desk.conference.pk,
    )  # fmt: skip


def found(desk) -> list[str]:
    return [str(one) for one in disagreements(gather(desk.committee.body, NINE_MONTHS))]


def test_a_stated_number_that_the_portal_counts_otherwise_is_named_with_both(desk):
    state(desk, "giam-sat-mat-tran", value=Decimal(3))

    (one,) = found(desk)

    assert one == (
        "“Cuộc giám sát của Mặt trận và các tổ chức chính trị - xã hội” ghi 3 cuộc, "
        "Cổng đếm Cuộc giám sát đã kết thúc trong kỳ: 00"
    )


def test_of_a_share_its_part_and_its_whole_are_compared(desk):
    state(desk, "kien-nghi-da-giai-quyet", numerator=Decimal(19), denominator=Decimal(27))

    (one,) = disagreements(gather(desk.committee.body, NINE_MONTHS))

    assert {told.key for told in one.counted} == {"counted:petitions.resolved", "counted:petitions.received"}


def test_equal_numbers_and_numbers_that_nothing_counts_are_no_disagreement(desk, opinions):
    state(desk, "y-kien-thao-luan", value=Decimal(4))
    state(desk, "tiep-cong-dan", value=Decimal(46))

    assert found(desk) == []

    OpinionFactory(conference=opinions[0].conference)
    assert [one.partition(" ghi ")[0] for one in found(desk)] == ["“Ý kiến thảo luận tại hội nghị”"]


def test_the_writer_is_told_beside_the_section_that_tells_the_figure_and_before_handing_in(client, desk):
    state(desk, "giam-sat-mat-tran", value=Decimal(3))
    report = desk.write()
    client.force_login(desk.clerk)

    def page(code: str) -> str:
        return client.get(reverse("reports:section", args=[report.pk, code])).text

    words = "tổ chức chính trị - xã hội” ghi 3"
    assert words in page("ket-qua")
    assert words not in page("kien-nghi")
    assert words in client.get(reverse("reports:submit", args=[report.pk])).text


def test_what_is_compared_stands_in_the_catalogue_on_both_sides():
    counted = {key.removeprefix("counted:") for keys in ALIKE.values() for key in keys if key.startswith("counted:")}

    assert counted <= registry.names()
    assert set(Indicator.objects.filter(code__in=ALIKE).values_list("code", flat=True)) == set(ALIKE)
