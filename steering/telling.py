"""Who hears of a task: a notice for each thing that somebody else has to act on."""

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from deadlines.models import Extension
from notices import kinds, services
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import ProgressReport, Task
from .policies import DECIDERS, REPORTERS

ASSIGNED = "steering.assigned"
REPORTED = "steering.reported"
RETURNED = "steering.returned"
EXTENDED = "steering.extended"
CANCELLED = "steering.cancelled"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(ASSIGNED, _("Giao nhiệm vụ"))
    kinds.register(REPORTED, _("Nhiệm vụ chờ xác nhận"))
    kinds.register(RETURNED, _("Trả lại báo cáo"))
    kinds.register(EXTENDED, _("Gia hạn nhiệm vụ"), channels=())
    kinds.register(CANCELLED, _("Hủy nhiệm vụ"), channels=())


@in_portal_language
def assigned(task: Task, *, by: User) -> None:
    """To the lead body; again when another body takes over the lead."""
    subject = _now("Nhiệm vụ mới, hạn {day}: {title}").format(day=ngay(task.due_on), title=task.title)
    _post(ASSIGNED, task, task.lead, REPORTERS, subject, task.note, f"{task.pk}:{task.lead_id}", by)


@in_portal_language
def reported(report: ProgressReport, *, by: User) -> None:
    """To the body that set the task: it asks for confirmation."""
    task = report.task
    subject = _now("Chờ xác nhận: {title}").format(title=task.title)
    _post(REPORTED, task, task.assigned_by, DECIDERS, subject, report.text, str(report.pk), by)


@in_portal_language
def returned(report: ProgressReport, *, by: User) -> None:
    """To the lead body, with the reason."""
    task = report.task
    subject = _now("Báo cáo bị trả lại: {title}").format(title=task.title)
    _post(RETURNED, task, task.lead, REPORTERS, subject, report.verdict_reason, str(report.pk), by)


@in_portal_language
def extended(task: Task, extension: Extension, *, by: User) -> None:
    """To the lead body. A due date only goes forward, so the new one names the occasion."""
    subject = _now("Gia hạn đến {day}: {title}").format(day=ngay(extension.due_to), title=task.title)
    _post(EXTENDED, task, task.lead, REPORTERS, subject, extension.reason, f"{task.pk}:{extension.due_to}", by)


@in_portal_language
def cancelled(task: Task, reason: str, *, by: User) -> None:
    """To the lead body: it need not go on."""
    subject = _now("Đã hủy nhiệm vụ: {title}").format(title=task.title)
    _post(CANCELLED, task, task.lead, REPORTERS, subject, reason, str(task.pk), by)


def _post(
    kind: str, task: Task, body: Body, wanted: Iterable[Role], subject: str, text: str, occasion: str, by: User
) -> None:
    people = roles.people_of(body, wanted, but=by)
    if people:
        url = task.get_absolute_url()
        services.post(kind, to=people, subject=subject, text=text, url=url, key=f"{kind}:{occasion}")
