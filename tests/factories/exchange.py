"""Files of petitions: one that was checked and waits for its person's decision."""

from __future__ import annotations

from typing import Any

import factory

from documents import services as documents
from petitions.enums import ImportStatus, Source
from petitions.models import ImportRun

from .accounts import UserFactory
from .petitions import CouncilFactory


class ImportRunFactory(factory.django.DjangoModelFactory[ImportRun]):
    """``errors=N`` rows were bad; the file itself holds a few bytes."""

    class Meta:
        model = ImportRun

    class Params:
        errors = 1

    council = factory.SubFactory(CouncilFactory)
    source = Source.MEETING
    name = "kien-nghi.xlsx"
    blob = factory.LazyFunction(lambda: documents.store(b"PK", content_type="application/octet-stream"))
    sha256 = factory.LazyAttribute(lambda o: o.blob.sha256)
    workback = factory.SelfAttribute("blob")
    status = ImportStatus.CHECKED
    signature = "0" * 64
    columns: Any = {
        "sheet": "Kiến nghị", "row": 0, "first": 1, "names": ["Nội dung", "Ngày"],
        "places": {"text": 0, "received_on": 1}, "doubts": [], "unused": [],
    }  # fmt: skip
    report = factory.LazyAttribute(lambda o: _report(o.errors))
    created_by = factory.SubFactory(UserFactory)


def _report(errors: int) -> dict[str, Any]:
    told = [{"row": row, "column": "Ngày tiếp nhận", "reason": "Lịch không có ngày này."} for row in range(errors)]
    counts = {"rows": errors + 3, "good": 3, "warned": 0, "bad": errors, "blank": 0, "skipped": 0}
    return {"counts": counts, "errors": told[:100], "warnings": [], "skipped": []}
