"""Of a photo or recording only picture and sound are kept."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.errors import Refused
from documents import media


def jpeg(size=(40, 30), **more):
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, "JPEG", **more)
    return written.getvalue()


def upload(data, name="bang-tin.jpg"):
    return SimpleUploadedFile(name, data)


def tagged():
    """A photo as a phone writes it: turned on its side, with place, device and time."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "NhaMay"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 20.0, 0.0), 3: "E", 4: (107.0, 35.0, 0.0)})
    return jpeg(exif=exif.tobytes())


def test_a_photo_loses_place_device_and_time_and_stands_upright():
    data = tagged()
    assert b"Exif" in data
    assert b"NhaMay" in data

    kept = media.photo(upload(data), field="upload")

    with Image.open(BytesIO(kept.data)) as image:
        assert image.size == (30, 40)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"NhaMay" not in kept.data


def test_a_photo_of_fifty_million_points_becomes_a_small_one():
    kept = media.photo(upload(jpeg((8_660, 5_773))), field="upload")

    with Image.open(BytesIO(kept.data)) as image:
        assert max(image.size) == media.LONGEST_SIDE


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_read():
    written = BytesIO()
    Image.new("1", (6_000, 5_000)).save(written, "PNG")

    with pytest.raises(Refused, match="30 triệu điểm ảnh; tối đa 25 triệu"):
        media.photo(upload(written.getvalue(), "ban-do.png"), field="upload")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<script>alert(1)</script>", "anh.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "anh.png"),
        (b"GIF89a<script>alert(1)</script>", "anh.jpg"),
        (jpeg()[:60], "anh.jpg"),
        (b"", "anh.jpg"),
        (jpeg(), "anh.svg"),
    ],
)
def test_a_script_with_the_name_of_a_photo_is_refused_beside_the_field(data, name):
    with pytest.raises(Refused) as refused:
        media.photo(upload(data, name), field="photo")

    assert refused.value.field == "photo"


def test_what_follows_a_photo_in_its_file_is_not_kept():
    kept = media.photo(upload(jpeg() + b"<script>alert(1)</script>"), field="upload")

    assert b"script" not in kept.data


def test_a_picture_with_transparent_points_is_drawn_on_white():
    written = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(written, "PNG")

    kept = media.photo(upload(written.getvalue(), "dau.png"), field="upload")

    with Image.open(BytesIO(kept.data)) as image:
        assert image.getpixel((1, 1)) == (255, 255, 255)
    assert kept.name == "dau.jpg"


def mp3(tag=b""):
    """Two silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz."""
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * 20


def id3(text):
    frame = b"\x03" + text
    body = b"TPE1" + len(frame).to_bytes(4) + b"\x00\x00" + frame
    return b"ID3\x03\x00\x00" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + body


def test_a_recording_loses_its_tags():
    data = mp3(id3(b"May cua Hoa"))
    assert b"May cua Hoa" in data

    kept = media.recording(upload(data, "loa.mp3"), field="upload")

    assert b"May cua Hoa" not in kept.data
    assert kept.content_type == "audio/mpeg"


def test_the_notes_of_an_mp4_become_free_space_and_nothing_moves():
    def box(kind, inner):
        return (len(inner) + 8).to_bytes(4) + kind + inner

    data = bytearray(box(b"ftyp", b"M4A ") + box(b"moov", box(b"trak", b"x" * 9) + box(b"udta", b"+21.33+107.59/")))
    before = len(data)

    media._blank_notes(data)

    assert len(data) == before
    assert b"+21.33" not in data
    assert b"trak" in data
    assert b"udta" not in data


@pytest.mark.parametrize(("data", "name"), [(b"RIFF", "loa.mp3"), (jpeg(), "loa.mp3"), (mp3(), "loa.exe")])
def test_what_is_no_recording_is_refused(data, name):
    with pytest.raises(Refused):
        media.recording(upload(data, name), field="upload")
