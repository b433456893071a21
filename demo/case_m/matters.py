"""What voters of xã Vân Khê said to their council, and what became of it; letters, a reception day, a pending case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from accounts.models import User
from common import clock as wall
from common.periods import Kind, Period
from conferences import services as councils
from conferences.enums import SessionKind
from conferences.models import CouncilSession
from conferences.services import Served, Sitting
from demo.building import body, unit, user
from documents.models import DocumentType, OfficialDocument
from documents.services import record_issued
from letters.enums import CameBy, ContentKind, Stage
from letters.enums_reception import Handling, Matter
from letters.models import CaseField, CaseStage, LetterContent
from letters.services import cases, letters, reception, visits
from petitions import services
from petitions.enums import Outcome, PetitionStatus, Rung, Source
from petitions.models import CompetenceLevel, Petition, PetitionField
from petitions.services import raising

from .days import Days

_S = PetitionStatus
COUNCIL, COMMITTEE = "hdnd-van-khe", "ubnd-van-khe"
ECONOMY, CULTURE = "phong-kinh-te-van-khe", "phong-van-hoa-xa-hoi-van-khe"
KEEPER, JUDGE, SETTLER, LEADER = "tonghop", "giamsat", "giaiquyet", "lanhdao"
_LAST_SESSION, _BEFORE = -75, -260  # days from today


@dataclass(frozen=True)
class Said:
    """A petition: its text, what it is about, how far it came, and with what outcome."""

    text: str
    field: str
    status: PetitionStatus
    to: str = ECONOMY
    outcome: Outcome | None = None
    place: str = ""
    level: str = "xa"


LAST = (
    Said("Đề nghị sửa cống thoát nước đầu bản Suối Vân, mưa là ngập đường", "giao-thong", _S.CLAIMED, place="Suối Vân",
         outcome=Outcome.RESOLVED),
    Said("Đề nghị lắp đèn chiếu sáng đoạn đường từ Chợ Mới đến trạm y tế", "dien-nuoc", _S.ACCEPTED, place="Chợ Mới"),
    Said("Đề nghị nạo vét kênh nội đồng thôn Đồng Chanh trước vụ đông", "nong-nghiep", _S.ANSWERED, place="Đồng Chanh"),
    Said("Đề nghị công khai giá đền bù dự án đường tránh, nêu rõ cách tính", "giai-phong-mat-bang", _S.TRANSFERRED,
         COMMITTEE, place="Khe Giữa"),
    Said("Đề nghị bổ sung giáo viên mầm non cho điểm trường bản Khe Giữa", "giao-duc", _S.ACCEPTED, CULTURE,
         place="Khe Giữa"),
    Said("Nước sinh hoạt ở bản Suối Vân có mùi, đề nghị kiểm tra", "dien-nuoc", _S.VERIFIED, place="Suối Vân",
         outcome=Outcome.EXPLAINED),
    Said("Đề nghị có nhà văn hóa cho khu phố Chợ Mới, hiện họp nhờ nhà dân", "van-hoa-xa-hoi", _S.CLAIMED, CULTURE,
         Outcome.IN_PROGRESS, "Chợ Mới"),
    Said("Đề nghị xử lý bãi rác tự phát cạnh chợ", "dat-dai", _S.CLOSED, outcome=Outcome.RESOLVED, place="Chợ Mới"),
    Said("Đề nghị tỉnh sớm nâng cấp đường tỉnh qua địa bàn xã", "giao-thong", _S.CLOSED, COMMITTEE,
         Outcome.NOT_COMPETENT, level="tinh"),
    Said("Đề nghị rà soát lại danh sách hộ cận nghèo ở bản Khe Giữa", "van-hoa-xa-hoi", _S.CLOSED, CULTURE,
         Outcome.EXPLAINED, "Khe Giữa"),
)  # fmt: skip
EARLIER = (
    Said("Đề nghị sửa cống thoát nước đầu bản Suối Vân", "giao-thong", _S.CLOSED, outcome=Outcome.NOT_RESOLVED,
         place="Suối Vân"),
    Said("Đề nghị cấp giấy chứng nhận quyền sử dụng đất cho các hộ tái định cư", "dat-dai", _S.CLOSED,
         outcome=Outcome.RESOLVED, place="Đồng Chanh"),
    Said("Đề nghị mở thêm chuyến xe buýt vào ngày chợ phiên", "giao-thong", _S.CLOSED, outcome=Outcome.EXPLAINED),
    Said("Đề nghị hỗ trợ giống cho các hộ bị rét hại", "nong-nghiep", _S.CLOSED, outcome=Outcome.RESOLVED),
)  # fmt: skip
NEW = (
    Said("Đề nghị sửa lan can cầu treo bản Suối Vân, mấy thanh gỗ đã mục", "giao-thong", _S.RECEIVED, place="Suối Vân"),
    Said("Cầu treo Suối Vân hỏng lan can, các cháu đi học nguy hiểm", "giao-thong", _S.RECEIVED, place="Suối Vân"),
    Said("Đề nghị thông báo lịch cắt điện trước ít nhất hai ngày", "dien-nuoc", _S.RECEIVED),
    Said("Đề nghị tổ chức khám sức khỏe định kỳ cho người cao tuổi", "y-te", _S.CONSOLIDATED),
    Said("Đề nghị kiểm tra việc thu quỹ ở điểm trường Đồng Chanh", "giao-duc", _S.CONSOLIDATED, place="Đồng Chanh"),
)


def is_loaded() -> bool:
    return Petition.objects.filter(council__code=COUNCIL).exists()


def load() -> None:
    """Through the verbs, by the people who would do it, on days counted from the day of seeding."""
    days = Days(wall.today())
    before, last, ahead = _sessions(days)
    earlier = [_lived(said, before, days.office_day(_BEFORE)) for said in EARLIER]
    made = [_lived(said, last, days.office_day(_LAST_SESSION)) for said in LAST]
    raising.raise_again(petition=made[0], earlier=earlier[0], by=user(KEEPER))
    _press(made[1], days)
    for said in NEW:
        _taken(said, ahead, days.office_day(-9))
    _letters(days)
    _reception(days, made[-1])
    _case(made[3], days)


def _sessions(days: Days) -> tuple[CouncilSession, CouncilSession, CouncilSession]:
    """Two sessions behind and one ahead, of the term that began with the elections of 2026 or of today's year."""
    keeper = user(KEEPER)
    first = days.office_day(_BEFORE)
    term = councils.found_term(
        council=body(COUNCIL), served=Served(number=21, first=first - timedelta(days=30)), by=keeper
    )
    made = []
    for start in (_BEFORE, _LAST_SESSION, 18):
        day = days.office_day(start)
        sitting = Sitting(
            term=term,
            kind=SessionKind.REGULAR,
            starts_on=day,
            ends_on=day,
            place="Hội trường xã Vân Khê",
        )
        made.append(councils.plan_session(sitting=sitting, by=keeper))
    for session in made[:2]:
        councils.open_session(session=session, by=keeper)
        councils.close_session(session=session, by=keeper)
    return made[0], made[1], made[2]


