"""Who may. Raises with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import OfficialDocument

# Answering bodies and councils note the numbers of their own answers, transfers and urgings.
RECORDING = frozenset({Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.ANSWERER, Role.SUPERVISOR})
NUMBERING = frozenset({Role.RECORDS_CLERK, Role.UNIT_ADMIN})


def bodies_kept_by(user: User) -> QuerySet[Body]:
    """The bodies whose papers the person keeps, those that they took over from included; for choices in forms."""
    kept = [m for m in roles.memberships(user) if m.role in RECORDING]
    units, bodies = {m.unit_id for m in kept if not m.body_id}, {m.body_id for m in kept if m.body_id}
    wanted = Q(unit__in=units) | Q(unit__heirs__heir__in=units) | Q(pk__in=bodies) | Q(heirs__heir__in=bodies)
    return Body.objects.filter(wanted).distinct()


def keeps_papers(user: User) -> bool:
    """Whether a person keeps the papers of any body."""
    return bool(roles.held(user) & RECORDING)


def may_open_list(user: User) -> bool:
    """Everybody with a role that reads records; running the system alone gives none."""
    return bool(roles.held(user) - {Role.SYSTEM_ADMIN})


@rule("documents.document.open_form", roles=sorted(RECORDING), text=_("tại một cơ quan bất kỳ"))
def check_keeps_papers(user: User) -> None:
    """Only those who keep a body's papers get the forms that enter documents."""
    if not keeps_papers(user):
        raise PermissionDenied(_("Chỉ cán bộ giữ văn bản của một cơ quan mới ghi được văn bản."))


@rule("documents.document.record", roles=sorted(RECORDING), text=_("tại cơ quan ban hành"))
def check_can_record(user: User, issuer: Body) -> None:
    """Those who keep the papers of the issuing body (or of its successor) draft them and note their numbers."""
    if not may_record(user, issuer):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan ban hành mới được lập và ghi số văn bản này."))


def may_record(user: User, issuer: Body) -> bool:
    """Whether a page offers to note a number; the services check again."""
    return bool(roles.at_body(user, issuer) & RECORDING)


@rule("documents.document.attach", roles=sorted(RECORDING), text=_("tại cơ quan ban hành"))
def check_can_attach(user: User, document: OfficialDocument) -> None:
    """Files of a document come from those who keep the papers of its issuer."""
    if not roles.at_body(user, document.issuer) & RECORDING:
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan ban hành mới được đính kèm tệp vào văn bản này."))


@rule("documents.receipt.record", roles=sorted(RECORDING), text=_("tại cơ quan nhận"))
def check_can_receive(user: User, body: Body) -> None:
    """Those who keep the papers of the receiving body enter what comes in."""
    if not roles.at_body(user, body) & RECORDING:
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan nhận mới được vào sổ văn bản đến."))


@rule("documents.series.open", roles=sorted(NUMBERING), text=_("tại cơ quan lấy số"))
def check_can_open_series(user: User, body: Body) -> None:
    """Whether the portal gives out a body's numbers is decided there, not by those who write single papers."""
    if not roles.at_body(user, body) & NUMBERING:
        raise PermissionDenied(_("Chỉ văn thư hoặc quản trị đơn vị mới được mở dãy số của cơ quan này."))
