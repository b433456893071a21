"""A photo of a board from a telephone of 360 px, on a bad line that breaks once while it is sent."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse
from PIL import Image

from common import clock
from disclosures.enums import PostingStatus
from disclosures.models import Posting, Proof
from tests.factories.disclosures import boards_of, disclosure_of, recorder_of
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("petitions")]

SLOW = {"latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
TELEPHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def clerk(transactional_db):
    with transaction.atomic():
        commune = UnitFactory(name="Vân Khê", kind__code="xa", code="van-khe")
        committee = BodyFactory(unit=commune, code="ubnd-van-khe")
        boards_of(committee)
        by = recorder_of(committee)
        disclosure_of(committee, on=clock.today(), by=by)
        return by


def noise(side: int) -> bytes:
    """A photo that stays large as a JPEG: about 250 kB, five seconds on this line."""
    image = Image.frombytes("RGB", (side, side), Random(7).randbytes(3 * side * side))
    written = BytesIO()
    image.save(written, "JPEG", quality=90)
    return written.getvalue()


def test_a_photo_arrives_once_although_the_line_breaks_while_it_is_sent(chromium, clerk, live_server):
    context = browser.signed_in(chromium, live_server.url, clerk, **TELEPHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    page.goto(live_server.url + reverse("disclosures:snap"))
    assert browser.violations(page) == []
    page.get_by_role("link", name="Bảng tin trụ sở UBND").tap()  # 1
    page.get_by_label("Chụp ảnh").set_input_files(  # 2
        {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": noise(400)}
    )
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False} | SLOW)
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="Gửi ảnh").tap()  # 3
    page.get_by_text("đang gửi", exact=True).wait_for()
    line.send("Network.emulateNetworkConditions", {"offline": True} | SLOW)
    page.get_by_text("chưa gửi được, sẽ gửi lại").wait_for()
    assert not Proof.objects.exists()
    assert browser.violations(page) == []

    line.send("Network.emulateNetworkConditions", {"offline": False} | SLOW)
    page.get_by_text("đã gửi", exact=True).wait_for(timeout=60_000)

    proof = Proof.objects.get()
    posting = Posting.objects.get(status=PostingStatus.UP)
    assert (proof.posting, posting.put_up_on, posting.place.name) == (posting, clock.today(), "Bảng tin trụ sở UBND")
    assert not browser.sideways(page, 320)
    page.goto(live_server.url + reverse("disclosures:snap"))  # nothing is left in the browser to be sent again
    assert not page.locator("#cho-gui").is_visible()
    assert page.get_by_role("link", name="Bảng tin trụ sở UBND").count() == 0
    context.close()


def test_the_same_form_works_without_scripts(chromium, clerk, live_server):
    context = browser.signed_in(chromium, live_server.url, clerk, java_script_enabled=False, **TELEPHONE)
    page = context.new_page()
    page.goto(live_server.url + reverse("disclosures:snap"))
    page.get_by_role("link", name="Bảng tin trụ sở UBND").tap()
    page.get_by_label("Chụp ảnh").set_input_files(
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    )
    page.get_by_role("button", name="Gửi ảnh").tap()
    page.get_by_text("như một ảnh").wait_for()
    page.get_by_label("Chụp ảnh").set_input_files({"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": noise(60)})
    page.get_by_role("button", name="Gửi ảnh").tap()
    page.get_by_text("Đã nhận ảnh").wait_for()

    assert Proof.objects.count() == 1
    context.close()
