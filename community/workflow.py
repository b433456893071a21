"""Which step of a decision of the people may follow."""

from django.utils.translation import gettext_lazy as _

from .enums import DecisionState as S
from .flow import Step

STEPS: dict[str, Step[S]] = {
    "edit": Step(frozenset({S.PLANNED}), None, _("Sửa")),
    "notify": Step(frozenset({S.PLANNED, S.HELD}), None, _("Ghi ngày thông báo")),
    "enter": Step(frozenset({S.PLANNED, S.HELD}), S.HELD, _("Nhập kết quả")),
    "send": Step(frozenset({S.HELD}), S.SENT, _("Ghi ngày gửi kết quả")),
    "recognise": Step(frozenset({S.SENT}), S.RECOGNISED, _("Công nhận")),
    "refuse": Step(frozenset({S.SENT}), S.REFUSED, _("Từ chối công nhận")),
    "convention": Step(frozenset({S.RECOGNISED}), None, _("Ghi ngày gửi hương ước, quy ước")),
    "cancel": Step(frozenset({S.PLANNED}), S.CANCELLED, _("Hủy")),
}
