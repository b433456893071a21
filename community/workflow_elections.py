"""Which step of the election of a village head may follow."""

from django.utils.translation import gettext_lazy as _

from .enums_elections import ElectionState as S
from .flow import Step

STEPS: dict[str, Step[S]] = {
    "prepare": Step(frozenset({S.PLANNED, S.HELD}), None, _("Ghi ngày chuẩn bị")),
    "nominate": Step(frozenset({S.PLANNED}), None, _("Danh sách ứng cử")),
    "enter": Step(frozenset({S.PLANNED, S.HELD}), S.HELD, _("Nhập kết quả bầu")),
    "send": Step(frozenset({S.HELD}), S.SENT, _("Ghi ngày gửi biên bản")),
    "recognise": Step(frozenset({S.SENT}), S.RECOGNISED, _("Công nhận kết quả")),
    "refuse": Step(frozenset({S.SENT}), S.REFUSED, _("Từ chối công nhận")),
    "cancel": Step(frozenset({S.PLANNED}), S.CANCELLED, _("Hủy")),
}
