"""Whom a submission concerns."""

from organizations.enums import Why
from organizations.scope import StakeSpec

from .models import Book, Form, Submission


def of_submission(submission: Submission) -> list[StakeSpec]:
    """The unit it is about, the body that answers for it and the issuer of the form."""
    return [
        StakeSpec(submission.unit_id, None, Why.ORIGIN),
        StakeSpec.of(submission.body, Why.HOLDER),
        StakeSpec.of(submission.form.issuer, Why.ASSIGNER),
    ]


def of_form(form: Form) -> list[StakeSpec]:
    """The issuer's unit; units below see a form through what they submit on it."""
    return [StakeSpec.of(form.issuer, Why.ORIGIN)]


def of_book(book: Book) -> list[StakeSpec]:
    """The body that fills it."""
    return [StakeSpec.of(book.body, Why.HOLDER)]
