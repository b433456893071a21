"""Which step of a project of contributions may follow."""

from django.utils.translation import gettext_lazy as _

from .enums_contributions import ProjectState as S
from .flow import Step

_OPEN, _ALL = frozenset({S.OPEN}), frozenset(S)

STEPS: dict[str, Step[S]] = {
    "edit": Step(_OPEN, None, _("Sửa")),
    "money": Step(_OPEN, None, _("Ghi tiền")),
    "land": Step(_OPEN, None, _("Ghi đất")),
    "goods": Step(_OPEN, None, _("Ghi hoa màu, tài sản")),
    "labour": Step(_OPEN, None, _("Ghi ngày công")),
    "spend": Step(_OPEN, None, _("Ghi khoản chi")),
    "correct": Step(_OPEN, None, _("Sửa dòng")),
    "disclose": Step(_ALL, None, _("Công khai khoản đóng góp")),
    "close": Step(_OPEN, S.CLOSED, _("Kết thúc huy động")),
    "reopen": Step(frozenset({S.CLOSED}), S.OPEN, _("Mở lại để sửa")),
}
