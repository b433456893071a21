"""A superior's own workbook: upload it once, tie its cells, fill it every period."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from audit.services import history
from common import clock, spreadsheets
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from common.pages import page_of
from indicators import policies
from indicators.enums import SENT_UP
from indicators.excel import filling
from indicators.excel.matching import Target, matches
from indicators.excel.template import Template
from indicators.forms.books import BookForm, ColumnForm, FillForm, TieForm
from indicators.models import Book, BookCell, FormLine
from indicators.services import books as services
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Ancestry, Unit

STEP = "viec"
TIE, TIE_MANY, UNTIE, RETIRE = "gan", "gan-nhieu", "bo", "thoi"
_CHECKED = "dong"  # rows of the proposals that were ticked


@require_http_methods(["GET", "POST"])
def book_list(request: HttpRequest) -> HttpResponse:
    """Workbooks of the unit in view; upload another."""
    user, unit = _person(request), unit_in_view(request)
    may_add = bool(roles.held(user) & set(policies.TYPERS))
    if request.method == "POST" and not may_add:
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan điền biểu mới được làm việc này."))
    form = BookForm(request.POST or None, request.FILES or None, user=user) if may_add else None
    if form is not None and request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.add(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lưu biểu. Gắn các ô với chỉ tiêu để cổng điền số liệu."))
            return redirect(made.get_absolute_url() + frame_of(request).unit_query)
    seen = Book.objects.visible_in(user, unit) if unit else Book.objects.none()
    page = page_of(request, seen.filter(retired_at=None).for_list())
    return render(request, "indicators/books.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Its sheets as tables, and which cell shows what."""
    found = _book_or_404(request, pk)
    may = policies.may_keep_book(_person(request), found.body) and found.retired_at is None
    if request.method == "POST":
        policies.check_can_keep_book(_person(request), found.body)
    try:
        desk = _Desk(request, found, services.template_of(found), may=may)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("indicators:books")
    if request.method == "POST" and desk.act():
        return redirect(desk.here())
    return render(request, "indicators/book.html", desk.context())


