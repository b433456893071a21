"""Fields, selects and lines of input drawn without templates.

A list page has ten filters with hundreds of options, and Django renders up to five templates for each field and two for
each option. Measured on the list of petitions, that was two thirds of the page's time. The HTML of selects and inputs
is what Django's own templates give, which a test compares.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.markup import escaped

FIELD = "forms/field.html"  # no file: the name by which forms ask for a field


def field(bound: BoundField) -> SafeString:
    """One field: label with "(bắt buộc)" in words, hint, control, errors tied to the control by their ids."""
    control, label, hint = str(bound), _label(bound), _hint(bound)
    if bound.widget_type == "checkbox":
        parts = f"<label{_attributes({'for': bound.id_for_label})}>{control} <span>{label}</span></label>{hint}"
    elif bound.use_fieldset:
        described = {"aria-describedby": bound.aria_describedby or False}
        parts = f"<fieldset{_attributes(described)}><legend>{label}</legend>{hint}{control}</fieldset>"
    else:
        parts = f"<label{_attributes({'for': bound.id_for_label})}>{label}</label>{hint}{control}"
    if not bound.errors:
        return mark_safe(f'<div class="field">{parts}</div>')  # noqa: S308 (every part is escaped)
    errors = "<br>".join(escaped(error) for error in bound.errors)
    why = f'<p class="why"{_attributes({"id": f"{bound.auto_id}_error"})}>{errors}</p>'
    return mark_safe(f'<div class="field error">{parts}{why}</div>')  # noqa: S308 (every part is escaped)


def select(widget: Mapping[str, Any]) -> SafeString:
    """django/forms/widgets/select.html with its options and groups."""
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{escaped(group)}">')
        parts += [_option(option) for option in options]
        if group:
            parts.append("</optgroup>")
    parts.append("</select>")
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped)


def line(widget: Mapping[str, Any]) -> SafeString:
    """django/forms/widgets/input.html."""
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return mark_safe(  # noqa: S308 (every part is escaped)
        f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'
    )


DRAWN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    FIELD: lambda context: field(context["field"]),
    "django/forms/widgets/select.html": lambda context: select(context["widget"]),
    "django/forms/widgets/text.html": lambda context: line(context["widget"]),
    "django/forms/widgets/hidden.html": lambda context: line(context["widget"]),
}
"""What draws instead of a template, by the template's name."""


def _label(bound: BoundField) -> str:
    label = escaped(bound.label)
    if not bound.field.required:
        return label
    return f'{label} <span class="optional">{escaped(_("(bắt buộc)"))}</span>'


def _hint(bound: BoundField) -> str:
    if not bound.help_text:
        return ""
    named = _attributes({"id": f"{bound.auto_id}_helptext"})
    return f'<span class="hint"{named}>{escaped(bound.help_text)}</span>'


def _option(option: Mapping[str, Any]) -> str:
    value, label = escaped(option["value"]), escaped(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    if not attributes:
        return ""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
