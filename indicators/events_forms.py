"""What is remembered of regimes, windows, forms and their versions, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

REGIME_MADE = "indicators.regime.made"
REGIME_EDITED = "indicators.regime.edited"
WINDOW_LAID = "indicators.window.laid"
WINDOW_EDITED = "indicators.window.edited"
FORM_MADE = "indicators.form.made"
FORM_EDITED = "indicators.form.edited"
VERSION_DRAFTED = "indicators.version.drafted"
VERSION_EDITED = "indicators.version.edited"
VERSION_DROPPED = "indicators.version.dropped"
VERSION_PUBLISHED = "indicators.version.published"
SENT_DOWN = "indicators.form.sent_down"
RECEIVED = "indicators.submission.received"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(REGIME_MADE, _("{by} lập chế độ báo cáo"))
    register(REGIME_EDITED, _("{by} sửa chế độ báo cáo: {what}"))
    register(WINDOW_LAID, _("{by} lập kỳ báo cáo, hạn gửi {due}"))
    register(WINDOW_EDITED, _("{by} sửa kỳ báo cáo: {what}"))
    register(FORM_MADE, _("{by} lập biểu"))
    register(FORM_EDITED, _("{by} sửa biểu: {what}"))
    register(VERSION_DRAFTED, _("{by} soạn phiên bản {number}"))
    register(VERSION_EDITED, _("{by} sửa dự thảo phiên bản {number}: {what}"))
    register(VERSION_DROPPED, _("{by} bỏ dự thảo phiên bản {number}"))
    register(VERSION_PUBLISHED, _("{by} ban hành phiên bản {number}, áp dụng từ {day}"))
    register(SENT_DOWN, _("{by} giao biểu kỳ {window} cho {count} đơn vị, hạn gửi {due}"))
    register(RECEIVED, _("{issuer} giao biểu, hạn gửi {due}"))
