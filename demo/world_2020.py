"""The map of the real cases as it was: built as of 2016, with the merger of Quảng Lợi into Quảng Tân in 2020."""

from datetime import date

from common.periods import Period
from conferences import typed_figures
from figures import services as figures
from figures.models import Indicator
from organizations import services
from organizations.enums import Role
from organizations.models import LegalAct, Unit
from steering import services as steering

from . import seats
from .building import (
    FOUNDER,
    START,
    START_ACT,
    Act,
    Place,
    body,
    founder,
    give,
    kind,
    make_bodies,
    make_units,
    open_person,
    record,
    start_act,
    unit,
    user,
)
from .case_m import places as case_m
from .cases.plain import ILLUSTRATIVE

PLACES = (
    Place("quang-ninh", "tinh", "Quảng Ninh", ""),
    Place("dam-ha", "huyen", "Đầm Hà", "quang-ninh"),
    Place("thi-tran-dam-ha", "thi-tran", "Đầm Hà", "dam-ha"),
    Place("xa-dam-ha", "xa", "Đầm Hà", "dam-ha"),
    Place("dai-binh", "xa", "Đại Bình", "dam-ha"),
    Place("duc-yen", "xa", "Dực Yên", "dam-ha"),
    Place("quang-an", "xa", "Quảng An", "dam-ha"),
    Place("quang-lam", "xa", "Quảng Lâm", "dam-ha"),
    Place("quang-loi", "xa", "Quảng Lợi", "dam-ha"),
    Place("quang-tan", "xa", "Quảng Tân", "dam-ha"),
    Place("tan-binh", "xa", "Tân Bình", "dam-ha"),
    Place("tan-lap", "xa", "Tân Lập", "dam-ha"),
    Place("tai-ly-say", "ban", "Tài Lý Sáy", "quang-lam"),
    Place("an-loi", "thon", "An Lợi", "quang-loi"),
    Place("tan-hoa", "thon", "Tân Hòa", "quang-tan"),
    Place("binh-lieu", "huyen", "Bình Liêu", "quang-ninh"),
    Place("luc-hon", "xa", "Lục Hồn", "binh-lieu"),
    Place("dong-van", "xa", "Đồng Văn", "binh-lieu"),
    Place("vo-ngai", "xa", "Vô Ngại", "binh-lieu"),
    Place("cao-thang", "thon", "Cao Thắng", "luc-hon"),
    Place("khe-o", "thon", "Khe O", "luc-hon"),
    Place("na-nhai", "thon", "Nà Nhái", "vo-ngai"),
    Place("khe-lanh", "thon", "Khe Lánh", "vo-ngai"),
    Place("ha-noi", "thanh-pho-trung-uong", "Hà Nội", ""),
    Place("long-bien", "quan", "Long Biên", "ha-noi"),
    Place("cu-khoi", "phuong", "Cự Khối", "long-bien"),
    Place("cu-khoi-to-5", "to-dan-pho", "số 5", "cu-khoi"),
    Place("cu-khoi-to-11", "to-dan-pho", "số 11", "cu-khoi"),
)

COMMUNES = (
    "thi-tran-dam-ha", "xa-dam-ha", "dai-binh", "duc-yen", "quang-an", "quang-lam", "quang-loi", "quang-tan",
    "tan-binh", "tan-lap", "luc-hon", "dong-van", "vo-ngai",
)  # fmt: skip

# user name, invented name, role, unit: they record history and cannot sign in
RECORDERS = (
    ("damha.tonghop", "Lương Thị Hòa", Role.CLERK, "dam-ha"),
    ("damha.canbo", "Ngô Văn Sơn", Role.OFFICIAL, "dam-ha"),
    ("binhlieu.tonghop", "Hoàng Thị Vân", Role.CLERK, "binh-lieu"),
    ("quangloi.canbo", "Chíu Sáng Phúc", Role.OFFICIAL, "quang-loi"),
    ("longbien.tonghop", "Đào Thị Nga", Role.CLERK, "long-bien"),
    ("cukhoi.tonghop", "Bùi Thanh Mai", Role.CLERK, "cu-khoi"),
    ("cukhoi.canbo", "Hoàng Mạnh Cường", Role.OFFICIAL, "cu-khoi"),
)

