"""The columns of files that lists of this room give; nobody who voted, spoke, gave or quarrelled is
named."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.list_files import Column

DECISIONS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Việc đưa ra Nhân dân quyết định"), lambda row: row.text, 60),
    Column(_("Nội dung theo Điều 15"), lambda row: row.matter or "", 36),
    Column(_("Nơi quyết định"), lambda row: row.place.label, 28),
    Column(_("Hình thức"), lambda row: row.form.label),
    Column(_("Từ ngày"), lambda row: row.starts_on, 14, is_day=True),
    Column(_("Đến ngày"), lambda row: row.ends_on, 14, is_day=True),
    Column(_("Kết quả"), lambda row: row.outcome.label),
    Column(_("Trạng thái"), lambda row: row.condition.label),
    Column(_("Ngày gửi"), lambda row: row.sent_on, 14, is_day=True),
    Column(_("Ngày công nhận hoặc từ chối"), lambda row: row.answered_on, 14, is_day=True),
)
CONSULTATIONS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Việc lấy ý kiến"), lambda row: row.title, 60),
    Column(_("Nội dung theo Điều 25"), lambda row: row.matter, 36),
    Column(_("Ngày công khai"), lambda row: row.published_on, 14, is_day=True),
    Column(_("Lấy ý kiến đến hết ngày"), lambda row: row.open_until, 14, is_day=True),
    Column(_("Ngày giải trình, tiếp thu"), lambda row: row.answered_on, 14, is_day=True),
    Column(_("Trạng thái"), lambda row: row.condition.label),
)
ELECTIONS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Thôn, tổ dân phố"), lambda row: row.village.label, 28),
    Column(_("Ngày bầu cử"), lambda row: row.election_on, 14, is_day=True),
    Column(_("Trạng thái"), lambda row: row.condition.label),
    Column(_("Ngày gửi biên bản"), lambda row: row.sent_on, 14, is_day=True),
    Column(_("Ngày công nhận hoặc từ chối"), lambda row: row.answered_on, 14, is_day=True),
)
CONTRIBUTIONS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Công trình, quỹ"), lambda row: row.title, 60),
    Column(_("Loại"), lambda row: row.get_sort_display()),
    Column(_("Nơi quyết định"), lambda row: row.decision.place.label, 28),
    Column(_("Bắt đầu huy động"), lambda row: row.starts_on, 14, is_day=True),
    Column(_("Dự kiến kết thúc"), lambda row: row.ends_on, 14, is_day=True),
    Column(_("Dự kiến huy động (đồng)"), lambda row: row.target),
    Column(_("Thu (đồng)"), lambda row: int(row.received)),
    Column(_("Chi (đồng)"), lambda row: int(row.spent)),
    Column(_("Đất (m²)"), lambda row: row.land),
    Column(_("Ngày công"), lambda row: row.labour),
    Column(_("Trạng thái"), lambda row: row.condition.label),
    Column(_("Ngày kết thúc"), lambda row: row.closed_on, 14, is_day=True),
)
MEDIATION_REPORTS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Thôn, tổ dân phố"), lambda row: row.village.label, 28),
    Column(_("Kỳ"), lambda row: row.label),
    Column(_("Từ ngày"), lambda row: row.starts_on, 14, is_day=True),
    Column(_("Đến ngày"), lambda row: row.ends_on, 14, is_day=True),
    Column(_("Hòa giải thành"), lambda row: row.sum_done),
    Column(_("Hòa giải không thành"), lambda row: row.sum_failed),
    Column(_("Đang hòa giải cuối kỳ"), lambda row: row.sum_going),
)
MEDIATION_TEAMS = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Tổ hòa giải"), lambda row: row.name, 36),
    Column(_("Thôn, tổ dân phố"), lambda row: row.village.label, 28),
    Column(_("Hòa giải viên"), lambda row: row.members),
    Column(_("Nữ"), lambda row: row.women),
    Column(_("Công nhận"), lambda row: row.founded_on, 14, is_day=True),
    Column(_("Thôi hoạt động"), lambda row: row.ended_on, 14, is_day=True),
)
