"""Photos and recordings that people make on the spot: only picture and sound are kept.

A phone writes into its files where they were made, when, by which device and sometimes by whom. None of it is kept: a
photo is drawn anew from its points, of a recording everything but the sound is blanked. Both also prove by this that
they are what their name says: a script with the name of a photo cannot be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common import numbers
from common.errors import Refused

from . import names
from .uploads import MAX_BYTES

LONGEST_SIDE = 2_000
"""Points of a kept photo: a sheet of A4 on a board stays readable."""
MOST_POINTS = 80_000_000
"""A JPEG up to this is read at a fraction of its size; no phone makes larger ones."""
MOST_POINTS_WHOLE = 25_000_000
"""PNG and WebP can only be read whole, at four bytes a point."""
QUALITY = 82
PHOTO_ENDINGS = ("jpg", "jpeg", "png", "webp")
RECORDING_ENDINGS = ("mp3", "m4a", "ogg")
PHOTO_ACCEPT = "image/jpeg,image/png,image/webp"
RECORDING_ACCEPT = ",".join(f".{ending}" for ending in RECORDING_ENDINGS)


@dataclass(frozen=True)
class Media:
    """What is kept of an upload."""

    name: str
    data: bytes
    content_type: str


def photo(upload: File[bytes], *, field: str) -> Media:
    """The photo, upright, at most 2,000 points a side, without anything that the camera wrote into it.

    Refused beside ``field``: empty, above 20 MB, no photo at all, more points than the portal reads.
    """
    name = _checked_name(upload, PHOTO_ENDINGS, _("ảnh"), field)
    try:
        with Image.open(_stream(upload), formats=("JPEG", "PNG", "WEBP")) as image:
            _check_points(image, name, field)
            data = _drawn_anew(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        message = _("Không đọc được “{name}” như một ảnh. Chụp lại hoặc chọn ảnh khác.")
        raise Refused(message.format(name=name), field=field) from error
    return Media(f"{name.rpartition('.')[0]}.jpg", data, "image/jpeg")


def recording(upload: File[bytes], *, field: str) -> Media:
    """The recording without tags. Refused beside ``field``: empty, above 20 MB, not MP3, M4A or OGG."""
    import mutagen

    name = _checked_name(upload, RECORDING_ENDINGS, _("bản ghi âm"), field)
    kept = BytesIO(_stream(upload).read())
    try:
        found: Any = mutagen.File(kept)
        mime = next((known for known in getattr(found, "mime", []) if known in _SOUNDS), None)
        if mime is None:
            raise ValueError(name)
        kept.seek(0)
        found.delete(kept)
    except (mutagen.MutagenError, ValueError, OSError) as error:
        message = _("Không đọc được “{name}” như một bản ghi âm MP3, M4A hoặc OGG.")
        raise Refused(message.format(name=name), field=field) from error
    data = bytearray(kept.getvalue())
    if mime == "audio/mp4":
        _blank_notes(data)
    return Media(name, bytes(data), mime)


_SOUNDS = ("audio/mpeg", "audio/mp4", "audio/ogg")


def _stream(upload: File[bytes]) -> IO[bytes]:
    stream: IO[bytes] = upload.file if upload.file is not None else upload
    stream.seek(0)
    return stream


def _checked_name(upload: File[bytes], endings: tuple[str, ...], what: str, field: str) -> str:
    name = names.clean(upload.name or "")
    if names.ending_of(name) not in endings:
        listed = ", ".join(f".{ending}" for ending in endings)
        message = _("“{name}” không phải {what}. Các loại nhận được: {listed}.")
        raise Refused(message.format(name=name, what=what, listed=listed), field=field)
    if not upload.size:
        raise Refused(_("Tệp “{name}” không có nội dung.").format(name=name), field=field)
    if upload.size > MAX_BYTES:
        megabytes = numbers.show(round(upload.size / 1024 / 1024, 1))
        message = _("Tệp “{name}” có {size} MB; mỗi tệp tối đa 20 MB.")
        raise Refused(message.format(name=name, size=megabytes), field=field)
    return name


def _check_points(image: Image.Image, name: str, field: str) -> None:
    """Before a single point is read: a small file can hold a picture that fills the memory."""
    points = image.width * image.height
    most = MOST_POINTS if image.format == "JPEG" else MOST_POINTS_WHOLE
    if points > most:
        message = _("Ảnh “{name}” có {points} triệu điểm ảnh; tối đa {most} triệu. Chụp ở cỡ nhỏ hơn.")
        words = {"points": numbers.show(round(points / 1e6)), "most": numbers.show(round(most / 1e6))}
        raise Refused(message.format(name=name, **words), field=field)


def _drawn_anew(image: Image.Image) -> bytes:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at a half, quarter or eighth: little memory
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")  # nothing of the first file's notes comes along
    layer = upright.convert("RGBA") if upright.mode in {"RGBA", "LA", "P", "PA"} else upright.convert("RGB")
    plain.paste(layer, mask=layer if layer.mode == "RGBA" else None)
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _blank_notes(data: bytearray) -> None:
    """In an MP4 file places stand in boxes of their own beside the tags: they become free space, nothing moves."""
    for kind, start, end in list(_boxes(data, 0, len(data))):
        if kind == b"moov":
            for inner, first, last in list(_boxes(data, start, end)):
                if inner in {b"udta", b"meta"}:
                    data[first - 4 : first] = b"free"
                    data[first:last] = bytes(last - first)


def _boxes(data: bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first and last byte of what each box holds; a broken length ends the walk."""
    while at + 8 <= end:
        size, kind = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8])
        if size < 8 or at + size > end:
            return
        yield kind, at + 8, at + size
        at += size
