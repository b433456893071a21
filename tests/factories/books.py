"""A superior's workbook: BookFactory(body=body, form=form, cells=[indicator, …]) ties them to C8, C9, …"""

from pathlib import Path
from typing import Any

import factory
from django.db import transaction

from common import clock, spreadsheets
from documents import services as documents
from indicators import stakes
from indicators.models import Book, BookCell
from organizations import scope

from .accounts import UserFactory
from .indicators import FormFactory

SHEET = "Biểu số 01-QCDC"
_FILE = Path(__file__).parents[1] / "indicators" / "books" / "bieu-quy.xlsx"


class BookFactory(factory.django.DjangoModelFactory[Book]):
    """The quarterly workbook of tests/indicators/books, with its stakes."""

    class Meta:
        model = Book

    form = factory.SubFactory(FormFactory)
    body = factory.SelfAttribute("form.issuer")
    name = factory.Sequence(lambda n: f"Biểu tổng hợp của cấp trên {n + 1}")
    file_name = "bieu-quy.xlsx"
    added_at = factory.LazyFunction(clock.now)
    added_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.body))

    @classmethod
    def _create(cls, model_class: type[Book], *args: Any, **fields: Any) -> Book:
        cells = fields.pop("cells", [])
        with transaction.atomic():
            fields["file"] = documents.store(_FILE.read_bytes(), content_type=spreadsheets.XLSX)
            book: Book = super()._create(model_class, *args, **fields)
        scope.write_stakes(book, stakes.of_book(book))
        for number, indicator in enumerate(cells, 8):
            BookCell.objects.create(book=book, sheet=SHEET, cell=f"C{number}", indicator=indicator)
        return book
