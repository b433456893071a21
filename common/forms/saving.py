"""From a valid form to a service, and from the service's "no" back to the form."""

from collections.abc import Callable

from django import forms
from django.db import IntegrityError, transaction

from common.constraints import refusal_of
from common.errors import Refused


def apply_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put a service's refusal beside the field it names, or above the form when the form has no such field."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, str(refused))


def attempt[M](form: forms.BaseForm, act: Callable[[], M]) -> M | None:
    """What `act` returns; or None, nothing written, and the reason in the form.

    A Refused stands beside its field. So does a row that the database refuses with a sentence of its own, which
    happens when two people write at the same moment. Any other error goes on.

        plan = attempt(form, lambda: services.plan(by=request.user, **form.cleaned_data))
    """
    try:
        with transaction.atomic():
            return act()
    except Refused as refused:
        apply_refusal(form, refused)
    except IntegrityError as error:
        refused_row = refusal_of(error)
        if refused_row is None:
            raise
        apply_refusal(form, refused_row)
    return None
