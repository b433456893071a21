"""Case C: huyện Bình Liêu (Quảng Ninh), 31/03/2021: the review of 2020, the coordination programme of 2021.

Facts of the source: who signs with whom, 53 models over five fields, 16 advanced examples commended (1 by the province,
15 by the district, not said to be among the 53), the targets of the movement and that no result is given, the contents
of 2021, Decision 403-QĐ/TU. Invented and so marked ("minh họa"): how the 53 spread over fields and units, names, lead
bodies, due dates, the days inside 2020, contents of 2020.
"""

from __future__ import annotations

from datetime import date

from accounts.models import User
from demo.building import body, unit, user
from movements.enums import Honoured, MovementForm, ReviewKind, Signing
from movements.models import CoordinationProgramme, ModelField, MovementKind
from movements.services import commendations, contents, movements, programmes, register, reviews
from organizations.models import UnitLevel
from steering.models import PaperKind
from steering.services import directing

HOME, CLERK = "binh-lieu", "binhlieu.tonghop"
HOST, PARTNERS = "ubnd-binh-lieu", ("ban-dan-van-binh-lieu", "co-quan-khoi-binh-lieu")
SIGNED_ON = date(2021, 3, 31)

# field, how many (together 53), the unit that carries them out
MODELS = (
    ("kinh-te", 15, "luc-hon"),
    ("van-hoa-xa-hoi", 14, "dong-van"),
    ("giai-phong-mat-bang", 6, "vo-ngai"),
    ("moi-truong", 10, "luc-hon"),
    ("he-thong-chinh-tri", 8, "binh-lieu"),
)

# level, how many
COMMENDED = (("province", 1), ("district", 15))

# text, how many, of what, units: the source gives no result
TARGETS = (
    ("Đưa các xã Đồng Văn, Lục Hồn, Vô Ngại đạt chuẩn nông thôn mới", 3, "xã", ("dong-van", "luc-hon", "vo-ngai")),
    ("Đưa hai thôn cuối cùng của xã Lục Hồn ra khỏi danh sách thôn đặc biệt khó khăn", 2, "thôn",
     ("cao-thang", "khe-o")),
)  # fmt: skip

# text, lead body, last day
CONTENTS_2020 = (
    ("Phát động, theo dõi phong trào thi đua “Dân vận khéo” (minh họa)", "ban-dan-van", date(2020, 11, 30), True),
    ("Vận động Nhân dân xây dựng nông thôn mới (minh họa)", "co-quan-khoi", date(2020, 12, 31), True),
    ("Chuyển kiến nghị của cử tri và giải quyết (minh họa)", "ubnd", date(2020, 12, 15), True),
    ("Vận động giải phóng mặt bằng các dự án còn vướng mắc (minh họa)", "ubnd", date(2020, 12, 31), False),
)
CONTENTS_2021 = (
    ("Tuyên truyền, vận động Nhân dân", "ban-dan-van", date(2021, 12, 31)),
    ("Thực hiện các chương trình mục tiêu quốc gia", "ubnd", date(2021, 12, 31)),
    ("Thực hiện “Năm dân vận chính quyền 2021”", "ubnd", date(2021, 12, 15)),
    ("Nâng cao đạo đức công vụ", "ubnd", date(2021, 11, 30)),
    ("Nâng cao hiệu lực, hiệu quả của chính quyền các cấp", "ubnd", date(2021, 11, 30)),
    ("Cải cách hành chính", "ubnd", date(2021, 10, 29)),
    ("Nâng chỉ số hài lòng của người dân", "ubnd", date(2021, 11, 30)),
    ("Nâng chỉ số PAPI", "ubnd", date(2021, 11, 30)),
    ("Hòa giải ở cơ sở", "co-quan-khoi", date(2021, 12, 15)),
    ("Giải quyết khiếu nại, tố cáo, tiếp công dân", "ubnd", date(2021, 12, 15)),
    ("Giải quyết ngay những vấn đề mới phát sinh", "ubnd", date(2021, 12, 31)),
    ("Giải phóng mặt bằng các dự án còn vướng mắc theo Quyết định số 403-QĐ/TU", "ubnd", date(2021, 9, 30)),
)


def is_loaded() -> bool:
    return CoordinationProgramme.objects.filter(host__code=HOST).exists()


def load() -> None:
    """The year 2020 with what came of it, its review, and the programme of 2021."""
    by = user(CLERK)
    _movements(by)
    _register(by)
    before = _programme_of_2020(by)
    _programme_of_2021(before, by)


