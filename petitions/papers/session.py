"""Papers about the petitions of a session, or of a period: synthesis, report on results, verification."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count

from common import clock
from common.official import Annex, Block, Paper, Paragraph, Table
from common.periods import FIRST_YEAR, LAST_YEAR, Period
from conferences.models import CouncilSession
from organizations.models import Unit
from petitions import cube
from petitions.cube import Cube, Rows
from petitions.enums import Outcome, PetitionStatus, Source, Verdict
from petitions.filters import AS_CONSOLIDATED, AS_RECEIVED, PetitionFilter
from petitions.models import Claim, Contest, Petition
from petitions.models.petitions import PetitionQuerySet

from . import counts, lists
from .base import Words, listed, many, paper, parts, written

EVER = Period.between(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
"""The petitions of a session count whenever they were received."""


@dataclass(frozen=True)
class Scope:
    """Which petitions a paper speaks of: those of a session, or those that a unit's councils received in a period."""

    unit: Unit
    session: CouncilSession | None = None
    period: Period = EVER
    on: date | None = None

    @property
    def day(self) -> date:
        """The day whose state is shown."""
        return self.on or min(self.period.end, clock.today())

    @property
    def chosen(self) -> PetitionFilter:
        """The same as the filter of the list."""
        past = self.day if self.day < clock.today() else None
        if self.session is not None:
            return PetitionFilter(session=self.session.code, on=past)
        return PetitionFilter(under=self.unit.code, received_in=self.period, on=past)

    @property
    def of(self) -> str:
        """ "kỳ họp thứ 11, khóa XIX", or the period: what the subject names."""
        return self.session.label if self.session else self.period.label

    def table(self, rows: Rows) -> Cube:
        """The table of the page of figures."""
        session = self.session.code if self.session else ""
        return cube.read(self.unit, self.period, rows=rows, session=session, on=self.on)

    @property
    def petitions(self) -> PetitionQuerySet:
        """After consolidation."""
        return self.narrowed(basis=AS_CONSOLIDATED)

    def narrowed(self, **narrower: Any) -> PetitionQuerySet:
        """The petitions of a number."""
        return replace(self.chosen, **narrower).apply(Petition.objects.all())


def synthesis(scope: Scope, words: Words) -> Paper:
    """The Front reports at a session what voters said (Law 75/2015, articles 15–16)."""
    table = scope.table(Rows.FIELD)
    return paper(
        words,
        type_name="BÁO CÁO",
        subject=f"tổng hợp ý kiến, kiến nghị của cử tri và Nhân dân gửi đến {scope.of}",
        sections=parts(
            [
                ("Tình hình tiếp nhận, tổng hợp", (counts.received(table), *_sources(scope))),
                ("Tổng hợp theo lĩnh vực", _fields(table)),
                ("Nhận xét chung", written(words.opinion)),
                ("Kiến nghị, đề xuất", written(words.proposals)),
            ]
        ),
        annexes=_annexes(Annex("Ý kiến, kiến nghị của cử tri theo lĩnh vực", sections=lists.by_field(scope.petitions))),
    )


def results(scope: Scope, words: Words) -> Paper:
    """How the petitions were handled: before and after consolidation, by level and field, on time, who is late."""
    by_level, by_field = scope.table(Rows.LEVEL), scope.table(Rows.FIELD)
    rate = by_level.total.on_time
    late = scope.narrowed(on_time="overdue")
    return paper(
        words,
        type_name="BÁO CÁO",
        subject=f"kết quả giải quyết ý kiến, kiến nghị của cử tri {_of(scope)}",
        sections=parts(
            [
                ("Tình hình tiếp nhận, tổng hợp", (counts.received(by_level),)),
                ("Kết quả giải quyết", counts.results(by_level)),
                ("Thời hạn trả lời", (*counts.on_time(rate), *_late_words(rate.overdue))),
                ("Đánh giá chung", written(words.opinion)),
                ("Kiến nghị, đề xuất", written(words.proposals)),
            ]
        ),
        annexes=_annexes(
            Annex("Kết quả giải quyết theo cấp thẩm quyền và lĩnh vực", _tables(by_level, by_field), wide=True),
            Annex("Kiến nghị quá hạn chưa trả lời", (lists.late(late, scope.day),) if rate.overdue else (), wide=True),
        ),
    )