MERGED_ON = date(2020, 1, 1)
MERGER = Act(
    "Sáp nhập xã Quảng Lợi vào xã Quảng Tân",
    "Nghị quyết về sắp xếp đơn vị hành chính cấp xã của tỉnh Quảng Ninh (chưa đối chiếu số văn bản)",
    "Nguồn thứ cấp: ngày có hiệu lực 01/01/2020 chưa đối chiếu với văn bản gốc.",
)

# indicator, figure as typed: what xã Quảng Lợi reported for its last year, invented
OF_QUANG_LOI = (("ty-le-ho-ngheo", "4,26 %"), ("kien-nghi-cu-tri", "17 kiến nghị"), ("hoa-giai-thanh", "6/7 vụ"))


def is_loaded() -> bool:
    return Unit.objects.filter(code="dam-ha").exists()


def load() -> None:
    """Three provinces as of 2016, then what happened until the merger."""
    _found()
    make_units(PLACES, on=START, act=start_act())
    _bodies()
    for username, full_name, role, unit_code in RECORDERS:
        open_person(username, full_name, by=founder())
        give(username, role, unit_code, on=START)
    _last_year_of_quang_loi()
    _merge()


def _found() -> None:
    """The installation is that of the made-up province, whose people use it today."""
    admin = open_person(FOUNDER, "Trịnh Quốc Khánh", by=None)
    # Before the first unit nobody may record an act.
    act = LegalAct.objects.create(
        number=START_ACT.number, title=START_ACT.title, note=START_ACT.note, in_force_on=START
    )
    root = case_m.PROVINCE
    new = services.NewUnit(kind(root.kind), root.name, None, root.code)
    services.found_installation(unit=new, on=START, act=act, admin=admin)
    case_m.load_before_2025()


def _bodies() -> None:
    make_bodies("quang-ninh", seats.PROVINCE, on=START)
    make_bodies("dam-ha", seats.DISTRICT_OFFICES, on=START)
    make_bodies("binh-lieu", seats.BINH_LIEU, on=START)
    for code in COMMUNES:
        make_bodies(code, seats.STEERED_COMMUNE if code == "quang-tan" else seats.COMMUNE, on=START)
    make_bodies("ha-noi", seats.CITY, on=START)
    make_bodies("long-bien", seats.URBAN_DISTRICT, on=START)
    make_bodies("cu-khoi", seats.CU_KHOI, on=START)


def _last_year_of_quang_loi() -> None:
    """Figures of 2019, which stay with the commune, and a task that is still open when it ends."""
    by, home, year = user("quangloi.canbo"), unit("quang-loi"), Period.of_year(2019)
    for code, typed in OF_QUANG_LOI:
        indicator = Indicator.objects.get(code=code)
        figure = typed_figures.read(indicator, typed, ILLUSTRATIVE)
        figures.state(indicator=indicator, unit=home, window=year, figure=figure, by=by)
    task = steering.assign_task(
        title="Rà soát, bàn giao hồ sơ thực hiện Quy chế dân chủ ở cơ sở của xã (minh họa)",
        assigned_by=body("ban-dan-van-dam-ha"),
        lead=body("ubnd-quang-loi"),
        supporters=[],
        assigned_on=date(2019, 11, 4),
        due_on=date(2020, 3, 31),
        by=user("damha.tonghop"),
    )
    steering.report_progress(
        task=task, text="Đã lập danh mục hồ sơ (minh họa).", percent=30, reported_on=date(2019, 12, 16), by=by
    )


def _merge() -> None:
    """Quảng Lợi ends; its people, villages, records and open tasks go to Quảng Tân."""
    by = founder()
    services.merge_units(
        predecessors=[unit("quang-loi")],
        into=unit("quang-tan"),
        on=MERGED_ON,
        act=record(MERGER, MERGED_ON),
        by=by,
        people_follow=True,
    )
    task = body("ubnd-quang-loi").tasks_led.get()
    steering.report_progress(
        task=task,
        text="Ủy ban nhân dân xã Quảng Tân tiếp nhận, đã chỉnh lý xong hồ sơ của xã Quảng Lợi (minh họa).",
        percent=100,
        reported_on=date(2020, 3, 20),
        by=user("quangloi.canbo"),
    )
    steering.sign_off(task=task, on=date(2020, 3, 25), by=user("damha.tonghop"))