def _taken(said: Said, session: CouncilSession, on: date) -> Petition:
    petition = services.take(
        council=body(COUNCIL), source=Source.MEETING, text=said.text, received_on=on, session=session,
        place=said.place, by=user(KEEPER),
        people=[services.Person("Lò Văn Thắng", "bản Suối Vân")] if said.place == "Suối Vân" else (),
    )  # fmt: skip
    if said.status != _S.RECEIVED:
        services.consolidate(
            petition=petition, field=PetitionField.objects.get(code=said.field), wording=said.text,
            level=CompetenceLevel.objects.get(code=said.level), by=user(KEEPER), on=on + timedelta(days=3),
        )  # fmt: skip
    return petition


def _lived(said: Said, session: CouncilSession, closed_on: date) -> Petition:
    """From the voter meeting before the session as far as it came; a step every working week."""
    petition = _taken(said, session, closed_on - timedelta(days=10))
    day = closed_on + timedelta(days=2)
    referral = services.draft_referral(
        sender=body(COUNCIL), title="Chuyển kiến nghị của cử tri sau kỳ họp", session=session, by=user(KEEPER),
        due_on=day + timedelta(days=60),
    )  # fmt: skip
    services.fill(referral=referral, wanted={petition: body(said.to)}, by=user(KEEPER))
    paper = _paper(COUNCIL, day, "Chuyển kiến nghị của cử tri đến cơ quan có thẩm quyền giải quyết")
    services.send(referral=referral, document=paper, by=user(KEEPER))
    for step, after in _STEPS[: _ORDER.index(said.status)]:
        step(petition, said, day + timedelta(days=after))
    petition.refresh_from_db()
    return petition


def _accept(petition: Petition, said: Said, on: date) -> None:
    services.accept(petition=petition, by=_settler(said), on=on)


def _answer(petition: Petition, said: Said, on: date) -> None:
    services.answer(
        petition=petition, text="Đã kiểm tra thực tế; nội dung trả lời theo văn bản kèm theo (minh họa).",
        public_text="Cơ quan đã kiểm tra và trả lời bằng văn bản.", by=_settler(said),
        document=_paper(said.to, on, "Trả lời kiến nghị của cử tri"),
    )  # fmt: skip


def _claim(petition: Petition, said: Said, on: date) -> None:
    outcome = said.outcome or Outcome.EXPLAINED
    services.claim(
        petition=petition, outcome=outcome, text="Kết quả theo biên bản kèm theo (minh họa).", by=_settler(said), on=on,
        promised_on=on + timedelta(days=90) if outcome == Outcome.IN_PROGRESS else None,
        evidence=_paper(said.to, on, "Kết quả giải quyết kiến nghị của cử tri"),
    )  # fmt: skip


def _verify(petition: Petition, said: Said, on: date) -> None:
    services.verify(petition=petition, by=user(JUDGE), on=on)


