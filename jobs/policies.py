"""Who may. Raises with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule

from .models import Job


@rule("jobs.job.cancel", roles=[], text=_("người đã yêu cầu việc đó"))
def check_can_cancel(user: User, job: Job) -> None:
    """Only the person who asked for the work calls it off; work of the portal itself goes on."""
    if job.created_by_id != user.pk:
        raise PermissionDenied(_("Chỉ người yêu cầu mới được hủy việc này."))
