"""Who works in tỉnh Sông Vân: accounts, people who only stand in its history, and its steering committees."""

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import User
from common import clock
from demo.accounts import ACCOUNTS, PASSWORD, SINCE
from demo.building import FOUNDER, body, founder, give, open_person, user
from demo.cases.plain import Change, Committee, Person
from demo.recording import found
from notices import services as notices
from organizations.enums import Role
from organizations.models import Term
from steering import services as steering

# user name, invented name, role, unit: they keep the records of the other communes and do not sign in
CLERKS = (
    ("vangiang.tonghop", "Trương Quốc Đạt", Role.CLERK, "van-giang"),
    ("daovan.tonghop", "Võ Thị Hải Âu", Role.CLERK, "dao-van"),
    ("benvan.tonghop", "Khổng Minh Đức", Role.CLERK, "ben-van"),
    ("vanson.tonghop", "Giàng A Sử", Role.CLERK, "van-son"),
)

FOUNDING = "Quyết định của Đảng ủy về việc thành lập Ban Chỉ đạo (minh họa)"
RENEWAL = "Quyết định của Đảng ủy về việc kiện toàn Ban Chỉ đạo (minh họa)"


def _member(full_name: str, position: str, office: str, sector: str = "", username: str = "") -> Person:
    return Person(full_name=full_name, position=position, office=office, sector=sector, username=username)


VAN_KHE = Committee(
    body="ban-chi-dao-van-khe",
    on=date(2021, 8, 2),
    decision=FOUNDING,
    standing_body="dang-uy-van-khe",
    members=(
        _member("Bế Văn Khoa", "head", "Bí thư Đảng ủy xã"),
        _member("Mai Thị Thanh Bình", "standdep", "Phó Bí thư Thường trực Đảng ủy xã", username="lanhdao"),
        _member("Hứa Văn Toàn", "deputy", "Chủ tịch Ủy ban nhân dân xã", "Khối chính quyền"),
        _member("Cầm Thị Nga", "member", "Chủ tịch Ủy ban Mặt trận Tổ quốc xã", "Khối Mặt trận", "mattran"),
        _member("Lèng Thị Sen", "member", "Chủ tịch Hội Phụ nữ xã"),
        _member("Vi Văn Quyết", "member", "Trưởng Công an xã", "An ninh, trật tự"),
    ),
    changes=(
        Change(
            on=date(2025, 8, 15),
            decision=RENEWAL,
            leave=("Bế Văn Khoa", "Lèng Thị Sen"),
            move=(
                _member(
                    "Mai Thị Thanh Bình",
                    "head",
                    "Phó Bí thư Thường trực Đảng ủy, Chủ tịch Hội đồng nhân dân xã",
                    "Phụ trách chung",
                    "lanhdao",
                ),
            ),
            join=(
                _member(
                    "Quàng Văn Lâm",
                    "standdep",
                    "Trưởng Ban Xây dựng Đảng Đảng ủy xã",
                    "Hoạt động thường xuyên của Ban",
                    "thanhvien",
                ),
                _member("Nông Đức Hiếu", "member", "Trưởng Phòng Kinh tế", "Đất đai, đầu tư, đóng góp", "giaiquyet"),
                _member("Ma Thị Huệ", "member", "Trưởng Phòng Văn hóa - Xã hội", "Hương ước, hòa giải"),
            ),
            note="Kiện toàn theo mô hình chính quyền địa phương hai cấp.",
        ),
        Change(
            on=date(2026, 4, 6),
            decision=RENEWAL,
            join=(
                _member("Hà Quang Trung", "member", "Phó Chủ tịch Hội đồng nhân dân xã", "Giám sát", "giamsat"),
                _member("Sùng Thị Dợ", "member", "Giám đốc Trung tâm Phục vụ hành chính công", "Thủ tục hành chính"),
                _member("Triệu Văn Hòa", "member", "Phó Chủ tịch Mặt trận, Chủ tịch Hội Nông dân xã", "Khối thôn, bản"),
                _member("Phan Anh Dũng", "support", "Chuyên viên Ban Xây dựng Đảng", username="tonghop"),
            ),
            note="Kiện toàn sau bầu cử đại biểu Hội đồng nhân dân nhiệm kỳ 2026–2031.",
        ),
    ),
)

