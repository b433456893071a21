"""Who may take petitions, send them on, settle them, and judge whether they are settled."""

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
from organizations.enums import Family, Role
from organizations.models import Body, Reach

from .models import Claim, ImportRun, Petition, Referral

TAKERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.SUPERVISOR, Role.FRONT)
KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.SUPERVISOR)
SENDERS = (Role.CLERK, Role.LEADER, Role.SUPERVISOR)
NUMBERERS = (*SENDERS, Role.RECORDS_CLERK)
ANSWERERS = (Role.ANSWERER, Role.CLERK, Role.LEADER)
JUDGES = (Role.SUPERVISOR, Role.LEADER)
# Running the system alone gives no right to read records (organizations.scope).
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_COUNCIL = _("ở Hội đồng nhân dân theo dõi kiến nghị hoặc cơ quan kế thừa")
_NOT_HANDING_OVER = _("Chỉ giám sát, lãnh đạo của Hội đồng nhân dân liên quan mới được bàn giao kiến nghị.")
_AT_HOLDER = _("ở cơ quan đang giữ kiến nghị hoặc cơ quan kế thừa")


@dataclass(frozen=True)
class Standing:
    """The roles of a person on both sides of a petition, asked for once when a page shows many buttons."""

    council: frozenset[Role]
    holder: frozenset[Role]

    @classmethod
    def of(cls, user: User, petition: Petition) -> Standing:
        holder = petition.holder
        held = roles.at_bodies(user, [petition.council, *([holder] if holder else [])])
        return cls(held[petition.council_id], held[holder.pk] if holder else frozenset())


def may_open(user: User) -> bool:
    """Does the menu show petitions? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_take_somewhere(user: User) -> bool:
    """Does the list offer to take a petition? No query beyond the memberships."""
    return bool(roles.held(user) & set(TAKERS))


@rule("petitions.petition.take", roles=TAKERS, text=_("ở Hội đồng nhân dân, hoặc ở đơn vị nơi cử tri nêu kiến nghị"))
def check_can_take(user: User, council: Body, *, said_in: int | None = None) -> None:
    """People of the council, or of the unit where voters said it, for a council above them.

    ``said_in``: the unit of the voter meeting; the Front's people of the council's unit pass petitions on, too.
    """
    held = roles.at_body(user, council) | roles.at_unit(user, council.unit_id)
    if said_in is not None and said_in != council.unit_id and _is_above(council, said_in):
        held |= roles.at_unit(user, said_in)
    _need(held, TAKERS, _("Chỉ người của Hội đồng nhân dân, Mặt trận hoặc nơi cử tri nêu mới được ghi kiến nghị."))


@rule("petitions.petition.edit", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.consolidate", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.group", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.ungroup", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.split", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.raise", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.cancel", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.petitioners", roles=KEEPERS, text=_AT_COUNCIL)
def check_can_keep(user: User, petition: Petition, at: Standing | None = None) -> None:
    """The council's people keep its petitions, and only they see who petitioned."""
    held = (at or Standing.of(user, petition)).council
    _need(held, KEEPERS, _("Chỉ người của Hội đồng nhân dân theo dõi kiến nghị mới được làm việc này."))


def may_see_petitioners(at: Standing) -> bool:
    """check_can_keep as a question."""
    return bool(at.council & set(KEEPERS))


@rule("petitions.petition.import", roles=TAKERS, text=_("ở Hội đồng nhân dân hoặc đơn vị của Hội đồng nhân dân"))
def check_can_import(user: User, council: Body) -> None:
    """People of the council or its unit; rows say where voters said it, so nobody else speaks for all of them."""
    check_can_take(user, council)


@rule("petitions.import.open", roles=[], text=_("người đã tải tệp lên"))
def check_own_import(user: User, run: ImportRun) -> None:
    """A file that may name petitioners stays with whoever uploaded it."""
    if run.created_by_id != user.pk:
        raise PermissionDenied(_now("Chỉ người đã tải tệp lên mới được làm việc này."))


