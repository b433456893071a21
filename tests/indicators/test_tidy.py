"""Figures as a tidy list: a row per unit, indicator and item; what is missing stays empty; a dictionary beside."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from indicators.enums import SubmissionState
from tests.factories.indicators import SubmissionFactory, ValueFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(sent):
    """The receiver's page of the province; one commune has sent its form, another has begun."""
    sent.first.name_vi = "=HYPERLINK()"
    sent.first.save()
    form = sent.form
    for name, state in (("Đông", SubmissionState.APPROVED), ("Tây", SubmissionState.DRAFT)):
        unit = UnitFactory(parent=sent.issuer.unit, name=name, kind=sent.submission.unit.kind)
        row = SubmissionFactory(form=form, window=sent.window, unit=unit, state=state)
        ValueFactory(submission=row, indicator=sent.first, number=Decimal("1234.5"))
        ValueFactory(submission=row, indicator=sent.second, number=None, missing="Chưa thống kê")
    client = Client()
    client.force_login(sent.receiver)
    query = {"don-vi": sent.issuer.unit.code, "bieu": form.code, "ky": sent.window.pk}
    page = client.get(reverse("indicators:rollup"), query)
    assert page.context["chosen"].window == sent.window
    return lambda **more: client.get(reverse("indicators:rollup"), query | more)


def test_the_workbook_holds_figures_a_dictionary_and_what_it_is_about(asked, sent):
    answer = asked(tep="xlsx")
    assert answer["Content-Disposition"] == f'attachment; filename="so-lieu-{sent.form.code}-thanh-hoa-2026-Q3.xlsx"'
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book["Số liệu"].iter_rows(values_only=True))
    head = rows[0]
    by_indicator = {row[head.index("Mã chỉ tiêu")]: dict(zip(head, row, strict=True)) for row in rows[1:]}
    one, other = by_indicator[sent.first.code], by_indicator[sent.second.code]
    assert (one["Đơn vị"], one["Kỳ"], one["Số liệu"], one["Chỉ tiêu"]) == ("Đông", "2026-Q3", 1234.5, "=HYPERLINK()")
    assert (other["Số liệu"], other["Lý do, ghi chú"]) == (None, "Chưa thống kê")
    assert len(rows) == 3
    assert book["Số liệu"].cell(2, head.index("Chỉ tiêu") + 1).data_type == "s"
    dictionary = [row[0].value for row in book["Từ điển"].iter_rows()]
    assert dictionary == ["Mã chỉ tiêu", sent.first.code, sent.second.code]
    facts = dict(book["Thông tin"].iter_rows(values_only=True))
    assert facts["Đơn vị có số liệu trong danh sách"] == "1"
    assert facts["Biểu chưa duyệt"] == "không lấy"


def test_the_csv_is_the_list_alone_and_never_a_formula(asked):
    lines = list(csv.DictReader(StringIO(asked(tep="csv").content.decode("utf-8-sig"))))
    first = lines[0]
    assert (first["Đơn vị"], first["Số liệu"], first["Chỉ tiêu"]) == ("Đông", "1234,5", "'=HYPERLINK()")
    assert first["Đến ngày"] == "30/09/2026"


def test_other_kinds_and_too_long_lists_are_no_file(asked, monkeypatch):
    assert asked(tep="exe")["Content-Type"].startswith("text/html")
    monkeypatch.setattr("indicators.excel.tidy.MOST_ROWS", 1)
    assert "Danh sách có hơn 1 dòng" in asked(tep="csv").content.decode()
