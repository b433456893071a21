"""Forms that take the same step with many lines of a list: the marked ones, or all that wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import CountField, DateField, LineField
from common.templatetags.qcdc import so
from petitions.models import Petition

from .bulk import ALL, MARKED
from .papers import PaperForm

MOST_MARKED = 50  # lines that a page can have marked


class MarkedLines(forms.Form):
    """The part of such a form that says which lines are meant; ``name="line"`` is the mark of one."""

    scope = forms.ChoiceField(label=_("Áp dụng cho"), initial=MARKED, required=False)
    reasons: dict[int, str]  # why a line cannot be done, by the petition's key

    def offer_scopes(self, waiting: int) -> None:
        """How many are meant where all are."""
        self.reasons = {}
        everything = _now("mọi kiến nghị đang chờ, ở mọi trang ({number})").format(number=so(waiting))
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [(MARKED, _("các dòng đánh dấu ở trang này")), (ALL, everything)]

    @property
    def is_for_all(self) -> bool:
        """Whether more than the marked lines is meant."""
        return bool(self.cleaned_data["scope"] == ALL)

    @property
    def marked(self) -> list[int]:
        """Keys of the marked lines."""
        found = self.data.getlist("line") if isinstance(self.data, QueryDict) else []
        return [int(key) for key in found if key.isascii() and key.isdigit() and len(key) < 19][:MOST_MARKED]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("scope") != ALL and not self.marked:
            self.add_error(None, _now("Đánh dấu ít nhất một kiến nghị."))
        return values

    def lines(self, petitions: Sequence[Petition]) -> list[tuple[Petition, bool, str]]:
        """Each petition of the page, whether it is marked, and why it cannot be done."""
        marks = set(self.marked)
        return [(petition, petition.pk in marks, self.reasons.get(petition.pk, "")) for petition in petitions]


class AcceptManyForm(MarkedLines):
    """The day, and the number under which the document came in."""

    on = DateField(label=_("Ngày tiếp nhận"), initial=clock.today)
    incoming_number = CountField(label=_("Số đến của văn bản chuyển"), min_value=1, required=False)

    def __init__(self, *args: Any, waiting: int, received: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scopes(waiting)
        if received:  # the whole document has its number already
            del self.fields["incoming_number"]

    def values(self) -> dict[str, Any]:
        """For the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name != "scope"}


class VerifyManyForm(MarkedLines, PaperForm):
    """The paper of the standing committee under which all of them are confirmed, on its day."""

    paper_legend = _("Văn bản thẩm tra, xác nhận")

    basis = LineField(label=_("Căn cứ"), required=False, max_length=1000, help_text=_("Ví dụ: đã khảo sát ngày nào."))

    field_order = ["scope", "basis"]

    def __init__(self, *args: Any, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, subject=_now("Thẩm tra kết quả giải quyết kiến nghị của cử tri"), **kwargs)
        self.offer_scopes(waiting)
