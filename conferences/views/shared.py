"""What every page of conferences needs: the record inside the person's reach, the rail, the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import chain, clock, frame
from conferences import policies
from conferences.enums import OPEN, Status, Step
from conferences.models import Conference, StepSave
from conferences.progress import saves_of


def user_of(request: HttpRequest) -> User:
    """The person who asks; every page here is behind sign-in."""
    return cast(User, request.user)


def visible(request: HttpRequest, code: str, *, detail: bool = False) -> Conference:
    """The conference if it exists for this person, else 404."""
    found = Conference.objects.visible_to(user_of(request))
    conference = (found.for_detail() if detail else found.for_step()).filter(code=code).first()
    if conference is None:
        raise Http404
    return conference


def chain_of(conference: Conference, reader: User) -> list[chain.ChainLink]:
    """Where the conference stands, from the last one to the next, as far as the reader may know of it."""
    return chain.links("conferences.conference", [conference.pk], reader=reader)[conference.pk]


@dataclass(frozen=True)
class RailStep:
    """One step of the rail."""

    label: str
    url: str
    done: bool
    current: bool


def step_url(request: HttpRequest, conference: Conference, step: Step) -> str:
    """The page of a step; the unit in view stays."""
    return reverse("conferences:step", args=[conference.code, step.value]) + frame.of(request).unit_query


def rail(
    request: HttpRequest, conference: Conference, saves: Mapping[Step, StepSave], here: Step | None
) -> list[RailStep]:
    """The eight steps; before the conference has taken place only the first two can be written."""
    return [
        RailStep(
            label=str(step.label),
            url=step_url(request, conference, step) if may_write(conference, step) else "",
            done=step in saves,
            current=step is here,
        )
        for step in Step
    ]


def may_write(conference: Conference, step: Step) -> bool:
    """Whether the state lets the step be written, seen from the page; the services decide."""
    if conference.status in OPEN:
        return True
    return conference.status == Status.PLANNED and (step <= Step.ATTENDANCE or _has_begun(conference))


def _has_begun(conference: Conference) -> bool:
    return conference.starts_at <= clock.now()


def step_context(request: HttpRequest, conference: Conference, step: Step, **more: Any) -> dict[str, Any]:
    """What the frame of a step's page shows."""
    saves = saves_of(conference)
    following = Step(step + 1) if step < Step.PAPERS else None
    return {
        "conference": conference,
        "step": step,
        "steps": rail(request, conference, saves, step),
        "saved_words": saved_words(saves.get(step)),
        "step_url": step_url(request, conference, step),
        "next_step": following,
        "chain": chain_of(conference, user_of(request)),
        "back_url": conference.get_absolute_url() + frame.of(request).unit_query,
        **more,
    }


def saved_words(saved: StepSave | None) -> str:
    """ "đã lưu 14:32", with the day when it was another; nothing before the step was saved."""
    if saved is None:
        return ""
    at = saved.saved_at.astimezone(clock.ZONE)
    return _("đã lưu {time:%H:%M}").format(time=at) + (f" {at:%d/%m/%Y}" if at.date() != clock.today() else "")


def next_url(request: HttpRequest, conference: Conference, step: Step) -> str:
    """Where "Tiếp" leads: the next step that may be written, else the conference itself."""
    following = Step(step + 1) if step < Step.PAPERS else None
    if following is None or not may_write(conference, following):
        return conference.get_absolute_url() + frame.of(request).unit_query
    return step_url(request, conference, following)


def check_may_write(request: HttpRequest, conference: Conference) -> None:
    """403 with the reason for people who only read."""
    policies.check_can_record(user_of(request), conference)


def frozen_words(conference: Conference) -> str:
    """Why no step can be opened."""
    if conference.status == Status.COMPLETED:
        return _("Hội nghị đã hoàn tất. Muốn sửa thì mở lại, có ghi lý do.")
    if conference.status == Status.CANCELLED:
        return _("Hội nghị đã hủy.")
    return _("Hội nghị chưa diễn ra; kết quả ghi được từ giờ bắt đầu.")
