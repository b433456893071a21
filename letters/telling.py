"""Who hears of a letter: the body to which it was transferred. The notice says its number, never whose it is."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from notices import kinds, services
from organizations import roles

from .models import LetterContent
from .policies import INTAKE

TRANSFERRED = "letters.transferred"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(TRANSFERRED, _("Đơn chuyển đến"))


@in_portal_language
def transferred(content: LetterContent, *, by: User) -> None:
    """To the people of the new holder."""
    people = roles.people_of(content.holder, INTAKE, but=by)
    if people:
        subject = _now("Đơn chuyển đến: {title}").format(title=content.title)
        url = content.letter.get_absolute_url()
        key = f"{TRANSFERRED}:{content.pk}:{content.holder_id}"
        services.post(TRANSFERRED, to=people, subject=subject, text="", url=url, key=key)
