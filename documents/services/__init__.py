"""Everything a person can do with documents and files."""

from .attachments import attach, attachments_of, attachments_of_many, remove, store
from .papers import draft, issue, open_series, receive, record_issued

__all__ = [
    "attach",
    "attachments_of",
    "attachments_of_many",
    "draft",
    "issue",
    "open_series",
    "receive",
    "record_issued",
    "remove",
    "store",
]
