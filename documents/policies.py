"""Who may. Raises with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import OfficialDocument

RECORDING = frozenset({Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK})
NUMBERING = frozenset({Role.RECORDS_CLERK, Role.UNIT_ADMIN})


@rule("documents.document.record", roles=sorted(RECORDING), text=_("tại cơ quan ban hành"))
def check_can_record(user: User, issuer: Body) -> None:
    """Those who keep the papers of the issuing body (or of its successor) draft them and note their numbers."""
    if not roles.at_body(user, issuer) & RECORDING:
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan ban hành mới được lập và ghi số văn bản này."))


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
