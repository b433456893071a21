"""One sentence template per kind of event. Each app registers its own in AppConfig.ready()."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

_templates: dict[str, str | Promise] = {}


def register(kind: str, template: str | Promise) -> None:
    """Name the sentence of a kind: ``register("steering.done", _("{by} xác nhận hoàn thành"))``."""
    _templates[kind] = template


def registered() -> frozenset[str]:
    """The kinds that have a sentence."""
    return frozenset(_templates)


def sentence(kind: str, by: str, data: Mapping[str, Any]) -> str:
    """The event in words for people. Words that the event did not keep show as an en dash."""
    template = str(_templates.get(kind, kind))
    return template.format_map(_Blank({**data, "by": by or _("Hệ thống")}))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"
