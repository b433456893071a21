"""What a filter lets through is what its address lets through, whichever way the list is read."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse

from common.periods import Period
from disclosures.enums import Timeliness
from disclosures.filters import GAP, REVIEW, UNPROVEN, DisclosureFilter, item_code
from disclosures.models import Disclosure
from disclosures.paging import Keys
from disclosures.services import disclosures, postings
from tests.factories.disclosures import disclosure_of, item, up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "boards")]


@pytest.fixture
def four(committee, clerk):
    """Missing and cancelled; late with a gap; on time, permanent, to be reviewed; up and soon without a photo."""
    missing = disclosure_of(committee, 1, on=date(2026, 10, 1), by=clerk, title="Kế hoạch phát triển kinh tế")
    late = disclosure_of(committee, 2, on=date(2026, 10, 1), by=clerk)
    first, _other = up(late, date(2026, 11, 10), by=clerk)
    postings.break_off(posting=first, on=date(2026, 11, 12), reason="Mưa bão", by=clerk)
    kept = disclosure_of(committee, 13, on=date(2026, 3, 2), by=clerk)
    up(kept, date(2026, 3, 3), by=clerk)
    disclosures.ask_review(disclosure=kept, reason="Bộ thủ tục mới", by=clerk)
    near = disclosure_of(committee, 5, on=date(2026, 10, 19), by=clerk)
    up(near, date(2026, 10, 21), by=clerk)
    cancelled = disclosure_of(committee, 6, on=date(2026, 10, 1), by=clerk)
    disclosures.cancel(disclosure=cancelled, reason="Nhập nhầm", by=clerk)
    return {"missing": missing, "late": late, "kept": kept, "near": near, "cancelled": cancelled}


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (DisclosureFilter(), {"missing", "late", "kept", "near"}),
        (DisclosureFilter(status="cancelled"), {"cancelled"}),
        (DisclosureFilter(status="standing"), {"missing", "late", "kept", "near"}),
        (DisclosureFilter(timeliness=Timeliness.MISSING), {"missing"}),
        (DisclosureFilter(timeliness=Timeliness.LATE), {"late"}),
        (DisclosureFilter(timeliness=Timeliness.LATE, on=date(2026, 11, 9)), set()),
        (DisclosureFilter(timeliness=Timeliness.MISSING, on=date(2026, 11, 9)), {"missing", "late"}),
        (DisclosureFilter(mark=GAP), {"late"}),
        (DisclosureFilter(mark=REVIEW), {"kept"}),
        (DisclosureFilter(mark=UNPROVEN), {"near"}),
        (DisclosureFilter(item="xa-2023.13"), {"kept"}),
        (DisclosureFilter(body="ubnd-van-khe", decided_in=Period.quarter(2026, 4)), {"missing", "late", "near"}),
        (DisclosureFilter(body="khac"), set()),
        (DisclosureFilter(words="ke hoach phat trien"), {"missing"}),
    ],
)
def test_a_filter_shows_the_same_by_query_by_stakes_and_by_address(four, committee, clerk, chosen, wanted):
    keys = {four[name].pk for name in wanted}
    listed = Keys(clerk, committee.unit, chosen)
    address = dict(parse_qsl(urlsplit(chosen.url(committee.unit)).query))

    assert set(chosen.apply(Disclosure.objects.visible_to(clerk)).values_list("pk", flat=True)) == keys
    assert (set(listed[0:25]), listed.count()) == (keys, len(keys))
    assert DisclosureFilter.read(address) == chosen


def test_nonsense_in_the_address_narrows_nothing(four, client, clerk):
    client.force_login(clerk)
    nonsense = dict.fromkeys(
        ("trang-thai", "dung-han", "noi-dung", "co-quan", "quyet-dinh-trong", "luu-y", "ngay"), "zz'"
    )

    answer = client.get(reverse("disclosures:list"), nonsense)

    assert answer.status_code == 200
    assert len(answer.context["rows"]) == 4


def test_the_list_says_what_hangs_where_and_what_is_late(four, client, clerk):
    client.force_login(clerk)

    page = client.get(DisclosureFilter(timeliness=Timeliness.LATE).url(clerk.memberships.get().unit)).content.decode()

    assert "1/2 đang công khai" in page
    assert "có nơi bị gián đoạn" in page
    assert item_code(item(2)) == "xa-2023.2"
