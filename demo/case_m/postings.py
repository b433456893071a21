"""What the People's Committee of xã Vân Khê discloses: boards, culture houses, loudspeakers, website, village heads.

Days are counted from today, so that there is always one in time, one late, one missing, one without a photo, one that
a storm tore off. Names in annexes are invented and stand nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from common import clock
from demo.building import body, user
from disclosures.enums import PostingStatus, ProofKind
from disclosures.models import Disclosure, DisclosureForm, DisclosureItem, DisclosurePlan, Posting
from disclosures.services import disclosures, places, plans, postings
from documents.models import DocumentType
from documents.services import record_issued

from .days import Days

COMMITTEE, CULTURE, ECONOMY = "ubnd-van-khe", "phong-van-hoa-xa-hoi-van-khe", "phong-kinh-te-van-khe"
CATALOGUE = "xa-2023"
PLACES = (
    ("niem-yet", "Bảng tin trụ sở Ủy ban nhân dân xã", True),
    ("niem-yet", "Nhà văn hóa khu phố Chợ Mới", False),
    ("niem-yet", "Nhà văn hóa bản Suối Vân", False),
    ("niem-yet", "Nhà văn hóa bản Khe Giữa", False),
    ("cong-thong-tin", "Trang thông tin điện tử xã Vân Khê", False),
    ("truyen-thanh", "Loa truyền thanh xã", False),
    ("truong-thon", "Trưởng bản, tổ trưởng khu phố", False),
)


@dataclass(frozen=True)
class Told:
    """A content: when its decision was taken, when it was put up (days from today), what shows it, whether everybody
    sees it on the network."""

    number: int
    title: str
    decided: int
    put_up: int | None
    shown: bool = True
    published: bool = True
    office: str = ""
    named_until: int | None = None
    down: bool = False
    review: str = ""


YEAR = (
    Told(
        13, "Bộ thủ tục hành chính thực hiện tại xã", -200, -198, review="Quyết định công bố thủ tục sửa đổi, bổ sung"
    ),
    Told(4, "Quy chế thực hiện dân chủ ở xã; nhiệm vụ của công chức", -190, -187),
    Told(2, "Quyết toán thu, chi ngân sách xã năm trước", -160, -157, office=ECONOMY, down=True),
    Told(3, "Phương án bồi thường, tái định cư dự án đường tránh Vân Khê", -100, -97, office=ECONOMY, down=True),
    Told(5, "Kết quả vận động, sử dụng Quỹ Đền ơn đáp nghĩa", -75, -60, down=True),
    Told(1, "Kết quả thực hiện kế hoạch kinh tế - xã hội 6 tháng", -70, -68, office=ECONOMY, down=True),
    Told(7, "Danh sách hộ nghèo, hộ cận nghèo qua rà soát", -24, -21, office=CULTURE, named_until=12),
    Told(6, "Tình hình mua sắm, sử dụng tài sản công", -20, -17, shown=False),
    Told(2, "Tình hình thực hiện dự toán ngân sách quý", -15, -4, office=ECONOMY),
    Told(12, "Mức thu phí chợ Chợ Mới", -14, None, published=False),
    Told(11, "Kế hoạch lấy ý kiến Nhân dân về quy hoạch chung xã", -3, None, published=False),
)
GAP = Told(10, "Kết quả kiểm tra công vụ tại bộ phận một cửa", -40, -38)


def is_loaded() -> bool:
    return Disclosure.objects.filter(body__code=COMMITTEE).exists()


def load() -> None:
    """Places, the plan of the year, what was disclosed by it."""
    days = Days(clock.today())
    _places(days)
    plan = _plan(days)
    for told in YEAR:
        _disclosed(told, plan, days)
    _torn_off(_disclosed(GAP, plan, days), days)


def _places(days: Days) -> None:
    for form, name, headquarters in PLACES:
        places.add(
            body=body(COMMITTEE), form=DisclosureForm.objects.get(code=form), name=name, headquarters=headquarters,
            since=days.day(-500), by=user("tonghop"),
        )  # fmt: skip


def _plan(days: Days) -> DisclosurePlan:
    """The plan of this year; two lines wait for their month."""
    clerk, year = user("tonghop"), days.today.year
    plan = plans.start(body=body(COMMITTEE), year=year, by=clerk)
    forms = list(DisclosureForm.objects.filter(code__in=["niem-yet", "cong-thong-tin"]))
    for told in (*YEAR, GAP):
        _line(plan, told.number, told.title, days.day(told.decided).month, told.office, forms)
    _line(plan, 9, "Danh sách công dân đủ điều kiện nhập ngũ", 12, "", forms)
    _line(plan, 2, f"Dự toán thu, chi ngân sách xã năm {year + 1}", 12, ECONOMY, forms)
    paper = record_issued(
        issuer=body(COMMITTEE), type=DocumentType.objects.get(code="ke-hoach"), number=5,
        issued_on=date(year, 1, 6), subject=f"Kế hoạch công khai thông tin để Nhân dân biết năm {year}", by=clerk,
    )  # fmt: skip
    return plans.issue(plan=plan, document=paper, by=clerk)


def _line(plan: DisclosurePlan, number: int, title: str, month: int, office: str, forms: list[DisclosureForm]) -> None:
    plans.add_line(
        plan=plan, item=_item(number), subject=title, forms=forms, month=month,
        time_note="trong 5 ngày làm việc từ ngày ban hành", responsible=body(office) if office else None,
        officer="Công chức phụ trách lĩnh vực", by=user("tonghop"),
    )  # fmt: skip


def _item(number: int) -> DisclosureItem:
    found: DisclosureItem = DisclosureItem.objects.get(catalogue__code=CATALOGUE, number=number)
    return found


def _disclosed(told: Told, plan: DisclosurePlan, days: Days) -> Disclosure:
    clerk = user("tonghop")
    decided = days.office_day(told.decided)
    one = disclosures.open_disclosure(
        body=body(COMMITTEE), item=_item(told.number), title=told.title, decided_on=decided, by=clerk,
        decision=f"{100 - told.number}/QĐ-UBND", responsible=body(told.office) if told.office else None,
        plan_line=plan.lines.get(subject=told.title) if decided.year == plan.year else None,
    )  # fmt: skip
    if told.put_up is not None:
        on = max(decided, days.office_day(told.put_up))
        hanging = postings.put_up(postings=one.postings.all(), on=on, by=user("canbo"))
        _shown(hanging if told.shown else [], on)
    _files(one, told, days)
    if told.published:
        disclosures.publish(disclosure=one, text="", by=user("lanhdao"))
    if told.down:
        _taken_down(one, days.today)
    if told.review:
        disclosures.ask_review(disclosure=one, reason=told.review, by=clerk)
    return one


def _shown(hanging: list[Posting], on: date) -> None:
    """A photo of every board and of the website; loudspeakers and village heads have none."""
    for posting in hanging:
        if posting.place.form.code in {"niem-yet", "cong-thong-tin"}:
            postings.prove(
                posting=posting, upload=_photo(f"{posting.place.name} {on:%d/%m/%Y}"), kind=ProofKind.PHOTO,
                shown_on=on, key=uuid5(NAMESPACE_URL, f"demo:{posting.pk}"), by=user("canbo"),
            )  # fmt: skip


def _photo(words: str) -> ContentFile[bytes]:
    """A drawn board: the demo shows no real place and no real paper."""
    image = Image.new("RGB", (640, 480), "#9c7a4d")
    drawn = ImageDraw.Draw(image)
    for left, top in ((60, 60), (250, 60), (440, 60), (60, 260), (250, 260), (440, 260)):
        drawn.rectangle((left, top, left + 140, top + 170), fill="white", outline="#444444")
        for line in range(6):
            drawn.line((left + 14, top + 30 + 20 * line, left + 126, top + 30 + 20 * line), fill="#888888", width=3)
    seed = sum(words.encode()) % 90
    drawn.rectangle((64, 64, 64 + seed, 72), fill="#a4161a")
    written = BytesIO()
    image.save(written, "JPEG")
    return ContentFile(written.getvalue(), name="anh-minh-hoa.jpg")


def _files(one: Disclosure, told: Told, days: Days) -> None:
    text = ContentFile(f"{one.decision} (minh họa)\n{told.title}\n".encode(), name="quyet-dinh.txt")
    disclosures.add_file(
        disclosure=one, upload=text, caption="Quyết định", no_state_secret=True, by=user("tonghop")
    )  # fmt: skip
    if told.named_until is not None:
        names = "\n".join(("Danh sách (tên do phần minh họa đặt ra)", "1. Lò Văn Thắng", "2. Vì Thị Đào"))
        disclosures.add_file(
            disclosure=one, upload=ContentFile(names.encode(), name="danh-sach.txt"), caption="Danh sách hộ",
            no_state_secret=True, named=True, public_until=days.day(told.named_until), by=user("tonghop"),
        )  # fmt: skip


def _taken_down(one: Disclosure, today: date) -> None:
    """A week after the minimum; where the law gives none, when the boards come down."""
    for posting in one.postings.filter(status=PostingStatus.UP):
        first = posting.may_come_down_from or (posting.put_up_on or today) + timedelta(days=30)
        postings.take_down(posting=posting, on=min(today, first + timedelta(days=7)), by=user("canbo"))


def _torn_off(one: Disclosure, days: Days) -> None:
    """A storm took one board's paper away before its thirty days; it hangs again since."""
    posting = one.postings.filter(place__name__contains="Suối Vân").get()
    postings.break_off(posting=posting, on=days.day(-20), reason="Mưa dông làm hỏng bảng tin", by=user("canbo"))
    postings.put_up(
        postings=one.postings.filter(status=PostingStatus.PLANNED), on=days.day(-18), by=user("canbo")
    )  # fmt: skip
