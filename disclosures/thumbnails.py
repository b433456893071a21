"""Small pictures of photos, so that a page of many costs little on a phone."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from documents import storage
from documents.models import Blob

SIDE = 240


def of(blob: Blob) -> bytes:
    """A JPEG of at most 240 points a side; a photo is read at an eighth of its size. Raises FileNotFoundError."""
    with storage.open_blob(blob) as file, Image.open(file, formats=("JPEG",)) as image:
        image.draft("RGB", (SIDE, SIDE))
        small = image.convert("RGB")
        small.thumbnail((SIDE, SIDE))
        written = BytesIO()
        small.save(written, "JPEG", quality=70)
        return written.getvalue()
