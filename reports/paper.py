"""From records to the official paper: head, sections of the outline, the clerk's words, annexes, signature."""

from __future__ import annotations

import datetime

from django.utils.translation import override

from common import clock, official
from common.names import in_portal_language
from common.periods import Period
from organizations.enums import Family
from organizations.models import Body, Unit

from . import content, snapshot
from .drawing import conclusions_chart
from .gather import Gathered, gather
from .models import Outline, OutlineSection, Report

REPORT_ABBREVIATION = "BC"


def paper_of(report: Report, gathered: Gathered | None = None) -> official.Paper:
    """The paper of a report as its records stand now (an issued one is read from its snapshot instead)."""
    with override("vi"):  # an official document is Vietnamese, whatever language the reader's pages have
        gathered = gathered or gather(report.body, report.period_value)
        texts = dict(report.texts.values_list("section_id", "text")) if report.pk else {}
        return _paper(report, gathered, texts)


def draft(*, body: Body, kind: str, period: Period) -> Report:
    """An unsaved report with what the portal knows by itself; raises LookupError without an outline."""
    outline = outline_for(kind, period.end)
    return Report(
        outline=outline, body=body, unit=body.unit, kind=kind, period=period.code, window=period.range,
        place=body.unit.name,
    )  # fmt: skip


def outline_for(kind: str, on: datetime.date) -> Outline:
    """The outline of a kind of report in force on a day; raises LookupError when there is none."""
    outline = Outline.objects.filter(kind=kind, valid__contains=on).order_by("-valid__startswith", "pk").first()
    if outline is None:
        raise LookupError(f"no outline for {kind} on {on}")
    return outline


def subject_of(report: Report) -> str:
    """The summary line: "kết quả thực hiện … 9 tháng đầu năm 2020, nhiệm vụ trọng tâm quý IV năm 2020"."""
    with override("vi"):
        period = report.period_value
        return report.outline.subject_vi.format(period=period.label, next=period.next_label)


@in_portal_language
def filled(section: OutlineSection, gathered: Gathered) -> tuple[official.Block, ...]:
    """What the portal writes in one section."""
    return content.fill(section.content, gathered)


def issued_paper(report: Report) -> official.Paper:
    """The paper as it was issued."""
    frozen: official.Paper = snapshot.thaw(report.snapshot)
    return frozen


def issued_blocks(report: Report, section: OutlineSection) -> tuple[official.Block, ...]:
    """What an issued report says in one section, the words of its writers among it."""
    found = (one.blocks for one in issued_paper(report).sections if one.number == section.number)
    return next(found, ())


def signer_of(report: Report, gathered: Gathered) -> str:
    """Whoever signed an issued report; the head of the committee signs another one."""
    if report.is_frozen:
        return issued_paper(report).signer
    return gathered.head.full_name if gathered.head else ""


def filled_sections(outline: Outline, gathered: Gathered) -> list[tuple[OutlineSection, tuple[official.Block, ...]]]:
    """Each section of the outline with what the portal writes in it."""
    return [(section, filled(section, gathered)) for section in outline.sections.all()]


@in_portal_language
def annexes_of(gathered: Gathered) -> tuple[official.Annex, ...]:
    """Figures with their sources; conclusions of before with a chart. Annexes without content are left out."""
    annexes = []
    if figures := content.figures_table(gathered):
        annexes.append(official.Annex("Số liệu trong kỳ và nguồn số liệu", (figures,)))
    if conclusions := content.conclusions_table(gathered):
        chart = conclusions_chart(gathered)
        annexes.append(official.Annex("Tình hình thực hiện kết luận kỳ trước", (chart, conclusions)))
    return tuple(annexes)


def _paper(report: Report, gathered: Gathered, texts: dict[int, str]) -> official.Paper:
    body, document = report.body, report.document
    dated = document.issued_on if document else None
    style = official.style_for(_papers_family(body), dated or gathered.period.end)
    return official.Paper(
        style=style,
        superior=body.parent.name.upper() if body.parent else "",
        issuer=_issuer(body).upper(),
        number=document.number if document else None,
        symbol=official.symbol_for(style, REPORT_ABBREVIATION, body.symbol),
        place=report.place or body.unit.name,
        issued_on=dated,
        year=gathered.period.end.year,
        type_name="BÁO CÁO",
        subject=subject_of(report).replace(", nhiệm vụ", ",\nnhiệm vụ"),
        made_at=report.issued_at or clock.now(),
        recipients=_recipients(report, gathered),
        kept_in="Văn phòng" if style is not official.Style.STATE else "VT",
        authority=_authority(style, body),
        position=report.signer_position or ("TRƯỞNG BAN" if gathered.head else ""),
        signer=report.signer_name or (gathered.head.full_name if gathered.head else ""),
        sections=tuple(_section(s, blocks, texts, gathered) for s, blocks in filled_sections(report.outline, gathered)),
        annexes=annexes_of(gathered),
    )


def _issuer(body: Body) -> str:
    """The name without the unit when the line above names it, broken where its words part: "Ban Chỉ đạo thực hiện",
    "Quy chế dân chủ", "ở cơ sở" under "Đảng ủy phường Cự Khối"."""
    name, unit = body.name, body.unit
    if body.parent is not None and body.parent.name.endswith(unit.name):
        name = name.removesuffix(f" {unit.kind.name_vi} {unit.name}")
    return name.replace(" Quy chế dân chủ ở cơ sở", "\nQuy chế dân chủ\nở cơ sở")


def _papers_family(body: Body) -> str:
    """Party bodies follow the Party's rules; all others the State's."""
    return official.Family.PARTY if body.family is Family.PARTY else official.Family.STATE


def _section(
    section: OutlineSection, blocks: tuple[official.Block, ...], texts: dict[int, str], gathered: Gathered
) -> official.Section:
    title = section.title_for(gathered.period)
    words = (line.strip() for line in texts.get(section.pk or 0, "").splitlines())
    written = tuple(official.Paragraph(line) for line in words if line)
    return official.Section(section.number, title, (*blocks, *written))


def _recipients(report: Report, gathered: Gathered) -> tuple[str, ...]:
    if report.recipients.strip():
        return tuple(line.strip() for line in report.recipients.splitlines() if line.strip())
    above = _committee_above(report.body, gathered.period.end)
    superior = report.body.parent
    named = [above, superior.name if superior else "", "Các thành viên Ban Chỉ đạo" if gathered.committee else ""]
    return tuple(name for name in named if name)


def _committee_above(body: Body, on: datetime.date) -> str:
    """The body of the same kind at the unit above, as it stood on the day: reports go up to it."""
    parent = Unit.objects.filter(children__unit=body.unit, children__valid__contains=on).first()
    if parent is None:
        return ""
    above = Body.objects.filter(unit=parent, kind=body.kind, valid__contains=on).order_by("pk").first()
    return above.name if above else ""


def _authority(style: official.Style, body: Body) -> str:
    prefix = "TM." if style is official.Style.STATE else "T/M"
    return f"{prefix} {(body.short_name or body.name).upper()}"
