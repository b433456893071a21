"""One section of a report: what the portal writes in it, the words of its writers, and what is said about them.

Everything is a POST to the page itself; the button says what is wanted (``buoc``). Without scripts each button loads
the page again with what was typed still in it; the script of the page asks the same address in JSON.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import official
from common.forms import attempt, save_guarded
from common.templatetags.qcdc import luc
from organizations.enums import Role

from .. import comment_policies, content, editing, policies, richtext, services
from ..disagreeing import Disagreement, disagreements
from ..enums import ReportStatus
from ..gather import gather_for
from ..models import OutlineSection, Report, SectionComment, SectionText
from ..paper import filled, issued_blocks
from ..services.writing import held_words
from ..writing_forms import HTML, CommentForm, FigureForm, SectionForm
from .loading import load

MOST_PASTED = 2_000_000  # characters of HTML
PERSON = "nguoi"  # whose page it is: another account may have signed in meanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the portal writes in one section; for its writers the editor of the words that they add.

    Of an issued report: what it says, whatever the records say now.
    """
    desk = _Desk(request, load(request, pk), code)
    wants_json = request.headers.get("accept", "") == "application/json"
    if request.method == "POST":
        desk.check_may_post()
        return _answer(desk) if wants_json else _post(desk)
    if wants_json:
        policies.check_can_write(desk.user, desk.report.body, desk.at)
        return JsonResponse(_news(desk))
    if "so" in request.GET and getattr(request, "htmx", False):
        return render(request, "reports/section.html#figures", {"offered": desk.offered(request.GET)})
    return desk.page(SectionForm(initial={"text": desk.words}))


