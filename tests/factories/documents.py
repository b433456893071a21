"""Plain documents and files. A draft of a People's Committee unless told otherwise; nothing is random."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from common.clock import ZONE
from documents import storage
from documents.models import Attachment, Blob, DocumentType, OfficialDocument, Receipt
from organizations import scope
from organizations.enums import Why

from .accounts import UserFactory
from .organizations import BodyFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(name: str = "Biên bản.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


class OfficialDocumentFactory(factory.django.DjangoModelFactory[OfficialDocument]):
    """A draft report; ``issued=True`` gives it a number of 2020. Its issuer's unit has a stake in it.

    The numbers begin above those that tests write themselves, so that the order of tests changes nothing.
    """

    class Meta:
        model = OfficialDocument

    class Params:
        issued = factory.Trait(
            status="issued", number=factory.Sequence(lambda n: n + 1_001), issued_on=date(2020, 9, 23), year=2020
        )

    issuer = factory.SubFactory(BodyFactory)
    type = factory.LazyFunction(lambda: DocumentType.objects.get(code="bao-cao"))
    symbol = "BC-UBND"
    subject = "Kết quả thực hiện Quy chế dân chủ ở cơ sở 9 tháng đầu năm 2020"
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.issuer.unit))
    created_at = datetime(2020, 9, 23, 8, 0, tzinfo=ZONE)

    @classmethod
    def _create(cls, model_class: type[OfficialDocument], *args: Any, **fields: Any) -> OfficialDocument:
        document: OfficialDocument = super()._create(model_class, *args, **fields)
        scope.write_stakes(document, [scope.StakeSpec.of(document.issuer, Why.ORIGIN)])
        return document


class ReceiptFactory(factory.django.DjangoModelFactory[Receipt]):
    """The receiving body enters a document on the day after it was issued."""

    class Meta:
        model = Receipt

    document = factory.SubFactory(OfficialDocumentFactory, issued=True)
    body = factory.SubFactory(BodyFactory)
    incoming_number = factory.Sequence(lambda n: n + 1_001)
    received_on = date(2020, 9, 24)
    recorded_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.body.unit))


class BlobFactory(factory.django.DjangoModelFactory[Blob]):
    """Bytes in the storage with their row; ``data`` are the bytes."""

    class Meta:
        model = Blob

    data = factory.Sequence(lambda n: PDF + f"% {n}\n".encode())
    content_type = "application/pdf"
    created_at = datetime(2020, 9, 23, 9, 0, tzinfo=ZONE)

    @classmethod
    def _create(cls, model_class: type[Blob], *args: Any, **fields: Any) -> Blob:
        file = ContentFile(fields.pop("data"))
        fields["sha256"], fields["size"] = storage.digest(file)
        blob: Blob = super()._create(model_class, *args, **fields)
        storage.put(blob, file)
        return blob


class AttachmentFactory(factory.django.DjangoModelFactory[Attachment]):
    """A PDF on ``owner`` (default: a draft document)."""

    class Meta:
        model = Attachment

    class Params:
        owner = factory.SubFactory(OfficialDocumentFactory)

    owner_kind = factory.LazyAttribute(lambda o: o.owner._meta.label_lower)
    owner_id = factory.LazyAttribute(lambda o: o.owner.pk)
    blob = factory.SubFactory(BlobFactory)
    name = "Biên bản.pdf"
    no_state_secret = True
    uploaded_by: Any = factory.LazyFunction(lambda: User.objects.order_by("pk").first() or UserFactory())
    uploaded_at = datetime(2020, 9, 23, 9, 0, tzinfo=ZONE)
