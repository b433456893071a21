"""The annexes of a report on its page: tables, charts with their words, the numbers of a chart under it."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from common import charts
from common.official import Figure
from reports import snapshot
from reports.building import shown_paper
from reports.paper import paper_of
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory, charted_paper
from tests.factories.steering import TaskFactory

from .charted import charts_of, drawn_only

pytestmark = pytest.mark.django_db
STYLE = re.compile(rb"<style>.*?</style>")


@pytest.fixture
def tasks(desk):
    lead = BodyFactory(unit=desk.committee.unit, name="Ủy ban Mặt trận Tổ quốc Việt Nam phường Cự Khối")
    given = {"assigned_by": desk.committee.body, "assigned_on": date(2019, 12, 10), "due_on": date(2020, 6, 30)}
    return [
        TaskFactory(**given, lead=lead),
        TaskFactory(**given, lead=lead, done=True, closed_on=date(2020, 8, 1)),
        TaskFactory(**given, done=True, closed_on=date(2020, 8, 1)),
    ]


@pytest.fixture
def draft(desk, tasks):
    return desk.write()


@pytest.fixture
def issued(desk):
    return ReportFactory(body=desk.committee.body, issued=True, paper=charted_paper())


def page(client, person, report, number=1):
    client.force_login(person)
    return client.get(reverse("reports:annex", args=[report.pk, number]))


def chart_in(report) -> Figure:
    return next(one for one, _after in charts_of(shown_paper(report)))


def address_of(report, figure=None) -> str:
    return reverse("reports:chart", args=[report.pk, charts.name_of(figure or chart_in(report))])


def test_a_page_shows_the_chart_with_its_words_and_its_numbers_below(client, desk, draft):
    chart = chart_in(draft)

    response = page(client, desk.clerk, draft)

    html = response.content.decode()
    place = html.index(f'<img src="{address_of(draft)}" alt="{chart.alt}" loading="lazy">')
    assert html.index("Số kết luận kỳ trước theo cơ quan chủ trì và tình hình thực hiện") > place


def test_no_page_waits_for_a_drawing(client, desk, draft, settings):
    assert "<img" in page(client, desk.clerk, draft).content.decode()

    assert not (Path(settings.DATA_DIR) / "charts").exists()


def test_a_chart_is_drawn_when_it_is_asked_for_and_then_its_room_is_known(client, desk, draft):
    client.force_login(desk.clerk)

    response = client.get(address_of(draft))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == charts.on_page(chart_in(draft))
    width, height = charts.size_of(chart_in(draft))
    assert width == charts.WIDTH
    assert f'width="{width}" height="{height}"' in page(client, desk.clerk, draft).content.decode()


def test_a_browser_keeps_a_chart_for_itself_and_never_asks_twice(client, desk, issued):
    client.force_login(desk.clerk)
    first = client.get(address_of(issued))

    again = client.get(address_of(issued), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert {"private", "immutable"} <= {part.strip() for part in first["Cache-Control"].split(",")}
    assert first["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


def test_a_frozen_report_shows_the_chart_that_was_frozen(client, desk, draft):
    report = ReportFactory(body=desk.committee.body, period="2020-Q3", issued=True, paper=paper_of(draft))
    frozen = charts.svg(json.loads(chart_in(report).spec))
    TaskFactory(assigned_by=desk.committee.body, assigned_on=date(2019, 12, 10), due_on=date(2020, 6, 30))
    client.force_login(desk.clerk)

    shown = client.get(address_of(report)).content

    assert STYLE.sub(b"", shown) == frozen == chart_in(report).svg


def test_a_chart_that_the_records_left_behind_is_gone(client, desk, draft, tasks):
    before = address_of(draft)
    TaskFactory(assigned_by=desk.committee.body, assigned_on=date(2019, 12, 10), due_on=date(2020, 6, 30))

    client.force_login(desk.clerk)

    assert client.get(before).status_code == 404
    assert client.get(address_of(draft)).status_code == 200


def test_the_chart_of_one_report_is_not_found_under_another(client, desk, issued, draft):
    client.force_login(desk.clerk)

    assert client.get(address_of(draft, chart_in(issued))).status_code == 404


def test_a_paper_is_composed_without_drawing_and_frozen_with_its_drawing(desk, draft):
    paper = paper_of(draft)
    composed = next(one for one, _after in charts_of(paper))

    frozen = next(one for one, _after in charts_of(snapshot.thaw(snapshot.freeze(paper))))

    assert composed.svg == b""
    assert frozen.svg.startswith(b"<svg")
    assert (frozen.spec, frozen.alt) == (composed.spec, composed.alt)
    assert charts.drawing(frozen) == charts.drawing(composed)


def test_every_number_of_the_committees_chart_stands_in_the_table_under_it(draft):
    paper = paper_of(draft)

    assert len(charts_of(paper)) == 1
    assert drawn_only(paper) == []


def test_a_frozen_table_names_its_columns_on_every_cell_and_opens_its_figures(client, desk, issued):
    html = page(client, desk.clerk, issued).content.decode()

    assert '<th scope="row">Chi bộ số 1</th>' in html
    assert 'data-label="Hoàn thành"' in html
    assert f'href="{issued.get_absolute_url()}so/conferences.held/"' in html
    assert "<tfoot><tr>" in html


def test_a_report_without_annexes_says_so_and_has_no_second_one(client, desk):
    report = ReportFactory(body=desk.committee.body, issued=True)

    assert "Chưa có phụ lục" in page(client, desk.clerk, report).content.decode()
    assert page(client, desk.clerk, report, 2).status_code == 404
    assert page(client, desk.clerk, report, 0).status_code == 404


def test_words_of_a_table_stay_words(client, desk):
    evil = "<script>1</script>"
    paper = charted_paper()
    chart, table = paper.annexes[0].blocks
    worse = replace(table, columns=(evil, evil), rows=((evil, evil), (evil, evil)))
    shown = replace(chart, alt=evil, caption=evil)
    annex = replace(paper.annexes[0], title=evil, blocks=(shown, worse))
    report = ReportFactory(body=desk.committee.body, issued=True, paper=replace(paper, annexes=(annex,)))

    assert evil not in page(client, desk.clerk, report).content.decode()
