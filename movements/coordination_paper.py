"""A coordination programme and its reviews as official papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import override

from common import clock, official
from common.official import Paragraph, Section, Table
from common.templatetags.qcdc import ngay
from organizations import letterhead
from organizations.models import Body
from steering import citing

from .enums import ContentState, ReviewKind, Signing
from .models import CoordinationProgramme, ProgrammeReview, ReviewedContent

_HOW = (
    "Cơ quan chủ trì từng nội dung tổ chức thực hiện đúng hạn, ghi kết quả; các cơ quan cùng sơ kết giữa năm và "
    "tổng kết cuối năm."
)


def programme_paper(programme: CoordinationProgramme) -> official.Paper:
    """The programme: purpose, contents with who leads each and until when; a draft until it is signed."""
    with override("vi"):
        contents = programme.contents.kept().select_related("lead").prefetch_related("supporters").order_by("order")
        rows = tuple(
            (
                str(one.order),
                one.text,
                one.lead.name,
                "; ".join(body.name for body in one.supporters.all()),
                ngay(one.due_on),
            )
            for one in contents
        )
        table = Table(
            caption=f"Nội dung phối hợp năm {programme.year}",
            columns=("Số", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Hạn"),
            rows=rows or (("", "Chưa có nội dung", "", "", ""),),
            widths=(6.0, 36.0, 21.0, 21.0, 16.0), numeric=frozenset({0}), row_header=1,
        )  # fmt: skip
        purpose = tuple(Paragraph(line) for line in programme.purpose.splitlines() if line.strip())
        return paper_of(
            programme.host,
            type_name="CHƯƠNG TRÌNH",
            abbreviation="CTrPH",
            subject=_subject(programme),
            on=programme.signed_on,
            year=programme.year,
            number=programme.document.number if programme.document else None,
            grounds=tuple(f"Căn cứ {paper.label}" for paper in citing.papers_of(programme)),
            recipients=tuple(party.body.name for party in programme.parties.all()),
            is_draft=programme.signed_on is None,
            sections=numbered(
                ("Mục đích, yêu cầu", purpose),
                ("Các cơ quan phối hợp", (Paragraph(parties_line(programme)),)),
                ("Nội dung phối hợp", (table,)),
                ("Tổ chức thực hiện", (Paragraph(_HOW),)),
            ),
        )


def review_paper(
    programme: CoordinationProgramme,
    review: ProgrammeReview,
    more: Sequence[tuple[str, tuple[official.Block, ...]]] = (),
    annexes: tuple[official.Annex, ...] = (),
) -> official.Paper:
    """A review: how many contents stood how, each content with its state and result, the remark; then ``more``."""
    with override("vi"):
        lines = list(review.lines.order_by("order"))
        rows = tuple(
            (str(line.order), line.text, line.lead_name, ngay(line.due_on), str(line.condition.label), line.note)
            for line in lines
        )
        table = Table(
            caption="Kết quả từng nội dung",
            columns=("Số", "Nội dung", "Cơ quan chủ trì", "Hạn", "Kết quả", "Ghi chú"),
            rows=rows or (("", "Chưa có nội dung", "", "", "", ""),),
            widths=(6.0, 30.0, 18.0, 16.0, 14.0, 16.0), numeric=frozenset({0}), row_header=1,
        )  # fmt: skip
        remark = tuple(Paragraph(line) for line in review.remark.splitlines() if line.strip())
        name = "sơ kết giữa năm" if review.kind == ReviewKind.MIDYEAR else "tổng kết"
        return paper_of(
            programme.host,
            type_name="BÁO CÁO",
            abbreviation="BC",
            subject=f"{name} việc thực hiện {_in_text(programme)}",
            on=review.on,
            year=review.on.year,
            number=None,
            recipients=tuple(party.body.name for party in programme.parties.all()),
            sections=numbered(
                ("Các cơ quan phối hợp", (Paragraph(parties_line(programme)),)),
                ("Kết quả thực hiện", (Paragraph(_summary(lines)), table)),
                ("Đánh giá chung", remark),
                *more,
            ),
            annexes=annexes,
        )


def parties_line(programme: CoordinationProgramme) -> str:
    """Who signed with whom, and when."""
    parties = list(programme.parties.all())
    others = [party for party in parties if party.body_id != programme.host_id]
    if programme.signing == Signing.PAIRS:
        said = "; ".join(f"{programme.host.name} với {party.body.name}" for party in others)
        said = f"Ký kết theo từng cặp: {said}"
    else:
        said = "Các bên: " + "; ".join(party.body.name for party in parties)
    when = f" Ngày ký: {ngay(programme.signed_on)}" if programme.signed_on else ""
    symbol = f", {programme.decision_text}" if programme.decision_text and when else ""
    return f"{said}.{when}{symbol}" + ("." if when else "")


def paper_of(
    body: Body, *, type_name: str, abbreviation: str, subject: str, on: date | None, year: int, number: int | None,
    sections: tuple[Section, ...], grounds: tuple[str, ...] = (), recipients: tuple[str, ...] = (),
    is_draft: bool = False, annexes: tuple[official.Annex, ...] = (),
) -> official.Paper:  # fmt: skip
    """A paper of a body in the layout of its family."""
    head = letterhead.head_of(body, abbreviation, on or clock.today())
    return official.Paper(
        **head,
        number=number,
        issued_on=on,
        year=year,
        type_name=type_name,
        subject=subject,
        made_at=clock.now(),
        recipients=recipients,
        authority=letterhead.in_name_of(head["style"], body.short_name or body.name),
        grounds=grounds,
        sections=sections,
        annexes=annexes,
        is_draft=is_draft,
    )


def numbered(*parts: tuple[str, tuple[official.Block, ...]]) -> tuple[Section, ...]:
    """Parts that say something, counted by Roman numerals."""
    given = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(Section(official.roman(place), title, blocks) for place, (title, blocks) in enumerate(given, 1))


def _subject(programme: CoordinationProgramme) -> str:
    """The title without the name of the type, which stands above it."""
    title = programme.label
    head = "chương trình "
    return title[len(head) :] if title.lower().startswith(head) else title


def _in_text(programme: CoordinationProgramme) -> str:
    title = programme.label
    return title[:1].lower() + title[1:]


def _summary(lines: Iterable[ReviewedContent]) -> str:
    states = [line.condition for line in lines]
    kept = [state for state in states if state is not ContentState.DROPPED]
    done = kept.count(ContentState.DONE)
    others = "; ".join(
        f"{state.label.lower()} {states.count(state)}"
        for state in dict.fromkeys(states)
        if state is not ContentState.DONE
    )
    return f"Hoàn thành {done}/{len(kept)} nội dung." + (f" Còn lại: {others}." if others else "")