OTHERS = (
    Committee(
        body="ban-chi-dao-song-van",
        on=date(2021, 8, 2),
        decision="Quyết định của Ban Thường vụ Tỉnh ủy về việc thành lập Ban Chỉ đạo (minh họa)",
        standing_body="tinh-uy-song-van",
        members=(
            _member("Kiều Mạnh Hùng", "head", "Phó Bí thư Thường trực Tỉnh ủy", username="lanhdaotinh"),
            _member("Đào Thị Hạnh", "standdep", "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy"),
            _member("Lục Văn Thái", "deputy", "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
            _member("Âu Thị Tuyết", "member", "Giám đốc Sở Nội vụ"),
        ),
    ),
    Committee(
        body="ban-chi-dao-van-giang",
        on=date(2021, 8, 9),
        decision=FOUNDING,
        standing_body="dang-uy-van-giang",
        members=(
            _member("Tống Văn Hậu", "head", "Phó Bí thư Thường trực Đảng ủy phường"),
            _member("Đỗ Thị Phượng", "standdep", "Trưởng Ban Xây dựng Đảng Đảng ủy phường"),
            _member("Lê Đình Chiến", "member", "Chủ tịch Ủy ban nhân dân phường"),
        ),
    ),
    Committee(
        body="ban-chi-dao-dao-van",
        on=date(2025, 8, 20),
        decision=FOUNDING,
        standing_body="dang-uy-dao-van",
        members=(
            _member("Ngư Văn Biển", "head", "Phó Bí thư Thường trực Đảng ủy đặc khu"),
            _member("Hồ Thị Sương", "standdep", "Trưởng Ban Xây dựng Đảng Đảng ủy đặc khu"),
        ),
    ),
    Committee(
        body="ban-chi-dao-ben-van",
        on=date(2021, 8, 16),
        decision=FOUNDING,
        standing_body="dang-uy-ben-van",
        members=(
            _member("Cao Văn Lực", "head", "Phó Bí thư Thường trực Đảng ủy xã"),
            _member("Bàn Thị Phin", "member", "Chủ tịch Ủy ban Mặt trận Tổ quốc xã"),
        ),
    ),
    Committee(
        body="ban-chi-dao-van-son",
        on=date(2021, 8, 16),
        decision=FOUNDING,
        standing_body="dang-uy-van-son",
        members=(
            _member("Thào A Páo", "head", "Bí thư Đảng ủy xã"),
            _member("Lý Thị Mẩy", "member", "Chủ tịch Ủy ban nhân dân xã"),
        ),
    ),
)

FOUNDED_BY = {
    "ban-chi-dao-song-van": "tinh",
    "ban-chi-dao-van-khe": "tonghop",
    "ban-chi-dao-van-giang": "vangiang.tonghop",
    "ban-chi-dao-dao-van": "daovan.tonghop",
    "ban-chi-dao-ben-van": "benvan.tonghop",
    "ban-chi-dao-van-son": "vanson.tonghop",
}


def load() -> None:
    """Accounts, people without accounts of their own, committees."""
    by = founder()
    for account in ACCOUNTS:
        if account.username != FOUNDER:  # who was there before everybody else
            open_person(account.username, account.full_name, by=by)
        for grant in account.grants:
            give(account.username, grant.role, grant.unit, body_code=grant.body, on=SINCE)
    _let_in()
    for username, full_name, role, unit_code in CLERKS:
        open_person(username, full_name, by=by)
        give(username, role, unit_code, on=SINCE)
    for committee in (*OTHERS, VAN_KHE):
        made = found(committee, user(FOUNDED_BY[committee.body]))
    steering.edit_committee(
        committee=made,
        term=Term.objects.get(code="dang-2025-2030"),
        standing_body=body("ban-xay-dung-dang-van-khe"),
        decision_text=VAN_KHE.decision,
        by=user("tonghop"),
    )


def _let_in() -> None:
    """One password for all, hashed once: a hash is made to be slow, and everybody may know this password."""
    signing_in = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    signing_in.update(password=make_password(PASSWORD))


def read_everything() -> None:
    """What the verbs posted about years gone by has long been read."""
    for username in (*(account.username for account in ACCOUNTS), *(username for username, *_rest in CLERKS)):
        notices.read_all(by=User.objects.get(username=username), until=clock.now())
