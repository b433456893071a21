"""How forms become pages: templates/forms/, with Django's own templates for the widgets."""

from django import forms
from django.forms.renderers import TemplatesSetting

from common.errors import Refused


class Renderer(TemplatesSetting):
    """`{{ form }}` is a summary of errors with links, then each field; `{{ form.name.as_field_group }}` is one field.

    A field is label with "(bắt buộc)", hint, control, and its error tied to the control by aria-describedby.
    """

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"


def apply_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put a service's refusal beside the field it names, or above the form when the form has no such field."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, str(refused))
