"""A photo of a board from a telephone of 360 px, on a bad line that breaks once while it is sent."""

from __future__ import annotations

import select
import socket
import socketserver
from io import BytesIO
from random import Random
from threading import Thread

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


class Line:
    """What lies between the telephone and the portal: breaks in the middle of a photo, and once loses the answer."""

    def __init__(self, port: int) -> None:
        self.port, self.broken, self.loses_answer, self.seen = port, False, False, 0
        self.cut_at: int | None = None
        line = self

        class Wire(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                line.carry(self.request)

        self.server = socketserver.ThreadingTCPServer(("localhost", 0), Wire)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.server_address[1]}"

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def carry(self, phone: socket.socket) -> None:
        """One connection, until either side or the line ends it."""
        if self.broken:
            return
        with socket.create_connection(("localhost", self.port)) as portal:
            sent, posts = 0, False
            while True:
                for ready in select.select([phone, portal], [], [])[0]:
                    data = ready.recv(4096)
                    if not data or self.broken:
                        return
                    if ready is portal and posts and self.loses_answer:
                        self.loses_answer = False
                        return
                    (portal if ready is phone else phone).sendall(data)
                    if ready is phone:
                        posts = data.startswith(b"POST") or (posts and not data.startswith(b"GET"))
                        sent = sent + len(data) if posts else 0
                    if self.cut_at is not None and sent > self.cut_at:
                        self.cut_at, self.broken, self.seen = None, True, sent
                        return


def test_a_photo_arrives_once_although_the_line_breaks_while_it_is_sent(chromium, clerk, live_server):
    line = Line(live_server.thread.port)
    context = browser.signed_in(chromium, line.url, clerk, **TELEPHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    page.goto(line.url + reverse("disclosures:snap"))
    assert browser.violations(page) == []
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {"offline": False} | SLOW)
    page.locator(".taps").get_by_role("link", name="Bảng tin trụ sở UBND").tap()  # 1
    page.wait_for_url("**/chup-anh/*/**", wait_until="load")
    page.get_by_label("Chụp ảnh").set_input_files(  # 2
        {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": noise(400)}
    )
    line.cut_at = 60_000
    page.get_by_role("button", name="Gửi ảnh").tap()  # 3
    page.get_by_text("chưa gửi được, sẽ gửi lại").wait_for()
    assert line.seen > 60_000  # it broke in the middle, not before
    assert not Proof.objects.exists()
    assert browser.violations(page) == []

    network.send("Network.emulateNetworkConditions", {"offline": True} | SLOW)
    line.broken, line.loses_answer = False, True  # the photo arrives, and nobody hears of it
    network.send("Network.emulateNetworkConditions", {"offline": False} | SLOW)
    page.get_by_text("đã gửi", exact=True).wait_for(timeout=60_000)

    assert not line.loses_answer
    proof = Proof.objects.get()
    posting = Posting.objects.get(status=PostingStatus.UP)
    assert (proof.posting, posting.put_up_on, posting.place.name) == (posting, clock.today(), "Bảng tin trụ sở UBND")
    assert not browser.sideways(page, 320)
    page.goto(line.url + reverse("disclosures:snap"))  # nothing is left in the browser to be sent again
    assert not page.locator("#cho-gui").is_visible()
    assert page.locator(".taps").get_by_role("link", name="Bảng tin trụ sở UBND").count() == 0
    context.close()
    line.end()


def test_the_same_form_works_without_scripts(chromium, clerk, live_server):
    context = browser.signed_in(chromium, live_server.url, clerk, java_script_enabled=False, **TELEPHONE)
    page = context.new_page()
    page.goto(live_server.url + reverse("disclosures:snap"))
    page.locator(".taps").get_by_role("link", name="Bảng tin trụ sở UBND").tap()
    page.get_by_label("Chụp ảnh").set_input_files(
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    )
    page.get_by_role("button", name="Gửi ảnh").tap()
    page.locator(".why", has_text="như một ảnh").wait_for()
    page.get_by_label("Chụp ảnh").set_input_files({"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": noise(60)})
    page.get_by_role("button", name="Gửi ảnh").tap()
    page.get_by_text("Đã nhận ảnh").wait_for()

    assert Proof.objects.count() == 1
    context.close()
