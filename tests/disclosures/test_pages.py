"""An official's way through the pages: content, places, photo, file, publication; and what the pages refuse."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from disclosures.enums import DisclosureStatus, PostingStatus
from disclosures.models import Disclosure, DisclosureForm, Posting, Proof
from disclosures.services import disclosures as verbs
from disclosures.services import plans
from notices.models import Notice
from organizations.enums import Role
from tests.factories.disclosures import (
    PostingPlaceFactory,
    disclosure_of,
    item,
    photo,
    proven,
    recorder_of,
    up,
)
from tests.factories.organizations import BodyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "boards")]

DECIDED = date(2026, 10, 1)
NEW = reverse("disclosures:new")


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def step(disclosure, slug):
    return reverse("disclosures:step", args=[disclosure.code, slug])


def at_place(posting, slug):
    return reverse("disclosures:posting_step", args=[posting.pk, slug])


def text_of(answer):
    return answer.content.decode()


def test_choosing_a_content_says_what_the_law_asks_with_its_articles(desk, committee):
    listed = text_of(desk.get(NEW, {"ngay": "01/10/2026"}))
    assert "2. Ngân sách" in listed
    assert "13. " in listed

    form = text_of(desk.get(NEW, {"co-quan": committee.code, "ngay": "01/10/2026", "noi-dung": "7"}))

    for words in ("5 ngày làm việc", "30 ngày", "3 ngày", "Điều 13", "Bảng tin trụ sở UBND", "có tên người"):
        assert words in form


def test_a_content_of_an_older_day_comes_from_the_law_of_that_day(desk, committee):
    listed = text_of(desk.get(NEW, {"co-quan": committee.code, "ngay": "01/10/2020"}))

    assert "34/2007" in listed


@pytest.mark.parametrize("nonsense", ["31/02/2026", "0", "-1", "²", "99999", "01/01/0000"])
def test_nonsense_in_the_address_of_a_new_one_offers_the_contents(desk, nonsense):
    for name in ("ngay", "noi-dung", "co-quan"):
        assert desk.get(NEW, {name: nonsense}).status_code == 200
    assert desk.get(NEW, {"thay": "CK-0"}).status_code == 404


def test_a_disclosure_is_entered_with_the_places_of_the_law_and_one_more(desk, committee, clerk):
    school = PostingPlaceFactory(body=committee, name="Hội nghị dân", form_code="doi-thoai")
    office = BodyFactory(unit=committee.unit, name="Phòng Kinh tế", code="phong-kt", kind__code="phong")
    other = recorder_of(office, Role.OFFICIAL)

    answer = desk.post(
        f"{NEW}?co-quan={committee.code}&ngay=01/10/2026&noi-dung=2",
        {"title": "Dự toán 2027", "decision": "12/QĐ-UBND", "responsible": office.pk, "more": [school.pk]},
    )

    made = Disclosure.objects.get()
    assert answer.url.startswith(made.get_absolute_url())
    assert (made.decided_on, made.responsible, made.postings.count()) == (DECIDED, office, 3)
    assert Notice.objects.get(recipient=other).subject == "Thực hiện công khai: Dự toán 2027"


def test_a_day_to_come_is_refused_and_the_typed_text_stays(desk, committee):
    url = f"{NEW}?co-quan={committee.code}&ngay=21/11/2026&noi-dung=2"

    page = text_of(desk.post(url, {"title": "Dự toán 2027"}))

    assert "Ngày không được sau hôm nay." in page
    assert "Dự toán 2027" in page


def test_several_places_are_put_up_in_one_step(desk, committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    keys = list(disclosure.postings.values_list("pk", flat=True))

    desk.post(step(disclosure, "cong-khai"), {"postings": keys, "on": "05/10/2026"})

    disclosure.refresh_from_db()
    assert (disclosure.status, disclosure.completed_on) == (DisclosureStatus.UP, date(2026, 10, 5))


def test_a_foreign_place_and_a_day_before_the_decision_are_told_beside_their_fields(desk, committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    foreign = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()

    wrong = text_of(desk.post(step(disclosure, "cong-khai"), {"postings": [foreign.pk], "on": "05/10/2026"}))
    assert "không có hoặc không còn dùng được" in wrong
    own = [disclosure.postings.first().pk]
    early = text_of(desk.post(step(disclosure, "cong-khai"), {"postings": own, "on": "30/09/2026"}))
    assert "Ngày không được trước 01/10/2026." in early
    assert not Posting.objects.filter(status=PostingStatus.UP).exists()


def test_taking_down_too_early_names_the_first_lawful_day_and_its_article(desk, committee, clerk):
    (posting, _other) = up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 11, 2), by=clerk)

    page = text_of(desk.post(at_place(posting, "go-xuong"), {"on": "20/11/2026"}))
    assert "được gỡ từ ngày 03/12/2026" in page
    assert "Điều 13 khoản 2" in page

    desk.post(at_place(posting, "gian-doan"), {"on": "20/11/2026", "reason": "Bảng tin đổ"})
    posting.refresh_from_db()
    assert posting.status == PostingStatus.BROKEN


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("anh.jpg", b"<script>alert(1)</script>", "như một ảnh"),
        ("anh.svg", b"<svg onload='alert(1)'/>", "không phải ảnh"),
        ("anh.jpg", b"", "không có nội dung"),
    ],
)
def test_a_photo_that_is_none_is_told_beside_the_field_and_changes_nothing(desk, committee, clerk, name, data, said):
    posting = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()
    sent = {"upload": SimpleUploadedFile(name, data), "key": str(uuid4())}
    url = reverse("disclosures:snap_one", args=[posting.pk])

    page = text_of(desk.post(url, sent))

    assert said in page
    posting.refresh_from_db()
    assert (posting.status, Proof.objects.count()) == (PostingStatus.PLANNED, 0)
    sent["upload"].seek(0)
    refused = desk.post(url, sent, headers={"accept": "application/json"})
    assert (refused.status_code, said in refused.json()["why"]) == (422, True)


def test_a_photo_of_too_many_points_is_refused_before_it_is_read(desk, committee, clerk):
    posting = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()
    written = BytesIO()
    Image.new("1", (10_000, 5_000)).save(written, "PNG")
    sent = {"upload": SimpleUploadedFile("to.png", written.getvalue()), "key": str(uuid4())}

    page = text_of(desk.post(reverse("disclosures:snap_one", args=[posting.pk]), sent))

    assert "50 triệu điểm ảnh" in page


def test_a_photo_from_the_phone_sent_twice_is_one_posting_with_one_photo_without_its_place(desk, committee, clerk):
    posting = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()
    exif = Image.Exif()
    exif[0x8825] = {2: (21.0, 1.0, 2.0)}
    key, url = str(uuid4()), reverse("disclosures:snap_one", args=[posting.pk])

    for accept in ("application/json", "text/html"):
        desk.post(url, {"upload": photo(exif=exif), "key": key, "on": ""}, headers={"accept": accept})

    proof = Proof.objects.get()
    posting.refresh_from_db()
    assert (posting.status, posting.put_up_on, posting.proven) == (PostingStatus.UP, date(2026, 11, 20), True)
    shown = desk.get(reverse("disclosures:proof", args=[proof.pk, proof.name]))
    with Image.open(BytesIO(b"".join(shown.streaming_content))) as kept:
        assert not kept.getexif()
    small = desk.get(reverse("disclosures:proof", args=[proof.pk, proof.name]), {"nho": "1"})
    assert small["Content-Type"] == "image/jpeg"
    etag = {"if-none-match": small["ETag"]}
    assert (
        desk.get(reverse("disclosures:proof", args=[proof.pk, proof.name]), {"nho": "1"}, headers=etag).status_code
        == 304
    )


def test_a_photo_that_waited_for_a_line_keeps_the_day_on_which_it_was_taken(desk, committee, clerk):
    posting = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()
    url = reverse("disclosures:snap_one", args=[posting.pk])

    refused = desk.post(
        url, {"upload": photo(), "key": str(uuid4()), "on": "2026-11-21"}, headers={"accept": "application/json"}
    )
    assert refused.status_code == 422
    desk.post(url, {"upload": photo(), "key": str(uuid4()), "on": "2026-11-18"}, headers={"accept": "application/json"})

    posting.refresh_from_db()
    assert posting.put_up_on == date(2026, 11, 18)


def test_people_who_carry_it_out_prove_it_and_people_of_other_bodies_do_not(client, committee, clerk):
    office = BodyFactory(unit=committee.unit, name="Phòng Văn hóa", code="phong-vh", kind__code="phong")
    stranger = BodyFactory(unit=committee.unit, name="Mặt trận", code="mttq", kind__code="mttq")
    posting = disclosure_of(committee, on=DECIDED, by=clerk, responsible=office).postings.first()
    url = reverse("disclosures:snap_one", args=[posting.pk])

    for body, status in ((stranger, 403), (office, 302)):
        client.force_login(recorder_of(body, Role.OFFICIAL))
        assert client.post(url, {"upload": photo(), "key": str(uuid4())}).status_code == status
    assert posting.proofs.count() == 1


def test_the_phone_lists_what_waits_or_lacks_a_photo(desk, committee, clerk):
    first, second = up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 10, 5), by=clerk)
    proven(first, date(2026, 10, 5), by=clerk)
    waiting = disclosure_of(committee, 3, on=date(2026, 11, 18), by=clerk)

    listed = desk.get(reverse("disclosures:snap")).context["waiting"]

    assert {posting.pk for posting in listed} == {second.pk, *waiting.postings.values_list("pk", flat=True)}


def test_names_need_an_end_and_the_file_can_be_removed_with_a_reason(desk, committee, clerk):
    disclosure = disclosure_of(committee, 7, on=DECIDED, by=clerk)

    def send(**more):
        file = SimpleUploadedFile("danh-sach.txt", "Danh sách hộ".encode())
        values = {"upload": file, "caption": "Danh sách", "named": "on", "no_state_secret": "on"} | more
        return desk.post(step(disclosure, "them-tep"), values)

    assert "phải có ngày thôi công khai" in text_of(send())
    send(public_until="30/11/2026")
    file = disclosure.files.get()
    assert "trên mạng đến hết ngày 30/11/2026" in text_of(desk.get(disclosure.get_absolute_url()))
    got = desk.get(reverse("disclosures:file", args=[file.pk, file.name]))
    assert b"".join(got.streaming_content).decode() == "Danh sách hộ"

    desk.post(reverse("disclosures:file_remove", args=[file.pk]), {"reason": "Nhầm tệp"})
    assert desk.get(reverse("disclosures:file", args=[file.pk, file.name])).status_code == 404


def test_publication_is_previewed_decided_and_withdrawn_with_a_reason(desk, committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)

    seen = text_of(desk.post(step(disclosure, "bang-cong-khai"), {"text": "Mời bà con xem.", "preview": "1"}))
    assert "Mời bà con xem." in seen.split('id="xem-truoc"')[1]
    disclosure.refresh_from_db()
    assert disclosure.published_on is None

    desk.post(step(disclosure, "bang-cong-khai"), {"text": "Mời bà con xem."})
    disclosure.refresh_from_db()
    assert disclosure.public_text == "Mời bà con xem."
    assert "Chưa nhập ô này" in text_of(desk.post(step(disclosure, "rut"), {"reason": " \t"}))
    desk.post(step(disclosure, "rut"), {"reason": "Còn tên người"})
    disclosure.refresh_from_db()
    assert disclosure.published_on is None


def test_what_changed_is_looked_at_kept_or_replaced(desk, committee, clerk):
    colleague = recorder_of(committee, Role.LEADER)
    old = disclosure_of(committee, 13, on=DECIDED, by=clerk, title="Thủ tục hành chính")
    up(old, date(2026, 10, 2), by=clerk)

    desk.post(step(old, "ra-soat"), {"reason": "Quyết định 99 sửa thủ tục"})
    assert Notice.objects.get(recipient=colleague).text == "Quyết định 99 sửa thủ tục"
    assert "Nội dung niêm yết cần rà soát" in text_of(desk.get(reverse("home")))
    desk.post(step(old, "con-dung"))
    old.refresh_from_db()
    assert old.review_asked_on is None

    onward = desk.get(step(old, "thay"))
    assert onward.url == f"{NEW}?thay={old.code}"
    desk.post(f"{NEW}?thay={old.code}&ngay=16/11/2026", {"title": "Thủ tục hành chính (sửa đổi)"})
    new = Disclosure.objects.get(replaces=old)
    page = text_of(desk.get(old.get_absolute_url()))
    assert new.code in page


def test_a_step_that_the_state_does_not_allow_leads_back_with_a_sentence(desk, committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    verbs.cancel(disclosure=disclosure, reason="Nhập nhầm", by=clerk)

    answer = desk.get(step(disclosure, "cong-khai"), follow=True)

    assert "không ở trạng thái thực hiện được" in text_of(answer)
    assert desk.get(step(disclosure, "khong-co")).status_code == 404


def test_a_typed_code_leads_to_the_disclosure_and_words_find_it(desk, committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk, title="Quyết toán ngân sách năm 2025")

    assert desk.get(reverse("search"), {"q": disclosure.code}).url.startswith(disclosure.get_absolute_url())
    assert disclosure.code in text_of(desk.get(reverse("search"), {"q": "quyet toan ngan sach"}))


def test_a_plan_is_a_workbook_with_a_row_for_each_line(desk, clerk, committee):
    plan = plans.start(body=committee, year=2026, by=clerk)
    plans.add_line(
        plan=plan, item=item(2), subject="=Quyết toán", forms=list(DisclosureForm.objects.all()[:1]), month=1,
        time_note="", responsible=None, officer="Kế toán", by=clerk,
    )  # fmt: skip

    answer = desk.post(reverse("disclosures:plan_file", args=[plan.pk, "xlsx"]))

    book = openpyxl.load_workbook(BytesIO(answer.content))
    heads, row = book.worksheets[0].values
    said = dict(zip(heads, row, strict=True))
    assert (said["Số"], said["Việc cụ thể"], said["Chức danh"]) == (2, "=Quyết toán", "Kế toán")
    assert dict(book.worksheets[1].values)["Đơn vị"] == committee.label


def test_a_day_that_no_calendar_has_is_told_before_any_content_is_offered(desk):
    for typed, why in (("31/02/2026", "Lịch không có ngày này"), ("21/11/2026", "Ngày không được sau hôm nay")):
        page = text_of(desk.get(NEW, {"ngay": typed}))
        assert why in page
        assert "2. Ngân sách" not in page


def test_a_form_sent_twice_leaves_one_disclosure(desk, committee):
    url = f"{NEW}?co-quan={committee.code}&ngay=01/10/2026&noi-dung=2"
    first = desk.post(url, {"title": "Dự toán 2027", "decision": "12/QĐ-UBND"})

    again = desk.post(url, {"title": "Dự toán 2027", "decision": "12/QĐ-UBND"})

    code = Disclosure.objects.get().code
    assert code in first.url
    assert f"Việc này đã ghi: {code}." in text_of(again)


def test_a_new_text_bears_the_day_of_its_own_decision(desk, committee, clerk):
    old = disclosure_of(committee, 4, on=DECIDED, by=clerk)
    up(old, DECIDED, by=clerk)
    page = text_of(desk.get(NEW, {"thay": old.code, "ngay": "15/11/2026"}))
    assert "quyết định, văn bản ngày 15/11/2026" in page
    assert "Đổi ngày" in page

    desk.post(f"{NEW}?thay={old.code}&ngay=15/11/2026", {"title": "Quy chế mới", "decision": "30/QĐ-UBND"})

    assert Disclosure.objects.get(replaces=old).decided_on == date(2026, 11, 15)


def test_a_line_of_the_plan_fills_the_form_of_its_disclosure(desk, committee, clerk):
    plan = plans.start(body=committee, year=2026, by=clerk)
    line = plans.add_line(
        plan=plan, item=item(2), subject="Quyết toán năm 2025", forms=[], month=6, time_note="", responsible=None,
        officer="Kế toán", by=clerk,
    )  # fmt: skip
    address = f"?co-quan={committee.code}&amp;noi-dung=2&amp;dong={line.pk}"
    assert address in text_of(desk.get(plan.get_absolute_url()))

    form = text_of(desk.get(NEW + address.replace("&amp;", "&")))

    assert 'value="Quyết toán năm 2025"' in form
    assert f'<option value="{line.pk}" selected>' in form


def test_the_year_of_a_plan_is_written_as_years_are(desk):
    assert 'value="2026"' in text_of(desk.get(reverse("disclosures:plan_start")))


def test_the_photo_page_shows_one_place_when_asked(desk, committee, clerk, boards):
    disclosure_of(committee, on=DECIDED, by=clerk)
    url = reverse("disclosures:snap")

    assert text_of(desk.get(url)).count('class="card"') > text_of(desk.get(url, {"noi": boards[0].pk})).count(
        'class="card"'
    )
    for nonsense in ("0", "x", "9" * 30):
        assert desk.get(url, {"noi": nonsense}).status_code == 200
