"""Plain reports in every state of their life. They come with their stakes and, when frozen, with their edition.

report = ReportFactory(body=committee.body)                     a draft on the third quarter of 2020
report = ReportFactory(body=body, submitted=True)               waits at its only step, the leader's
report = ReportFactory(body=body, issued=True, period="2020-9M")
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import factory

from common import official
from common.clock import ZONE
from common.periods import Period
from documents.models import DocumentType
from organizations import scope
from organizations.enums import Role, Why
from reports import snapshot
from reports.enums import ENDED, FROZEN, Outcome, ReportStatus
from reports.models import Edition, FrozenFigure, Outline, Report, ReportApproval, ReportNumbering, ReportStep

from .accounts import UserFactory
from .documents import OfficialDocumentFactory
from .organizations import BodyFactory

WRITTEN = datetime(2020, 9, 23, 8, 0, tzinfo=ZONE)
ISSUED = datetime(2020, 9, 30, 8, 0, tzinfo=ZONE)
NUMBERED = frozenset({ReportStatus.ISSUED, *ENDED})
"""States that come after number and date."""


def plain_paper(**changes: Any) -> official.Paper:
    """A short report of a ward's committee, not yet numbered, with one figure in its words."""
    held = official.Run("04", figure="conferences.held")
    words = official.paragraph("Trong kỳ đã tổ chức ", held, " hội nghị.")
    fields: dict[str, Any] = {
        "style": official.Style.PARTY_B,
        "superior": "ĐẢNG ỦY PHƯỜNG CỰ KHỐI",
        "issuer": "BAN CHỈ ĐẠO",
        "number": None,
        "symbol": "BC/BCĐ",
        "place": "Cự Khối",
        "issued_on": None,
        "type_name": "BÁO CÁO",
        "subject": "kết quả thực hiện Quy chế dân chủ ở cơ sở quý III năm 2020",
        "made_at": WRITTEN,
        "authority": "T/M BAN CHỈ ĐẠO",
        "position": "TRƯỞNG BAN",
        "signer": "Đỗ Thị Ngân",
        "sections": (official.Section("I", "Kết quả thực hiện", (words,), code="ket-qua"),),
    }
    return official.Paper(**{**fields, **changes})


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="620" height="90" viewBox="0 0 620 90" font-family="Tinos">
<rect x="120" y="30" width="300" height="40" fill="#3d7ab0"/><text x="0" y="15" font-weight="bold">Theo cơ quan</text>
<text x="0" y="55">Chi bộ số 11</text><text x="260" y="55" fill="#fff">3</text></svg>""".encode()


def charted_paper(rows: int = 1, **changes: Any) -> official.Paper:
    """The same report with an annex: a chart that is drawn already, and the table of its numbers."""
    chart = official.Figure(DRAWING, "Biểu đồ “Theo cơ quan”. Chi bộ số 11: Hoàn thành 3.", "Biểu đồ: theo cơ quan")
    table = official.Table(
        caption="Kết luận theo cơ quan chủ trì", columns=("Cơ quan", "Hoàn thành"), row_header=0, totals=1,
        rows=(*((f"Chi bộ số {number}", "3") for number in range(1, rows + 1)), ("Cộng", str(3 * rows))),
        numeric=frozenset({1}), figures=((0, 1, "conferences.held"),),
    )  # fmt: skip
    return plain_paper(annexes=(official.Annex("Tình hình thực hiện", (chart, table)),), **changes)


class ReportStepFactory(factory.django.DjangoModelFactory[ReportStep]):
    """The only step of a body: its leader looks at the report."""

    class Meta:
        model = ReportStep

    body = factory.SubFactory(BodyFactory)
    order = 1
    name_vi = "Lãnh đạo duyệt"
    name_en = "Approved by the leader"
    role = Role.LEADER


class ReportNumberingFactory(factory.django.DjangoModelFactory[ReportNumbering]):
    """The portal numbers every report of the body; the series itself is opened by documents.services.open_series."""

    class Meta:
        model = ReportNumbering

    body = factory.SubFactory(BodyFactory)
    kind = None
    numbered_by = "portal"


class ReportFactory(factory.django.DjangoModelFactory[Report]):
    """A draft of the committee's report on the third quarter of 2020; see the traits for what comes later."""

    class Meta:
        model = Report

    class Params:
        submitted = factory.Trait(status=ReportStatus.SUBMITTED, round=1)
        approved = factory.Trait(status=ReportStatus.APPROVED, round=1)
        signing = factory.Trait(status=ReportStatus.SIGNING, round=1)
        issued = factory.Trait(status=ReportStatus.ISSUED, round=1)
        withdrawn = factory.Trait(status=ReportStatus.WITHDRAWN, round=1)
        replaced = factory.Trait(status=ReportStatus.REPLACED, round=1)

    code = factory.Sequence(lambda n: f"RPT{n + 1:07d}")
    kind_id = "committee"
    outline = factory.LazyAttribute(lambda o: Outline.objects.filter(kind__code=o.kind_id, body=None).earliest("pk"))
    body = factory.SubFactory(BodyFactory)
    unit = factory.SelfAttribute("body.unit")
    period = "2020-Q3"
    window = factory.LazyAttribute(lambda o: Period.parse(o.period).range)
    place = factory.SelfAttribute("unit.name")
    signer_name = "Đỗ Thị Ngân"
    signer_position = "TRƯỞNG BAN"
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.unit, role=Role.CLERK))
    created_at = WRITTEN

    @classmethod
    def _create(cls, model_class: type[Report], *args: Any, **fields: Any) -> Report:
        status = ReportStatus(fields.pop("status", ReportStatus.DRAFT))
        paper, published = fields.pop("paper", None), fields.pop("is_published", False)
        report: Report = super()._create(model_class, *args, **fields)
        scope.write_stakes(report, [scope.StakeSpec.of(report.body, Why.ORIGIN)])
        if status is not ReportStatus.DRAFT:
            report.is_published = published
            _come_to(report, status, paper)
        return report


