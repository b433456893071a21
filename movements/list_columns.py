"""The columns of files that lists of this room give."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.list_files import Column

PROGRAMMES = (
    Column(_("Năm"), lambda row: row.year, 8),
    Column(_("Chương trình"), lambda row: row.title, 60),
    Column(_("Cơ quan đầu mối"), lambda row: row.host.label, 40),
    Column(_("Cơ quan tham gia"), lambda row: "; ".join(party.body.name for party in row.parties.all()), 60),
    Column(_("Số, ký hiệu"), lambda row: row.decision_text, 20),
    Column(_("Ngày ký"), lambda row: row.signed_on, 14, is_day=True),
    Column(_("Số nội dung"), lambda row: row.contents_all),
    Column(_("Hoàn thành"), lambda row: row.contents_done),
    Column(_("Quá hạn"), lambda row: row.contents_late),
    Column(_("Trạng thái"), lambda row: row.state.label),
)
CONTENTS = (
    Column(_("Chương trình"), lambda row: row.programme.label, 50),
    Column(_("Số"), lambda row: row.order, 8),
    Column(_("Nội dung"), lambda row: row.text, 60),
    Column(_("Cơ quan chủ trì"), lambda row: row.lead.name, 40),
    Column(_("Cơ quan phối hợp"), lambda row: "; ".join(body.name for body in row.supporters.all()), 40),
    Column(_("Hạn"), lambda row: row.due_on, 14, is_day=True),
    Column(_("Ngày hoàn thành"), lambda row: row.finished_on, 14, is_day=True),
    Column(_("Kết quả"), lambda row: row.result, 40),
    Column(_("Trạng thái"), lambda row: row.state.label),
)
MOVEMENTS = (
    Column(_("Tên"), lambda row: row.name, 60),
    Column(_("Hình thức"), lambda row: row.get_form_display()),
    Column(_("Loại"), lambda row: row.kind, 24),
    Column(_("Cơ quan phát động"), lambda row: row.launched_by.label, 40),
    Column(_("Văn bản phát động"), lambda row: row.decision_text, 24),
    Column(_("Ngày phát động"), lambda row: row.launched_on, 14, is_day=True),
    Column(_("Từ ngày"), lambda row: row.valid.lower, 14, is_day=True),
    Column(_("Đến ngày"), lambda row: row.ends_on, 14, is_day=True),
    Column(_("Số mục tiêu"), lambda row: row.targets_all),
    Column(_("Mục tiêu có kết quả"), lambda row: row.targets_stated),
    Column(_("Trạng thái"), lambda row: row.state.label),
)
MODELS = (
    Column(_("Mô hình"), lambda row: row.name, 50),
    Column(_("Lĩnh vực"), lambda row: row.field, 24),
    Column(_("Phong trào"), lambda row: row.kind, 24),
    Column(_("Đơn vị"), lambda row: row.unit.label, 28),
    Column(_("Tập thể, cá nhân"), lambda row: row.owner, 28),
    Column(_("Ngày đăng ký"), lambda row: row.registered_on, 14, is_day=True),
    Column(_("Văn bản đăng ký"), lambda row: row.decision_text, 24),
    Column(_("Cơ quan đăng ký"), lambda row: row.registrar.name, 40),
    Column(_("Ngày kiểm tra"), lambda row: row.checked_on, 14, is_day=True),
    Column(_("Kiểm tra"), lambda row: row.check_state.label if row.check_state else "", 20),
    Column(_("Thôi thực hiện"), lambda row: row.ended_on, 14, is_day=True),
)
COMMENDATIONS = (
    Column(_("Được khen"), lambda row: row.label, 40),
    Column(_("Đối tượng"), lambda row: row.get_honoured_display()),
    Column(_("Đơn vị"), lambda row: row.unit.label, 28),
    Column(_("Phong trào"), lambda row: row.kind, 24),
    Column(_("Cấp khen"), lambda row: row.level),
    Column(_("Ngày khen"), lambda row: row.decided_on, 14, is_day=True),
    Column(_("Cơ quan khen"), lambda row: row.decided_by, 32),
    Column(_("Số quyết định"), lambda row: row.decision_text, 24),
    Column(_("Cơ quan ghi"), lambda row: row.registrar.name, 40),
)