def verification(scope: Scope, words: Words) -> Paper:
    """A committee of the council verifies what was reported (PET-01): confirmed, returned, contested, awaited."""
    by_level, by_field = scope.table(Rows.LEVEL), scope.table(Rows.FIELD)
    disputed = _disputed(scope)
    return paper(
        words,
        type_name="BÁO CÁO",
        subject=f"thẩm tra kết quả giải quyết ý kiến, kiến nghị của cử tri {_of(scope)}",
        sections=parts(
            [
                ("Phạm vi thẩm tra", (counts.received(by_level),)),
                ("Kết quả thẩm tra", (*counts.results(by_level), *_verdicts(scope))),
                ("Thời hạn trả lời", counts.on_time(by_level.total.on_time)),
                ("Nhận xét, đánh giá", written(words.opinion)),
                ("Kiến nghị", written(words.proposals)),
            ]
        ),
        annexes=_annexes(
            Annex("Kết quả giải quyết theo cấp thẩm quyền và lĩnh vực", _tables(by_level, by_field), wide=True),
            Annex("Kết quả chưa được chấp nhận", (lists.disputed(disputed),) if disputed else (), wide=True),
        ),
    )


# -- parts


def _of(scope: Scope) -> str:
    return f"gửi đến {scope.of}" if scope.session else scope.of


def _annexes(*annexes: Annex) -> tuple[Annex, ...]:
    return tuple(annex for annex in annexes if annex.blocks or annex.sections)


def _tables(by_level: Cube, by_field: Cube) -> tuple[Block, ...]:
    if not by_level.lines:
        return ()
    return (
        counts.table(by_level, "Theo cấp thẩm quyền", "Cấp thẩm quyền"),
        counts.table(by_field, "Theo lĩnh vực", "Lĩnh vực"),
    )


def _sources(scope: Scope) -> tuple[Block, ...]:
    """From where they came, as received."""
    received = scope.narrowed(basis=AS_RECEIVED).order_by()
    numbers = dict(received.values_list("source").annotate(n=Count("pk")))
    lines = tuple(f"{Source(source).label}: {many(numbers[source])}" for source in Source if numbers.get(source))
    return (Paragraph("Theo nguồn tiếp nhận:"), *listed(lines)) if lines else ()


def _fields(table: Cube) -> tuple[Block, ...]:
    if not table.lines:
        return ()
    rows = [(str(number), line.label, many(line.total)) for number, line in enumerate(table.lines, 1)]
    return (
        Table(
            caption="Số kiến nghị sau tổng hợp theo lĩnh vực", columns=("TT", "Lĩnh vực", "Số kiến nghị"),
            rows=(*rows, ("", "Cộng", many(table.after))), widths=(8, 67, 25), numeric=frozenset({0, 2}),
            row_header=1, totals=1,
        ),
    )  # fmt: skip


def _late_words(overdue: int) -> tuple[Block, ...]:
    if not overdue:
        return ()
    return (Paragraph(f"{many(overdue)} kiến nghị đã quá hạn nhưng chưa được trả lời (có danh sách kèm theo)."),)


def _verdicts(scope: Scope) -> tuple[Block, ...]:
    """What bodies claimed, and what was said to it; each claim once, those of earlier runs included."""
    claims = Claim.objects.filter(petition__in=scope.petitions.order_by().values("pk"))
    numbers = dict(claims.order_by().values_list("verdict").annotate(n=Count("pk")))
    claimed = sum(numbers.values())
    if not claimed:
        return ()
    confirmed, returned = numbers.get(Verdict.CONFIRMED, 0), numbers.get(Verdict.RETURNED, 0)
    outcomes = dict(claims.order_by().values_list("outcome").annotate(n=Count("pk")))
    lines = tuple(f"{Outcome(one).label}: {many(outcomes[one])} lần báo" for one in Outcome if outcomes.get(one))
    return (
        Paragraph(
            f"Các cơ quan báo kết quả {many(claimed)} lần: xác nhận {many(confirmed)}, trả lại {many(returned)}, chờ"
            f" cho ý kiến {many(numbers.get(None, 0))}. Theo kết quả được báo:"
        ),
        *listed(lines),
    )


def _disputed(scope: Scope) -> list[tuple[Petition, str, str]]:
    petitions = {row.pk: row for row in _open_disputes(scope)}
    rows: list[tuple[Petition, str, str]] = []
    claims = Claim.objects.filter(petition__in=petitions, verdict=Verdict.RETURNED).order_by("petition", "pk")
    for claim in claims:
        rows.append((petitions[claim.petition_id], f"Trả lại ngày {claim.verdict_on:%d/%m/%Y}", claim.verdict_reason))
    for contest in Contest.objects.filter(petition__in=petitions).order_by("petition"):
        what = f"Cử tri không đồng ý ngày {contest.on:%d/%m/%Y}"
        rows.append((petitions[contest.petition_id], what, contest.reason))
    return rows


def _open_disputes(scope: Scope) -> PetitionQuerySet:
    """Petitions whose result was returned or contested at some time, those that were cancelled left out."""
    returned = Claim.objects.filter(verdict=Verdict.RETURNED).values("petition")
    petitions = scope.petitions.select_related("holder").defer("search_key", "pairs")
    disputed = petitions.filter(pk__in=returned.union(Contest.objects.values("petition")))
    return disputed.exclude(status=PetitionStatus.CANCELLED)
