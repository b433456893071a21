"""What xã Vân Khê moves today: a programme that runs, a movement with stated and unstated targets, models."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from common import clock
from demo.building import body, unit, user
from movements.enums import CheckResult, Honoured, MovementForm, ReviewKind
from movements.models import CoordinationProgramme, ModelField, MovementKind
from movements.services import commendations, contents, movements, programmes, register, reviews
from organizations.models import UnitLevel

from .days import Days

HOME, KEEPER = "van-khe", "tonghop"


def is_loaded() -> bool:
    return CoordinationProgramme.objects.filter(host__code=f"ubnd-{HOME}").exists()


def load() -> None:
    """Programme, movement, models, commendations."""
    days, by = Days(clock.today()), user(KEEPER)
    _programme(days, by)
    _movement(days, by)
    _models(days, by)


def _programme(days: Days, by: User) -> None:
    year = days.today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    facts = programmes.ProgrammeFacts(
        title=f"Chương trình phối hợp công tác dân vận năm {year} (minh họa)",
        partners=[body(f"ban-xay-dung-dang-{HOME}"), body(f"mttq-{HOME}")],
        purpose="Phối hợp vận động Nhân dân thực hiện dân chủ ở cơ sở.",
    )  # fmt: skip
    programme = programmes.draft(host=body(f"ubnd-{HOME}"), year=year, facts=facts, by=by)
    lines = (
        ("Tuyên truyền Luật Thực hiện dân chủ ở cơ sở", "ban-xay-dung-dang", -60),
        ("Giám sát việc công khai các khoản đóng góp", "mttq", -10),
        ("Cải cách thủ tục hành chính, nâng chỉ số hài lòng", "trung-tam-hanh-chinh-cong", 15),
        ("Vận động Nhân dân bàn giao mặt bằng tuyến đường liên bản", "phong-kinh-te", 35),
    )
    for text, lead, offset in lines:
        due_on = min(max(days.day(offset), first), last)
        one = contents.ContentFacts(text=f"{text} (minh họa)", lead=body(f"{lead}-{HOME}"), due_on=due_on)
        contents.add(programme=programme, facts=one, by=by)
    signed_on = min(max(first, days.office_day(-200)), days.today)
    programmes.sign(programme=programme, on=signed_on, decision_text="02-CTrPH/UBND (minh họa)", by=by)
    reviewed_on = max(signed_on, days.office_day(-55))
    judged = {1: reviews.Judged(True, "6 hội nghị, 540 lượt người (minh họa)")}
    reviews.review(programme=programme, kind=ReviewKind.MIDYEAR, on=reviewed_on, judged=judged, by=by)


def _movement(days: Days, by: User) -> None:
    facts = movements.MovementFacts(
        form=MovementForm.DRIVE, kind=MovementKind.objects.get(code="nong-thon-moi"),
        name="Cuộc vận động “Bản sạch, ngõ sáng” (minh họa)", launched_on=days.office_day(-150),
    )  # fmt: skip
    movement = movements.launch(body=body(f"mttq-{HOME}"), facts=facts, by=by)
    stated = movements.TargetFacts(
        text="Lắp đèn chiếu sáng đường bản", planned=12, measure="km", achieved=7, stated_on=days.day(-20)
    )
    unstated = movements.TargetFacts(text="Hộ phân loại rác tại nguồn", planned=400, measure="hộ")
    for target in (stated, unstated):
        movements.add_target(movement=movement, facts=target, by=by)


def _models(days: Days, by: User) -> None:
    registrar, kind = body(f"ban-xay-dung-dang-{HOME}"), MovementKind.objects.get(code="dan-van-kheo")
    wanted = (
        ("moi-truong", "Tuyến đường tự quản của phụ nữ"),
        ("moi-truong", "Ngày thứ Bảy xanh"),
        ("kinh-te", "Tổ liên kết trồng quế"),
        ("giai-phong-mat-bang", "Hiến đất mở đường bản"),
        ("he-thong-chinh-tri", "Giờ hành chính không hẹn"),
        ("van-hoa-xa-hoi", "Đội văn nghệ bản Suối Vân"),
    )
    made = []
    for code, name in wanted:
        facts = register.ModelFacts(
            name=f"{name} (minh họa)", kind=kind, field=ModelField.objects.get(code=code), unit=unit(HOME),
            registered_on=days.office_day(-120),
        )  # fmt: skip
        made.append(register.register(registrar=registrar, facts=facts, by=by))
    register.check(model=made[0], on=days.office_day(-30), result=CheckResult.GOOD, checked_by="Tổ giúp việc", by=by)
    register.check(model=made[2], on=days.office_day(-28), result=CheckResult.FOLLOW, note="Cần thêm vốn vay", by=by)
    commune, province = (UnitLevel.objects.get(code=code) for code in ("commune", "province"))
    commendations.commend_model(model=made[0], level=commune, decided_on=days.office_day(-15), by=by)
    decision = commendations.Decision(
        honoured=Honoured.PERSON, kind=kind, level=province, decided_on=days.office_day(-10), unit=unit(HOME)
    )
    commendations.record_many(registrar=registrar, decision=decision, names=["Lò Thị Mây (minh họa)"], by=by)