def _movements(by: User) -> None:
    committee = body(HOST)
    drive = movements.MovementFacts(
        form=MovementForm.MOVEMENT, kind=MovementKind.objects.get(code="nong-thon-moi"),
        name="Phong trào thi đua xây dựng nông thôn mới năm 2020", launched_on=date(2020, 1, 15),
        until=date(2020, 12, 31), note="Ngày phát động minh họa; bài viết không nêu kết quả của các mục tiêu.",
    )  # fmt: skip
    movement = movements.launch(body=committee, facts=drive, by=by)
    for text, number, measure, units in TARGETS:
        places = [unit(code) for code in units]
        target = movements.TargetFacts(text=text, planned=number, measure=measure, units=places)
        movements.add_target(movement=movement, facts=target, by=by)
    skilful = movements.MovementFacts(
        form=MovementForm.MOVEMENT, kind=MovementKind.objects.get(code="dan-van-kheo"),
        name="Phong trào thi đua “Dân vận khéo” năm 2020", launched_on=date(2020, 2, 10), until=date(2020, 12, 31),
        note="Ngày phát động minh họa.",
    )  # fmt: skip
    movements.launch(body=body(PARTNERS[0]), facts=skilful, by=by)


def _register(by: User) -> None:
    board, kind = body(PARTNERS[0]), MovementKind.objects.get(code="dan-van-kheo")
    for code, number, place in MODELS:
        field = ModelField.objects.get(code=code)
        facts = register.ModelFacts(
            name="", kind=kind, field=field, unit=unit(place), registered_on=date(2020, 3, 10),
            decision_text="Danh sách đăng ký năm 2020 (minh họa)",
        )  # fmt: skip
        names = [f"Mô hình {field.name_vi.lower()} số {n} (minh họa)" for n in range(1, number + 1)]
        register.register_many(registrar=board, names=names, facts=facts, by=by)
    for code, number in COMMENDED:
        decision = commendations.Decision(
            honoured=Honoured.UNSTATED, kind=kind, level=UnitLevel.objects.get(code=code), unit=unit(HOME),
            decided_on=date(2020, 12, 31), decision_text="Ngày, số quyết định không nêu (ngày minh họa)",
        )  # fmt: skip
        commendations.record_many(registrar=board, decision=decision, unnamed=number, by=by)


def _programme_of_2020(by: User) -> CoordinationProgramme:
    facts = programmes.ProgrammeFacts(
        title="Chương trình phối hợp công tác dân vận năm 2020", partners=[body(code) for code in PARTNERS],
        signing=Signing.PAIRS,
    )  # fmt: skip
    programme = programmes.draft(host=body(HOST), year=2020, facts=facts, by=by)
    judged = {}
    for number, (text, lead, due_on, done) in enumerate(CONTENTS_2020, 1):
        one = contents.ContentFacts(text=text, lead=body(f"{lead}-{HOME}"), due_on=due_on)
        contents.add(programme=programme, facts=one, by=by)
        judged[number] = reviews.Judged(done, "" if done else "Chuyển sang năm 2021")
    programmes.sign(programme=programme, on=date(2020, 3, 20), decision_text="Ngày ký minh họa", by=by)
    reviews.review(
        programme=programme, kind=ReviewKind.FINAL, on=SIGNED_ON, judged=judged, by=by,
        remark="Mặt trận chuyển kiến nghị của cử tri và các cơ quan đã giải quyết; khối tham gia các hội đồng, ban chỉ "
        "đạo của những chương trình khác.",
    )  # fmt: skip
    return programme


def _programme_of_2021(before: CoordinationProgramme, by: User) -> None:
    decision = directing.PaperFacts(
        kind=PaperKind.objects.get(code="quyet-dinh"), issuer_text="Ban Thường vụ Tỉnh ủy Quảng Ninh",
        symbol="403-QĐ/TU", issued_on=date(2016, 11, 15), subject="Công tác giải phóng mặt bằng (trích yếu minh họa)",
    )  # fmt: skip
    paper = directing.register_paper(unit=unit(HOME), facts=decision, holders=[], by=by)
    programme = programmes.carry_over(programme=before, by=by)
    facts = programmes.ProgrammeFacts(
        title=programme.title, partners=[body(code) for code in PARTNERS], signing=Signing.PAIRS, papers=[paper],
        purpose="Bài viết không nêu cơ quan chủ trì và hạn của từng nội dung: cơ quan và ngày là minh họa.",
    )  # fmt: skip
    programme = programmes.edit(programme=programme, facts=facts, by=by)
    for text, lead, due_on in CONTENTS_2021:
        one = contents.ContentFacts(text=text, lead=body(f"{lead}-{HOME}"), due_on=due_on)
        contents.add(programme=programme, facts=one, by=by)
    programmes.sign(programme=programme, on=SIGNED_ON, decision_text="Hội nghị ngày 31/3/2021", by=by)
    for content in programme.contents.open().order_by("order"):
        contents.report_done(
            content=content, on=content.due_on, result="Kết thúc theo dõi cùng cấp huyện (minh họa)", by=by
        )