class _Desk:
    """A section, who looks at it, and what the page shows."""

    def __init__(self, request: HttpRequest, report: Report, code: str) -> None:
        self.request, self.report = request, report
        self.user = cast(User, request.user)
        self.sections = list(report.outline.sections.all())
        found = next((one for one in self.sections if one.code == code), None)
        if found is None:
            raise Http404
        self.item: OutlineSection = found
        self.gathered = gather_for(report)
        self.address = reverse("reports:section", args=[report.pk, code])

    @cached_property
    def kept(self) -> SectionText | None:
        """The words as they are stored."""
        return self.report.texts.filter(section=self.item).select_related("saved_by").first()

    @property
    def words(self) -> str:
        """Their markup."""
        return self.kept.text if self.kept else ""

    @cached_property
    def at(self) -> frozenset[Role]:
        """The person's roles at the body, asked once."""
        return policies.held_at(self.user, self.report.body)

    @property
    def writes(self) -> bool:
        """Whether the person writes here now."""
        allowed = policies.allows(policies.check_can_write, self.user, self.report.body, self.at)
        return allowed and self.report.status == ReportStatus.DRAFT

    @property
    def comments(self) -> bool:
        """Whether the person may comment."""
        allowed = policies.allows(comment_policies.check_can_comment, self.user, self.report, self.at)
        return allowed and not self.report.is_frozen

    @property
    def remarks(self) -> QuerySet[SectionComment]:
        """What was said about the section: for the people of the body alone, as those who said it were told."""
        said = self.report.comments.filter(section=self.item).select_related("made_by", "settled_by")
        return said if self.at else said.none()

    @property
    def step(self) -> str:
        """What the button says."""
        return "xong" if "xong" in self.request.POST else self.request.POST.get("buoc", "")

    def check_may_post(self) -> None:
        """Whoever only reads has nothing to send."""
        if self.step == "gop-y":
            comment_policies.check_can_comment(self.user, self.report, self.at)
        else:
            policies.check_can_write(self.user, self.report.body, self.at)

    def texts(self, markup: str) -> dict[str, str]:
        """What the figures of these words say."""
        return editing.texts_in(self.report, self.gathered, richtext.keys(markup))

    def html(self, markup: str) -> str:
        """The words for the page."""
        return richtext.to_html(markup, self.texts(markup))

    def offered(self, data: QueryDict) -> editing.Offered | None:
        """Figures that were looked for; None when nobody looked."""
        form = FigureForm(data)
        return editing.offered(self.gathered, form.cleaned_data["so"]) if form.is_valid() else None

    def next_section(self) -> OutlineSection | None:
        """The one after it."""
        after = self.sections[self.sections.index(self.item) + 1 :]
        return after[0] if after else None

    def title(self, section: OutlineSection) -> str:
        """Its number and title on this page, with the words of the period."""
        return editing.numbered(section, section.heading_for(self.report.period_value))

    def page(self, form: SectionForm, comment: CommentForm | None = None, **more: Any) -> HttpResponse:
        """The page with this form in it."""
        report, item, frozen = self.report, self.item, self.report.is_frozen
        blocks = issued_blocks(report, item) if frozen else filled(item, self.gathered)
        following = self.next_section()
        typed = str(form["text"].value() or "") if self.writes else self.words
        context = {
            "report": report,
            "section": item,
            "title": self.title(item),
            "blocks": blocks,
            "disagreeing": self.disagreeing(blocks, typed) if self.writes else (),
            "form": form,
            "kept": self.kept,
            "revision": self.kept.revision if self.kept else 0,
            "shown": self.html(typed),
            "clash": self.clash(form, typed),
            "before": editing.words_before(report, item) if self.writes else None,
            "remarks": self.remarks,
            "comment": comment or CommentForm(beside=self.writes),
            "can_write": self.writes,
            "can_comment": self.comments,
            "following": following,
            "following_title": self.title(following) if following else "",
            "person": PERSON,
            "offered": None,
            "looked_for": "",
            **more,
        }
        return render(self.request, "reports/section.html", context)

    def disagreeing(self, blocks: tuple[official.Block, ...], markup: str) -> list[Disagreement]:
        """Where figures of the section were stated as one number and are counted as another."""
        told = content.keys_of((official.Section("", "", blocks),))
        return disagreements(self.gathered, {*told, *richtext.keys(markup)})

    def clash(self, form: SectionForm, typed: str) -> dict[str, Any] | None:
        """Both versions, when somebody saved other words meanwhile."""
        if not form.conflicts or self.kept is None:
            return None
        return {"kept": self.kept, "lines": editing.against(self.words, typed, self.texts(self.words))}


def _post(desk: _Desk) -> HttpResponse:
    """What the buttons of the page do."""
    data = _typed(desk.request)
    form = SectionForm(data, initial={"text": desk.words})
    match desk.step:
        case "gop-y":
            return _commented(desk, form)
        case "xong":
            return _settled(desk, form)
        case "lay":
            return redirect(desk.address)
        case "tim":
            return desk.page(form, offered=desk.offered(data), looked_for=data.get("so", ""))
        case "ky-truoc":
            before = editing.words_before(desk.report, desk.item)
            return desk.page(_with(data, desk, editing.carried_over(before.markup, desk.gathered) if before else ""))
        case "ghep":
            return desk.page(_replaced(data, desk, editing.merged(desk.words, data.get("text", ""))))
    if key := data.get("chen", ""):
        return desk.page(_with(data, desk, f"{{{{{key}}}}}"))
    return _saved(desk, form)


def _saved(desk: _Desk, form: SectionForm) -> HttpResponse:
    kept = _save(desk, form)
    if kept is None:
        desk.__dict__.pop("kept", None)
        return desk.page(form)
    following = desk.next_section() if desk.step == "tiep" else None
    messages.success(desk.request, _("Đã lưu mục {section}.").format(section=desk.title(desk.item)))
    if following:
        return redirect("reports:section", desk.report.pk, following.code)
    return redirect(desk.report)


