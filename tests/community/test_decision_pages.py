"""Pages of decisions: whatever is typed there is answered by a sentence, and nothing is lost."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.clock import ZONE
from community.models import Decision
from community.services import decisions as services
from documents.models import Attachment
from tests.factories.community import entered, keeper_of, matter, planned, sat, sent_decision, village_of
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2025, 11, 3, 9, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def committee():
    return BodyFactory(unit=UnitFactory(name="Vân Khê", code="van-khe"))


@pytest.fixture
def village(committee):
    return village_of(committee.unit)


@pytest.fixture
def clerk(committee, client):
    made = keeper_of(committee)
    client.force_login(made)
    return made


def test_a_decision_is_planned_entered_with_a_photo_and_sent_from_the_screens(client, committee, village, clerk):
    wanted = {
        "keeper": committee.pk, "text": "Đóng góp làm đường", "matter": matter(1).pk, "villages": [village.pk],
        "how": "meeting", "starts_on": "20/10/2025", "proposer": "head",
    }  # fmt: skip
    made = client.post(reverse("community:decision_new"), wanted)
    decision = Decision.objects.get()
    assert made.url == decision.get_absolute_url()

    figures = {
        "households": "90", "on_1": "20/10/2025", "represented_1": "70", "in_favour_1": "60", "against_1": "10",
        "signed_by": "Lò Văn Xôm, Trưởng bản", "no_state_secret": "on",
        "photos": SimpleUploadedFile("bien-ban.txt", "Biên bản".encode()),
    }  # fmt: skip
    page = client.post(reverse("community:decision_result", args=[decision.code, decision.results.get().pk]), figures)
    assert page.status_code == 302
    assert Attachment.objects.count() == 1
    step = reverse("community:decision_step", args=[decision.code, "gui"])
    assert client.post(step, {"on": "24/10/2025"}).status_code == 302

    shown = client.get(decision.get_absolute_url()).content.decode()
    assert "60 / 90" in shown
    assert "nhập thay" in shown
    assert "VOTE-07: khoản 1 Điều 21, khoản 1 Điều 15" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"represented_1": "91"}, "không được quá tổng số hộ"),
        ({"in_favour_1": "99999999999999999999"}, "Không được quá"),
        ({"in_favour_1": "-1"}, "Phải từ 0 trở lên"),
        ({"on_1": "31/02/2025"}, "Lịch không có ngày này"),
        ({"on_1": "01/01/0000"}, "Lịch không có ngày này"),
        ({"signed_by": "a\x00b"}, "không đọc được"),
        ({"households": ""}, "Chưa nhập ô này"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(
    client, committee, village, clerk, wrong, said
):
    decision = planned(committee, village, by=clerk)
    figures = {
        "households": "90", "on_1": "20/10/2025", "represented_1": "70", "in_favour_1": "60", "against_1": "10",
        "signed_by": "Lò Văn Xôm",
    }  # fmt: skip

    page = client.post(
        reverse("community:decision_result", args=[decision.code, decision.results.get().pk]), figures | wrong
    )

    shown = page.content.decode()
    assert page.status_code == 200
    assert said in shown
    assert 'value="10"' in shown


@pytest.mark.parametrize("asked", ["0", "9", "abc", "99999999999999999999", "²"])
def test_any_number_of_clusters_in_the_address_gives_a_page(client, committee, village, clerk, asked):
    decision = planned(committee, village, by=clerk)
    address = reverse("community:decision_result", args=[decision.code, decision.results.get().pk])

    assert client.get(address, {"cum": asked}).status_code == 200


def test_a_step_that_the_state_does_not_allow_leads_back_with_a_sentence(client, committee, village, clerk):
    decision = planned(committee, village, by=clerk)

    page = client.get(reverse("community:decision_step", args=[decision.code, "gui"]), follow=True)
    assert "Không thể thực hiện" in page.content.decode()
    assert client.get(reverse("community:decision_step", args=[decision.code, "khac"])).status_code == 404


def test_every_step_of_a_recognition_has_its_page(client, committee, clerk):
    decision = sent_decision(committee, 3, recogniser=committee, by=clerk)

    page = client.post(reverse("community:decision_step", args=[decision.code, "cong-nhan"]), {"on": "27/10/2025"})
    assert page.status_code == 302
    page = client.post(reverse("community:decision_step", args=[decision.code, "gui-huong-uoc"]), {"on": "28/10/2025"})
    assert page.status_code == 302
    assert "muộn" not in client.get(decision.get_absolute_url()).content.decode().split("Thời hạn")[1][:3000]


@pytest.mark.parametrize("kind", ["giay-moi", "bien-ban"])
@pytest.mark.parametrize("blank", ["", "1"])
def test_forms_are_printed_blank_or_filled(client, committee, village, clerk, kind, blank):
    decision = entered(planned(committee, village, by=clerk), sat(60, 10), households=90, by=clerk)

    paper = client.post(reverse("community:decision_sheet", args=[decision.code, kind]), {"trong": blank})

    assert paper.content.startswith(b"%PDF-")


def test_a_ballot_is_printed_for_ballots_alone(client, committee, village, clerk):
    meeting, ballot = planned(committee, village, by=clerk), planned(committee, village, by=clerk, how="ballot")

    def printed(decision):
        return client.post(reverse("community:decision_sheet", args=[decision.code, "phieu-lay-y-kien"])).status_code

    assert (printed(meeting), printed(ballot)) == (404, 200)


def test_a_decision_is_found_by_words_without_accents_and_by_its_code(client, committee, village, clerk):
    decision = planned(committee, village, by=clerk, text="Mức đóng góp làm đường bản")

    assert decision.code in client.get(reverse("search"), {"q": "dong gop lam duong"}).content.decode()
    assert client.get(reverse("search"), {"q": decision.code.lower()}).url == decision.get_absolute_url()


def test_the_consent_with_an_initiative_counts_for_three_months(client, committee, village, clerk):
    initiative = {"proposer": "citizens", "households": 90, "agreeing": 12, "agreed_on": date(2025, 9, 1)}
    decision = planned(committee, village, by=clerk, **initiative)

    assert "có giá trị đến 01/12/2025" in client.get(decision.get_absolute_url()).content.decode()


def test_a_late_notice_shows_as_late_beside_its_last_lawful_day(client, committee, village, clerk):
    decision = planned(committee, village, by=clerk)
    services.notify(decision=decision, on=date(2025, 10, 19), by=clerk)

    page = client.get(decision.get_absolute_url()).content.decode()

    assert '<span class="badge wait">muộn</span>' in page
    assert "Chậm nhất ngày 18/10/2025 (VOTE-03: Nghị định 59/2023/NĐ-CP Điều 3 khoản 3, 4)" in page
