"""The papers behind every change of the map."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.errors import Refused
from organizations import policies
from organizations.models import LegalAct


@transaction.atomic
def record_act(
    *, number: str, title: str, in_force_on: date, by: User, issued_on: date | None = None, note: str = ""
) -> LegalAct:
    """Put an act into the catalogue, or find it there by number and day in force."""
    policies.check_can_record_acts(by)
    number, title = text.clean_line(number), text.clean_line(title)
    if not number:
        raise Refused(_("Cần có số, ký hiệu văn bản."), field="act_number")
    if not title:
        raise Refused(_("Cần có trích yếu văn bản."), field="act_title")
    if issued_on and issued_on > in_force_on:
        raise Refused(_("Ngày có hiệu lực không thể trước ngày ban hành."), field="act_in_force_on")
    act, _new = LegalAct.objects.get_or_create(
        number=number, in_force_on=in_force_on, defaults={"title": title, "issued_on": issued_on, "note": note}
    )
    return act