class EditionFactory(factory.django.DjangoModelFactory[Edition]):
    """What was frozen of a report: ``plain_paper()`` and its figure, unless ``paper`` is given."""

    class Meta:
        model = Edition

    class Params:
        of = factory.LazyFunction(plain_paper)

    report = factory.SubFactory(ReportFactory)
    ordinal = factory.LazyAttribute(lambda o: o.report.editions.count() + 1)
    frozen_at = ISSUED
    frozen_by = factory.SelfAttribute("report.created_by")
    paper = factory.LazyAttribute(lambda o: snapshot.freeze(o.of))
    text_sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.report.code.encode()).hexdigest())


class FrozenFigureFactory(factory.django.DjangoModelFactory[FrozenFigure]):
    """Four conferences were held; their rows are left out."""

    class Meta:
        model = FrozenFigure

    edition = factory.SubFactory(EditionFactory)
    order = factory.LazyAttribute(lambda o: o.edition.figures.count() + 1)
    key = "conferences.held"
    label = "Hội nghị đã tổ chức"
    text = "04"
    number = 4
    formula = "Hội nghị do cơ quan chủ trì, diễn ra trong kỳ"
    version = "1"


def _come_to(report: Report, status: ReportStatus, paper: official.Paper | None) -> None:
    """Everything that a report of this state has, as the services would have written it."""
    waits = status is ReportStatus.SUBMITTED
    ReportApproval.objects.create(
        report=report, round=report.round, order=1, name_vi="Lãnh đạo duyệt", role=Role.LEADER,
        outcome="" if waits else Outcome.APPROVED,
        decided_at=None if waits else ISSUED,
        decided_by=None if waits else report.created_by,
    )  # fmt: skip
    if status in NUMBERED:
        report.document = OfficialDocumentFactory(
            issuer=report.body, issued=True, symbol="BC/BCĐ", issued_on=date(2020, 9, 30), created_by=report.created_by,
            type=DocumentType.objects.get(code="bao-cao"),
        )  # fmt: skip
        report.issued_at = ISSUED
    if status in FROZEN:
        report.edition = EditionFactory(report=report, of=paper or _numbered(report))
        FrozenFigureFactory(edition=report.edition)
    if status in ENDED:
        report.ended_at, report.ended_by, report.ended_reason = ISSUED, report.created_by, "Sai số liệu phụ lục"
    report.status = status
    report.save()


def _numbered(report: Report) -> official.Paper:
    document = report.document
    return plain_paper(number=document.number, issued_on=document.issued_on) if document else plain_paper()
