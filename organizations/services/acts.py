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
    *, number: str, in_force_on: date, by: User, title: str = "", issued_on: date | None = None, note: str = ""
) -> LegalAct:
    """Put an act into the catalogue, or find it there by number and day in force; then the title may be left out."""
    policies.check_can_record_acts(by)
    number, title = text.clean_line(number), text.clean_line(title)
    if not number:
        raise Refused(_("Cần có số, ký hiệu văn bản."), field="act_number")
    known = LegalAct.objects.filter(number=number, in_force_on=in_force_on).first()
    if known is not None:
        return known
    _check_new(title, issued_on, in_force_on)
    return LegalAct.objects.create(
        number=number, in_force_on=in_force_on, title=title, issued_on=issued_on, note=text.clean_line(note)
    )


def _check_new(title: str, issued_on: date | None, in_force_on: date) -> None:
    if not title:
        raise Refused(_("Văn bản này chưa có trong danh mục: cần nhập trích yếu."), field="act_title")
    if issued_on and issued_on > in_force_on:
        raise Refused(_("Ngày có hiệu lực không thể trước ngày ban hành."), field="act_issued_on")
