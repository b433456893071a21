"""What the people contribute: a project opened, lines received and spent, corrected, disclosed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from community import checks, events, flow, policies
from community import workflow_contributions as workflow
from community.enums import Outcome
from community.enums_contributions import Given, ProjectSort
from community.models import Contribution, ContributionProject, Decision, Spending
from disclosures.enums import AppliesTo
from disclosures.models import Disclosure, DisclosureItem
from disclosures.services import disclosures
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering.events import labels

PREFIX = "DG"
MATTERS = (1, 2, 6)
"""Contents of Article 15 under which people contribute: contributions, their funds, their own common affairs."""
CONTENT = 5
"""The content of Article 11 under which funds and contributions are disclosed."""
SINCE = date(2023, 7, 1)

type Line = Contribution | Spending


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the people contribute to, from when to when, how much is expected."""

    title: str
    starts_on: date
    sort: str = ProjectSort.WORK
    content: str = ""
    ends_on: date | None = None
    target: int | None = None


@dataclass(frozen=True, kw_only=True)
class Got:
    """One line received; exactly the figure of its sort is filled."""

    sort: str
    on: date
    amount: int | None = None
    area: Decimal | None = None
    goods: str = ""
    value: int | None = None
    days: Decimal | None = None
    households: int = 1
    giver: str = ""
    consent_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Spent:
    """One line spent, with its paper."""

    on: date
    amount: int
    purpose: str
    voucher: str
    document: OfficialDocument | None = None
    note: str = ""


@transaction.atomic
def open_project(*, keeper: Body, decision: Decision, wanted: Wanted, by: User) -> ContributionProject:
    """The people passed it; now they contribute.

    Refused: a decision that did not pass (before 01/07/2023 by the word of its minutes), of another commune, or about
    another content of Article 15; a start before the decision.
    """
    policies.check_can_plan(by, keeper)
    decision = (
        Decision.objects.select_for_update(of=("self",), no_key=True).select_related("matter").get(pk=decision.pk)
    )
    _check_decision(keeper, decision)
    _check_days(decision, wanted)
    pk, code = ContributionProject.drawn(PREFIX, wanted.starts_on.year)
    made = ContributionProject(
        pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, decision=decision, **_values(wanted)
    )
    made.save(force_insert=True)
    villages = decision.results.values_list("village_id", flat=True)
    held = {StakeSpec(unit, None, Why.HOLDER) for unit in (decision.place_id, *villages)}
    scope.write_stakes(made, {StakeSpec.of(keeper, Why.ORIGIN), *held})

    record(events.PROJECT_OPENED, by=by, subject=made, unit_id=made.unit_id, decision=decision.code)
    return made


@transaction.atomic
def edit(*, project: ContributionProject, wanted: Wanted, by: User) -> ContributionProject:
    """Correct the head of the project; its decision stays."""
    one = _locked(project, by, "edit")
    _check_days(one.decision, wanted)
    values = _values(wanted)
    changed = [name for name, value in values.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, values[name])
    one.save()

    if changed:
        fields = labels(ContributionProject, changed)
        record(events.PROJECT_EDITED, by=by, subject=one, unit_id=one.unit_id, fields=fields)
    return one


@transaction.atomic
def receive(*, project: ContributionProject, got: Got, by: User) -> Contribution:
    """Write down what was received. Refused: another unit than that of its sort; a name without consent."""
    one = _locked(project, by, got.sort)
    made = _write_received(one, got, by)

    record(events.CONTRIBUTED, by=by, subject=one, unit_id=one.unit_id, sort=str(Given(got.sort).label))
    return made


@transaction.atomic
def spend(*, project: ContributionProject, spent: Spent, by: User) -> Spending:
    """Write down what was spent, on what, by which paper. More than was received is shown, not refused."""
    one = _locked(project, by, "spend")
    made = _write_spent(one, spent, by)

    record(events.SPENT, by=by, subject=one, unit_id=one.unit_id, on=ngay(spent.on))
    return made


@transaction.atomic
def correct(*, line: Line, reason: str, by: User, wanted: Got | Spent | None = None) -> Line:
    """Strike a wrong line and, where ``wanted`` is given, write the right one beside it.

    The struck line stays in view with its reason, without the giver's name, and is counted nowhere.
    Refused: no reason; a line that was struck before.
    """
    one = _locked(line.project, by, "correct")
    model = type(line)
    wrong: Any = model._default_manager.select_for_update(no_key=True).get(pk=line.pk)
    if wrong.struck_on is not None:
        raise Refused(_("Dòng này đã được hủy hoặc sửa trước đó; mở lại trang để xem."))
    wrong.struck_reason = checks.line(reason, _("Cần ghi lý do."), "reason")
    wrong.struck_on = clock.today()
    if isinstance(wrong, Contribution):
        wrong.giver, wrong.consent_on = "", None
    wrong.save()
    made: Line = wrong
    if isinstance(wanted, Got):
        made = _write_received(one, wanted, by, replaces=wrong)
    elif isinstance(wanted, Spent):
        made = _write_spent(one, wanted, by, replaces=wrong)

    kind = events.LINE_STRUCK if wanted is None else events.LINE_CORRECTED
    record(kind, by=by, subject=one, unit_id=one.unit_id, on=ngay(wrong.on), reason=wrong.struck_reason)
    return made


