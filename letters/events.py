"""What is remembered of letters and sealed cases, and how it reads. Nothing of a person, no word of a content."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

RECEIVED = "letters.received"
CORRECTED = "letters.corrected"
STEP = "letters.step"
TRANSFERRED = "letters.transferred"
TAKEN_IN = "letters.taken_in"
SEALED_RECEIVED = "letters.sealed.received"
SEALED_OPENED = "letters.sealed.opened"
SEALED_STEP = "letters.sealed.step"
SEALED_GRANTED = "letters.sealed.granted"
SEALED_REVOKED = "letters.sealed.revoked"
SEALED_ERASED = "letters.sealed.erased"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(RECEIVED, _("{by} nhập đơn {code}, nhận ngày {on}, {count} nội dung"))
    register(CORRECTED, _("{by} sửa thông tin đơn {code}"))
    register(STEP, _("{by}: {step} – nội dung {position}, ngày {on}{paper}"))
    register(TRANSFERRED, _("{by} chuyển nội dung {position} đến {to}, ngày {on}{paper}"))
    register(TAKEN_IN, _("{by} vào sổ đến số {number}, ngày {on}: nội dung {position}"))
    register(SEALED_RECEIVED, _("{by} niêm phong hồ sơ {code}"))
    register(SEALED_OPENED, _("{by} mở hồ sơ niêm phong {code}"))
    register(SEALED_STEP, _("{by}: {step} – hồ sơ niêm phong {code}"))
    register(SEALED_GRANTED, _("{by} giao người được mở hồ sơ niêm phong {code}"))
    register(SEALED_REVOKED, _("{by} thu quyền mở hồ sơ niêm phong {code}"))
    register(SEALED_ERASED, _("{by} xóa khóa của hồ sơ niêm phong {code}"))
