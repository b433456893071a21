"""A register of a unit and year is asked for as a book to bind; a job prints it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from jobs import services as jobs
from organizations.models import Unit
from reports import batch_policies as policies
from reports.enums import BookSort
from reports.models import Book

PRINT = "reports.book"
FIRST_YEAR = 2000


@transaction.atomic
def ask(*, sort: BookSort, unit: Unit, year: int, by: User) -> Book:
    """Ask for a book; one that the person waits for already is not printed twice. Raises Refused (field "year")."""
    policies.check_can_print(by, unit)
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Refused(_("Chọn một năm đã có sổ."), field="year")
    waiting = Book.objects.filter(sort=sort, unit=unit, year=year, asked_by=by, blob=None, error="").first()
    if waiting is not None:
        return waiting
    book = Book.objects.create(sort=sort, unit=unit, year=year, asked_by=by, asked_at=clock.now())
    jobs.enqueue(PRINT, key=str(book.pk), by=by, unit_id=unit.pk, book_id=book.pk)
    _remember(book, by)
    return book


@in_portal_language
def _remember(book: Book, by: User) -> None:
    audit.record("reports.book_asked", by=by, subject=book, unit_id=book.unit_id, title=str(book))
