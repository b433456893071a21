"""What the people of xã Vân Khê decided, were asked, elected, contributed and settled; all of it is invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from common import clock as wall
from common.periods import Kind, Period
from community.enums import Proposer
from community.enums_mediation import CaseResult
from community.models import Consultation, ConsultationMatter, ConsultationWay, Decision, Election, MediationKind
from community.services import (
    consultations,
    contributions,
    decision_answers,
    decision_results,
    decisions,
    elections,
    mediation,
)
from community.services.contributions import Got, Spent, Wanted
from community.services.decision_results import Sat
from community.services.decisions import Plan
from community.services.mediation import TeamWanted
from conferences.models import DecisionMatter
from demo.building import body, unit, user
from documents import services as documents
from organizations.models import Unit

from .days import Days

COMMITTEE = "ubnd-van-khe"
SUOI_VAN, KHE_GIUA, DONG_CHANH, CHO_MOI = "ban-suoi-van", "ban-khe-giua", "thon-dong-chanh", "khu-pho-cho-moi"
HEADS = {
    SUOI_VAN: "Lò Văn Xôm, Trưởng bản Suối Vân",
    KHE_GIUA: "Vì Thị Hương, Trưởng bản Khe Giữa",
    DONG_CHANH: "Hoàng Văn Tấn, Trưởng thôn Đồng Chanh",
    CHO_MOI: "Phùng Thị Lý, Tổ trưởng khu phố Chợ Mới",
}
OFFICIAL, LEADER = "canbo", "lanhdao"


def is_loaded() -> bool:
    return Decision.objects.filter(keeper__code=COMMITTEE).exists()


def load() -> None:
    """Through the verbs, by the people who would do it, on days counted from the day of seeding."""
    days = Days(wall.today())
    _village_decisions(days)
    _of_the_commune(days)
    _convention(days)
    _ahead(days)
    _consultations(days)
    _elections(days)
    _contributions(days)
    _mediation(days)


def _planned(text: str, item: int, on: date, *villages: str, **more: object) -> Decision:
    wanted = {
        "text": text, "matter": DecisionMatter.objects.get(item=item), "starts_on": on, "how": "meeting",
        "villages": [unit(code) for code in villages], "venue": "19 giờ 30, nhà văn hóa",
    }  # fmt: skip
    made = decisions.plan(keeper=body(COMMITTEE), wanted=Plan(**(wanted | more)), by=user(OFFICIAL))  # type: ignore[arg-type]  # as typed above
    if on <= wall.today():
        decisions.notify(decision=made, on=on - timedelta(days=4), by=user(OFFICIAL))
    return made


def _entered(decision: Decision, village: str, households: int, *sittings: Sat) -> None:
    result = decision.results.get(village__code=village)
    decision_results.enter(
        result=result, households=households, sittings=sittings, signed_by=HEADS[village], by=user(OFFICIAL)
    )


def _with_minutes[R: (Decision, Election)](record: R) -> R:
    upload = ContentFile("Biên bản đã ký (tệp minh họa).".encode(), name="bien-ban.txt")
    documents.attach(owner=record, upload=upload, by=user(OFFICIAL), no_state_secret=True, caption="Biên bản đã ký")
    return record


def _sent(decision: Decision, on: date, *, to_recognise: bool = False) -> Decision:
    return decision_results.send(
        decision=_with_minutes(decision), on=on, by=user(OFFICIAL),
        recogniser=body(COMMITTEE) if to_recognise else None, received_on=on if to_recognise else None,
    )  # fmt: skip


def _village_decisions(days: Days) -> None:
    """A contribution that passed, a fund of two clusters short of two thirds, work that is still to be sent."""
    on = days.office_day(-40)
    road = _planned("Mức đóng góp làm đường bê tông ngõ bản Suối Vân: 800.000 đồng/hộ và 5 ngày công", 1, on, SUOI_VAN)
    _entered(road, SUOI_VAN, 92, Sat(on, 85, 70, 10))
    _sent(road, on + timedelta(days=3))

    on = days.office_day(-25)
    fund = _planned("Thu, chi quỹ vệ sinh khu phố Chợ Mới năm tới", 2, on, CHO_MOI)
    _entered(fund, CHO_MOI, 230, Sat(on, 105, 80, 20, "Cụm phía chợ"), Sat(on, 98, 70, 25, "Cụm phía cầu"))
    _sent(fund, on + timedelta(days=5))

    on = days.office_day(-3)
    lamps = _planned(
        "Lắp đèn đường dùng điện mặt trời ở bản Suối Vân, các hộ tự trông coi", 6, on, SUOI_VAN,
        proposer=Proposer.CITIZENS, households=92, agreeing=14, agreed_on=on - timedelta(days=20),
    )  # fmt: skip
    _entered(lamps, SUOI_VAN, 92, Sat(on, 74, 61, 9))


def _of_the_commune(days: Days) -> None:
    """A matter of the whole commune: three of its four villages passed it."""
    on = days.office_day(-60)
    wanted = {SUOI_VAN: (92, 80, 66), KHE_GIUA: (78, 70, 60), DONG_CHANH: (140, 120, 95), CHO_MOI: (230, 170, 120)}
    made = _planned("Đóng góp nạo vét kênh nội đồng toàn xã: 2 ngày công mỗi hộ", 1, on, *wanted, commune_wide=True)
    for village, (households, represented, in_favour) in wanted.items():
        _entered(made, village, households, Sat(on, represented, in_favour, represented - in_favour - 2))
    _sent(made, on + timedelta(days=6))


def _convention(days: Days) -> None:
    """One convention recognised and sent on, one that waits for its recognition."""
    on = days.office_day(-90)
    first = _planned("Hương ước bản Suối Vân (sửa đổi)", 3, on, SUOI_VAN)
    _entered(first, SUOI_VAN, 92, Sat(on, 80, 71, 6))
    _sent(first, on + timedelta(days=2), to_recognise=True)
    decision_answers.recognise(decision=first, on=on + timedelta(days=6), by=user(LEADER))
    decision_answers.send_convention(decision=first, on=on + timedelta(days=7), by=user(LEADER))

    on = days.office_day(-8)
    second = _planned("Hương ước bản Khe Giữa", 3, on, KHE_GIUA)
    _entered(second, KHE_GIUA, 78, Sat(on, 60, 44, 12))
    _sent(second, days.office_day(-2), to_recognise=True)


def _ahead(days: Days) -> None:
    """A ballot and a meeting that are being prepared."""
    on = days.office_day(14)
    _planned(
        "Mức đóng góp sửa nhà văn hóa thôn Đồng Chanh", 1, on, DONG_CHANH, how="ballot", ends_on=on + timedelta(days=7)
    )
    _planned("Tự quản trật tự khu vực cổng chợ", 6, days.office_day(9), CHO_MOI)


def _consultations(days: Days) -> None:
    """One that was answered and reported, one that is open."""
    by, on = user(OFFICIAL), days.day(-75)
    first = _asked("Phương án bố trí tái định cư dự án đường tránh (minh họa)", "dau-tu-boi-thuong")
    consultations.publish(consultation=first, on=on, until=on + timedelta(days=25), by=by)
    for way, numbers in (("hop-cong-dong", (118, 22, 9)), ("phat-phieu", (64, 15, 3))):
        agree, disagree, other = numbers
        consultations.count(
            consultation=first, way=ConsultationWay.objects.get(code=way), agree=agree, disagree=disagree, other=other,
            by=by,
        )  # fmt: skip
    consultations.note(
        consultation=first,
        text="Đề nghị giữ lối đi cũ ra bến nước",
        number=27,
        reply="Tiếp thu, đã bổ sung lối đi.",
        by=by,
    )
    consultations.note(consultation=first, text="Đề nghị tăng diện tích lô tái định cư", number=12, by=by)
    consultations.close(consultation=first, on=on + timedelta(days=27), by=by)
    consultations.answer(
        consultation=first, on=on + timedelta(days=35), by=by,
        text="Tiếp thu ý kiến về lối đi; diện tích lô theo quy định của tỉnh nên chưa thay đổi được.",
    )  # fmt: skip

    second = _asked("Dự thảo quy chế thực hiện dân chủ của xã", "quy-che-dan-chu")
    consultations.publish(consultation=second, on=days.day(-8), until=days.day(20), by=by)


def _asked(title: str, matter: str) -> Consultation:
    ways = list(ConsultationWay.objects.filter(code__in=["hop-cong-dong", "phat-phieu", "cong-thong-tin"]))
    return consultations.draft(
        keeper=body(COMMITTEE), matter=ConsultationMatter.objects.get(code=matter), title=title, ways=ways,
        by=user(OFFICIAL),
    )  # fmt: skip


def _elections(days: Days) -> None:
    """One recognised, where the team was set up a day late; one that is being prepared."""
    on = days.office_day(-50)
    first = _election(unit(DONG_CHANH), on, ["Hoàng Văn Tấn", "Lương Thị Nhài"])
    done = {"decided_on": 25, "candidates_on": 16, "team_on": 9, "posted_on": 8}
    prepared = {name: on - timedelta(days=before) for name, before in done.items()}
    elections.prepare(election=first, days=prepared, by=user(OFFICIAL))
    elections.enter(
        election=first, households=140, represented=126, votes={1: 88, 2: 35}, by=user(OFFICIAL),
        signed_by="Đinh Văn Thơ, Tổ trưởng Tổ bầu cử",
    )  # fmt: skip
    sent = on + timedelta(days=3)
    elections.send(
        election=_with_minutes(first), on=sent, recogniser=body(COMMITTEE), received_on=sent, by=user(OFFICIAL)
    )
    elections.recognise(election=first, on=sent + timedelta(days=4), by=user(LEADER))

    second = _election(unit(KHE_GIUA), days.office_day(18), ["Vì Thị Hương", "Lò Văn Chiêu"])
    elections.prepare(election=second, days={"decided_on": days.day(-4)}, by=user(OFFICIAL))


def _election(village: Unit, on: date, names: list[str]) -> Election:
    made = elections.plan(keeper=body(COMMITTEE), village=village, election_on=on, by=user(OFFICIAL))
    return elections.nominate(election=made, names=names, by=user(OFFICIAL))


def _contributions(days: Days) -> None:
    """A road with money, land, trees, labour and a corrected line, disclosed; the labour of a whole commune, closed."""
    by = user(OFFICIAL)
    decision = Decision.objects.get(keeper__code=COMMITTEE, text__startswith="Mức đóng góp làm đường bê tông")
    start = decision.ends_on + timedelta(days=5)
    road = contributions.open_project(
        keeper=body(COMMITTEE), decision=decision, by=by,
        wanted=Wanted(
            title="Đường bê tông ngõ bản Suối Vân",
            content="800.000 đồng và 5 ngày công mỗi hộ; hộ khó khăn được miễn.",
            starts_on=start, ends_on=days.day(60), target=73_600_000,
        ),
    )  # fmt: skip
    first, second = start + timedelta(days=3), start + timedelta(days=12)
    wrong = contributions.receive(project=road, got=Got(sort="money", on=first, amount=3_280_000, households=41), by=by)
    contributions.correct(
        line=wrong, reason="Nhập thiếu một chữ số 0", by=by,
        wanted=Got(sort="money", on=first, amount=32_800_000, households=41),
    )  # fmt: skip
    for got in (
        Got(sort="money", on=second, amount=19_200_000, households=24),
        Got(sort="land", on=first, area=Decimal("120.5"), giver="Lò Thị Pâng", consent_on=first),
        Got(sort="land", on=second, area=Decimal(64), households=2),
        Got(sort="goods", on=second, goods="9 cây xoài, 20 m hàng rào", value=4_500_000, households=3),
        Got(sort="labour", on=second, days=Decimal(310), households=62),
    ):
        contributions.receive(project=road, got=got, by=by)
    for amount, purpose, number in ((28_500_000, "Mua 19 tấn xi măng", "05"), (6_200_000, "Thuê máy trộn", "06")):
        voucher = f"Phiếu chi {number} ngày {second:%d/%m/%Y}"
        contributions.spend(
            project=road, by=by, spent=Spent(on=second, amount=amount, purpose=purpose, voucher=voucher)
        )  # fmt: skip
    contributions.disclose(
        project=road, on=days.office_day(-2), by=by, decision=decision.code,
        title="Thu, chi khoản đóng góp làm đường bê tông ngõ bản Suối Vân",
    )  # fmt: skip

    decision = Decision.objects.get(keeper__code=COMMITTEE, text__startswith="Đóng góp nạo vét")
    canal = contributions.open_project(
        keeper=body(COMMITTEE), decision=decision, by=by,
        wanted=Wanted(title="Nạo vét kênh nội đồng toàn xã", starts_on=decision.ends_on + timedelta(days=2)),
    )  # fmt: skip
    for after, labour, households in ((6, 184, 92), (7, 150, 75), (9, 268, 134), (10, 402, 201)):
        on = canal.starts_on + timedelta(days=after)
        got = Got(sort="labour", on=on, days=Decimal(labour), households=households)
        contributions.receive(project=canal, got=got, by=by)
    contributions.close(project=canal, on=canal.starts_on + timedelta(days=14), by=by)


MEDIATED = {
    SUOI_VAN: {"mau-thuan": (3, 1, 1), "hon-nhan-gia-dinh": (2, 0, 0), "dat-dai": (1, 1, 1)},
    KHE_GIUA: {"mau-thuan": (2, 0, 0), "dat-dai": (0, 1, 0), "hon-nhan-gia-dinh": (0, 0, 0)},
    DONG_CHANH: {"mau-thuan": (4, 0, 0), "dan-su": (2, 1, 0)},
}
"""Settled, not settled, still going; khu phố Chợ Mới has not stated anything yet."""


def _mediation(days: Days) -> None:
    """A team in every village; the last quarter of three of the four."""
    by, committee = user(OFFICIAL), body(COMMITTEE)
    last = Period.containing(Period.containing(days.day(0), Kind.QUARTER).start - timedelta(days=1), Kind.QUARTER)
    for village, (members, women) in {SUOI_VAN: (6, 2), KHE_GIUA: (5, 2), DONG_CHANH: (7, 3), CHO_MOI: (7, 4)}.items():
        place = unit(village)
        wanted = TeamWanted(
            name=f"Tổ hòa giải {place.label}", members=members, women=women, founded_on=days.day(-400)
        )  # fmt: skip
        mediation.enter_team(keeper=committee, village=place, wanted=wanted, by=by)
    kinds = {kind.code: kind for kind in MediationKind.objects.all()}
    for village, stated in MEDIATED.items():
        figures = {kinds[code]: dict(zip(CaseResult.values, row, strict=True)) for code, row in stated.items()}
        mediation.enter(keeper=committee, village=unit(village), period=last, figures=figures, by=by)
