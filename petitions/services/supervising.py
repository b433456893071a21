"""Supervising how petitions are handled: plan, choose, look into each, recommend, conclude under a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from conferences.models import CouncilSession
from conferences.session_policies import assigner_for
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from petitions import events, telling
from petitions import supervision_policies as policies
from petitions import workflow_supervision as workflow
from petitions.enums import SET_ASIDE, ChosenFor, Fulfilment
from petitions.models import Petition, Recommendation, SupervisedPetition, Supervision
from steering import services as steering

from .shared import check_paper, checked_reason, next_number

ORIGIN_KIND = "petitions.recommendation"
MOST = 500  # petitions of one supervision


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is supervised, by which offices, when, under which plan."""

    title: str
    starts_on: date
    ends_on: date
    team: str = ""
    session: CouncilSession | None = None
    document: OfficialDocument | None = None


@transaction.atomic
def plan(*, council: Body, planned: Plan, by: User) -> Supervision:
    """Begin a supervision of the council. Refused: another council's session, a plan without number, days reversed."""
    policies.check_can_supervise(by, council)
    number = next_number("petitions_supervision")
    supervision = Supervision(
        pk=number, code=f"GS-{clock.today().year}-{number:04d}", council=council, created_by=by
    )  # fmt: skip
    _write(supervision, planned)
    supervision.save(force_insert=True)
    _write_parties(supervision)
    _remember(events.SUPERVISION_PLANNED, supervision, by)
    return supervision


@transaction.atomic
def edit(*, supervision: Supervision, planned: Plan, by: User) -> Supervision:
    """Correct the plan while the supervision goes on."""
    supervision = _locked(supervision, "edit", by)
    if planned.session != supervision.session and supervision.lines.exists():
        raise Refused(_("Đã chọn kiến nghị, không đổi kỳ họp được nữa."), field="session")
    _write(supervision, planned)
    supervision.save()
    _remember(events.SUPERVISION_EDITED, supervision, by)
    return supervision


@transaction.atomic
def choose(*, supervision: Supervision, petitions: Iterable[Petition], why: ChosenFor, by: User) -> int:
    """Add petitions for a reason; those that are chosen already stay as they are. How many were added.

    Refused: another council's; one that was set aside; more than MOST.
    """
    supervision = _locked(supervision, "choose", by)
    wanted = {petition.pk: petition for petition in petitions}
    for petition in wanted.values():
        if petition.council_id != supervision.council_id:
            raise Refused(_("Chỉ giám sát được kiến nghị của chính Hội đồng nhân dân này."))
        if petition.status in SET_ASIDE:
            message = _("Kiến nghị {code} ở trạng thái “{state}”, không giám sát riêng.")
            raise Refused(message.format(code=petition.code, state=petition.state.label))
    present = set(supervision.lines.values_list("petition_id", flat=True))
    new = [key for key in wanted if key not in present]
    if len(present) + len(new) > MOST:
        raise Refused(_("Mỗi cuộc giám sát chọn tối đa {limit} kiến nghị.").format(limit=MOST))
    SupervisedPetition.objects.bulk_create(
        SupervisedPetition(supervision=supervision, petition_id=key, why=why) for key in new
    )
    _write_parties(supervision)
    if new:
        _remember(events.SUPERVISION_CHOSEN, supervision, by, count=len(new), why=_label(ChosenFor(why)))
    return len(new)


@transaction.atomic
def leave_out(*, supervision: Supervision, petitions: Iterable[Petition], by: User) -> int:
    """Take petitions out that were not looked into yet. How many."""
    supervision = _locked(supervision, "choose", by)
    lines = supervision.lines.filter(petition__in=[petition.pk for petition in petitions])
    if lines.exclude(finding="").exists():
        raise Refused(_("Kiến nghị đã có kết quả xem xét thì không đưa ra được nữa."))
    count, _by_model = lines.delete()
    _write_parties(supervision)
    if count:
        _remember(events.SUPERVISION_LEFT_OUT, supervision, by, count=count)
    return count


