"""Uploading, downloading and removing through the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import services, storage
from documents.models import Attachment
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.documents import PDF, AttachmentFactory, OfficialDocumentFactory, upload
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db

KIND = "documents.officialdocument"


@pytest.fixture
def document():
    return OfficialDocumentFactory()


@pytest.fixture
def official(document, client):
    user = UserFactory(member_of=document.issuer.unit, role=Role.OFFICIAL)
    client.force_login(user)
    return user


def address(document):
    return reverse("attachments:attach", args=[KIND, document.pk])


def send(client, document, *files, **data):
    data = {"no_state_secret": "on", "caption": "", **data}
    return client.post(address(document), {**data, "upload": files or [upload()]})


def test_an_upload_comes_back_to_the_page_it_was_sent_from(client, document, official):
    response = send(client, document, next="/van-ban/?q=1")

    assert response.status_code == 302
    assert response.url == "/van-ban/?q=1"
    assert [a.name for a in services.attachments_of(document)] == ["Biên bản.pdf"]


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1", ""]
)
def test_an_upload_never_leads_out_of_the_portal(client, document, official, next_page):
    assert send(client, document, next=next_page).url == document.get_absolute_url()


def test_several_files_are_attached_together_or_not_at_all(client, document, official):
    send(client, document, upload("a.pdf"), upload("b.pdf", PDF + b"%"))
    assert len(services.attachments_of(document)) == 2

    response = send(client, document, upload("c.pdf", PDF + b"%%"), upload("d.pdf", b"MZ\x00\xff"))

    assert response.status_code == 200
    assert "“d.pdf” mang đuôi .pdf nhưng nội dung là chương trình máy tính" in response.text
    assert len(services.attachments_of(document)) == 2


def test_a_refused_upload_keeps_what_was_typed_and_says_so_beside_the_field(client, document, official):
    response = send(client, document, upload("a.pdf", b"text"), caption="Danh sách đại biểu")

    assert "Danh sách đại biểu" in response.text
    assert "văn bản thuần" in response.text
    assert 'aria-invalid="true"' in response.text


def test_more_than_twenty_megabytes_are_refused_while_they_come_in(client, document, official):
    large = SimpleUploadedFile("lon.pdf", PDF + b"\x00" * (21 * 1024 * 1024))

    response = send(client, document, large, caption="Bản quét")

    assert "Tệp “lon.pdf” có 21 MB; mỗi tệp tối đa 20 MB." in response.text
    assert "Bản quét" in response.text
    assert list(storage.stored_paths()) == []


def test_an_empty_file_and_a_form_without_a_file_are_told_apart(client, document, official):
    assert "không có nội dung" in send(client, document, upload("a.pdf", b"")).text
    response = client.post(address(document), {"no_state_secret": "on"})
    assert "Chọn ít nhất một tệp." in response.text


def test_without_the_tick_nothing_is_kept(client, document, official):
    response = client.post(address(document), {"upload": upload()})

    assert "Cần xác nhận tệp không chứa bí mật nhà nước." in response.text
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../Biên bản.pdf", "Biên bản.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\u202eb.pdf", "ab.pdf"),
    ],
)
def test_names_that_try_something_arrive_clean(client, document, official, sent, kept):
    body = (
        f'--x\r\nContent-Disposition: form-data; name="no_state_secret"\r\n\r\non\r\n'
        f'--x\r\nContent-Disposition: form-data; name="upload"; filename="{sent}"\r\n'
        f"Content-Type: application/pdf\r\n\r\n{PDF.decode()}\r\n--x--\r\n"
    )

    client.post(address(document), body.encode(), content_type="multipart/form-data; boundary=x")

    assert [a.name for a in services.attachments_of(document)] == [kept]


def test_unreadable_characters_in_the_caption_are_refused_beside_it(client, document, official):
    response = send(client, document, caption="a\x00b")

    assert "ký tự không đọc được" in response.text


def test_a_record_outside_the_person_s_reach_does_not_exist(client, document):
    client.force_login(UserFactory(member_of=UnitFactory()))
    attachment = AttachmentFactory(owner=document)

    assert client.get(address(document)).status_code == 404
    assert send(client, document).status_code == 404
    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert client.post(reverse("attachments:remove", args=[attachment.pk])).status_code == 404


def test_inside_without_the_right_is_403_with_the_reason_but_the_file_can_be_read(client, document):
    client.force_login(UserFactory(member_of=document.issuer.unit, role=Role.LEADER))
    attachment = AttachmentFactory(owner=document)

    assert send(client, document).status_code == 403
    assert "cơ quan ban hành" in client.get(address(document)).text
    assert client.post(reverse("attachments:remove", args=[attachment.pk])).status_code == 403
    response = client.get(attachment.get_absolute_url())
    response.close()
    assert response.status_code == 200


@pytest.mark.parametrize("kind", ["accounts.user", "nothing", "documents.OfficialDocument"])
def test_a_kind_that_nobody_registered_is_404(client, document, official, kind):
    assert client.get(reverse("attachments:attach", args=[kind, document.pk])).status_code == 404


def test_a_download_is_saved_and_never_shown_or_run_on_this_address(client, document, official):
    attachment = AttachmentFactory(owner=document, name="Biên bản (ký).pdf")

    response = client.get(attachment.get_absolute_url())

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_a_download_asks_who_is_there(client, document):
    response = client.get(AttachmentFactory(owner=document).get_absolute_url())

    assert response.status_code == 302
    assert response.url.startswith("/tai-khoan/")


def test_a_file_that_the_storage_lost_is_404_and_in_the_log(client, document, official, caplog):
    attachment = AttachmentFactory(owner=document)
    storage.default_storage.delete(attachment.blob.path)

    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert "has lost" in caplog.text


def test_removing_asks_for_the_reason_first(client, document, official):
    attachment = AttachmentFactory(owner=document)
    page = reverse("attachments:remove", args=[attachment.pk])

    assert "Gỡ tệp “Biên bản.pdf” khỏi hồ sơ?" in client.get(page).text
    assert "Ghi lý do gỡ tệp." in client.post(page, {"reason": ""}).text
    assert client.post(page, {"reason": "Nhầm tệp"}).url == document.get_absolute_url()
    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert client.get(page).status_code == 404


def test_pages_offer_the_form_only_to_those_who_may_attach(client, document, official):
    AttachmentFactory(owner=document, caption="Ảnh hội trường")

    page = client.get(document.get_absolute_url())
    assert "Ảnh hội trường" in page.text
    assert 'enctype="multipart/form-data"' in page.text

    client.force_login(UserFactory(member_of=document.issuer.unit, role=Role.LEADER))
    assert 'enctype="multipart/form-data"' not in client.get(document.get_absolute_url()).text
