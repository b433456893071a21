"""Who may type, hand in, approve, accept and open again what is reported, and who keeps forms and chains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body
from organizations.policies import is_system_admin

from .enums import RECEIVED
from .models import Approval, Regime, Submission

TYPERS = (Role.OFFICIAL, Role.CLERK)
NUMBERERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK)
DECIDERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)  # the roles that a step may ask for
RECEIVERS = (Role.CLERK, Role.LEADER)
CHAIN_KEEPERS = (Role.UNIT_ADMIN,)
FORM_KEEPERS = (Role.CLERK, Role.UNIT_ADMIN)
# Running the system alone gives no right to read records (organizations.scope).
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_BODY = _("ở cơ quan lập biểu hoặc cơ quan kế thừa")
_AT_ISSUER = _("ở cơ quan giao biểu hoặc cơ quan kế thừa")


@dataclass(frozen=True)
class Standing:
    """The roles of a person on both sides of a submission, asked for once when a page shows many buttons."""

    body: frozenset[Role]
    issuer: frozenset[Role]

    @classmethod
    def of(cls, user: User, submission: Submission) -> Standing:
        held = roles.at_bodies(user, [submission.body, submission.form.issuer])
        return cls(held[submission.body_id], held[submission.form.issuer_id])


def may_open(user: User) -> bool:
    """Does the menu show indicators? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


@rule("indicators.submission.type", roles=TYPERS, text=_AT_BODY)
def check_can_type(user: User, submission: Submission, at: Standing | None = None) -> None:
    """The people of the body that answers for the unit type its figures, explain and attach."""
    _need(_at(user, submission, at).body, TYPERS, _("Chỉ cán bộ của cơ quan lập biểu mới được nhập số liệu."))


@rule("indicators.submission.submit", roles=TYPERS, text=_AT_BODY)
@rule("indicators.submission.withdraw", roles=TYPERS, text=_("ở cơ quan lập biểu, khi chưa có bước nào được duyệt"))
def check_can_submit(user: User, submission: Submission, at: Standing | None = None) -> None:
    """The same people hand the form in, and take it back while nobody has decided."""
    _need(_at(user, submission, at).body, TYPERS, _("Chỉ cán bộ của cơ quan lập biểu mới được trình biểu."))


@rule("indicators.submission.number", roles=NUMBERERS, text=_AT_BODY)
def check_can_number(user: User, submission: Submission, at: Standing | None = None) -> None:
    """The records clerk, or whoever typed, notes number and date of the signed paper."""
    _need(_at(user, submission, at).body, NUMBERERS, _("Chỉ văn thư, cán bộ của cơ quan lập biểu mới ghi số văn bản."))


@rule(
    "indicators.submission.approve", roles=DECIDERS, text=_("ở cơ quan lập biểu, đúng vai trò của bước đang chờ duyệt")
)
@rule(
    "indicators.submission.return", roles=DECIDERS, text=_("ở cơ quan lập biểu, đúng vai trò của bước đang chờ duyệt")
)
def check_can_decide(user: User, submission: Submission, step: Approval, at: Standing | None = None) -> None:
    """Whoever holds the role of the step at the body decides it."""
    if Role(step.role) not in _at(user, submission, at).body:
        message = _now("Bước “{step}” do {role} của {body} quyết định.")
        raise PermissionDenied(
            message.format(step=step.name, role=Role(step.role).label.lower(), body=submission.body.name)
        )


def check_can_decide_some(user: User, submission: Submission, at: Standing | None = None) -> None:
    """Whoever might decide a step at the body; asked when no step waits."""
    _need(
        _at(user, submission, at).body,
        DECIDERS,
        _("Chỉ người của cơ quan lập biểu mới được duyệt hoặc trả lại biểu."),
    )


@rule("indicators.submission.approve_on_paper", roles=NUMBERERS, text=_("ở cơ quan lập biểu, kèm bản chụp có chữ ký"))
def check_can_record_paper(user: User, submission: Submission, at: Standing | None = None) -> None:
    """A step decided on paper is recorded by the people of the body, with the scanned slip."""
    _need(
        _at(user, submission, at).body,
        NUMBERERS,
        _("Chỉ văn thư, cán bộ của cơ quan lập biểu mới ghi việc duyệt trên giấy."),
    )


@rule("indicators.submission.accept", roles=RECEIVERS, text=_AT_ISSUER)
@rule("indicators.submission.send_back", roles=RECEIVERS, text=_AT_ISSUER)
@rule("indicators.submission.lock", roles=RECEIVERS, text=_AT_ISSUER)
@rule("indicators.submission.reopen", roles=RECEIVERS, text=_AT_ISSUER)
def check_can_receive(user: User, submission: Submission, at: Standing | None = None) -> None:
    """The body that gave the form out accepts what comes, returns it, locks it and opens it again."""
    _need(
        _at(user, submission, at).issuer,
        RECEIVERS,
        _("Chỉ lãnh đạo, chuyên viên tổng hợp của cơ quan giao biểu mới được nhận, trả lại, khóa hoặc mở khóa."),
    )


