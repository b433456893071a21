"""How forms become pages: templates/forms/ around them, fields by drawing.py, rare widgets by Django's templates."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from . import drawing


class WordedField(BoundField):
    """A field that leaves "required" to words and to the server.

    The attribute would make browsers refuse a form in their own language, one field at a time and before the portal
    can say what is missing.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        return attrs


class Renderer(TemplatesSetting):
    """`{{ form }}` is a summary of errors with links, then each field; `{{ form.name.as_field_group }}` is one field.

    A field is label with "(bắt buộc)", hint, control, and its error tied to the control by aria-describedby.
    """

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = drawing.FIELD
    bound_field_class = WordedField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Fields and their usual controls are drawn without templates; everything else as Django does."""
        draw = drawing.DRAWN.get(template_name)
        return draw(context) if draw else super().render(template_name, context, request)
