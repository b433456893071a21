"""What templates/documents/attachments.html needs."""

from django import template
from django.db.models import Model
from django.urls import reverse

from documents import owners
from documents.forms import AttachForm

register = template.Library()


@register.simple_tag
def attach_form(owner: Model) -> AttachForm:
    """An empty form whose ids are the record's own, so that a page may hold several."""
    return AttachForm(auto_id=f"tep-{owner._meta.model_name}-{owner.pk}-%s")


@register.simple_tag
def attach_url(owner: Model) -> str:
    """Where the form is sent."""
    return reverse("attachments:attach", args=[owners.kind_of(owner).kind, owner.pk])