def _save(desk: _Desk, form: SectionForm) -> SectionText | None:
    """Save unless somebody else saved other words; None leaves the reason in the form."""
    if why := _others(desk):
        form.add_error(None, why)
    if not form.is_valid():
        return None
    return save_guarded(
        form,
        lock=lambda: held_words(desk.report, desk.item),
        save=lambda values: services.write_section(
            report=desk.report, section=desk.item, text=values["text"], by=desk.user
        ),
    )


def _others(desk: _Desk) -> str:
    """Why a page is not saved that another person opened: their words would stand under this one's name."""
    if desk.request.POST.get(PERSON, str(desk.user.pk)) == str(desk.user.pk):
        return ""
    return _("Trang này do người khác mở. Lời văn chưa được lưu; hãy đăng nhập lại bằng tài khoản đã soạn.")


def _commented(desk: _Desk, form: SectionForm) -> HttpResponse:
    comment = CommentForm(desk.request.POST, beside=desk.writes)
    if not comment.is_valid():
        return desk.page(form, comment)
    text = comment.cleaned_data["comment"]
    made = attempt(comment, lambda: services.comment(report=desk.report, section=desk.item, text=text, by=desk.user))
    return _back(desk, form) if made else desk.page(form, comment)


def _settled(desk: _Desk, form: SectionForm) -> HttpResponse:
    pk = desk.request.POST.get("xong", "")
    found = SectionComment.objects.filter(report=desk.report, section=desk.item)
    services.settle(
        comment=get_object_or_404(found, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0), by=desk.user
    )
    return _back(desk, form)


def _back(desk: _Desk, form: SectionForm) -> HttpResponse:
    """To the page as it was; words that were typed and not saved are still in it."""
    if desk.writes and form.has_changed():
        return desk.page(form)
    return redirect(f"{desk.address}#gop-y")


# -- what was typed


def _typed(request: HttpRequest) -> QueryDict:
    """What the page sent, its words as markup."""
    data = request.POST.copy()
    if f"text{HTML}" in data:
        data["text"] = richtext.from_html(data.pop(f"text{HTML}")[-1])
    return data


def _with(data: QueryDict, desk: _Desk, more: str) -> SectionForm:
    return _replaced(data, desk, editing.appended(data.get("text", ""), more))


def _replaced(data: QueryDict, desk: _Desk, text: str) -> SectionForm:
    data["text"] = text
    return SectionForm(data, initial={"text": desk.words})


# -- the script of the page


def _answer(desk: _Desk) -> JsonResponse:
    """Saved, refused, or both versions; or pasted HTML as the editor takes it."""
    if desk.step == "sach":
        html = desk.request.POST.get("html", "")
        if len(html) > MOST_PASTED:
            return JsonResponse({"why": _("Nội dung dán quá dài; hãy dán từng phần.")})
        return JsonResponse({"html": desk.html(richtext.from_html(html))})
    form = SectionForm(_typed(desk.request), initial={"text": desk.words})
    if kept := _save(desk, form):
        return JsonResponse(_state(kept))
    desk.__dict__.pop("kept", None)
    if clash := desk.clash(form, str(form["text"].value() or "")):
        box = render_to_string("reports/parts/clash.html", {"clash": clash}, request=desk.request)
        return JsonResponse({"clash": box, "digest": form["digest"].value()})
    return JsonResponse({"why": " ".join(str(error) for errors in form.errors.values() for error in errors)})


def _news(desk: _Desk) -> dict[str, Any]:
    """What is stored now."""
    if desk.kept is None:
        return {"revision": 0}
    return _state(desk.kept) | {"html": desk.html(desk.kept.text), "open": desk.report.status == ReportStatus.DRAFT}


def _state(kept: SectionText) -> dict[str, Any]:
    """Who saved last, and what the next saving is compared with."""
    return {
        "revision": kept.revision,
        "at": luc(kept.saved_at),
        "by": kept.saved_by.full_name,
        "own": kept.saved_by_id,
        "digest": SectionForm(initial={"text": kept.text})["digest"].value(),
    }