@require_http_methods(["GET", "POST"])
def book_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes into the cells for a window; then the file."""
    found = _book_or_404(request, pk)
    policies.check_can_keep_book(_person(request), found.body)
    form = FillForm(request.POST or (request.GET if "ky" in request.GET else None), book=found)
    submission = form.chosen()
    if request.method == "POST" and submission is not None and form.is_valid():
        data = attempt(form, lambda: services.fill(book=found, submission=submission, by=_person(request)))
        if data is not None:
            return _file(found, submission.window.code, data)
    context: dict[str, Any] = {"book": found, "form": form, "submission": submission}
    if submission is not None:
        filled = filling.fill(found, submission)
        context |= {
            "filled": filled,
            "empty": [one for one in filled if one.why],
            "is_sent": submission.state in SENT_UP,
        }
    return render(request, "indicators/book_fill.html", context)


class _Desk:
    """One workbook on the table: which sheet and rows are seen, the forms, and what the buttons do."""

    def __init__(self, request: HttpRequest, book: Book, template: Template, *, may: bool) -> None:
        self.request, self.book, self.template, self.may = request, book, template, may
        self.user = _person(request)
        asked = request.GET.get("trang", "")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
        self.number = number if number < len(template.sheets) else 0
        self.sheet = template.sheets[self.number]
        first = request.GET.get("tu", "")
        self.first = int(first) if first.isascii() and first.isdecimal() and len(first) < 8 else 1
        step, targets = request.POST.get(STEP, ""), _targets(book)
        self.tie = TieForm(
            request.POST if step == TIE else None, targets=targets, units=_units(book),
            initial={"cell": request.GET.get("o", "")[:10]},
        )  # fmt: skip
        data = request.POST if step == TIE_MANY else request.GET if "cot-column" in request.GET else None
        self.column = ColumnForm(data, targets=targets)
        self.matched = self._matches(targets)
        self._acts = {TIE: self._tie, TIE_MANY: self._tie_many, UNTIE: self._untie, RETIRE: self._retire}

    def act(self) -> bool:
        """True when something was done and the page is to be shown afresh."""
        act = self._acts.get(self.request.POST.get(STEP, ""))
        return act is None or act()

    def here(self) -> str:
        """The same rows of the same sheet."""
        frame = frame_of(self.request).unit_query
        query = urlencode({"trang": self.number, "tu": self.first})
        return f"{self.book.get_absolute_url()}{frame}{'&' if frame else '?'}{query}"

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        table = self.template.table(self.sheet, self.first)
        cells = list(self.book.cells.select_related("indicator", "item", "unit__kind"))
        tied = {cell.cell: cell for cell in cells if cell.sheet == self.sheet}
        rows = [(number, [(shown, tied.get(shown.address)) for shown in row]) for number, row in table.rows]
        return {
            "book": self.book, "may": self.may, "table": table, "rows": rows, "sheet": self.sheet,
            "number": self.number, "sheets": list(enumerate(self.template.sheets)), "tie": self.tie,
            "column": self.column, "matched": self.matched, "tied": list(tied.values()), "count": len(cells),
            "picked": self.request.GET.get("o", "")[:10], "sentences": history(self.book),
        }  # fmt: skip

    def _matches(self, targets: list[Target]) -> Any:
        if not self.column.is_bound or not self.column.is_valid():
            return None
        chosen = self.column.known.get(self.column.cleaned_data["target"])
        if chosen is not None:
            targets = [Target(chosen.indicator, chosen.item, unit) for unit in _units(self.book)]
        return matches(self.template, self.sheet, self.column.cleaned_data["column"], targets)

    def _tie(self) -> bool:
        form = self.tie
        if not form.is_valid():
            return False
        made = attempt(form, lambda: services.tie(book=self.book, sheet=self.sheet, ties=[form.tie()], by=self.user))
        return self._said(made)

    def _tie_many(self) -> bool:
        form, chosen = self.column, self.request.POST.getlist(_CHECKED)
        if self.matched is None:
            return False
        ties = form.ties(self.matched, chosen)
        return self._said(
            attempt(form, lambda: services.tie(book=self.book, sheet=self.sheet, ties=ties, by=self.user))
        )

    def _said(self, made: list[BookCell] | None) -> bool:
        if made is None:
            return False
        messages.success(self.request, _("Đã gắn {count} ô.").format(count=len(made)))
        return True

    def _untie(self) -> bool:
        keys = [
            int(key) for key in self.request.POST.getlist("cell") if key.isascii() and key.isdecimal() and len(key) < 19
        ]
        return self._tell(lambda: services.untie(book=self.book, keys=keys, by=self.user), _("Đã bỏ gắn ô."))

    def _retire(self) -> bool:
        return self._tell(lambda: services.retire(book=self.book, by=self.user), _("Đã thôi dùng biểu này."))

    def _tell(self, act: Any, done: str) -> bool:
        try:
            act()
        except Refused as refused:
            messages.warning(self.request, str(refused))
        else:
            messages.success(self.request, done)
        return True


def _targets(book: Book) -> list[Target]:
    """The figures of the form and of the one below it, in the order of their newest published versions."""
    forms = [key for key in (book.form_id, book.form.below_id) if key]
    lines = FormLine.objects.filter(version__form__in=forms, version__published_at__isnull=False)
    rows = lines.select_related("indicator__breakdown", "version").prefetch_related("indicator__breakdown__items")
    found: dict[str, Target] = {}
    newest: dict[int, int] = {}
    for line in rows.order_by("-version__number", "section__order", "order", "pk"):
        if newest.setdefault(line.version.form_id, line.version_id) != line.version_id:
            continue
        items = list(line.indicator.breakdown.items.all()) if line.indicator.breakdown else []
        for target in [Target(line.indicator), *(Target(line.indicator, item) for item in items)]:
            found.setdefault(target.key, target)
    return list(found.values())


def _units(book: Book) -> Any:
    """Units one level below the one that reports, today or within the last year."""
    recent = (clock.today() - timedelta(days=365), None)
    below = Ancestry.objects.filter(ancestor=book.body.unit_id, depth=1, valid__overlap=recent).values("descendant")
    return Unit.objects.filter(pk__in=below).select_related("kind").order_by("sort_key", "pk")


def _file(book: Book, window: str, data: bytes) -> HttpResponse:
    stem = book.file_name.rpartition(".")[0]
    response = HttpResponse(data, content_type=spreadsheets.XLSX)
    from django.utils.http import content_disposition_header

    response["Content-Disposition"] = content_disposition_header(True, f"{stem} {window}.xlsx") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _book_or_404(request: HttpRequest, pk: int) -> Book:
    related = ("body__unit", "form__below", "file", "added_by")
    return get_object_or_404(Book.objects.visible_to(_person(request)).select_related(*related), pk=pk)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