@transaction.atomic
def start(*, supervision: Supervision, by: User) -> Supervision:
    """The supervision begins; the bodies that hold the chosen petitions are told. Refused: nothing chosen."""
    supervision = _locked(supervision, "start", by)
    workflow.move(supervision, "start")
    if not supervision.lines.exists():
        raise Refused(_("Chọn kiến nghị cần giám sát trước khi bắt đầu."))
    supervision.save(update_fields=["status"])
    _write_parties(supervision)
    _remember(events.SUPERVISION_STARTED, supervision, by)
    telling.supervised(supervision, _bodies(supervision), by=by)
    return supervision


@transaction.atomic
def find(*, line: SupervisedPetition, finding: str, judged: Fulfilment | str, by: User) -> SupervisedPetition:
    """What was found about a petition, and how it is judged; without a judgement it waits."""
    supervision = _locked(line.supervision, "find", by)
    found = supervision.lines.select_for_update(of=("self",)).select_related("petition").filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("Kiến nghị này không còn trong cuộc giám sát."))
    finding = nfc(finding.strip())
    if judged and not finding:
        raise Refused(_("Đánh giá phải có kết quả xem xét."), field="finding")
    found.finding, found.judged = finding, judged
    found.save(update_fields=["finding", "judged"])
    words = _label(Fulfilment(judged)) if judged else "–"
    _remember(events.SUPERVISION_FOUND, supervision, by, petition=found.petition.code, judged=words)
    return found


@transaction.atomic
def recommend(*, supervision: Supervision, text: str, body: Body, due_on: date, by: User) -> Recommendation:
    """Ask something of a body. Whoever may set the council's tasks sets the task in the same step; else it waits."""
    supervision = _locked(supervision, "recommend", by)
    text = clean_line(text)
    if not text:
        raise Refused(_("Cần ghi nội dung kiến nghị."), field="text")
    if due_on < clock.today():
        raise Refused(_("Hạn thực hiện không được trước hôm nay."), field="due_on")
    if supervision.recommendations.filter(body=body, text=text).exists():
        raise Refused(_("Kiến nghị này đã có."), field="text")
    recommendation = Recommendation.objects.create(supervision=supervision, text=text, body=body, due_on=due_on)
    _write_parties(supervision)
    _remember(events.SUPERVISION_RECOMMENDED, supervision, by, body=body.name, due=ngay(due_on))
    if policies.may_assign(by, supervision.council):
        return assign(recommendation=recommendation, by=by)
    return recommendation


@transaction.atomic
def assign(*, recommendation: Recommendation, by: User) -> Recommendation:
    """The recommendation becomes a task of the council; the task's page leads back to the supervision."""
    supervision = _locked_row(recommendation.supervision)
    policies.check_can_assign(by, supervision.council)
    workflow.move(supervision, "recommend")
    recommendation = supervision.recommendations.select_related("body").get(pk=recommendation.pk)
    if recommendation.task_id:
        raise Refused(_("Kiến nghị này đã được giao thành nhiệm vụ."))
    try:
        task = steering.assign_task(
            title=recommendation.text, assigned_by=assigner_for(by, supervision.council), lead=recommendation.body,
            supporters=[], assigned_on=clock.today(), due_on=recommendation.due_on, origin_kind=ORIGIN_KIND,
            origin_id=recommendation.pk, origin_text=_origin(supervision), by=by,
        )  # fmt: skip
    except Refused as refused:
        field = {"title": "text", "lead": "body"}.get(refused.field or "", refused.field)
        raise Refused(refused.message, field=field) from None
    recommendation.task = task
    recommendation.save(update_fields=["task"])
    _remember(events.SUPERVISION_ASSIGNED, supervision, by, task=task.code, lead=recommendation.body.name)
    return recommendation


