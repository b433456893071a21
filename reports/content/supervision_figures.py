"""What a body of the people supervised in the period, each number with its records.

Supervisions and recommendations are those of the body itself and of the boards that it set up; what the Front reports
every month on the regulations is added up over the months.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from reports.gather import Gathered, two
from reports.own import counted, family
from reports.told import Told
from steering.models import RegulationType
from supervision.enums import SupervisionStatus
from supervision.models import Board, Criticism, MonthlyFinding, MonthlyReport, Recommendation, Supervision

SUPERVISION, RECOMMENDATION = "supervision.supervision", "supervision.recommendation"
MONTHLY, CRITICISM, MEMBER = "supervision.monthlyreport", "supervision.criticism", "supervision.boardmember"
SUMS = (("checks", "lượt giám sát"), ("shortcomings", "hạn chế phát hiện"), ("recommendations", "kiến nghị"))


def supervises(gathered: Gathered) -> bool:
    """Whether the body is the Front, or one in whose name the people supervise."""
    return gathered.body.kind.code == "mttq" or bool(boards_of(gathered))


def boards_of(gathered: Gathered) -> list[Board]:
    """The boards that the body is, or that it set up, at work on the day."""

    def read() -> list[Board]:
        own = Board.objects.filter(Q(body=gathered.body) | Q(body=None, set_up_by=gathered.body))
        return list(own.at_work(gathered.on).order_by("sort", "sort_key", "pk"))

    return gathered.once("boards", read)


def ended_of(gathered: Gathered, *, by_boards: bool = False) -> list[Supervision]:
    """Supervisions that ended in the period, the oldest first; those of the boards alone where only they are meant."""
    found = gathered.once("supervisions", lambda: _ended(gathered))
    return [one for one in found if one.board_id] if by_boards else found


def _ended(gathered: Gathered) -> list[Supervision]:
    rows = Supervision.objects.carried_out_within(gathered.period.start, gathered.on).filter(body=gathered.body)
    related = rows.select_related("body", "board", "subject_body").prefetch_related("findings", "recommendations__to")
    return list(related.order_by("ended_on", "pk"))


def asked_of(gathered: Gathered, *, by_boards: bool = False) -> list[Recommendation]:
    """Recommendations that bodies received in the period."""
    found = gathered.once("recommendations", lambda: _asked(gathered))
    return [one for one in found if one.supervision.board_id] if by_boards else found


def _asked(gathered: Gathered) -> list[Recommendation]:
    rows = Recommendation.objects.filter(supervision__body=gathered.body)
    within = rows.filter(sent_on__range=(gathered.period.start, gathered.on))
    return list(within.select_related("supervision", "to").order_by("sent_on", "pk"))


def findings_of(gathered: Gathered) -> list[MonthlyFinding]:
    """What the body's monthly reports of the period say, by type."""

    def read() -> list[MonthlyFinding]:
        reports = MonthlyReport.objects.filter(body=gathered.body).about(gathered.period)
        rows = MonthlyFinding.objects.filter(report__in=reports).select_related("type", "report")
        return list(rows.order_by("type__rank", "type_id", "report__year", "report__month"))

    return gathered.once("monthly", read)


def types_of(gathered: Gathered) -> list[RegulationType]:
    """The regulation types that these reports name."""
    return list(dict.fromkeys(finding.type for finding in findings_of(gathered)))


def criticisms_of(gathered: Gathered) -> list[Criticism]:
    """Drafts on which the body spoke in the period."""

    def read() -> list[Criticism]:
        rows = Criticism.objects.counted().filter(body=gathered.body)
        within = rows.filter(sent_on__range=(gathered.period.start, gathered.on))
        return list(within.select_related("drafter").order_by("sent_on", "pk"))

    return gathered.once("criticisms", read)


@family("supervised", applies=supervises)
def supervised(gathered: Gathered) -> Iterator[Told]:
    """Supervisions that ended, that go on; drafts that were spoken on."""
    yield from _supervised(gathered, "supervised", "Cuộc giám sát", by_boards=False)
    yield counted(
        "supervised:drafts", "Dự thảo đã phản biện, góp ý trong kỳ", "Văn bản phản biện, góp ý gửi đi trong kỳ",
        CRITICISM, [one.pk for one in criticisms_of(gathered)],
    )  # fmt: skip


@family("by-boards", applies=lambda gathered: bool(boards_of(gathered)))
def supervised_by_boards(gathered: Gathered) -> Iterator[Told]:
    """The same of the boards alone, and what they asked for."""
    yield from _supervised(gathered, "by-boards", "Cuộc giám sát của ban", by_boards=True)
    yield from _answers(gathered, "by-boards:asked", "Kiến nghị của ban", by_boards=True)