@rule("petitions.referral.prepare", roles=KEEPERS, text=_("ở cơ quan chuyển"))
def check_can_prepare(user: User, sender: Body) -> None:
    """Drafts of referrals are prepared where they will be sent from."""
    _need(roles.at_body(user, sender), KEEPERS, _("Chỉ người của cơ quan chuyển mới được lập đợt chuyển."))


@rule("petitions.referral.send", roles=NUMBERERS, text=_("ở cơ quan chuyển"))
def check_can_send(user: User, referral: Referral) -> None:
    """Number and date are noted by the records clerk, who changes nothing else, and by those who answer for the paper.

    The records office gives each outgoing paper its number and date (Nghị định 30/2020/NĐ-CP Điều 15).
    """
    held = roles.at_body(user, referral.sender)
    _need(held, NUMBERERS, _("Chỉ văn thư, chuyên viên tổng hợp, giám sát, lãnh đạo của cơ quan chuyển được chuyển."))


@rule("petitions.referral.cancel", roles=SENDERS, text=_("ở cơ quan chuyển"))
def check_can_cancel(user: User, referral: Referral) -> None:
    """A draft is given up by those who answer for the council's papers."""
    held = roles.at_body(user, referral.sender)
    _need(held, SENDERS, _("Chỉ chuyên viên tổng hợp, giám sát, lãnh đạo của cơ quan chuyển mới được hủy dự thảo."))


@rule("petitions.petition.accept", roles=ANSWERERS, text=_AT_HOLDER)
@rule("petitions.petition.refuse", roles=ANSWERERS, text=_AT_HOLDER)
@rule("petitions.petition.answer", roles=ANSWERERS, text=_AT_HOLDER)
@rule("petitions.petition.claim", roles=ANSWERERS, text=_AT_HOLDER)
def check_can_settle(user: User, petition: Petition, at: Standing | None = None) -> None:
    """The people of the body that holds the petition, or of its successor, act on it."""
    held = (at or Standing.of(user, petition)).holder
    _need(held, ANSWERERS, _("Chỉ người của cơ quan đang giữ kiến nghị (hoặc cơ quan kế thừa) mới được làm việc này."))


@rule("petitions.claim.attach", roles=ANSWERERS, text=_("ở cơ quan đang giữ, khi kết quả chưa có ý kiến"))
def check_can_attach(user: User, claim: Claim) -> None:
    """The holder adds evidence until its claim has been judged."""
    if claim.verdict is not None:
        raise PermissionDenied(_now("Kết quả đã có ý kiến, không thêm minh chứng được nữa."))
    check_can_settle(user, claim.petition)


@rule("petitions.petition.verify", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.petition.follow", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.petition.send_back", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.petition.press", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.petition.hand_over", roles=JUDGES, text=_AT_COUNCIL)
def check_can_judge(user: User, petition: Petition, at: Standing | None = None) -> None:
    """The council's standing committee judges whether a petition is settled, and presses those who are late."""
    held = (at or Standing.of(user, petition)).council
    _need(held, JUDGES, _("Chỉ Thường trực Hội đồng nhân dân (giám sát, lãnh đạo) mới được làm việc này."))


@rule(
    "petitions.handover.prepare",
    roles=JUDGES,
    text=_("ở cơ quan giao, cơ quan kế thừa, hoặc Hội đồng nhân dân cấp trên"),
)
@rule(
    "petitions.handover.apply", roles=JUDGES, text=_("ở cơ quan giao, cơ quan kế thừa, hoặc Hội đồng nhân dân cấp trên")
)
@rule(
    "petitions.handover.undo", roles=JUDGES, text=_("ở cơ quan giao, cơ quan kế thừa, hoặc Hội đồng nhân dân cấp trên")
)
def check_can_hand_over(user: User, bodies: Iterable[Body], units: Iterable[int]) -> None:
    """Who judges at one of the bodies concerned: that which gives, its heirs, or the council of the unit above.

    ``units``: keys of units whose councils may decide for a body that is no more.
    """
    councils = Body.objects.filter(unit__in=list(units), kind__family=Family.COUNCIL)
    held = roles.at_bodies(user, [*bodies, *councils])
    _need(frozenset().union(*held.values()), JUDGES, _NOT_HANDING_OVER)


