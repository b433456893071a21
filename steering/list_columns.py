"""The columns of files that lists of directing papers and regulations give."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.list_files import Column

PAPERS = (
    Column(_("Loại văn bản"), lambda row: row.kind, 20),
    Column(_("Số, ký hiệu"), lambda row: row.symbol, 20),
    Column(_("Ngày ban hành"), lambda row: row.issued_on, 14, is_day=True),
    Column(_("Cơ quan ban hành"), lambda row: row.issuer_text, 40),
    Column(_("Trích yếu"), lambda row: row.subject, 60),
    Column(_("Hiệu lực"), lambda row: row.state.label),
    Column(_("Phải thực hiện"), lambda row: row.owed or 0),
    Column(_("Đã thực hiện"), lambda row: row.met or 0),
    Column(_("Quá hạn"), lambda row: row.late or 0),
)
IMPLEMENTATIONS = (
    Column(_("Cơ quan thực hiện"), lambda row: row.body.label, 40),
    Column(_("Văn bản chỉ đạo"), lambda row: row.paper.label, 36),
    Column(_("Trích yếu"), lambda row: row.paper.subject, 60),
    Column(_("Giao từ ngày"), lambda row: row.asked_on, 14, is_day=True),
    Column(_("Hạn"), lambda row: row.due_on, 14, is_day=True),
    Column(_("Văn bản thực hiện"), lambda row: row.symbol, 20),
    Column(_("Ngày ban hành"), lambda row: row.issued_on, 14, is_day=True),
    Column(_("Ngày thực hiện xong"), lambda row: row.done_on, 14, is_day=True),
    Column(_("Tình trạng"), lambda row: row.state.label),
)
REGULATIONS = (
    Column(_("Loại quy chế"), lambda row: row.type, 40),
    Column(_("Cơ quan ban hành"), lambda row: row.body.label, 40),
    Column(_("Tên quy chế"), lambda row: row.title, 50),
    Column(_("Số quyết định"), lambda row: row.symbol, 20),
    Column(_("Ngày ban hành"), lambda row: row.issued_on, 14, is_day=True),
    Column(_("Hạn rà soát"), lambda row: row.review_on, 14, is_day=True),
    Column(_("Rà soát gần nhất"), lambda row: row.reviewed_on, 14, is_day=True),
)
