"""What an officer writes for the public, and what goes onto the slip."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LineField, ParagraphField, StaleGuard
from petitions.models import Answer, Publication


class SummaryForm(StaleGuard, forms.Form):
    """The summary for everybody. ``with_answer`` is there once there is an answer to publish with it, ``confirmed``
    once the words look as if they named somebody."""

    text = ParagraphField(
        label=_("Tóm tắt cho mọi người"),
        max_length=2000,
        rows=5,
        required=False,
        help_text=_("Vài câu dễ hiểu, không nêu tên, số điện thoại, địa chỉ của ai."),
    )
    with_answer = forms.BooleanField(label=_("Công bố cả lời trả lời dành cho cử tri"), required=False)
    confirmed = forms.BooleanField(label=_("Đã xem cảnh báo, không nêu đích danh ai"), required=False)

    def __init__(self, *args: Any, publication: Publication, answer: Answer | None, ask: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(publication), **kwargs)
        if answer is None:
            del self.fields["with_answer"]
        if not ask:
            del self.fields["confirmed"]

    @property
    def guarded(self) -> list[str]:
        """A confirmation is given anew each time; nothing stored can differ from it."""
        return [name for name in super().guarded if name != "confirmed"]


def values_of(publication: Publication) -> dict[str, Any]:
    """A publication as its form shows it."""
    return {"text": publication.draft, "with_answer": publication.with_answer}


class NoteForm(forms.Form):
    """Plain words beside the present step."""

    note = LineField(
        label=_("Lời nhắn thêm về bước hiện nay"),
        max_length=1000,
        required=False,
        help_text=_("Chỉ người có phiếu đọc được, ngay khi lưu. Bỏ trống để bỏ lời nhắn."),
    )


class WithdrawForm(forms.Form):
    """Why it is not public any more."""

    reason = LineField(label=_("Lý do rút"), max_length=1000)


class SlipForm(forms.Form):
    """What the slip says beside codes and dates."""

    with_text = forms.BooleanField(
        label=_("In cả nội dung kiến nghị (rút gọn)"),
        required=False,
        help_text=_("Ai cầm phiếu cũng đọc được nội dung này."),
    )
