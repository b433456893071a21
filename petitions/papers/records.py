"""Papers of one record: the letter of a referral with its annex, the report of a supervision."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, F

from common.official import Annex, Block, Paper, Paragraph, Table
from petitions import supervision as choosing
from petitions.addressing import BY_RANK
from petitions.enums import ItemState
from petitions.models import Referral, Supervision

from . import lists
from .base import LETTER, Words, content, listed, many, one_line, paper, parts, written

AS_ABOVE = "Như trên"


def transfer(referral: Referral, words: Words) -> Paper:
    """The letter that transfers petitions, draft or sent, with the annex body by body."""
    items = referral.items.exclude(state=ItemState.DROPPED)
    bodies = list(items.order_by(*BY_RANK).values_list("to__name").annotate(n=Count("pk")))
    total = sum(number for _name, number in bodies)
    related = ("to", "petition__field", "petition__level", "petition__place_unit__kind")
    rows = items.select_related(*related).order_by(*BY_RANK, "petition__field__rank", "petition")
    rows = rows.annotate(times=Count("petition__duplicates") + F("petition__times_raised"))
    annex = Annex("Kiến nghị của cử tri chuyển giải quyết", sections=lists.by_body(rows), wide=True)
    return paper(
        replace(words, recipients=_as_above(words.recipients)),
        type_name=LETTER,
        subject=f"{referral.title[:1].lower()}{referral.title[1:]}",
        document=referral.document,
        addressees=tuple(name for name, _number in bodies),
        opening=_letter(referral, bodies, total, words),
        annexes=(annex,) if total else (),
    )


def supervised(supervision: Supervision, words: Words) -> Paper:
    """What was looked at, how it is judged, what is recommended, the result."""
    tally = choosing.tally(supervision)
    reasons = [f"{why.label[:1].upper()}{why.label[1:]}: {many(n)}" for why, n in tally.by_reason.items() if n]
    judged = [f"{one.label}: {many(n)}" for one, n in tally.by_judgement.items() if n]
    judged += [f"Chưa đánh giá: {many(tally.waiting)}"] if tally.waiting else []
    title = supervision.title[:1].lower() + supervision.title[1:]
    return paper(
        words,
        type_name="BÁO CÁO",
        subject=f"kết quả {title}",
        document=supervision.report,
        sections=parts(
            [
                ("Khái quát cuộc giám sát", _outline(supervision)),
                ("Kiến nghị được giám sát", _counted(f"{many(tally.chosen)} kiến nghị, chọn theo lý do:", reasons)),
                ("Đánh giá việc giải quyết", _counted("Qua xem xét từng kiến nghị:", judged)),
                ("Kết quả giám sát", written(supervision.result or words.opinion)),
                ("Kiến nghị sau giám sát", _recommended(supervision) or written(words.proposals)),
            ]
        ),
        annexes=(Annex("Kết quả xem xét từng kiến nghị", (_findings(supervision),), wide=True),)
        if tally.chosen
        else (),
    )


# -- parts


def _as_above(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Who is addressed gets the letter, too: "Như trên" opens the list, once."""
    return recipients if recipients[:1] and recipients[0].rstrip(" ;.") == AS_ABOVE else (AS_ABOVE, *recipients)


def _letter(referral: Referral, bodies: list[tuple[str, int]], total: int, words: Words) -> tuple[Block, ...]:
    of = f" gửi đến {referral.session.label}" if referral.session else ""
    several = "các cơ quan có tên trên" if len(bodies) > 1 else "cơ quan"
    due = f" trước ngày {referral.due_on:%d/%m/%Y}" if referral.due_on else " theo thời hạn quy định"
    issuer = (referral.document.issuer if referral.document else words.issuer).name
    opening = (
        f"{issuer} chuyển {many(total)} kiến nghị của cử tri{of} (phụ lục kèm theo) đến {several} để giải quyết,"
        " trả lời cử tri theo thẩm quyền."
    )
    asked = (
        f"Đề nghị các cơ quan xem xét, giải quyết và gửi văn bản trả lời đến {referral.sender.name}{due}. Kiến nghị"
        " không thuộc thẩm quyền thì nêu rõ cơ quan có thẩm quyền và chuyển tiếp ngay."
    )
    noted = [line.strip() for line in referral.note.splitlines() if line.strip()]
    return (Paragraph(opening), *(Paragraph(line) for line in noted), Paragraph(asked))


def _outline(supervision: Supervision) -> tuple[Block, ...]:
    days = f"từ ngày {supervision.starts_on:%d/%m/%Y} đến ngày {supervision.ends_on:%d/%m/%Y}"
    lines = [f"{supervision.council.name} giám sát {days}."]
    if supervision.session:
        lines.append(f"Phạm vi: kiến nghị gửi đến {supervision.session.label}.")
    if supervision.team:
        lines.append(f"Đoàn giám sát: {supervision.team}.")
    if supervision.plan:
        lines.append(f"Kế hoạch: {supervision.plan.label}.")
    return tuple(Paragraph(line) for line in lines)


def _counted(words: str, lines: list[str]) -> tuple[Block, ...]:
    return (Paragraph(words), *listed(lines)) if lines else ()


def _recommended(supervision: Supervision) -> tuple[Block, ...]:
    found = supervision.recommendations.select_related("body", "task").order_by("due_on", "pk")
    rows = tuple(
        (
            str(number), one.text, one.body.name, f"{one.due_on:%d/%m/%Y}",
            f"{one.task.state.label} ({one.task.code})" if one.task else "chưa giao",
        )
        for number, one in enumerate(found, 1)
    )  # fmt: skip
    columns = ("TT", "Nội dung kiến nghị", "Cơ quan thực hiện", "Hạn", "Nhiệm vụ")
    table = Table(
        caption="Kiến nghị sau giám sát", columns=columns, rows=rows, widths=(7, 34, 20, 15, 24),
        numeric=frozenset({0}),
    )  # fmt: skip
    return (table,) if rows else ()


def _findings(supervision: Supervision) -> Table:
    lines = supervision.lines.select_related("petition__holder").order_by("why", "pk")
    rows = tuple(
        (
            str(number), content(line.petition), line.petition.holder.name if line.petition.holder else "",
            str(line.reason.label), one_line(line.finding), str(line.judgement.label) if line.judgement else "",
        )
        for number, line in enumerate(lines, 1)
    )  # fmt: skip
    return Table(
        caption="Kiến nghị, kết quả xem xét và đánh giá",
        columns=("TT", "Nội dung kiến nghị", "Cơ quan giải quyết", "Lý do chọn", "Kết quả xem xét", "Đánh giá"),
        rows=rows, widths=(7, 45, 24, 18, 45, 15), numeric=frozenset({0}),
    )  # fmt: skip