@rule("petitions.handover.list", roles=JUDGES, text=_("ở bất kỳ cơ quan nào"))
def check_may_hand_over(user: User) -> None:
    """The pages of handovers open for people who judge somewhere."""
    _need(roles.held(user), JUDGES, _NOT_HANDING_OVER)


@rule("petitions.referral.open_form", roles=KEEPERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_prepare(user: User) -> None:
    """The page of a new referral opens for people who keep petitions somewhere."""
    _need(roles.held(user), KEEPERS, _("Chỉ người của Hội đồng nhân dân mới được lập đợt chuyển."))


@rule("petitions.bulk.consolidate", roles=KEEPERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_consolidate(user: User) -> None:
    """The page that classifies many petitions opens for people who keep petitions somewhere."""
    _need(roles.held(user), KEEPERS, _("Chỉ người của Hội đồng nhân dân mới được tổng hợp kiến nghị."))


@rule("petitions.bulk.answer", roles=ANSWERERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_answer(user: User) -> None:
    """The page that answers many petitions opens for people who answer somewhere."""
    _need(roles.held(user), ANSWERERS, _("Chỉ người của cơ quan giải quyết mới được trả lời kiến nghị."))


@rule("petitions.bulk.accept", roles=ANSWERERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_accept(user: User) -> None:
    """The page that takes up many petitions opens for people who answer somewhere."""
    _need(roles.held(user), ANSWERERS, _("Chỉ người của cơ quan giải quyết mới được tiếp nhận kiến nghị."))


@rule("petitions.bulk.verify", roles=JUDGES, text=_("ở bất kỳ cơ quan nào"))
def check_may_verify(user: User) -> None:
    """The page that confirms many outcomes opens for people who judge somewhere."""
    _need(roles.held(user), JUDGES, _("Chỉ Thường trực Hội đồng nhân dân (giám sát, lãnh đạo) mới được làm việc này."))


@rule("petitions.petition.close", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.petition.contest", roles=KEEPERS, text=_AT_COUNCIL)
def check_can_tell(user: User, petition: Petition, at: Standing | None = None) -> None:
    """Whoever keeps the council's petitions tells voters, and notes what they reply."""
    held = (at or Standing.of(user, petition)).council
    _need(held, KEEPERS, _("Chỉ người của Hội đồng nhân dân theo dõi kiến nghị mới được làm việc này."))


@rule("petitions.publication.write", roles=KEEPERS, text=_AT_COUNCIL)
@rule("petitions.slip.print", roles=KEEPERS, text=_AT_COUNCIL)
def check_can_inform(user: User, petition: Petition, at: Standing | None = None) -> None:
    """Whoever keeps the council's petitions writes for the public and hands out slips; publishing is another right."""
    held = (at or Standing.of(user, petition)).council
    _need(held, KEEPERS, _("Chỉ người của Hội đồng nhân dân theo dõi kiến nghị mới được làm việc này."))


@rule("petitions.publication.publish", roles=SENDERS, text=_AT_COUNCIL)
@rule("petitions.publication.withdraw", roles=SENDERS, text=_AT_COUNCIL)
def check_can_publish(user: User, petition: Petition, at: Standing | None = None) -> None:
    """What becomes public is decided by those who answer for the council's papers."""
    held = (at or Standing.of(user, petition)).council
    _need(held, SENDERS, _("Chỉ chuyên viên tổng hợp, giám sát, lãnh đạo của Hội đồng nhân dân mới được công bố."))


def may_publish(at: Standing) -> bool:
    """check_can_publish as a question."""
    return bool(at.council & set(SENDERS))


def _is_above(council: Body, unit_id: int) -> bool:
    """Naming one's own commune opens no council but those above it."""
    return Reach.objects.filter(source=council.unit_id, target=unit_id).exists()


def _need(held: frozenset[Role], wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(str(reason))
