"""Taking over the forms that come with the portal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField
from indicators.models import Regime
from organizations.models import Body
from supervision.forms.shared import offer_bodies


class TakeOverForm(forms.Form):
    """Whose forms they become, how the year is cut, and from which closing day on they are used."""

    issuer = ChoiceOf(label=_("Cơ quan giao biểu"), queryset=Body.objects.none(), empty_label=None)
    regime = ChoiceOf(label=_("Chế độ báo cáo"), queryset=Regime.objects.none(), empty_label=None)
    on = DateField(label=_("Áp dụng cho kỳ chốt từ ngày"))

    def __init__(self, *args: Any, bodies: Iterable[Body], regimes: QuerySet[Regime], **kwargs: Any) -> None:
        today = clock.today()
        kwargs["initial"] = {"on": today.replace(month=1, day=1)}
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields["issuer"], bodies)
        regime = self.fields["regime"]
        if isinstance(regime, ChoiceOf):
            regime.queryset = regimes
