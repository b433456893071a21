"""Papers of the latest review of xã Vân Khê: plan, invitation, agenda, delegates before it, minutes, notice after it.

The committee has no document system of its own, so the portal numbers its papers: a series for each sort of paper in
the Party's term, after those that were numbered by hand.
"""

from __future__ import annotations

from conferences.models import Conference
from demo.building import body, user
from demo.drafting import Hands
from demo.filing import on
from documents import services as documents
from documents.models import DocumentType
from reports import services as reports
from reports.enums import NumberedBy

from .days import Days

COMMITTEE = "ban-chi-dao-van-khe"
VAN_KHE = Hands("tonghop", "lanhdao", "vanthu")
NEXT_NUMBERS = {"bao-cao": 7, "ke-hoach": 3, "giay-moi": 5, "thong-bao": 4}

PLAN = {
    "muc-dich": (
        "Đánh giá kết quả thực hiện Quy chế dân chủ ở cơ sở trong quý; làm rõ ưu điểm, hạn chế, nguyên nhân và nhiệm vụ"
        " của quý sau.\n"
        "Các cơ quan, đơn vị chuẩn bị nội dung cụ thể, có số liệu; hội nghị diễn ra ngắn gọn, tiết kiệm."
    ),
    "to-chuc": (
        "- Ban Xây dựng Đảng Đảng ủy xã: chuẩn bị báo cáo, chương trình, gửi giấy mời và tài liệu trước 03 ngày làm"
        " việc.\n"
        "- Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã: chuẩn bị hội trường, ghi biên bản.\n"
        "- Phòng Kinh tế, Phòng Văn hóa - Xã hội: báo cáo kết quả thực hiện các kết luận được giao chủ trì."
    ),
}
INVITATION = {
    "noi-dung": "Tài liệu gửi kèm giấy mời. Đại biểu không dự được đề nghị báo trước cho bộ phận giúp việc Ban Chỉ đạo."
}
NOTICE = {
    "danh-gia": (
        "Trong quý, việc thực hiện dân chủ ở cơ sở trên địa bàn xã có chuyển biến; đối thoại, tiếp công dân, hòa giải ở"
        " cơ sở được duy trì. *Hạn chế:* việc trả lời kiến nghị của cử tri còn chậm; cách ghi biên bản họp thôn, bản"
        " chưa thống nhất."
    ),
    "thuc-hien": (
        "Các cơ quan được giao chủ trì báo cáo kết quả trên Cổng trước thời hạn ghi ở phụ lục. Ban Xây dựng Đảng Đảng"
        " ủy xã theo dõi, đôn đốc, tổng hợp báo cáo tại hội nghị sau."
    ),
}


def before(conference: Conference, days: Days) -> None:
    """The portal numbers from now on; plan and invitation go out, the agenda is approved, delegates wait to sign."""
    _numbered_by_portal(days)
    plan = VAN_KHE.write_about(conference, "conference-plan", PLAN, days.office_day(-24))
    VAN_KHE.issue(plan, days.office_day(-23))
    invitation = VAN_KHE.write_about(conference, "conference-invitation", INVITATION, days.office_day(-20))
    VAN_KHE.issue(invitation, days.office_day(-19))
    agenda = VAN_KHE.write_about(conference, "conference-agenda", {}, days.office_day(-20))
    VAN_KHE.approve(agenda, days.office_day(-19))
    VAN_KHE.write_about(conference, "conference-delegates", {}, days.office_day(-16))


def after(conference: Conference, days: Days) -> None:
    """The minutes are approved, the notice of conclusions goes out."""
    minutes = VAN_KHE.write_about(conference, "conference-minutes", {}, days.office_day(-11))
    VAN_KHE.approve(minutes, days.office_day(-10))
    notice = VAN_KHE.write_about(conference, "conference-notice", NOTICE, days.office_day(-10))
    VAN_KHE.issue(notice, days.office_day(-9))


def _numbered_by_portal(days: Days) -> None:
    issuer, begun_on = body(COMMITTEE), days.office_day(-112)
    with on(begun_on):
        reports.set_numbering(body=issuer, ways={None: NumberedBy.PORTAL}, by=user("quantri"))
        for code, first in NEXT_NUMBERS.items():
            type_ = DocumentType.objects.get(code=code)
            documents.open_series(body=issuer, type=type_, on=begun_on, by=user("vanthu"), first=first)
