"""Everything a person can do with documents and files."""

from .attachments import (
    attach,
    attachments_of,
    attachments_of_all,
    attachments_of_many,
    discard_after_commit,
    keep,
    remove,
    store,
    store_file,
)
from .papers import draft, issue, open_series, receive, record_issued, series_for, series_of

__all__ = [
    "attach",
    "attachments_of",
    "attachments_of_all",
    "attachments_of_many",
    "discard_after_commit",
    "draft",
    "issue",
    "keep",
    "open_series",
    "receive",
    "record_issued",
    "remove",
    "series_for",
    "series_of",
    "store",
    "store_file",
]
