"""Which step of a consultation may follow."""

from django.utils.translation import gettext_lazy as _

from .enums_consultations import ConsultationState as S
from .flow import Step

_COUNTING = frozenset({S.OPEN, S.CLOSED})

STEPS: dict[str, Step[S]] = {
    "edit": Step(frozenset({S.DRAFT}), None, _("Sửa")),
    "publish": Step(frozenset({S.DRAFT}), S.OPEN, _("Công khai, bắt đầu lấy ý kiến")),
    "count": Step(_COUNTING, None, _("Ghi số ý kiến")),
    "note": Step(_COUNTING, None, _("Thêm nội dung ý kiến")),
    "close": Step(frozenset({S.OPEN}), S.CLOSED, _("Kết thúc lấy ý kiến")),
    "answer": Step(frozenset({S.CLOSED}), S.ANSWERED, _("Ghi giải trình, tiếp thu")),
    "report": Step(frozenset({S.ANSWERED}), S.REPORTED, _("Ghi báo cáo Hội đồng nhân dân")),
    "cancel": Step(frozenset({S.DRAFT}), S.CANCELLED, _("Hủy")),
}
