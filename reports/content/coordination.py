"""The report on a coordination programme: what was agreed, what came of it, movements and models, the year after."""

from __future__ import annotations

from common import charts
from common.official import Annex, Block, Figure, Paragraph, Table, paragraph
from common.templatetags.qcdc import ngay
from movements.enums import Signing
from movements.models import CoordinationProgramme, Movement, MovementTarget, ProgrammeContent
from reports import own
from reports.gather import Gathered

from .coordination_figures import (
    commended_of,
    contents_of,
    models_of,
    movements_of,
    next_of,
    programmes_of,
    reviews_of,
)
from .registry import annexes, content
from .telling import Part, Rows, between, in_cell, listed, say_of, sentence


@content("coordination_signed", nothing="Trong {period} chưa có chương trình phối hợp được ghi trên Cổng.")
def signed(gathered: Gathered) -> tuple[Block, ...]:
    """Which programmes were signed, by whom."""
    return tuple(Paragraph(f"{_programme(one)}.") for one in programmes_of(gathered))


@content("coordination_results", nothing="Chưa có nội dung phối hợp được ghi trên Cổng.")
def results(gathered: Gathered) -> tuple[Block, ...]:
    """How many contents were carried out; how the programme was judged."""
    if not contents_of(gathered):
        return ()
    say = say_of(gathered)
    undone = [one for one in contents_of(gathered) if not one.finished_on]
    parts: list[list[Part]] = [[say("own:coordinated:done"), " nội dung đã hoàn thành"]]
    if undone:
        parts.append([say("own:coordinated:undone"), " nội dung chưa hoàn thành"])
    opening = paragraph(
        "Trong ", say("own:coordinated:all"), " nội dung phối hợp có ", *between(parts),
        " (chi tiết ở phụ lục kèm theo).",
    )  # fmt: skip
    judged = [Paragraph(f"{sentence(one.remark)}.") for one in reviews_of(gathered) if one.remark.strip()]
    return (opening, *judged)


@content("movements", nothing="Trong {period} chưa có phong trào, mô hình được ghi trên Cổng.")
def movements(gathered: Gathered) -> tuple[Block, ...]:
    """Movements with their targets, models by field, commendations by level."""
    say = say_of(gathered)
    blocks: list[Block] = []
    if movements_of(gathered):
        launched = say("own:movement:launched")
        blocks.append(paragraph("Đã phát động ", launched, " phong trào, cuộc vận động:"))
        blocks.append(listed(_movement(one, gathered) for one in movements_of(gathered)))
    if models_of(gathered):
        fields = dict.fromkeys(one.field for one in models_of(gathered))
        lines: list[list[Part]] = [
            [f"{one.name_vi}: ", say(f"own:movement:field:{one.pk}"), " mô hình"] for one in fields
        ]
        blocks.append(paragraph("Đã đăng ký ", say("own:movement:models"), " mô hình, theo lĩnh vực:"))
        blocks.append(listed(lines))
    if commended_of(gathered):
        levels = dict.fromkeys(one.level for one in commended_of(gathered))
        parts: list[list[Part]] = [
            [say(f"own:movement:level:{one.pk}"), f" do {one.name_vi.lower()} khen"] for one in levels
        ]
        whole = say("own:movement:commended")
        blocks.append(paragraph("Biểu dương, khen thưởng ", whole, " điển hình, trong đó ", *between(parts), "."))
    return tuple(blocks)


@content("coordination_next")
def following(gathered: Gathered) -> tuple[Block, ...]:
    """The contents of the year after, each with its lead body and last day."""
    found = ProgrammeContent.objects.kept().filter(programme__in=next_of(gathered)).select_related("lead")
    lines = [
        [f"{sentence(one.text)} (chủ trì: {one.lead.name}; chậm nhất ngày {ngay(one.due_on)})"]
        for one in found.order_by("programme", "order", "pk")
    ]
    return (listed(lines),) if lines else ()


@annexes("coordination")
def coordination_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """Each content with what became of it; models by field, with a chart."""
    return (
        Annex("Kết quả thực hiện nội dung phối hợp", (_contents(gathered),) if contents_of(gathered) else ()),
        Annex("Mô hình đăng ký theo lĩnh vực", (_chart(gathered), _fields(gathered)) if models_of(gathered) else ()),
    )


def _programme(one: CoordinationProgramme) -> str:
    names = [party.body.name for party in one.parties.all()]
    how = "cùng ký" if one.signing == Signing.TOGETHER else f"ký giữa {one.host.name} với từng cơ quan"
    day = f", ký ngày {ngay(one.signed_on)}" if one.signed_on else ", chưa ký"
    paper = f" ({one.decision_text})" if one.decision_text else ""
    return f"{one.label}{paper}: {'; '.join(names)} – {how}{day}"


def _movement(one: Movement, gathered: Gathered) -> list[Part]:
    targets = [_target(target, gathered) for target in one.targets.all()]
    head: list[Part] = [f"{sentence(one.name)} (từ ngày {ngay(one.launched_on)})"]
    return [*head, ": ", *between(targets)] if targets else head


def _target(one: MovementTarget, gathered: Gathered) -> list[Part]:
    set_: list[Part] = [f"{one.text[0].lower()}{sentence(one.text)[1:]}"]
    if one.planned is not None:
        set_ += [" – mục tiêu ", say_of(gathered)(f"own:movement:target:{one.pk}")]
    result = f"kết quả: {one.result_words}" if one.is_stated else "kết quả chưa nêu"
    return [*set_, f", {result}"]


def _contents(gathered: Gathered) -> Table:
    rows = tuple(
        (str(number), sentence(one.text), one.lead.name, ngay(one.due_on), str(one.state.label))
        for number, one in enumerate(contents_of(gathered), 1)
    )
    return Table(
        caption=f"Nội dung của chương trình phối hợp năm {gathered.period.year}",
        columns=("STT", "Nội dung", "Cơ quan chủ trì", "Hạn", "Kết quả"), rows=rows, widths=(7, 39, 22, 16, 16),
        numeric=frozenset({0}), row_header=1,
    )  # fmt: skip


def _fields(gathered: Gathered) -> Table:
    figures = own.of(gathered, "movement")
    rows = Rows(gathered)
    for one in dict.fromkeys(model.field for model in models_of(gathered)):
        rows.add(one.name_vi, in_cell(figures[f"own:movement:field:{one.pk}"]))
    rows.add("Cộng", in_cell(figures["own:movement:models"]))
    return rows.table(
        caption=f"Số mô hình đăng ký {gathered.period.label} theo lĩnh vực", columns=("Lĩnh vực", "Số mô hình"),
        widths=(75, 25), numeric={1}, row_header=0, totals=1,
    )  # fmt: skip


def _chart(gathered: Gathered) -> Figure:
    title = f"Mô hình đăng ký {gathered.period.label} theo lĩnh vực"
    counts: dict[str, float] = {}
    for model in models_of(gathered):
        counts[model.field.name_vi] = counts.get(model.field.name_vi, 0) + 1
    said = "; ".join(f"{name} {number}" for name, number in counts.items())
    return charts.figure(
        charts.bars(title, list(counts.items())), alt=f"Biểu đồ “{title}”. {said}.",
        caption=f"Biểu đồ: {title[0].lower()}{title[1:]}",
    )  # fmt: skip
