"""Form fields that say in Vietnamese what is wrong, keep what was typed, and never lose a colleague's change."""

from .fields import CountField, DateField, DecimalField, LineField, ParagraphField, PeriodField, TimeField
from .guard import StaleGuard, save_guarded
from .relations import ChoiceOf, ChoicesOf
from .renderer import Renderer
from .saving import apply_refusal, attempt

__all__ = [
    "ChoiceOf",
    "ChoicesOf",
    "CountField",
    "DateField",
    "DecimalField",
    "LineField",
    "ParagraphField",
    "PeriodField",
    "Renderer",
    "StaleGuard",
    "TimeField",
    "apply_refusal",
    "attempt",
    "save_guarded",
]
