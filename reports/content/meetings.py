"""Papers about one conference: plan, invitation, agenda, list of delegates, minutes, notice of conclusions.

What the conference's own pages hold is filled in; a paper made before the conference leaves room for what is not known
yet. Numbers of minutes and notices are told, as in every report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils import timezone

from common.official import Annex, Block, Paragraph, Table, paragraph
from conferences.enums import Presence
from conferences.models import Attendance, Conclusion, Conference, MemberAttendance, Opinion, Vote
from reports import own
from reports.gather import Gathered, two
from reports.told import Told

from .committee import task_line
from .registry import annexes, content
from .telling import GAP, Part, Rows, in_cell, listed, say_of, sentence

BLANK_LINES = 10
"""Lines of a list for which nobody is known to be invited."""
MOST_LINES = 200
"""Lines that one line of the invited takes at most: a list of households is signed in their own place."""
KIND = "conferences.conference"


@content("meeting_frame")
def frame(gathered: Gathered) -> tuple[Block, ...]:
    """Of a plan: content, time, place, who chairs, who comes."""
    conference = _of(gathered)
    facts = [
        f"Nội dung: {sentence(conference.subject or conference.title)}",
        f"Thời gian: {_when(conference)}",
        f"Địa điểm: {conference.place or GAP}",
        f"Chủ trì: {conference.chair_text or GAP}",
        f"Thành phần: {_invited(gathered) or GAP}",
    ]
    return (listed([fact] for fact in facts),)


@content("meeting_agenda")
def agenda(gathered: Gathered) -> tuple[Block, ...]:
    """The agenda as it was typed, a line for each matter, with room for the hour and who speaks."""
    lines = [line.strip(" -–\t") for line in _of(gathered).agenda.splitlines()]
    rows = tuple((str(number), "", line, "") for number, line in enumerate(filter(None, lines), 1))
    if not rows:
        return (Paragraph(GAP),)
    return (
        Table(
            caption="Chương trình hội nghị",
            columns=("STT", "Thời gian", "Nội dung", "Người thực hiện"),
            rows=rows,
            widths=(8, 18, 50, 24),
            row_header=2,
        ),
    )


@content("meeting_invitation")
def invitation(gathered: Gathered) -> tuple[Block, ...]:
    """Who invites whom to what, when and where."""
    conference = _of(gathered)
    host = f"{gathered.body.name} trân trọng kính mời: {_or_room(_invited(gathered))}"
    facts = [
        f"Tới dự: {sentence(conference.title)}",
        f"Thời gian: {_when(conference)}",
        f"Địa điểm: {conference.place or GAP}",
        f"Chủ trì: {conference.chair_text or GAP}",
    ]
    if conference.subject:
        facts.insert(1, f"Nội dung: {sentence(conference.subject)}")
    close = "Đề nghị đại biểu đến dự đúng thành phần, thời gian."
    return (Paragraph(host), listed([fact] for fact in facts), Paragraph(close))


@content("meeting_delegates")
def delegates(gathered: Gathered) -> tuple[Block, ...]:
    """The members of the committee and the bodies that were invited, each with room to sign."""
    names = [(member.full_name, member.office) for member in gathered.members]
    names += [("", line.name) for line in _lines(gathered) for _person in range(min(line.invited, MOST_LINES))]
    names = names or [("", "")] * BLANK_LINES
    rows = tuple((str(number), name, office, "") for number, (name, office) in enumerate(names, 1))
    return (
        Table(
            caption="Danh sách đại biểu dự hội nghị",
            columns=("STT", "Họ và tên", "Chức vụ, đơn vị", "Ký tên"),
            rows=rows,
            widths=(8, 32, 38, 22),
            row_header=1,
            is_signed=True,
        ),
    )


@content("meeting_present")
def present(gathered: Gathered) -> tuple[Block, ...]:
    """Of minutes: time, place, who chaired and who wrote them, who came and who did not."""
    conference, say = _of(gathered), say_of(gathered)
    facts = {
        "Thời gian": _when(conference), "Địa điểm": conference.place, "Chủ trì": conference.chair_text, "Thư ký": "",
    }  # fmt: skip
    blocks: list[Block] = [Paragraph(f"{name}: {_or_room(fact)}") for name, fact in facts.items()]
    if _lines(gathered):
        came: list[Part] = ["Đại biểu có mặt: ", say("own:present"), "/", say("own:invited"), " người được mời, gồm:"]
        blocks += [paragraph(*came), listed([f"{line.name}: ", *_came(gathered, line)] for line in _lines(gathered))]
    if away := [one for one in _members(gathered) if one.state != Presence.PRESENT]:
        words = (f"{one.member.full_name} ({_why(one)})" for one in away)
        blocks.append(Paragraph(f"Thành viên Ban Chỉ đạo vắng mặt: {'; '.join(words)}."))
    return tuple(blocks)


@content("meeting_course")
def course(gathered: Gathered) -> tuple[Block, ...]:
    """Of minutes: what was on the agenda and what else happened."""
    lines = [sentence(line) for line in _of(gathered).proceedings.splitlines() if line.strip()]
    return tuple(Paragraph(f"{line}.") for line in lines) or (Paragraph(GAP),)


@content("meeting_opinions")
def opinions(gathered: Gathered) -> tuple[Block, ...]:
    """Every opinion with who said it and what was answered."""
    said = gathered.once("meeting_opinions", lambda: list(_opinions(_of(gathered))))
    if not said:
        return (Paragraph("Không có ý kiến thảo luận."),)
    lines = [[f"{one.who}: " if one.who else "", sentence(one.text), _answer(one)] for one in said]
    count = say_of(gathered)("own:meeting_opinions")
    return (paragraph("Hội nghị có ", count, " ý kiến thảo luận:"), listed(lines))


@content("meeting_votes")
def votes(gathered: Gathered) -> tuple[Block, ...]:
    """Every vote of the people: households, represented, for, against, and whether it passed by the law."""
    if not _votes(gathered):
        return (Paragraph("Hội nghị không biểu quyết."),)
    rows = Rows(gathered)
    for number, vote in enumerate(_votes(gathered), 1):
        told = own.of(gathered, "vote")
        cells = [in_cell(told[f"own:vote:{vote.pk}:{name}"]) for name in VOTE_FIGURES]
        rows.add(str(number), f"{sentence(vote.text)} ({vote.community})", *cells, _verdict(vote))
    table = rows.table(
        caption="Kết quả biểu quyết",
        columns=("STT", "Việc được quyết định", "Tổng số hộ", "Có đại diện", "Tán thành", "Không tán thành", "Kết quả"),
        widths=(7, 31, 11, 12, 11, 12, 16),
        numeric={2, 3, 4, 5},
        row_header=1,
    )
    return (table,)


@content("meeting_conclusions")
def conclusions(gathered: Gathered) -> tuple[Block, ...]:
    """Each conclusion with its lead body, its supporters and its last day."""
    drawn = gathered.once("meeting_conclusions", lambda: list(_conclusions(_of(gathered))))
    if not drawn:
        return (Paragraph("Chưa có kết luận được ghi nhận."),)
    return (listed([task_line(one)] for one in drawn),)


@content("meeting_end")
def end(gathered: Gathered) -> tuple[Block, ...]:
    """The last words of minutes."""
    conference = _of(gathered)
    hour = f"{timezone.localtime(conference.ends_at):%H giờ %M phút, ngày %d/%m/%Y}" if conference.ends_at else GAP
    return (Paragraph(f"Hội nghị kết thúc hồi {hour}. Biên bản đã được đọc lại và thông qua tại hội nghị."),)


@annexes("conference-notice")
def notice_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """The tasks of a notice as a table, for whoever follows them."""
    drawn = gathered.once("meeting_conclusions", lambda: list(_conclusions(_of(gathered))))
    if not drawn:
        return ()
    rows = tuple(
        (str(number), one.text, one.lead.name, f"{one.task.due_on:%d/%m/%Y}") for number, one in enumerate(drawn, 1)
    )
    table = Table(
        caption="Nhiệm vụ theo kết luận hội nghị",
        columns=("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"),
        rows=rows,
        widths=(8, 50, 26, 16),
        row_header=1,
    )
    return (Annex("Danh mục nhiệm vụ giao theo kết luận", (table,)),)


VOTE_FIGURES = {
    "households": "tổng số hộ",
    "represented": "hộ có đại diện dự hoặc gửi phiếu",
    "in_favour": "tán thành",
    "against": "không tán thành",
}


@own.family("present", applies=lambda gathered: gathered.conference is not None, is_picked=False)
def _present(gathered: Gathered) -> Iterable[Told]:
    """How many came, in all and of each body."""
    lines = _lines(gathered)
    yield _stated(gathered, "present", "Đại biểu có mặt", sum(line.present for line in lines))
    for line in lines:
        yield _stated(gathered, f"present:{line.pk}", f"Có mặt: {line.name}", line.present)


@own.family("invited", applies=lambda gathered: gathered.conference is not None, is_picked=False)
def _all_invited(gathered: Gathered) -> Iterable[Told]:
    """How many were invited, in all and of each body."""
    lines = _lines(gathered)
    yield _stated(gathered, "invited", "Đại biểu được mời", sum(line.invited for line in lines))
    for line in lines:
        yield _stated(gathered, f"invited:{line.pk}", f"Được mời: {line.name}", line.invited)


@own.family("vote", applies=lambda gathered: gathered.conference is not None, is_picked=False)
def _vote_figures(gathered: Gathered) -> Iterable[Told]:
    """The households of each vote."""
    for number, vote in enumerate(_votes(gathered), 1):
        for name, label in VOTE_FIGURES.items():
            yield _stated(gathered, f"vote:{vote.pk}:{name}", f"Biểu quyết {number}: {label}", getattr(vote, name))


@own.family("meeting_opinions", applies=lambda gathered: gathered.conference is not None, is_picked=False)
def _opinion_count(gathered: Gathered) -> Iterable[Told]:
    """How many opinions were recorded."""
    keys = [one.pk for one in gathered.once("meeting_opinions", lambda: list(_opinions(_of(gathered))))]
    yield own.counted(
        "meeting_opinions", "Ý kiến thảo luận", "Ý kiến ghi tại hội nghị", "conferences.opinion", keys,
        url=_of(gathered).get_absolute_url(),
    )  # fmt: skip


def _stated(gathered: Gathered, name: str, label: str, number: int) -> Told:
    """A number that the conference's record states. Neither name nor way of counting holds free text: everybody reads
    them once the paper is published."""
    conference = _of(gathered)
    return Told(
        key=f"own:{name}", label=label, text=two(number), number=Decimal(number),
        formula=f"Ghi trong kết quả hội nghị ngày {conference.held_on:%d/%m/%Y}",
        source_kind=KIND, source_id=conference.pk, url=conference.get_absolute_url(),
    )  # fmt: skip


def _of(gathered: Gathered) -> Conference:
    """The conference that the paper is about. Raises LookupError for a paper about none."""
    if gathered.conference is None:
        raise LookupError("this paper needs a conference")
    return gathered.conference


def _when(conference: Conference) -> str:
    """ "14 giờ 00 phút, ngày 23/09/2020", with the end where it is another day."""
    begins, ends = timezone.localtime(conference.starts_at), conference.ends_at
    said = f"{begins:%H giờ %M phút, ngày %d/%m/%Y}"
    if ends and timezone.localtime(ends).date() != begins.date():
        said += f" đến ngày {timezone.localtime(ends):%d/%m/%Y}"
    return said


def _or_room(fact: str) -> str:
    """The end of a sentence: what is known, or room for the pen."""
    return f"{fact}." if fact else GAP


def _lines(gathered: Gathered) -> list[Attendance]:
    rows = Attendance.objects.filter(conference=_of(gathered)).select_related("body").order_by("order", "pk")
    return gathered.once("attendance", lambda: list(rows))


def _members(gathered: Gathered) -> list[MemberAttendance]:
    rows = MemberAttendance.objects.filter(conference=_of(gathered)).select_related("member").order_by("pk")
    return gathered.once("member_attendance", lambda: list(rows))


def _votes(gathered: Gathered) -> list[Vote]:
    rows = Vote.objects.filter(conference=_of(gathered)).select_related("matter", "conference").order_by("order", "pk")
    return gathered.once("votes", lambda: list(rows))


def _opinions(conference: Conference) -> Iterable[Opinion]:
    return conference.opinions.select_related("body").order_by("order", "pk")


def _conclusions(conference: Conference) -> Iterable[Conclusion]:
    return conference.conclusions.select_related("lead", "task").prefetch_related("supporters").order_by("order", "pk")


def _invited(gathered: Gathered) -> str:
    """Who was invited, with how many where it is more than one."""
    lines = _lines(gathered)
    return "; ".join(line.name + (f" ({two(line.invited)} đại biểu)" if line.invited > 1 else "") for line in lines)


def _came(gathered: Gathered, line: Attendance) -> Sequence[Part]:
    say = say_of(gathered)
    return say(f"own:present:{line.pk}"), "/", say(f"own:invited:{line.pk}")


def _why(one: MemberAttendance) -> str:
    return str(Presence(one.state).label) + (f", {one.representative}" if one.representative else "")


def _answer(one: Opinion) -> str:
    if not one.answer:
        return ""
    by = f"{one.answered_by} trả lời" if one.answered_by else "trả lời"
    return f" ({by}: {sentence(one.answer)})"


def _verdict(vote: Vote) -> str:
    """What the portal counted, else what the minutes state."""
    passed = vote.passed if vote.counts else vote.stated_passed
    return {True: "thông qua", False: "không thông qua"}.get(passed, GAP) if passed is not None else GAP
