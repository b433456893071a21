"""Sample pages of the look: one per kind of page, drawn without a database."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from accounts.models import User
from common.bars import Bars, Key, Tone, row
from common.forms import CountField, DateField, DecimalField, LineField, ParagraphField
from common.frame import Count, Counter, Frame, Registry

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.html"))

KEYS = [
    Key("Đã hoàn thành", Tone.OK),
    Key("Đã báo cáo, chờ xác nhận", Tone.INFO),
    Key("Đang thực hiện", Tone.WAIT),
    Key("Quá hạn", Tone.LATE),
]
ROWS = [
    row("Quảng Lâm", [25, 10, 8, 5], KEYS, url="#"),
    row("Quảng Tân", [37, 8, 9, 3], KEYS, url="#"),
    row("Đầm Hà", [43, 7, 11, 0], KEYS, url="#"),
    row("Dực Yên", [12, 6, 7, 4], KEYS, url="#"),
    row("Tân Bình", [0, 0, 0, 0], KEYS, note="chưa gửi"),
]
FIGURES = [
    ("Kết luận đã thực hiện xong", "182/303", "▲ 21 so với quý trước", "good"),
    ("Quá hạn", "17", "▲ 5 · lâu nhất 46 ngày", "bad"),
    ("Kết luận đang thực hiện", "9/14", "5 đã hoàn thành", ""),
    ("Đơn vị gửi báo cáo đúng hạn", "93,4 %", "57/61, thiếu 2 nội dung", ""),
]
TASKS = [
    ("Đường vào bản Tài Lý Sáy", "Phòng Kinh tế – Hạ tầng", "quá hạn 46 ngày", "late", 20),
    ("Nước sinh hoạt thôn Trại Giữa", "UBND xã Dực Yên", "quá hạn 31 ngày", "late", 45),
    ("Giám sát thực hiện QCDC tại chi bộ 11", "Ban Chỉ đạo", "còn 3 ngày làm việc", "wait", 60),
    ("Đối thoại định kỳ quý IV", "Đảng ủy xã", "còn 12 ngày", "info", 0),
    ("Niêm yết công khai các văn bản về 6 QCDC", "UBND phường", "đã hoàn thành", "ok", 100),
    ("Rà soát hương ước thôn Tân Thanh", "Ban Tư pháp", "đã hủy", "", 10),
]
CONCLUSIONS = [
    ("Tổ chức giám sát việc thực hiện QCDC ở cơ sở đối với chi bộ 11", "Ban Chỉ đạo phường", "30/11/2020"),
    ("Tổ chức hội nghị đối thoại định kỳ với MTTQ, các đoàn thể và nhân dân", "Đảng ủy phường", "15/12/2020"),
    ("Cập nhật, niêm yết công khai các văn bản về 6 QCDC", "UBND phường", "15/10/2020"),
]
STEPS = [
    "Thông tin chung",
    "Thành phần",
    "Kết luận kỳ trước",
    "Số liệu trong kỳ",
    "Ý kiến thảo luận",
    "Biểu quyết",
    "Kết luận",
    "Văn bản",
]
CHAIN = ["hội nghị", "kết luận", "nhiệm vụ", "minh chứng", "số liệu báo cáo", "hội nghị sau"]
HISTORY = [
    (datetime(2020, 10, 12, 2, 5, tzinfo=UTC), "Nguyễn Thị Hạnh báo cáo tiến độ 60 %, kèm 2 minh chứng."),
    (datetime(2020, 9, 30, 1, 12, tzinfo=UTC), "Ban Chỉ đạo phường nhận nhiệm vụ."),
    (datetime(2020, 9, 23, 7, 32, tzinfo=UTC), "Giao theo kết luận số 1 của Hội nghị sơ kết 9 tháng đầu năm 2020."),
]
MENU = ["Việc cần làm", "Tổng quan", "Hội nghị", "Nhiệm vụ", "Ban Chỉ đạo", "Báo cáo", "Quản trị"]
UNITS = [
    SimpleNamespace(code="quang-lam", label="xã Quảng Lâm"),
    SimpleNamespace(code="dam-ha", label="Huyện Đầm Hà (đến 30/6/2025)"),
]


KINDS = [("so-ket", "Sơ kết"), ("tong-ket", "Tổng kết"), ("chuyen-de", "Chuyên đề"), ("giao-ban", "Giao ban")]


class ConferenceForm(forms.Form):
    """Every sort of field, most of them with something wrong."""

    subject = LineField(label="Tên hội nghị", help_text="Loại và kỳ điền sẵn tên; có thể sửa.")
    kinds = forms.MultipleChoiceField(label="Loại", choices=KINDS, widget=forms.CheckboxSelectMultiple)
    held_on = DateField(label="Ngày họp")
    invited = CountField(label="Số người được mời", required=False)
    rate = DecimalField(label="Tỷ lệ", required=False)
    period = forms.ChoiceField(label="Kỳ", choices=[("2020-9M", "9 tháng đầu năm 2020")])
    place = forms.ChoiceField(
        label="Hình thức", choices=[("1", "Trực tiếp"), ("2", "Trực tuyến")], widget=forms.RadioSelect
    )
    summary = ParagraphField(label="Tóm tắt", required=False)
    paper = forms.FileField(label="Biên bản", required=False)
    no_secret = forms.BooleanField(label="Không chứa bí mật nhà nước", help_text="Theo Luật Bảo vệ bí mật nhà nước.")


class ListForm(forms.Form):
    state = forms.ChoiceField(label="Trạng thái", choices=[("", "Mọi trạng thái")], required=False)
    words = LineField(label="Có chữ", required=False)


def registry() -> Registry:
    """What the rooms would register, with the addresses of tests/look/urls.py."""
    filled = Registry()
    for place, label in enumerate(MENU):
        filled.register_nav(
            place,
            label,
            f"sample-{place}",
            lambda user: True,
            _counting(4, "việc đến hạn hôm nay") if place == 0 else None,
        )
    filled.register_units(lambda request: UNITS)
    filled.register_inbox("sample-inbox", _counting(3, "thông báo chưa đọc"))
    filled.register_account_link(10, "Tài khoản của tôi", "sample-account")
    return filled


def _counting(number: int, words: str) -> Counter:
    return Counter(lambda held: {}, lambda numbers: Count(number, words))


def _things(names: list[str], rows: list[tuple[object, ...]]) -> list[SimpleNamespace]:
    return [SimpleNamespace(**dict(zip(names, values, strict=False))) for values in rows]


def _context(name: str) -> dict[str, object]:
    request = RequestFactory().get("/1/", {"trang-thai": "qua-han"})
    signed_in = name not in {"sign_in", "plain"}
    request.user = User(full_name="Nguyễn Thị Hạnh", username="hanh.nt") if signed_in else AnonymousUser()
    steps = [SimpleNamespace(label=s, url="#", done=i < 6, current=i == 6) for i, s in enumerate(STEPS)]
    return {
        "request": request,
        "frame": Frame(request, registry()),
        "messages": [Message(constants.SUCCESS, "Đã lưu.")] if name == "detail" else [],
        "bars": Bars("Đơn vị", KEYS, ROWS),
        "figures": [SimpleNamespace(label=a, value=b, note=c, tone=d, url="#") for a, b, c, d in FIGURES],
        "tasks": _things(["title", "lead", "due", "tone", "percent"], TASKS),
        "conclusions": _things(["title", "lead", "due"], CONCLUSIONS),
        "steps": steps,
        "chain": [SimpleNamespace(label=s, url="#", state="", current=s == "kết luận") for s in CHAIN],
        "sentences": _things(["at", "text"], HISTORY),
        "page": Paginator(range(214), 25).page(4),
        "form": ConferenceForm(
            {"subject": "Hội nghị sơ kết", "held_on": "32/13/2020", "invited": "-5", "period": "2020-9M"}
        ),
        "filter_form": ListForm(),
        "effects": [
            "Nhiệm vụ chuyển sang trạng thái “đã hủy” và không còn tính vào số quá hạn.",
            "2 minh chứng vẫn giữ.",
        ],
    }


def render(name: str) -> str:
    """The HTML of one sample page."""
    return str(engines["django"].from_string((SAMPLES / f"{name}.html").read_text()).render(_context(name)))
