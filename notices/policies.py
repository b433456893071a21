"""Who may. Raises with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule

from .models import Notice


@rule("notices.notice.read", roles=[], text=_("người nhận"))
def check_can_read(user: User, notice: Notice) -> None:
    """A notice is for one person."""
    if notice.recipient_id != user.pk:
        raise PermissionDenied(_("Thông báo này gửi cho người khác."))