@rule("indicators.submission.attach", roles=NUMBERERS, text=_("ở cơ quan lập biểu, khi biểu chưa được cấp trên nhận"))
def check_can_attach(user: User, submission: Submission) -> None:
    """The body adds papers until the level above has accepted the form."""
    if submission.state in RECEIVED:
        raise PermissionDenied(_now("Cấp trên đã nhận biểu hoặc số liệu đã khóa, không thêm tệp được nữa."))
    check_can_number(user, submission)


@rule("indicators.chain.edit", roles=CHAIN_KEEPERS, text=_("ở cơ quan có quy trình duyệt"))
def check_can_keep_chain(user: User, body: Body) -> None:
    """The administrator of the unit says through whose hands the body's forms go."""
    _need(roles.at_body(user, body), CHAIN_KEEPERS, _("Chỉ quản trị đơn vị mới được sửa quy trình duyệt."))


def may_type(at: Standing) -> bool:
    """check_can_type as a question, for pages that have asked for the standing."""
    return bool(at.body & set(TYPERS))


def may_decide(at: Standing, step: Approval) -> bool:
    """check_can_decide as a question."""
    return Role(step.role) in at.body


def may_record_paper(at: Standing) -> bool:
    """check_can_record_paper as a question."""
    return bool(at.body & set(NUMBERERS))


def may_receive(at: Standing) -> bool:
    """check_can_receive as a question."""
    return bool(at.issuer & set(RECEIVERS))


def may_keep_chain(user: User, body: Body) -> bool:
    """check_can_keep_chain as a question."""
    return bool(roles.at_body(user, body) & set(CHAIN_KEEPERS))


def _at(user: User, submission: Submission, at: Standing | None) -> Standing:
    return at or Standing.of(user, submission)


def _need(held: frozenset[Role], wanted: Iterable[Role], message: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(message)


# -- forms, windows, sending down


def may_keep_forms_somewhere(user: User) -> bool:
    """Do the pages offer to define something? No query beyond the memberships."""
    return bool(roles.held(user) & set(FORM_KEEPERS))


@rule("indicators.form.define", roles=FORM_KEEPERS, text=_AT_ISSUER)
@rule("indicators.form.publish", roles=FORM_KEEPERS, text=_AT_ISSUER)
@rule("indicators.form.send_down", roles=FORM_KEEPERS, text=_AT_ISSUER)
@rule("indicators.regime.define", roles=FORM_KEEPERS, text=_("ở cơ quan quy định chế độ báo cáo"))
def check_can_keep_forms(user: User, body: Body) -> None:
    """The clerk or the administrator of the body that gives forms out keeps its forms and its own regimes."""
    _need(
        roles.at_body(user, body),
        FORM_KEEPERS,
        _("Chỉ chuyên viên tổng hợp, quản trị đơn vị của cơ quan giao biểu mới được làm việc này."),
    )


def may_keep_forms(user: User, body: Body) -> bool:
    """check_can_keep_forms as a question."""
    return bool(roles.at_body(user, body) & set(FORM_KEEPERS))


@rule(
    "indicators.window.lay_out",
    roles=FORM_KEEPERS,
    text=_("ở cơ quan quy định chế độ; chế độ dùng chung: ở bất kỳ cơ quan nào"),
)
def check_can_lay_out(user: User, regime: Regime) -> None:
    """Windows of a shared regime are the same whoever lays them out; those of a body's own are its keepers'."""
    if regime.body is not None:
        check_can_keep_forms(user, regime.body)
    else:
        _need(roles.held(user), FORM_KEEPERS, _("Chỉ chuyên viên tổng hợp, quản trị đơn vị mới được lập kỳ báo cáo."))


@rule(
    "indicators.window.edit",
    roles=(*FORM_KEEPERS, Role.SYSTEM_ADMIN),
    text=_("ở cơ quan quy định chế độ; kỳ của chế độ dùng chung do quản trị hệ thống sửa"),
)
def check_can_edit_windows(user: User, regime: Regime) -> None:
    """Days of a shared window are everybody's, so only whoever runs the portal moves them."""
    if regime.body is not None:
        check_can_keep_forms(user, regime.body)
    elif not is_system_admin(user):
        raise PermissionDenied(
            _now("Kỳ của chế độ dùng chung do quản trị hệ thống sửa; khi giao biểu có thể đặt hạn gửi riêng.")
        )


def may_edit_windows(user: User, regime: Regime) -> bool:
    """check_can_edit_windows as a question."""
    return is_system_admin(user) if regime.body is None else may_keep_forms(user, regime.body)


@rule("indicators.book.keep", roles=TYPERS, text=_("ở cơ quan điền biểu Excel của cấp trên"))
def check_can_keep_book(user: User, body: Body) -> None:
    """The people who type a body's figures keep the workbooks of its superiors: upload, tie cells, fill."""
    _need(roles.at_body(user, body), TYPERS, _("Chỉ cán bộ của cơ quan điền biểu mới được làm việc này."))


def may_keep_book(user: User, body: Body) -> bool:
    """check_can_keep_book as a question."""
    return bool(roles.at_body(user, body) & set(TYPERS))