@transaction.atomic
def disclose(*, project: ContributionProject, on: date, title: str, decision: str, by: User) -> Disclosure:
    """Open the disclosure of content 5 for this project; places and limit follow the law (DISC-01).

    Refused: before the law's catalogue; a body that discloses no contents of a commune; once it is linked.
    """
    one = _locked(project, by, "disclose", policies.check_can_disclose_project)
    if one.disclosure_id is not None:
        raise Refused(_("Khoản đóng góp này đã có việc công khai."))
    checks.past(on)
    made = disclosures.open_disclosure(
        body=one.keeper, item=_content(on), title=title, decided_on=on, decision=decision, by=by
    )
    one.disclosure = made
    one.save(update_fields=["disclosure"])

    record(events.PROJECT_DISCLOSED, by=by, subject=one, unit_id=one.unit_id, code=made.code)
    return made


@transaction.atomic
def close(*, project: ContributionProject, on: date, by: User) -> ContributionProject:
    """Nothing more is received or spent. Refused: a day before the last line; after today."""
    one = _locked(project, by, "close")
    checks.past(on)
    checks.not_before(on, max(filter(None, [one.starts_on, _last(one.contributions), _last(one.spendings)])))
    one.state, one.closed_on = flow.moved(workflow.STEPS, one.state, "close"), on
    one.save(update_fields=["state", "closed_on"])

    record(events.PROJECT_CLOSED, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def reopen(*, project: ContributionProject, reason: str, by: User) -> ContributionProject:
    """Something has to be corrected after all. Refused: no reason."""
    one = _locked(project, by, "reopen")
    why = checks.line(reason, _("Cần ghi lý do."), "reason")
    one.state, one.closed_on = flow.moved(workflow.STEPS, one.state, "reopen"), None
    one.save(update_fields=["state", "closed_on"])

    record(events.PROJECT_REOPENED, by=by, subject=one, unit_id=one.unit_id, reason=why)
    return one


def locked(project: ContributionProject) -> ContributionProject:
    """The project as it is now, locked."""
    rows = ContributionProject.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("keeper__unit", "keeper__kind", "decision__matter").get(pk=project.pk)


def _locked(
    project: ContributionProject, by: User, step: str, check: Any = policies.check_can_keep_project
) -> ContributionProject:
    """The record locked, after both questions: may you, is it possible."""
    one = locked(project)
    check(by, one)
    flow.moved(workflow.STEPS, one.state, step)
    return one


def _values(wanted: Wanted) -> dict[str, Any]:
    return vars(wanted) | {
        "title": checks.line(wanted.title, _("Cần ghi tên công trình, quỹ."), "title"),
        "content": nfc(wanted.content.strip()),
    }


def _check_decision(keeper: Body, decision: Decision) -> None:
    if keeper.unit_id not in (decision.unit_id, decision.place_id):
        raise Refused(_("Quyết định này không thuộc {unit}.").format(unit=keeper.unit.label), field="decision")
    if decision.outcome != Outcome.PASSED:
        raise Refused(_("Chỉ ghi đóng góp theo việc mà Nhân dân đã thông qua."), field="decision")
    if decision.matter is not None and decision.matter.item not in MATTERS:
        raise Refused(_("Quyết định này không phải về khoản đóng góp, quỹ hoặc việc tự quản."), field="decision")


def _check_days(decision: Decision, wanted: Wanted) -> None:
    checks.not_before(wanted.starts_on, decision.ends_on, "starts_on")
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), field="ends_on")


def _check_line_day(one: ContributionProject, on: date) -> None:
    checks.past(on)
    checks.not_before(on, one.starts_on)


def _write_received(
    one: ContributionProject, got: Got, by: User, *, replaces: Contribution | None = None
) -> Contribution:
    _check_line_day(one, got.on)
    values = vars(got) | {"goods": clean_line(got.goods), "giver": clean_line(got.giver), "note": clean_line(got.note)}
    if values["giver"] and got.consent_on is None:
        raise Refused(
            _("Ghi tên thì phải có ngày người đó đồng ý; nếu chưa đồng ý, xóa tên và ghi số hộ."), field="consent_on"
        )
    if values["giver"] and got.households != 1:
        raise Refused(_("Dòng có tên người đóng góp là của một hộ."), field="households")
    if not values["giver"]:
        values["consent_on"] = None
    if got.consent_on is not None:
        checks.past(got.consent_on, "consent_on")
    return Contribution.objects.create(
        project=one, typed_by=by, typed_at=clock.now(), replaces=replaces, **values
    )  # the sort's own figure and no other: the constraint says so


def _write_spent(one: ContributionProject, spent: Spent, by: User, *, replaces: Spending | None = None) -> Spending:
    _check_line_day(one, spent.on)
    values = vars(spent) | {
        "purpose": checks.line(spent.purpose, _("Cần ghi nội dung chi."), "purpose"),
        "voucher": checks.line(spent.voucher, _("Cần ghi chứng từ: số, ngày."), "voucher"),
        "note": clean_line(spent.note),
    }
    return Spending.objects.create(project=one, typed_by=by, typed_at=clock.now(), replaces=replaces, **values)


def _content(on: date) -> DisclosureItem:
    items = DisclosureItem.objects.select_related("catalogue")
    wanted = {"catalogue__applies_to": AppliesTo.COMMUNE, "catalogue__valid__contains": on, "number": CONTENT}
    item = items.filter(**wanted).first() if on >= SINCE else None
    if item is None:
        raise Refused(_("Chỉ công khai theo nội dung 5 Điều 11 từ ngày 01/07/2023."), field="on")
    return item


def _last(lines: Any) -> date | None:
    found: date | None = lines.counted().aggregate(last=Max("on"))["last"]
    return found
