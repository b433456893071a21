"""May a check stand on a form? It must be readable and name only figures that the form has."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.errors import Refused
from figures.enums import FigureKind

from . import expressions
from .enums import CheckKind
from .expressions import BadExpression, Part, Reference
from .models import FormLine


def check(kind: str, expression: str, lines: Iterable[FormLine]) -> None:
    """Raises Refused beside the field of the expression."""
    try:
        named = _references(kind, expression)
    except BadExpression as error:
        raise Refused(str(error), field="expression") from error
    if not named:
        raise Refused(_("Biểu thức phải có ít nhất một chỉ tiêu của biểu."), field="expression")
    known = {line.indicator.code: line for line in lines}
    for ref in sorted(named, key=str):
        _check_reference(ref, known.get(ref.code))


def _references(kind: str, expression: str) -> set[Reference]:
    if kind == CheckKind.OUTLIER:
        return {expressions.reference(expression)}
    return expressions.references(expressions.parse(expression))


def _check_reference(ref: Reference, line: FormLine | None) -> None:
    if line is None:
        raise Refused(_("Biểu không có chỉ tiêu [{code}].").format(code=ref.code), field="expression")
    indicator = line.indicator
    if indicator.kind in (FigureKind.TEXT, FigureKind.RANK):
        raise Refused(_("Chỉ tiêu [{code}] không phải là số để so sánh.").format(code=ref.code), field="expression")
    if ref.part is not Part.FIGURE and indicator.kind != FigureKind.RATIO:
        raise Refused(_("Chỉ tiêu [{code}] không có tử số, mẫu số.").format(code=ref.code), field="expression")
    if ref.item and not (indicator.breakdown and indicator.breakdown.items.filter(code=ref.item).exists()):
        message = _("Chỉ tiêu [{code}] không có phân tổ “{item}”.")
        raise Refused(message.format(code=ref.code, item=ref.item), field="expression")
