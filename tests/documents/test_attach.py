"""Attaching files to records: who may, what is kept, what is said when not."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from audit.services import history
from common.errors import Refused
from documents import owners, services, storage
from documents.models import Attachment, Blob
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.documents import PDF, AttachmentFactory, BlobFactory, OfficialDocumentFactory, upload
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return OfficialDocumentFactory()


@pytest.fixture
def official(document):
    return UserFactory(member_of=document.issuer.unit, role=Role.OFFICIAL)


def bytes_of(blob):
    with storage.open_blob(blob) as file:
        return file.read()


def attach(document, official, file=None, **changes):
    arguments = {"upload": file or upload(), "no_state_secret": True, **changes}
    return services.attach(owner=document, by=official, **arguments)


def test_a_file_is_kept_under_its_hash_and_its_name_beside_it(document, official):
    attachment = attach(document, official, caption="  Biên bản  hội nghị ")

    assert attachment.name == "Biên bản.pdf"
    assert attachment.title == "Biên bản hội nghị"
    assert attachment.blob.sha256 == hashlib.sha256(PDF).hexdigest()
    assert attachment.blob.size == len(PDF)
    assert bytes_of(attachment.blob) == PDF
    assert services.attachments_of(document) == [attachment]


def test_attaching_is_remembered_in_the_record_s_history(document, official):
    attach(document, official)

    assert history(document)[0].text == f"{official.full_name} đính kèm tệp “Biên bản.pdf”"


def test_a_stored_file_cannot_be_run_and_leaves_no_half_behind(document, official):
    attachment = attach(document, official)

    path = Path(default_storage.path(attachment.blob.path))
    assert path.stat().st_mode & 0o111 == 0
    assert [entry.name for entry in path.parent.iterdir()] == [attachment.blob.sha256]


def test_without_the_confirmation_that_it_holds_no_state_secret_nothing_is_kept(document, official):
    with pytest.raises(Refused, match="bí mật nhà nước") as refused:
        attach(document, official, no_state_secret=False)

    assert refused.value.field == "no_state_secret"
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload("a.pdf", b""), "không có nội dung"),
        (upload("a.pdf", PDF + b"\x00" * (20 * 1024 * 1024)), "mỗi tệp tối đa 20 MB"),
        (upload("a.pdf", b"MZ\x90\x00\xff"), "mang đuôi .pdf nhưng nội dung là"),
    ],
    ids=["empty", "too large", "not what it says"],
)
def test_a_refused_file_leaves_nothing(document, official, file, says):
    with pytest.raises(Refused, match=says) as refused:
        attach(document, official, file)

    assert refused.value.field == "upload"
    assert not Blob.objects.exists()
    assert list(storage.stored_paths()) == []


def test_a_file_of_exactly_twenty_megabytes_is_kept(document, official):
    content = PDF.ljust(20 * 1024 * 1024, b"\n")

    assert attach(document, official, upload("a.pdf", content)).blob.size == 20 * 1024 * 1024


def test_the_same_bytes_are_stored_once_for_all_records(document, official):
    other = OfficialDocumentFactory(issuer=document.issuer)

    first = attach(document, official)
    second = attach(other, official, upload("Tên khác.pdf"))

    assert first.blob == second.blob
    assert second.name == "Tên khác.pdf"
    assert len(list(storage.stored_paths())) == 1


def test_sending_the_same_file_twice_attaches_it_once(document, official):
    assert attach(document, official) == attach(document, official, upload("Biên bản (1).pdf"))


def test_a_storage_that_lost_the_bytes_gets_them_back_with_the_next_upload(document, official):
    blob = attach(document, official).blob
    default_storage.delete(blob.path)

    attach(OfficialDocumentFactory(issuer=document.issuer), official)

    assert bytes_of(blob) == PDF


def test_a_storage_that_cannot_write_is_told_beside_the_field(document, official, settings, tmp_path):
    (tmp_path / "files").write_text("a file where the folder should be")

    with pytest.raises(Refused, match="Thử lại sau"):
        attach(document, official)


def test_only_those_whom_the_record_s_room_lets_attach(document):
    leader = UserFactory(member_of=document.issuer.unit, role=Role.LEADER)
    stranger = UserFactory(member_of=UnitFactory(), role=Role.OFFICIAL)

    for person in (leader, stranger):
        with pytest.raises(PermissionDenied):
            attach(document, person)
        assert not owners.may_attach(person, document)


def test_a_record_whose_room_did_not_register_it_cannot_have_files(official):
    with pytest.raises(LookupError, match=r"accounts\.user"):
        attach(official, official)


def test_removing_keeps_the_row_the_bytes_and_the_reason(document, official):
    attachment = attach(document, official)

    services.remove(attachment=attachment, by=official, reason="Nhầm tệp")

    attachment.refresh_from_db()
    assert (attachment.removed_by, attachment.removed_reason) == (official, "Nhầm tệp")
    assert services.attachments_of(document) == []
    assert default_storage.exists(attachment.blob.path)
    assert history(document)[0].text == f"{official.full_name} gỡ tệp “Biên bản.pdf”: Nhầm tệp"


def test_a_removed_file_can_be_attached_again(document, official):
    services.remove(attachment=attach(document, official), by=official, reason="Nhầm")

    assert attach(document, official).removed_at is None


def test_removing_needs_a_reason_and_works_once(document, official):
    attachment = attach(document, official)

    with pytest.raises(Refused, match="lý do"):
        services.remove(attachment=attachment, by=official, reason="  ")
    services.remove(attachment=attachment, by=official, reason="Nhầm")
    with pytest.raises(Refused, match="đã được gỡ"):
        services.remove(attachment=attachment, by=official, reason="Nhầm")


def test_only_those_who_may_attach_may_remove(document):
    attachment = AttachmentFactory(owner=document)
    leader = UserFactory(member_of=document.issuer.unit, role=Role.LEADER)

    with pytest.raises(PermissionDenied):
        services.remove(attachment=attachment, by=leader, reason="Nhầm")


def test_files_of_many_records_come_with_one_query(document, django_assert_num_queries):
    other = OfficialDocumentFactory()
    mine, theirs = AttachmentFactory(owner=document), AttachmentFactory(owner=other)

    with django_assert_num_queries(1):
        found = services.attachments_of_many([document, other])

    assert found == {document.pk: [mine], other.pk: [theirs]}
    assert services.attachments_of_many([]) == {}


def test_the_portal_s_own_papers_are_kept_the_same_way():
    blob = services.store(PDF, content_type="application/pdf")

    assert bytes_of(blob) == PDF
    assert services.store(PDF, content_type="application/pdf") == blob


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"no_state_secret": False}, "attachment_holds_no_state_secret"),
        ({"name": " "}, "attachment_name_not_blank"),
        ({"removed_reason": "Nhầm"}, "attachment_removed_by_whom_and_why"),
    ],
)
def test_the_database_refuses_a_wrong_attachment(document, broken, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AttachmentFactory(owner=document, **broken)


def test_the_database_refuses_the_same_bytes_twice_on_a_record(document):
    attachment = AttachmentFactory(owner=document)

    with pytest.raises(IntegrityError, match="attachment_once_per_owner"), transaction.atomic():
        Attachment.objects.create(
            owner_kind=attachment.owner_kind,
            owner_id=attachment.owner_id,
            blob=attachment.blob,
            name="a.pdf",
            no_state_secret=True,
            uploaded_by=attachment.uploaded_by,
            uploaded_at=attachment.uploaded_at,
        )


@pytest.mark.parametrize(
    ("broken", "constraint"), [({"sha256": "xyz"}, "blob_sha256_is_hex"), ({"size": 0}, "blob_not_empty")]
)
def test_the_database_refuses_a_wrong_blob(broken, constraint):
    blob = BlobFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Blob.objects.filter(pk=blob.pk).update(**broken)