def _close(petition: Petition, said: Said, on: date) -> None:
    services.close(petition=petition, told_on=on, how="tại cuộc họp bản, có niêm yết", by=user(KEEPER))


type _Step = Callable[[Petition, Said, date], None]
_STEPS: list[tuple[_Step, int]] = [(_accept, 5), (_answer, 30), (_claim, 40), (_verify, 50), (_close, 60)]
_ORDER = [_S.TRANSFERRED, _S.ACCEPTED, _S.ANSWERED, _S.CLAIMED, _S.VERIFIED, _S.CLOSED]


def _settler(said: Said) -> User:
    return user(SETTLER if said.to == ECONOMY else LEADER)


def _paper(issuer: str, on: date, subject: str) -> OfficialDocument:
    """A letter of a body under the next number of the year."""
    made_by = body(issuer)
    used = OfficialDocument.objects.filter(issuer=made_by, issued_on__year=on.year).count()
    paper: OfficialDocument = record_issued(
        issuer=made_by, type=DocumentType.objects.get(code="cong-van"), number=300 + used, issued_on=on,
        subject=subject, by=user(KEEPER),
    )  # fmt: skip
    return paper


def _press(petition: Petition, days: Days) -> None:
    paper = _paper(COUNCIL, days.office_day(-6), "Đôn đốc giải quyết kiến nghị của cử tri")
    services.press(petition=petition, rung=Rung.URGE, document=paper, by=user(JUDGE), note="Đề nghị trả lời sớm.")


def _letters(days: Days) -> None:
    """A complaint that waits for acceptance, one that is being settled, a recommendation that was answered."""
    _received(ContentKind.COMPLAINT, "Khiếu nại về việc đo đạc lại ranh giới thửa đất", "Vì Thị Đào", days.day(-3))
    accepted = _received(ContentKind.COMPLAINT, "Khiếu nại mức hỗ trợ tái định cư", "Lường Văn Pản", days.day(-30))
    letters.accept(
        content=accepted, on=days.office_day(-24), by=user(KEEPER), stage=Stage.FIRST,
        paper=_paper(COMMITTEE, days.office_day(-24), "Thông báo thụ lý giải quyết khiếu nại lần đầu"),
    )  # fmt: skip
    _received(ContentKind.FEEDBACK, "Phản ánh tiếng ồn của xưởng gỗ vào ban đêm", "", days.day(-8))


def _received(kind: str, summary: str, name: str, on: date) -> LetterContent:
    letter = letters.receive_letter(
        body=body(COMMITTEE), received_on=on, came_by=CameBy.IN_PERSON, by=user(KEEPER),
        contents=[letters.Content(kind, summary)], sender=letters.Sender(name) if name else None,
    )  # fmt: skip
    content: LetterContent = letter.contents.order_by("position").get()
    return content


def _reception(days: Days, petition: Petition) -> None:
    """The chairperson receives citizens every week; the last day was held and has two visits."""
    clerk = user(KEEPER)
    reception.add_duty(
        body=body(COMMITTEE), office="Chủ tịch Ủy ban nhân dân xã", rule="REC-07", basis="", times=None, per="",
        days=[3], starts=time(8), ends=time(11, 30), place="Phòng tiếp công dân xã", since=days.day(-60), by=clerk,
    )  # fmt: skip
    month = Period.containing(days.today, Kind.MONTH)
    planned = [
        day for found in (month.previous(), month)
        for day in reception.plan_month(bodies=[body(COMMITTEE)], month=found, by=clerk)
    ]  # fmt: skip
    for day in planned:
        if day.on < days.today:
            reception.hold(day=day, head_received=True, by=clerk)
    held = [day for day in planned if day.on < days.today]
    if not held:
        return
    visits.record_visit(
        body=body(COMMITTEE), on=held[-1].on, day=held[-1], matter=Matter.PROPOSAL, handling=Handling.RECEIVED,
        full_name="Hoàng Thị Mến", address="khu phố Chợ Mới", content="Đề nghị sửa nắp cống trước cổng chợ", by=clerk,
    )  # fmt: skip
    visits.record_visit(
        body=body(COMMITTEE), on=held[-1].on, day=held[-1], matter=Matter.PROPOSAL, handling=Handling.ANSWERED,
        full_name="Quàng Văn Inh", address="bản Khe Giữa", content="Hỏi về danh sách hộ cận nghèo",
        petition=petition, by=clerk,
    )  # fmt: skip


def _case(petition: Petition, days: Days) -> None:
    """The pending case behind a petition about compensation."""
    case = cases.open_case(
        title="Bồi thường, tái định cư dự án đường tránh qua bản Khe Giữa", lead=body(COMMITTEE),
        field=CaseField.objects.order_by("rank", "pk")[0], stage=CaseStage.objects.order_by("rank", "pk")[0],
        place_unit=unit("van-khe"), opened_on=days.day(-60), about_matter=True, by=user(KEEPER),
        project="Đường tránh Vân Khê (minh họa)", supervisors=[body(COUNCIL)],
    )  # fmt: skip
    cases.link(case=case, kind="petition", name=petition.code, by=user(KEEPER))
