"""The next possible steps of a content or of a sealed case as buttons."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from . import workflow
from .models import Letter, LetterContent, SealedCase

# In the order of the buttons, the main one first: step of the workflow and its word in the address.
SLUGS = {
    "take_in": "vao-so",
    "accept": "thu-ly",
    "settle": "giai-quyet",
    "answer": "tra-loi",
    "send": "gui-quyet-dinh",
    "guide": "huong-dan",
    "transfer": "chuyen",
    "resume": "tiep-tuc",
    "suspend": "tam-dinh-chi",
    "terminate": "dinh-chi",
    "give_back": "tra-lai",
    "file": "luu",
    "report_back": "bao-ket-qua",
}
SEALED_SLUGS = {
    "accept": "thu-ly",
    "notify": "thong-bao",
    "extend": "gia-han",
    "conclude": "ket-luan",
    "transfer": "chuyen",
    "verify_more": "nhieu-noi",
    "file": "luu",
    "grant": "nguoi-duoc-mo",
    "erase": "xoa",
}
_DANGEROUS = {"terminate", "erase"}


@dataclass(frozen=True)
class Action:
    """A step that the state allows."""

    name: str
    label: str
    url: str

    @property
    def dangerous(self) -> bool:
        return self.name in _DANGEROUS


def actions_for(letter: Letter, content: LetterContent) -> list[Action]:
    """Every step that the state of a content allows."""
    names = [name for name in SLUGS if workflow.may(content, name) and _is_wanted(content, name)]
    return [Action(name, str(workflow.STEPS[name].label), step_url(letter, content, SLUGS[name])) for name in names]


def step_url(letter: Letter, content: LetterContent, slug: str) -> str:
    """The page of a step."""
    return reverse("letters:step", args=[letter.code, content.position, slug])


def sealed_actions(case: SealedCase) -> list[Action]:
    """Every step that the state of a sealed case allows."""
    return [
        Action(name, str(workflow.SEALED_STEPS[name].label), reverse("letters:sealed_step", args=[case.code, slug]))
        for name, slug in SEALED_SLUGS.items()
        if not case.is_erased and workflow.may_sealed(case, name) and _suits(case, name)
    ]


def _is_wanted(content: LetterContent, name: str) -> bool:
    """Steps that only some contents have: the result for whoever forwarded it, the register of a new holder."""
    if name == "report_back":
        return content.owes_report
    if name == "take_in":
        return list(content.steps.all())[-1].name != "take_in"
    return True


def _suits(case: SealedCase, name: str) -> bool:
    """An anonymous case is not accepted; a case is transferred once."""
    if name in {"accept", "verify_more"}:
        return not case.anonymous
    return name != "transfer" or case.transferred_on is None
