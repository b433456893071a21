"""What stands behind the figures of a frozen report: rows as text, which no later change touches."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from figures.rows import rows_of
from reports import evidence
from reports.freezing import freeze
from reports.models import FrozenFigure, FrozenRow
from reports.paper import Composition
from reports.told import Ledger, Told
from tests.factories.reception import CaseFactory, VisitFactory
from tests.factories.reports import EditionFactory, ReportFactory, plain_paper
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db

TASK, VISIT, CASE = "steering.task", "letters.visit", "letters.case"


def told(kind: str, *records, key: str = "counted:some", **fields) -> Told:
    keys = tuple(record.pk for record in records)
    words = {"label": "Số hồ sơ", "text": f"{len(keys):02d}", "formula": "Số hồ sơ trên Cổng"}
    return Told(key=key, number=Decimal(len(keys)), row_kind=kind, rows=keys, **words, **fields)


def frozen(*figures: Told) -> dict[str, FrozenFigure]:
    report = ReportFactory()
    edition = freeze(report, Composition(plain_paper(), figures, ()), by=report.created_by)
    return {figure.key: figure for figure in edition.figures.all()}


def texts(figure: FrozenFigure) -> list[list[str]]:
    rows = FrozenRow.objects.in_bulk(figure.rows)
    return [[text for _head, text in rows[pk].cells] for pk in figure.rows]


def test_a_figure_keeps_its_records_as_text_in_their_order():
    first, second = TaskFactory(title="Lát lại hè phố"), TaskFactory(title="Sửa nhà văn hóa")

    figure = frozen(told(TASK, second, first))["counted:some"]

    assert figure.row_keys == [second.pk, first.pk]
    assert [row[1] for row in texts(figure)] == ["Sửa nhà văn hóa", "Lát lại hè phố"]
    assert figure.sealed == 0


def test_changing_or_deleting_the_records_later_changes_nothing():
    task = TaskFactory(title="Lát lại hè phố")
    figure = frozen(told(TASK, task))["counted:some"]
    before = texts(figure)

    task.title = "Việc khác"
    task.save()
    task.lead.name = "Cơ quan đổi tên"
    task.lead.save()
    assert texts(figure) == before

    task.stakes.all().delete()
    task.delete()
    assert texts(figure) == before


def test_a_row_is_kept_once_until_it_says_something_else():
    task = TaskFactory()
    figures = frozen(told(TASK, task), told(TASK, task, key="counted:other"))
    again = frozen(told(TASK, task))
    assert {tuple(one.rows) for one in (*figures.values(), *again.values())} == {tuple(figures["counted:other"].rows)}

    task.title = "Việc khác"
    task.save()

    assert frozen(told(TASK, task))["counted:some"].rows != again["counted:some"].rows
    assert FrozenRow.objects.filter(kind=TASK, record_id=task.pk).count() == 2


def test_what_is_sealed_is_kept_as_a_count_alone():
    open_visit, sealed = VisitFactory(), VisitFactory(matter="denunciation", full_name="", address="", content="")

    figures = frozen(told(VISIT, open_visit, sealed), told(CASE, CaseFactory(), CaseFactory(), key="counted:cases"))

    visits, cases = figures["counted:some"], figures["counted:cases"]
    assert (visits.number, visits.row_keys, visits.sealed) == (2, [open_visit.pk], 1)
    assert (cases.number, cases.row_keys, cases.rows, cases.sealed) == (2, [], [], 2)
    assert not FrozenRow.objects.filter(kind=CASE).exists()
    assert not FrozenRow.objects.filter(kind=VISIT, record_id=sealed.pk).exists()


def test_a_row_of_a_visit_says_nothing_of_the_person():
    visit = VisitFactory(full_name="Nguyễn Thị Bé", address="Số 7 ngõ 4", content="Xin cấp lại sổ", result="Đã hẹn")
    said = str(texts(frozen(told(VISIT, visit))["counted:some"]))

    assert not any(getattr(visit, name) and getattr(visit, name) in said for name in visit.PRIVATE)


def test_rows_are_vietnamese_whoever_freezes():
    task = TaskFactory()
    with override("en"):
        rows = rows_of(TASK, [task.pk])

    assert ("Trạng thái", str(task.state.label)) in rows[0].cells


@pytest.mark.parametrize("change", [{"text": "05"}, {"number": 5}, {"row_keys": []}])
def test_a_frozen_figure_is_never_changed(change):
    figure = frozen(told(TASK, TaskFactory()))["counted:some"]

    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenFigure.objects.filter(pk=figure.pk).update(**change)


def test_a_frozen_row_is_neither_changed_nor_deleted():
    figure = frozen(told(TASK, TaskFactory()))["counted:some"]
    row = FrozenRow.objects.filter(pk__in=figure.rows)

    for change in (lambda: row.update(cells=[]), lambda: row.update(kind="x"), lambda: row.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_paper_of_an_edition_is_never_changed():
    edition = EditionFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        type(edition).objects.filter(pk=edition.pk).update(paper={})


def test_a_figure_of_records_that_cannot_be_kept_is_not_told():
    with pytest.raises(LookupError):
        Ledger().tell(replace(told(TASK), row_kind="figures.fact", rows=(1,)))


def test_statements_do_not_grow_with_the_rows():
    few, many = TaskFactory.create_batch(2), TaskFactory.create_batch(40)

    with CaptureQueriesContext(
        connection,
    ) as small:
        evidence.keep([told(TASK, *few)])
    with CaptureQueriesContext(connection) as large:
        evidence.keep([told(TASK, *many), told(TASK, *few, key="counted:other")])

    assert len(large) == len(small)


def test_a_name_made_of_a_long_title_is_cut_and_the_report_is_frozen_all_the_same():
    task = TaskFactory(title="Việc")
    long = replace(told(TASK, task), label="Đại biểu dự " + "hội nghị " * 60, formula="cách tính " * 90)

    figure = frozen(long)["counted:some"]

    assert (len(figure.label), len(figure.formula)) == (300, 500)
    assert figure.label.endswith("…")
