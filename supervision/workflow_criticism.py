"""Which step of a draft under criticism may follow. Knows no database and no users."""

from django.utils.translation import gettext_lazy as _

from .enums import CriticismStatus as S
from .workflow import Step

STEPS: dict[str, Step] = {
    "receive": Step(frozenset({S.AWAITED}), S.OPEN, _("Ghi đã nhận dự thảo")),
    "add_opinion": Step(frozenset({S.OPEN}), None, _("Thêm ý kiến")),
    "send": Step(frozenset({S.OPEN}), S.SENT, _("Ghi đã gửi văn bản phản biện, góp ý")),
    "answer": Step(frozenset({S.SENT}), S.ANSWERED, _("Ghi phản hồi của cơ quan soạn thảo")),
    "finish": Step(frozenset({S.SENT, S.ANSWERED}), S.FINAL, _("Ghi văn bản đã ban hành")),
    "cancel": Step(frozenset({S.AWAITED, S.OPEN}), S.CANCELLED, _("Không thực hiện")),
}
