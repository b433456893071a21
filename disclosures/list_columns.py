"""The columns of files that lists of disclosures give, and of a plan with what was done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common import clock
from common.list_files import Column

DISCLOSURES = (
    Column(_("Mã"), lambda row: row.code, 16),
    Column(_("Nội dung"), lambda row: row.item.label, 30),
    Column(_("Việc công khai"), lambda row: row.title, 60),
    Column(_("Đơn vị"), lambda row: row.unit.label, 24),
    Column(_("Cơ quan công khai"), lambda row: row.body.name, 40),
    Column(_("Quyết định, văn bản"), lambda row: row.decision, 24),
    Column(_("Ngày quyết định"), lambda row: row.decided_on, 14, is_day=True),
    Column(_("Hạn công khai"), lambda row: row.due_on, 14, is_day=True),
    Column(_("Ngày đủ nơi"), lambda row: row.completed_on, 14, is_day=True),
    Column(_("Trạng thái"), lambda row: row.condition.label),
    Column(_("Đúng hạn"), lambda row: row.timeliness(clock.today()).label),
    Column(_("Ngày đầu tiên bị gián đoạn"), lambda row: row.gap_on, 14, is_day=True),
)
COMPLIANCE = (
    Column(_("Đơn vị"), lambda row: row.unit.label, 30),
    Column(_("Phải công khai"), lambda row: row.cells[0].number),
    Column(_("Đúng hạn"), lambda row: row.cells[1].number),
    Column(_("Chậm"), lambda row: row.cells[2].number),
    Column(_("Quá hạn, chưa đủ nơi"), lambda row: row.cells[3].number),
    Column(_("Còn trong hạn"), lambda row: row.cells[4].number),
    Column(_("Gián đoạn"), lambda row: row.cells[5].number),
)
PLAN = (
    Column(_("Số"), lambda row: row.line.item.number or "", 8),
    Column(_("Nội dung"), lambda row: row.line.item.short, 36),
    Column(_("Việc cụ thể"), lambda row: row.line.subject, 50),
    Column(_("Hình thức"), lambda row: row.forms, 36),
    Column(_("Thời điểm"), lambda row: row.when, 28),
    Column(_("Bộ phận"), lambda row: row.line.responsible.name if row.line.responsible else "", 36),
    Column(_("Chức danh"), lambda row: row.line.officer, 28),
    Column(_("Tình hình"), lambda row: row.state.label),
)
