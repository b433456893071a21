"""Data that travels inside a file: the figures of a paper for machines, beside the pages for people (PDF/A-3)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

KINDS = {".csv": "text/csv", ".json": "application/json"}
DESCRIPTION = "Số liệu của văn bản"


def attach(pdf: Pdf, data: Mapping[str, bytes], *, at: datetime.datetime) -> None:
    """Puts the files into the document and says that they are its data; ``at`` is the only date they bear.

    Raises KeyError for an ending that is not in KINDS.
    """
    from pikepdf import Array, AttachedFileSpec, Name

    day = f"{at.astimezone(datetime.UTC):D:%Y%m%d%H%M%SZ}"
    for name, content in data.items():
        pdf.attachments[name] = AttachedFileSpec(
            pdf, content, description=DESCRIPTION, filename=name, mime_type=KINDS[PurePosixPath(name).suffix],
            creation_date=day, mod_date=day,
        )  # fmt: skip
        pdf.attachments[name].obj.AFRelationship = Name.Data
    if data:
        pdf.Root.AF = Array([pdf.attachments[name].obj for name in data])