@transaction.atomic
def conclude(*, supervision: Supervision, result: str, report: OfficialDocument, by: User) -> Supervision:
    """The report has number and date, each petition is judged, each recommendation is a task: it is over."""
    supervision = _locked(supervision, "conclude", by)
    workflow.move(supervision, "conclude")
    on = check_paper(report, supervision.council)
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="document")
    if on < supervision.starts_on:
        message = _("Báo cáo không được trước ngày bắt đầu giám sát ({day}).")
        raise Refused(message.format(day=ngay(supervision.starts_on)), field="document")
    if not result.strip():
        raise Refused(_("Cần ghi kết quả giám sát."), field="result")
    _check_all_done(supervision)
    supervision.result, supervision.report = nfc(result.strip()), report
    supervision.save(update_fields=["status", "result", "report"])
    _remember(events.SUPERVISION_CONCLUDED, supervision, by, document=_named(report), on=ngay(on))
    telling.supervised(supervision, _bodies(supervision), by=by)
    return supervision


@transaction.atomic
def cancel(*, supervision: Supervision, reason: str, by: User) -> Supervision:
    """It does not take place; what was found so far stays to be read, tasks go on."""
    supervision = _locked(supervision, "cancel", by)
    workflow.move(supervision, "cancel")
    supervision.end_reason = checked_reason(reason)
    supervision.save(update_fields=["status", "end_reason"])
    _remember(events.SUPERVISION_CANCELLED, supervision, by, reason=supervision.end_reason)
    return supervision


# -- what every verb needs


def locked_line(line: SupervisedPetition) -> SupervisedPetition:
    """The line as it is now, under its supervision's lock."""
    _locked_row(line.supervision)
    return SupervisedPetition.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _locked_row(supervision: Supervision) -> Supervision:
    rows = Supervision.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("council__unit__kind", "session__term").get(pk=supervision.pk)


def _locked(supervision: Supervision, step: str, by: User) -> Supervision:
    """Under its lock, for a person who may, in a state that allows the step; the state itself stays."""
    found = _locked_row(supervision)
    policies.check_can_supervise(by, found.council)
    if not workflow.may(found, step):
        workflow.move(found, step)
    return found


def _write(supervision: Supervision, planned: Plan) -> None:
    if not planned.title.strip():
        raise Refused(_("Cần ghi nội dung giám sát."), field="title")
    if planned.ends_on < planned.starts_on:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), field="ends_on")
    if planned.session is not None and planned.session.council_id != supervision.council_id:
        raise Refused(_("Kỳ họp này của Hội đồng nhân dân khác."), field="session")
    if planned.document is not None:
        check_paper(planned.document, supervision.council)
    supervision.title, supervision.team = clean_line(planned.title), clean_line(planned.team)
    supervision.starts_on, supervision.ends_on = planned.starts_on, planned.ends_on
    supervision.session, supervision.plan = planned.session, planned.document


def _check_all_done(supervision: Supervision) -> None:
    waiting = supervision.lines.filter(judged="").count()
    if waiting:
        raise Refused(_("Còn {count} kiến nghị chưa được đánh giá.").format(count=waiting))
    if not supervision.lines.exists():
        raise Refused(_("Cuộc giám sát chưa chọn kiến nghị nào."))
    loose = supervision.recommendations.filter(task=None).count()
    if loose:
        raise Refused(_("Còn {count} kiến nghị sau giám sát chưa giao thành nhiệm vụ.").format(count=loose))


def _write_parties(supervision: Supervision) -> None:
    """Its council; who holds a chosen petition, and who is asked for something, reads along."""
    stakes = [StakeSpec.of(supervision.council, Why.ORIGIN)]
    stakes += [StakeSpec.of(body, Why.HOLDER) for body in _bodies(supervision)]
    scope.write_stakes(supervision, stakes)


def _bodies(supervision: Supervision) -> Sequence[Body]:
    holding = supervision.lines.exclude(petition__holder=None).values("petition__holder")
    asked = supervision.recommendations.values("body")
    return list(Body.objects.filter(pk__in=holding.union(asked)).order_by("pk"))


def _remember(kind: str, supervision: Supervision, by: User, **data: Any) -> None:
    record(kind, by=by, subject=supervision, unit_id=supervision.council.unit_id, **data)


@in_portal_language
def _origin(supervision: Supervision) -> str:
    return _("kiến nghị sau giám sát {code}: {title}").format(code=supervision.code, title=supervision.title)


@in_portal_language
def _label(choice: Any) -> str:
    return str(choice.label)


@in_portal_language
def _named(document: OfficialDocument) -> str:
    return document.label
