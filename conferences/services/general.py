"""Step 1: what kind of conference, when, where, who chaired. Planning and starting write the same lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.periods import Period
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from conferences import events, policies, titles
from conferences.enums import Status, Step
from conferences.models import Conference, ConferenceKind
from movements.models import CoordinationProgramme
from organizations.models import Body
from steering import citing
from steering.models import CommitteeMember, DirectingPaper

from . import prior, stakes
from .shared import mark_saved, open_for


@dataclass(frozen=True, kw_only=True)
class General:
    """The first step. Without a title the portal makes one from kinds and period.

    The chair is a member of the committee, or a name with its office; a member's name and office are copied, so that
    the minutes keep what was true that day. ``ends_at`` may follow later, before the conference is completed.
    ``programme``: the coordination programme that it reviews. ``papers``: the directing papers that it rests on.
    """

    host: Body
    kinds: Sequence[ConferenceKind]
    starts_at: datetime
    ends_at: datetime | None = None
    period: Period | None = None
    title: str = ""
    subject: str = ""
    place: str = ""
    chair: CommitteeMember | None = None
    chair_name: str = ""
    chair_office: str = ""
    agenda: str = ""
    proceedings: str = ""
    programme: CoordinationProgramme | None = None
    papers: Sequence[DirectingPaper] = ()


@transaction.atomic
def plan(*, general: General, by: User) -> Conference:
    """Put a conference on the calendar. Refused when its hour has passed: then it is started instead."""
    if general.starts_at <= clock.now():
        raise Refused(_("Giờ bắt đầu đã qua: hãy ghi kết quả thay vì lên kế hoạch."), field="starts_at")
    return _create(general, Status.PLANNED, events.PLANNED, by)


@transaction.atomic
def start(*, general: General, by: User) -> Conference:
    """Begin to record a conference that is over, or under way. Refused when it has not begun."""
    if general.starts_at > clock.now():
        raise Refused(_("Hội nghị chưa diễn ra: hãy lên kế hoạch."), field="starts_at")
    return _create(general, Status.HELD, events.STARTED, by)


@transaction.atomic
def save_step_1_general(*, conference: Conference, general: General, by: User) -> Conference:
    """Correct the first step. Host and day stay within what conclusions already rest on."""
    conference = open_for(conference, Step.GENERAL, by)
    _check(general)
    _check_move(conference, general, by)
    _write(conference, general)
    conference.save()
    conference.kinds.set(general.kinds)
    citing.cite(conference, general.papers)
    prior.refresh_following(conference)
    stakes.write(conference)
    mark_saved(conference, Step.GENERAL, by)
    events.remember(events.STEP_SAVED, conference, by, step=Step.GENERAL.value)
    return conference


def _create(general: General, status: Status, event: str, by: User) -> Conference:
    policies.check_can_plan(by, general.host)
    _check(general)
    Body.objects.select_for_update(no_key=True).get(pk=general.host.pk)  # one code at a time
    starts_on = timezone.localtime(general.starts_at).date()
    code = titles.new_code(starts_on, general.host.unit.code)
    conference = Conference(code=code, status=status, created_at=clock.now(), created_by=by)
    _write(conference, general)
    conference.save(force_insert=True)
    conference.kinds.set(general.kinds)
    citing.cite(conference, general.papers)
    stakes.write(conference)
    mark_saved(conference, Step.GENERAL, by)
    events.remember(event, conference, by, on=ngay(starts_on))
    return conference


def _check(general: General) -> None:
    if not general.kinds:
        raise Refused(_("Chọn ít nhất một loại hội nghị."), field="kinds")
    if general.ends_at is not None and general.ends_at <= general.starts_at:
        raise Refused(_("Giờ kết thúc phải sau giờ bắt đầu."), field="ends_at")
    day = timezone.localtime(general.starts_at).date()
    if day not in general.host.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=general.host.name, day=ngay(day)), field="host")
    if general.chair and day not in general.chair.valid:
        message = _("{name} không là thành viên Ban Chỉ đạo vào ngày {day}.")
        raise Refused(message.format(name=general.chair.full_name, day=ngay(day)), field="chair")
    if general.chair and general.chair.committee.body_id != general.host.pk:
        raise Refused(_("Người này không thuộc Ban Chỉ đạo tổ chức hội nghị."), field="chair")
    _check_programme(general, day)
    _check_papers(general, day)


def _check_papers(general: General, day: date) -> None:
    """Papers in the register of the host's unit, issued by the day of the conference."""
    keys = [paper.pk for paper in general.papers]
    known = DirectingPaper.objects.known_in(general.host.unit).filter(pk__in=keys)
    if len(keys) != known.count():
        raise Refused(_("Chỉ viện dẫn văn bản trong sổ văn bản chỉ đạo của đơn vị tổ chức hội nghị."), field="papers")
    if later := [paper.label for paper in general.papers if paper.issued_on > day]:
        message = _("{paper} ban hành sau ngày hội nghị.")
        raise Refused(message.format(paper="; ".join(later)), field="papers")


def _check_programme(general: General, day: date) -> None:
    """A programme that concerns the host's unit, signed by the day of the conference."""
    programme = general.programme
    if programme is None:
        return
    if not CoordinationProgramme.objects.in_unit(general.host.unit).filter(pk=programme.pk).exists():
        raise Refused(_("Chương trình phối hợp này không liên quan đến đơn vị tổ chức hội nghị."), field="programme")
    if programme.signed_on is None or programme.signed_on > day:
        raise Refused(_("Chương trình phối hợp chưa được ký kết vào ngày hội nghị."), field="programme")


def _check_move(conference: Conference, general: General, by: User) -> None:
    """What has grown on a conference holds its host and its day in place."""
    if general.host.pk != conference.host_id:
        policies.check_can_plan(by, general.host)
        if conference.conclusions.exists() or conference.members.exists():
            raise Refused(_("Đã ghi thành viên dự hoặc kết luận của cơ quan này, không đổi được nữa."), field="host")
    if conference.status != Status.PLANNED and general.starts_at > clock.now():
        raise Refused(_("Hội nghị đang ghi kết quả thì giờ bắt đầu không thể ở tương lai."), field="starts_at")
    day = timezone.localtime(general.starts_at).date()
    first_due = conference.conclusions.order_by("due_on").values_list("due_on", flat=True).first()
    if first_due is not None and first_due < day:
        message = _("Có kết luận hạn {due}, trước ngày này. Sửa hạn của kết luận trước.")
        raise Refused(message.format(due=ngay(first_due)), field="starts_at")


def _write(conference: Conference, general: General) -> None:
    period = general.period
    title = clean_line(general.title) or titles.compose(general.kinds, period)
    chair = general.chair
    values: dict[str, Any] = {
        "host": general.host,
        "period": period.code if period else "",
        "title": title[:300],
        "subject": nfc(general.subject),
        "starts_at": general.starts_at,
        "ends_at": general.ends_at,
        "place": clean_line(general.place),
        "chair": chair,
        "chair_name": chair.full_name if chair else clean_line(general.chair_name),
        "chair_office": _office(chair) if chair else clean_line(general.chair_office),
        "agenda": nfc(general.agenda),
        "proceedings": nfc(general.proceedings),
        "programme": general.programme,
    }
    for name, value in values.items():
        setattr(conference, name, value)
    prior.find_previous(conference)


def _office(member: CommitteeMember) -> str:
    """Office and place in the committee, as minutes name a chair."""
    parts = [member.office, str(member.get_position_display())]
    return ", ".join(part for part in parts if part)[:200]
