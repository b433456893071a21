"""Petitions as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count

from common.official import Section, Table
from petitions.models import Petition, ReferralItem
from petitions.models.petitions import PetitionQuerySet

from .base import content, many, one_line

NO_FIELD = "Chưa phân loại"


def by_field(petitions: PetitionQuerySet) -> tuple[Section, ...]:
    """Consolidated petitions, one table for each field; how often each was said, duplicates included."""
    related = petitions.select_related("field", "place_unit__kind", "opinion__conference").defer("search_key", "pairs")
    rows = related.annotate(times=Count("duplicates") + 1).order_by("field__rank", "field", "pk")
    numbered = [(str(field or NO_FIELD), list(group)) for field, group in groupby(rows, key=lambda row: row.field)]
    return tuple(
        Section(str(number), f"Lĩnh vực {name[:1].lower()}{name[1:]}", (_said(group),))
        for number, (name, group) in enumerate(numbered, 1)
    )


def by_body(items: Iterable[ReferralItem]) -> tuple[Section, ...]:
    """The petitions of a referral, one table for each body that receives."""
    grouped = [(to, list(group)) for to, group in groupby(items, key=lambda item: item.to)]
    return tuple(Section(str(number), to.name, (_sent(group),)) for number, (to, group) in enumerate(grouped, 1))


def late(petitions: PetitionQuerySet, on: date) -> Table:
    """Not answered after their last day, the latest first."""
    related = petitions.select_related("holder", "field").defer("search_key", "pairs")
    rows = [
        (
            str(number), content(row), row.holder.name if row.holder else "", _day(row.transferred_on),
            _day(row.answer_due_on), many((on - row.answer_due_on).days) if row.answer_due_on else "",
        )
        for number, row in enumerate(related.order_by("answer_due_on", "pk"), 1)
    ]  # fmt: skip
    return Table(
        caption=f"Kiến nghị quá hạn chưa trả lời, tính đến ngày {on:%d/%m/%Y}",
        columns=("TT", "Nội dung kiến nghị", "Cơ quan giải quyết", "Ngày chuyển", "Hạn trả lời", "Số ngày chậm"),
        rows=tuple(rows), widths=(6, 58, 26, 13, 13, 10), numeric=frozenset({0, 5}),
    )  # fmt: skip


def disputed(rows: Sequence[tuple[Petition, str, str]]) -> Table:
    """Petitions with what was said against their result: sent back or contested."""
    return Table(
        caption="Kết quả bị trả lại hoặc cử tri không đồng ý",
        columns=("TT", "Nội dung kiến nghị", "Cơ quan giải quyết", "Ý kiến", "Lý do"),
        rows=tuple(
            (str(number), content(row), row.holder.name if row.holder else "", what, one_line(why))
            for number, (row, what, why) in enumerate(rows, 1)
        ),
        widths=(6, 52, 26, 18, 34), numeric=frozenset({0}),
    )  # fmt: skip


def _said(rows: Sequence[Petition]) -> Table:
    return Table(
        caption=f"Số kiến nghị: {many(len(rows))}",
        columns=("TT", "Nội dung ý kiến, kiến nghị", "Nơi nêu", "Số lượt nêu"),
        rows=tuple(
            (str(number), content(row), _place(row), many(vars(row)["times"]))
            for number, row in enumerate(rows, 1)
        ),
        widths=(8, 60, 22, 10), numeric=frozenset({0, 3}),
    )  # fmt: skip


def _sent(items: Sequence[ReferralItem]) -> Table:
    return Table(
        caption=f"Số kiến nghị: {many(len(items))}",
        columns=("TT", "Nội dung kiến nghị", "Lĩnh vực", "Thẩm quyền", "Nơi nêu", "Số lượt nêu"),
        rows=tuple(_sent_row(number, item) for number, item in enumerate(items, 1)),
        widths=(6, 66, 20, 14, 24, 9), numeric=frozenset({0, 5}),
    )  # fmt: skip


def _sent_row(number: int, item: ReferralItem) -> tuple[str, ...]:
    """How often it was said counts the petitions that were put under it, too."""
    row = item.petition
    return (
        str(number), content(row), str(row.field or NO_FIELD), str(row.level or ""), _place(row),
        many(vars(item)["times"]),
    )  # fmt: skip


def _place(row: Any) -> str:
    """Where it was said; never who said it."""
    named = [row.place, row.place_unit.name if row.place_unit else ""]
    return one_line(", ".join(name for name in named if name))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
