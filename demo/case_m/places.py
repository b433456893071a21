"""Units and bodies of tỉnh Sông Vân, before and after the district level ended on 01/07/2025."""

from datetime import date

from demo import seats
from demo.building import START, Act, Place, Seat, founder, make_bodies, make_units, record, start_act, unit
from organizations import services

PROVINCE = Place("song-van", "tinh", "Sông Vân", "")

BEFORE = (
    Place("song-khe", "thi-xa", "Sông Khê", "song-van"),
    Place("van-khe", "xa", "Vân Khê", "song-khe"),
    Place("van-giang", "phuong", "Vân Giang", "song-khe"),
    Place("ben-van", "xa", "Bến Vân", "song-khe"),
    Place("van-son", "xa", "Vân Sơn", "song-khe"),
    Place("xa-dao-van", "xa", "Đảo Vân", "song-khe"),
    Place("ban-suoi-van", "ban", "Suối Vân", "van-khe"),
    Place("ban-khe-giua", "ban", "Khe Giữa", "van-khe"),
    Place("thon-dong-chanh", "thon", "Đồng Chanh", "van-khe"),
    Place("khu-pho-cho-moi", "khu-pho", "Chợ Mới", "van-khe"),
    Place("van-giang-khu-pho-1", "khu-pho", "1", "van-giang"),
    Place("van-giang-khu-pho-2", "khu-pho", "2", "van-giang"),
    Place("ap-bai-ngoc", "ap", "Bãi Ngọc", "xa-dao-van"),
    Place("thon-hon-cau", "thon", "Hòn Cau", "xa-dao-van"),
)

OLD_COMMUNES = ("van-khe", "van-giang", "ben-van", "van-son")
ZONE = Place("dao-van", "dac-khu", "Đảo Vân", "song-van")

OFFICES_OF_THE_PROVINCE = (
    Seat("ban-tuyen-giao-dan-van", "Ban Tuyên giáo và Dân vận Tỉnh ủy {name}", "Ban TG&DV", "BTGDV", parent="tinh-uy"),
    Seat("so", "Sở Nội vụ {unit}", "Sở Nội vụ", "SNV", parent="ubnd", code="so-noi-vu"),
)

REARRANGED = Act(
    "Sắp xếp minh họa 01/7/2025",
    "Sắp xếp đơn vị hành chính của tỉnh Sông Vân (đơn vị minh họa)",
    "Đơn vị minh họa: tên, cơ quan, số liệu đều không có thật.",
)


def load_before_2025() -> None:
    """The rest of the province as of the first day of the demo data, and its bodies."""
    make_units(BEFORE, on=START, act=start_act())
    make_bodies(PROVINCE.code, seats.PROVINCE, on=START)
    make_bodies("song-khe", seats.TOWN, on=START)
    for code in OLD_COMMUNES:
        make_bodies(code, seats.STEERED_COMMUNE, on=START)
    make_bodies("xa-dao-van", seats.COMMUNE, on=START)


def load_on(day: date) -> None:
    """The island becomes a special zone; communes get the offices of today. Before the district level ends."""
    act = record(REARRANGED, day)
    make_units([ZONE], on=day, act=act)
    make_bodies(ZONE.code, seats.STEERED_COMMUNE, on=day, act=act)
    services.merge_units(predecessors=[unit("xa-dao-van")], into=unit(ZONE.code), on=day, act=act, by=founder())
    make_bodies(PROVINCE.code, OFFICES_OF_THE_PROVINCE, on=day, act=act)
    make_bodies("van-khe", (*seats.FIVE_ORGANISATIONS, *seats.OFFICES_OF_TODAY), on=day, act=act)
    for code in (*OLD_COMMUNES[1:], ZONE.code):
        make_bodies(code, seats.OFFICES_OF_TODAY[:3], on=day, act=act)
