"""/tim-kiem/: search everything. A plain form; what is looked for stands in the address."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common import finder, frame
from common.forms import LineField


class SearchForm(forms.Form):
    """What to look for. One letter finds half the portal, so that at least two are asked for."""

    q = LineField(label=_("Từ ngữ hoặc mã cần tìm"), required=False)

    def clean_q(self) -> str:
        """The words; those that are too few are told beside the field."""
        typed: str = self.cleaned_data["q"]
        if typed and finder.is_too_short(typed):
            raise forms.ValidationError(_("Hãy gõ ít nhất hai chữ cái hoặc chữ số."))
        return typed


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the person finds, by kind; a code that was typed whole leads straight to its record."""
    form = SearchForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    shown = frame.of(request)
    if typed and (url := finder.straight_to(request.user, typed)):
        return redirect(url + shown.unit_query)
    groups = finder.search(request.user, typed, shown.unit_code) if typed else []
    return render(request, "finder/search.html", {"form": form, "typed": typed, "groups": groups})
