"""Pages that handle many petitions at once, for those who may open them; no query beyond the memberships."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organizations import roles
from organizations.enums import Role

from .policies import ANSWERERS, JUDGES, KEEPERS, READERS

_PAGES: list[tuple[tuple[Role, ...], str, str | Promise]] = [
    (KEEPERS, "petitions:consolidate_many", _("Tổng hợp, phân loại")),
    ((*KEEPERS, Role.RECORDS_CLERK), "petitions:referrals", _("Đợt chuyển")),
    (ANSWERERS, "petitions:accept_many", _("Tiếp nhận nhiều kiến nghị")),
    (ANSWERERS, "petitions:answer_many", _("Trả lời nhiều kiến nghị")),
    (JUDGES, "petitions:verify_many", _("Xác nhận nhiều kết quả")),
    (JUDGES, "petitions:handovers", _("Bàn giao")),
    (READERS, "petitions:supervisions", _("Giám sát")),
    (READERS, "petitions:figures", _("Số liệu")),
]


def links_for(user: User) -> list[tuple[str, str]]:
    """Addresses and labels; shown above the list."""
    return _links(roles.held(user), get_script_prefix(), get_language())


@lru_cache(maxsize=128)
def _links(held: frozenset[Role], _prefix: str, _language: str | None) -> list[tuple[str, str]]:
    """Kept, because people of one role have the same."""
    return [(reverse(name), str(label)) for wanted, name, label in _PAGES if held & set(wanted)]
