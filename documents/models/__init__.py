"""Papers and files: what was issued under which number, and what was uploaded to which record."""

from .attachments import Attachment, Blob
from .numbers import NumberSeries
from .papers import DocumentType, OfficialDocument, OfficialDocumentStake, Receipt

__all__ = [
    "Attachment",
    "Blob",
    "DocumentType",
    "NumberSeries",
    "OfficialDocument",
    "OfficialDocumentStake",
    "Receipt",
]
