"""The next possible steps of a disclosure and of its places as buttons, and why some are not this person's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock

from . import workflow
from .enums import PostingStatus
from .models import Disclosure, Posting
from .policies import Standing


@dataclass(frozen=True)
class Action:
    """A step that the state allows; ``reason`` says why this person may not take it."""

    name: str
    label: str
    url: str
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return not self.reason

    @property
    def dangerous(self) -> bool:
        return self.name in {"cancel", "drop", "withdraw", "break_off"}


# In the order of the buttons, the main one first: step, its word in the address, who takes it (a field of Reasons).
STEPS: dict[str, tuple[str, str]] = {
    "put_up": ("cong-khai", "carry_out"),
    "keep_as_is": ("con-dung", "record"),
    "publish": ("bang-cong-khai", "decide"),
    "withdraw": ("rut", "decide"),
    "add_file": ("them-tep", "record"),
    "add_place": ("them-noi", "record"),
    "ask_review": ("ra-soat", "record"),
    "replace": ("thay", "record"),
    "cancel": ("huy", "decide"),
}
POSTING_STEPS: dict[str, tuple[str, str]] = {
    "prove": ("chung-minh", "carry_out"),
    "take_down": ("go-xuong", "carry_out"),
    "break_off": ("gian-doan", "carry_out"),
    "drop": ("khong-thuc-hien", "decide"),
}
LABELS: dict[str, str | Promise] = {
    "put_up": _("Ghi đã công khai"),
    "keep_as_is": _("Nội dung còn đúng"),
    "withdraw": _("Rút khỏi bảng công khai"),
    "add_file": _("Thêm tệp cho người dân đọc"),
}


def label_of(name: str, disclosure: Disclosure | None = None) -> str:
    """How a step's button reads."""
    if name == "publish" and disclosure is not None and disclosure.published_on:
        return _now("Sửa lời giới thiệu")
    known = workflow.POSTING_STEPS.get(name) or workflow.STEPS.get(name)
    return str(LABELS.get(name, known.label if known else name))


def possible(disclosure: Disclosure, name: str, postings: Iterable[Posting]) -> bool:
    """Does the state allow the step, given the postings at hand?"""
    if name == "put_up":
        standing = workflow.may(disclosure, "edit")
        return standing and any(posting.status == PostingStatus.PLANNED for posting in postings)
    if name == "keep_as_is":
        return disclosure.review_asked_on is not None
    if name == "withdraw":
        return disclosure.published_on is not None
    if name == "add_file":
        return disclosure.status != "cancelled"
    if name == "ask_review":
        asked = disclosure.review_asked_on is not None
        return disclosure.item.permanent and not asked and workflow.may(disclosure, name)
    if name == "cancel":
        untouched = {PostingStatus.PLANNED, PostingStatus.DROPPED}
        return workflow.may(disclosure, name) and all(posting.status in untouched for posting in postings)
    if name == "replace":
        return workflow.may(disclosure, name) and getattr(disclosure, "replaced_by", None) is None
    return workflow.may(disclosure, name)


def actions_for(disclosure: Disclosure, postings: Sequence[Posting], reasons: Reasons) -> list[Action]:
    """Every step that the state allows."""
    names = [name for name in STEPS if possible(disclosure, name, postings)]
    found = [
        Action(name, label_of(name, disclosure), step_url(disclosure, STEPS[name][0]), reasons.of(name))
        for name in names
    ]
    if workflow.may(disclosure, "edit"):
        url = reverse("disclosures:edit", args=[disclosure.code])
        found.append(Action("edit", label_of("edit"), url, reasons.record))
    return found


def step_url(disclosure: Disclosure, slug: str) -> str:
    """The page of a step."""
    return reverse("disclosures:step", args=[disclosure.code, slug])


def main_of(actions: Iterable[Action], disclosure: Disclosure) -> Action | None:
    """The one that stands at the head of the page: what is most wanted next, never a way back."""
    wanted = {"put_up", "keep_as_is"} | (set() if disclosure.published_on else {"publish"})
    return next((action for action in actions if action.allowed and action.name in wanted), None)


def posting_actions(disclosure: Disclosure, posting: Posting, reasons: Reasons) -> list[Action]:
    """Every step of a place that its state and the law allow; only those that this person may take."""
    names = [name for name in POSTING_STEPS if workflow.may(posting, name, workflow.POSTING_STEPS)]
    first = posting.may_come_down_from
    if disclosure.item.permanent or (first is not None and clock.today() < first):  # replaced; too early
        names = [name for name in names if name != "take_down"]
    return [
        Action(name, label_of(name), reverse("disclosures:posting_step", args=[posting.pk, POSTING_STEPS[name][0]]))
        for name in names
        if not reasons.of(name)
    ]


@dataclass(frozen=True)
class Reasons:
    """Why the person may not record, carry out, decide; empty where they may."""

    record: str
    carry_out: str
    decide: str

    def of(self, name: str) -> str:
        """For one step."""
        _slug, who = STEPS.get(name) or POSTING_STEPS[name]
        return {"record": self.record, "carry_out": self.carry_out, "decide": self.decide}[who]

    @classmethod
    def at(cls, user: User, disclosure: Disclosure) -> Reasons:
        """Of this person at the bodies of a disclosure."""
        at = Standing.of(user, disclosure)
        return cls(_refusal(at.need_to_record), _refusal(at.need_to_carry_out), _refusal(at.need_to_decide))


def _refusal(need: Callable[[], None]) -> str:
    try:
        need()
    except PermissionDenied as refused:
        return str(refused)
    return ""


def denied(actions: Iterable[Action]) -> Sequence[tuple[str, str]]:
    """Each reason with the steps that it keeps from this person."""
    kept = [action for action in actions if not action.allowed]
    reasons = dict.fromkeys(action.reason for action in kept)
    return [(reason, ", ".join(a.label for a in kept if a.reason == reason)) for reason in reasons]
