"""Monthly reports on the regulations, put together for the committee: missing is missing, never zero."""

import subprocess
from datetime import date

import pytest

from common.errors import Refused
from common.periods import Period
from steering.models import RegulationType
from supervision import consolidating
from supervision.services import monthly as services
from tests.factories.steering import CommitteeFactory
from tests.factories.supervision import monthly_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(ward):
    return CommitteeFactory(commune=ward)


@pytest.fixture
def months(front, committee, keeper, on):
    on("2021-01-29")
    for month in (1, 2, 3, 5):
        monthly_of(front, committee, month, keeper, checks=month, sent_on=date(2020, month + 1, 5))


@pytest.mark.parametrize(
    ("period", "received", "of", "checks", "missing"),
    [
        ("2020-Q1", 3, 3, 6, []),
        ("2020-Q2", 1, 3, 5, ["2020-M04", "2020-M06"]),
        ("2020-H1", 4, 6, 11, ["2020-M04", "2020-M06"]),
        ("2020-9M", 4, 9, 11, ["2020-M04", "2020-M06", "2020-M07", "2020-M08", "2020-M09"]),
        ("2020-Q3", 0, 3, 0, ["2020-M07", "2020-M08", "2020-M09"]),
    ],
)
def test_a_period_adds_up_what_was_reported_and_names_what_is_missing(
    months, committee, period, received, of, checks, missing
):
    found = consolidating.of(committee, Period.parse(period))

    assert (found.received, len(found.months), found.totals[0]) == (received, of, checks)
    assert [month.code for month in found.missing] == [Period.parse(code).code for code in missing]


def test_a_missing_month_has_no_number_and_a_type_not_supervised_has_none_either(months, committee):
    cells = consolidating.of(committee, Period.parse("2020-H1")).lines[0].cells

    assert [cell.checks for cell in cells] == [1, 2, 3, None, 5, None]


def test_a_month_that_has_not_ended_is_not_missing(months, committee, on):
    on("2020-04-20")

    found = consolidating.of(committee, Period.parse("2020-H1"))

    assert found.missing == []
    assert [month.is_ahead for month in found.months] == [False, False, False, True, False, True]


def test_page_and_paper_say_what_is_missing(months, committee, keeper, client):
    client.force_login(keeper)

    html = client.get("/giam-sat/bao-cao-thang/?ky=2020-H1").content.decode()
    pdf = client.get(f"/giam-sat/bao-cao-thang/{committee.body.code}/2020-H1/pdf/").content

    assert "4/6 tháng có báo cáo" in html
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    words = " ".join(text.split())
    assert "Đã nhận báo cáo của 4 trong 6 tháng. Chưa có báo cáo: tháng 4 năm 2020, tháng 6 năm 2020" in words


def test_one_report_a_month(months, front, committee, keeper):
    with pytest.raises(Refused) as refused:
        monthly_of(front, committee, 3, keeper, sent_on=date(2020, 4, 9))

    assert refused.value.field == "month"


@pytest.mark.parametrize(
    ("lines", "sent_on", "says"),
    [
        ([], date(2020, 10, 5), "ít nhất một quy chế"),
        ([{"checks": 1}, {"checks": 2}], date(2020, 10, 5), "một dòng"),
        ([{"checks": 1, "shortcomings": 2}], date(2020, 10, 5), "cần ghi phát hiện"),
        ([{"checks": 1}], date(2020, 8, 31), "không được trước"),
        ([{"checks": 1}], date(2020, 11, 3), "sau hôm nay"),
    ],
)
def test_a_report_that_says_nothing_or_twice_the_same_is_refused(front, committee, keeper, lines, sent_on, says):
    kind = RegulationType.objects.get(code="hop-tac-xa")
    facts = services.MonthlyFacts(
        number="09/BC", sent_on=sent_on, lines=[services.OnType(type=kind, **line) for line in lines]
    )

    with pytest.raises(Refused, match=says):
        services.report(body=front, committee=committee, year=2020, month=9, facts=facts, by=keeper)


def test_typed_lines_become_findings_and_wrong_ones_stay_beside_their_field(front, committee, keeper, client):
    client.force_login(keeper)
    kinds = list(RegulationType.objects.order_by("rank", "pk")[:2])
    head = {
        "body": front.pk, "committee": committee.pk, "year": "2020", "month": "10", "number": "10/BC-MTTQ",
        "sent_on": "02/11/2020",
    }  # fmt: skip
    wrong = client.post("/giam-sat/bao-cao-thang/ghi-moi/", head | {f"q{kinds[0].pk}-shortcomings": "2"})
    assert "Cần ghi số lượt giám sát." in wrong.content.decode()

    for bad in ("-1", "99999999999999", "\x00", "hai"):
        page = client.post("/giam-sat/bao-cao-thang/ghi-moi/", head | {f"q{kinds[0].pk}-checks": bad})
        assert page.status_code == 200

    made = client.post(
        "/giam-sat/bao-cao-thang/ghi-moi/",
        head | {f"q{kinds[1].pk}-checks": "3", f"q{kinds[1].pk}-shortcomings": "1", f"q{kinds[1].pk}-text": "Chậm"},
    )
    report = client.get(made["Location"]).content.decode()
    assert str(kinds[1]) in report
    assert str(kinds[0]) not in report
