"""What becomes public of a petition, with a preview of exactly that; and the slip for the petitioner."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import clock, frame
from common.forms import attempt, save_guarded
from petitions import lookup, policies, receipts, services
from petitions.forms.publishing import NoteForm, SlipForm, SummaryForm, WithdrawForm, values_of
from petitions.models import Answer, Petition, Publication
from petitions.services.publishing import doubts_of

STEP = "viec"  # the button that was pressed
DRAFT, PUBLISH, WITHDRAW, NOTE = "soan", "cong-bo", "rut", "loi-nhan"


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Write, look at what the public would see, publish, withdraw."""
    petition = _petition_or_404(request, code)
    at = policies.Standing.of(_person(request), petition)
    policies.check_can_inform(_person(request), petition, at)
    desk = _Desk(request, petition)
    if request.method == "POST" and desk.act():
        address = reverse("petitions:publish", args=[petition.code])
        return redirect(address + frame.of(request).unit_query)
    return render(request, "petitions/publish.html", desk.context() | {"may_publish": policies.may_publish(at)})


@never_cache
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print the slip. Its secret is in this one answer and nowhere else."""
    petition = _petition_or_404(request, code)
    policies.check_can_inform(_person(request), petition)
    form = SlipForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        letters = attempt(form, lambda: services.print_slip(petition=petition, by=_person(request)))
        if letters:
            content = receipts.slip(petition, letters, with_text=form.cleaned_data["with_text"])
            name = f"phieu-{petition.code}.pdf"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(content, content_type="application/pdf", headers=headers)
    valid = petition.slips.filter(void_since=None).select_related("printed_by").first()
    return render(request, "petitions/slip.html", {"petition": petition, "form": form, "slip": valid})


class _Desk:
    """The forms of the page, and what each of its buttons does."""

    def __init__(self, request: HttpRequest, petition: Petition) -> None:
        self.request, self.petition = request, petition
        self.step = request.POST.get(STEP, "")
        found = Publication.objects.filter(petition=petition).select_related("answer__body", "answer__document")
        self.publication = found.first() or Publication(petition=petition)
        self.publication.petition = petition
        self.answer = _newest_answer(petition)
        typed = request.POST.get("text", "") if self.step in {DRAFT, PUBLISH} else self.publication.draft
        self.doubts = doubts_of(petition, typed, self.answer)
        self.summary = SummaryForm(
            self._data(DRAFT, PUBLISH), publication=self.publication, answer=self.answer, ask=bool(self.doubts.asked)
        )
        self.note = NoteForm(self._data(NOTE), initial={"note": self._present_note()})
        self.withdrawal = WithdrawForm(self._data(WITHDRAW))

    def act(self) -> bool:
        """Do what the button says; False when a form has to be looked at again."""
        form = {DRAFT: self.summary, PUBLISH: self.summary, NOTE: self.note, WITHDRAW: self.withdrawal}.get(self.step)
        if form is None or not form.is_valid():
            return False
        if form is self.summary:
            return self._write(form)
        return self._carry_out(form)

    def context(self) -> dict[str, Any]:
        """The page: the forms, and both sides of the look-up as the public sees them."""
        publication = self.publication
        return {
            "petition": self.petition,
            "publication": publication,
            "doubts": self.doubts,
            "form": self.summary,
            "note": self.note,
            "withdrawal": self.withdrawal,
            "seen_by_all": lookup.as_published(publication) if publication.is_public else None,
            "would_be_seen": self._preview(),
            "seen_by_holder": lookup.for_slip(self.petition.pk),
        }

    def _preview(self) -> lookup.Opened | None:
        """What publishing the draft would show; None where it would change nothing."""
        kept = self.publication
        answer = self.answer if kept.with_answer else None
        if not kept.draft or (kept.is_public and (kept.text, kept.answer) == (kept.draft, answer)):
            return None
        today = clock.today()
        return lookup.as_published(
            Publication(petition=self.petition, text=kept.draft, answer=answer, published_on=today)
        )

    def _write(self, form: SummaryForm) -> bool:
        """Keep the draft, or keep and publish it."""
        saved = save_guarded(form, lock=self._locked, save=self._publish if self.step == PUBLISH else self._draft)
        if saved:
            done = _("Đã công bố.") if self.step == PUBLISH else _("Đã lưu bản soạn; chưa công bố.")
            messages.success(self.request, done)
        return saved is not None

    def _draft(self, values: dict[str, Any]) -> Publication:
        return services.write_public(
            petition=self.petition,
            text=values["text"],
            with_answer=values.get("with_answer", False),
            by=_person(self.request),
        )

    def _publish(self, values: dict[str, Any]) -> Publication:
        return services.publish(
            petition=self.petition,
            text=values["text"],
            answer=self.answer if values.get("with_answer") else None,
            confirmed=values.get("confirmed", False),
            by=_person(self.request),
        )

    def _carry_out(self, form: forms.Form) -> bool:
        verb = services.explain if self.step == NOTE else services.withdraw
        by = _person(self.request)
        done = attempt(form, lambda: verb(petition=self.petition, by=by, **form.cleaned_data) or True)
        if done:
            messages.success(
                self.request, _("Đã lưu lời nhắn.") if self.step == NOTE else _("Đã rút nội dung công bố.")
            )
        return bool(done)

    def _locked(self) -> dict[str, Any]:
        """The draft as it is now, under the petition's lock, which every verb takes first."""
        Petition.objects.select_for_update(of=("self",), no_key=True).get(pk=self.petition.pk)
        return values_of(Publication.objects.filter(petition=self.petition).first() or self.publication)

    def _present_note(self) -> str:
        newest = self.petition.states.order_by("-since", "-pk").values_list("public_note", flat=True)
        return newest.first() or ""

    def _data(self, *steps: str) -> Any:
        return self.request.POST if self.step in steps else None


def _newest_answer(petition: Petition) -> Answer | None:
    """The newest answer with number and date that has words for voters."""
    issued = petition.answers.filter(document__isnull=False).exclude(public_text="")
    return issued.select_related("body", "document").order_by("-run", "-pk").first()


def _petition_or_404(request: HttpRequest, code: str) -> Petition:
    visible = Petition.objects.visible_to(_person(request)).select_related("council__unit", "holder__unit")
    return get_object_or_404(visible.defer("search_key", "pairs"), code=code)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