@family("asked", applies=supervises)
def asked(gathered: Gathered) -> Iterator[Told]:
    """Recommendations of the period by what became of them on the day."""
    yield from _answers(gathered, "asked", "Kiến nghị sau giám sát", by_boards=False)


def _supervised(gathered: Gathered, name: str, what: str, *, by_boards: bool) -> Iterator[Told]:
    ended = [one.pk for one in ended_of(gathered, by_boards=by_boards)]
    yield counted(f"{name}:ended", f"{what} kết thúc trong kỳ", "Cuộc giám sát kết thúc trong kỳ", SUPERVISION, ended)
    going = Supervision.objects.counted().filter(body=gathered.body, begins_on__lte=gathered.on)
    open_then = Q(ended_on=None) | Q(ended_on__gt=gathered.on)
    rows = going.filter(open_then).exclude(status=SupervisionStatus.PLANNED).order_by("begins_on", "pk")
    rows = rows.exclude(board=None) if by_boards else rows
    formula = "Cuộc giám sát đã bắt đầu, chưa kết thúc ở ngày cuối kỳ"
    keys = list(rows.values_list("pk", flat=True))
    yield counted(f"{name}:going", f"{what} đang tiến hành, cuối kỳ", formula, SUPERVISION, keys)


def _answers(gathered: Gathered, prefix: str, what: str, *, by_boards: bool) -> Iterator[Told]:
    day, rows = gathered.on, asked_of(gathered, by_boards=by_boards)
    answered = [one for one in rows if one.answered_on and one.answered_on <= day]
    in_time = [one for one in answered if one.due_on and one.answered_on and one.answered_on <= one.due_on]
    late = [one for one in rows if one not in answered and one.due_on and one.due_on < day]
    done = [one for one in rows if one.status == "done" and one.outcome_on and one.outcome_on <= day]
    for name, label, found in (
        ("all", "gửi trong kỳ", rows),
        ("answered", "đã được trả lời", answered),
        ("in-time", "được trả lời đúng hạn", in_time),
        ("overdue", "quá hạn trả lời", late),
        ("done", "đã thực hiện xong", done),
    ):
        formula = f"Kiến nghị mà cơ quan nhận được trong kỳ; tình trạng đến ngày {day:%d/%m/%Y}"
        yield counted(f"{prefix}:{name}", f"{what} {label}", formula, RECOMMENDATION, [one.pk for one in found])


@family("monthly", applies=supervises)
def monthly(gathered: Gathered) -> Iterator[Told]:
    """Monthly reports, and what they add up to."""
    reports = tuple(dict.fromkeys(finding.report_id for finding in findings_of(gathered)))
    yield counted(
        "monthly:reports", "Báo cáo tháng về giám sát quy chế dân chủ, có nêu kết quả",
        "Báo cáo tháng của cơ quan về các tháng trong kỳ", MONTHLY, reports,
    )  # fmt: skip
    for name, label in SUMS:
        yield _sum(f"monthly:{name}", f"Theo báo cáo tháng: {label}", name, findings_of(gathered))


@family("regulation", applies=supervises, is_picked=False)
def by_type(gathered: Gathered) -> Iterator[Told]:
    """The cells of the table by regulation type."""
    for kind in types_of(gathered):
        findings = [finding for finding in findings_of(gathered) if finding.type_id == kind.pk]
        for name, label in SUMS:
            yield _sum(f"regulation:{kind.pk}:{name}", f"{kind.name_vi}: {label}", name, findings)


@family("board", applies=lambda gathered: bool(boards_of(gathered)))
def boards(gathered: Gathered) -> Iterator[Told]:
    """How many sit on each board."""
    for board in boards_of(gathered):
        sitting = board.members.filter(valid__contains=gathered.on).order_by("pk")
        yield counted(
            f"board:{board.pk}", f"Thành viên {board.name}, cuối kỳ", "Thành viên của ban ở ngày cuối kỳ", MEMBER,
            list(sitting.values_list("pk", flat=True)), url=board.get_absolute_url(),
        )  # fmt: skip


def _sum(key: str, label: str, name: str, findings: list[MonthlyFinding]) -> Told:
    number = sum(getattr(finding, name) for finding in findings)
    return Told(
        key=f"own:{key}", label=label, text=two(number), number=Decimal(number),
        formula="Cộng số liệu của các báo cáo tháng trong kỳ", row_kind=MONTHLY,
        rows=tuple(dict.fromkeys(finding.report_id for finding in findings)),
    )  # fmt: skip
