"""Checks of a form against stored figures: what breaks them, what they say, what cannot be judged."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from common import clock
from figures.models import Breakdown, BreakdownItem, Indicator
from indicators import checking
from indicators.enums import CheckKind, Severity, Span, SubmissionState
from indicators.models import Check, Explanation, Form, Submission
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import UnitFactory, days

pytestmark = pytest.mark.django_db

RECEIVED, ANSWERED, OPEN = "tiep-nhan", "tra-loi", "con-ton"
NAMES = {RECEIVED: "Tiếp nhận", ANSWERED: "Trả lời", OPEN: "Còn tồn"}


@pytest.fixture
def form() -> Form:
    for code, name in NAMES.items():
        IndicatorFactory(code=code, name_vi=name)
    form: Form = FormFactory(spans=[Span.QUARTER, Span.HALF, Span.NINE_MONTHS])
    return form


@pytest.fixture
def report(form: Form) -> Callable[..., Submission]:
    """A submission of one unit for a window, with figures."""
    unit = UnitFactory(parent=form.issuer.unit)

    def make(window: str, state: str = SubmissionState.ACCEPTED, **figures: Any) -> Submission:
        known: Submission | None = Submission.objects.filter(unit=unit).first()
        made: Submission = SubmissionFactory(
            form=form,
            window=WindowFactory(code=window),
            unit=unit,
            state=state,
            **{"body": known.body} if known else {},
        )
        for code, number in figures.items():
            indicator = Indicator.objects.get(code=code.replace("_", "-"))
            ValueFactory(submission=made, indicator=indicator, number=None if number is None else Decimal(number))
        return made

    return make


def rule(form: Form, expression: str, **fields: Any) -> Check:
    return Check.objects.create(version=form.versions.get(), order=1, expression=expression, **fields)


def said(submission: Submission) -> list[str]:
    with translation.override("vi"):
        return [one.message for one in checking.findings(submission)]


def test_a_broken_check_names_the_figures(form: Form, report: Callable[..., Submission]) -> None:
    rule(form, "[tra-loi] <= [tiep-nhan]", message_vi="Không thể trả lời nhiều hơn đã nhận.")
    assert said(report("2026-Q3", tiep_nhan=1200, tra_loi=1300)) == [
        "Không thể trả lời nhiều hơn đã nhận. Trả lời (1.300) phải nhỏ hơn hoặc bằng Tiếp nhận (1.200)."
    ]
    assert said(report("2026-Q4", tiep_nhan=3, tra_loi=3)) == []


def test_what_was_not_typed_is_not_judged(form: Form, report: Callable[..., Submission]) -> None:
    rule(form, "[tra-loi] <= [tiep-nhan]")
    assert said(report("2026-Q3", tra_loi=3)) == []


def test_the_balance_is_carried_over_from_the_window_before(form: Form, report: Callable[..., Submission]) -> None:
    rule(form, "[con-ton] = [con-ton@ky-truoc] + [tiep-nhan] - [tra-loi]")
    report("2026-Q2", con_ton=5)
    report("2025-Q3", con_ton=500)
    assert said(report("2026-Q3", con_ton=7, tiep_nhan=4, tra_loi=3)) == [
        "Còn tồn (7) phải bằng Còn tồn, kỳ trước (5) + Tiếp nhận (4) − Trả lời (3) = 6."
    ]
    assert said(report("2026-Q1", con_ton=7, tiep_nhan=4, tra_loi=3)) == []  # nothing was reported before it


def test_nine_months_are_at_least_the_first_half(form: Form, report: Callable[..., Submission]) -> None:
    rule(form, "[tiep-nhan] >= [tiep-nhan@ky-con]")
    report("2026-Q1", tiep_nhan=99)
    report("2026-H1", tiep_nhan=12)
    assert said(report("2026-9M", tiep_nhan=10)) == [
        "Tiếp nhận (10) phải lớn hơn hoặc bằng Tiếp nhận, kỳ ngắn hơn trong kỳ (12)."
    ]


def test_a_figure_unlike_the_units_own_history_is_told(form: Form, report: Callable[..., Submission]) -> None:
    rule(form, "[tiep-nhan]", kind=CheckKind.OUTLIER, severity=Severity.WARN)
    for window, number in {"2025-Q3": 10, "2025-Q4": 12, "2026-Q1": 11, "2025-H1": 900}.items():
        report(window, tiep_nhan=number)
    few = report("2026-Q2", tiep_nhan=400)
    assert said(few) == []  # three earlier quarters are too few
    few.values.update(number=13)
    assert said(report("2026-Q3", tiep_nhan=60)) == [
        "Tiếp nhận (60) khác thường so với 4 kỳ trước (từ 10 đến 13, ở giữa là 11,5)."
    ]
    report("2026-Q4", SubmissionState.DRAFT, tiep_nhan=60)
    assert said(report("2027-Q1", tiep_nhan=14)) == []


def test_a_warning_carries_its_explanation(form: Form, report: Callable[..., Submission]) -> None:
    check = rule(form, "[tra-loi] = [tiep-nhan]", severity=Severity.WARN)
    submission = report("2026-Q3", tiep_nhan=2, tra_loi=1)
    (before,) = checking.findings(submission)
    Explanation.objects.create(
        submission=submission, check_rule=check, text="Còn một kiến nghị trong hạn.",
        given_at=clock.now(), given_by=UserFactory(),
    )  # fmt: skip
    (after,) = checking.findings(submission)
    assert (before.severity, before.explained, after.explained) == (Severity.WARN, "", "Còn một kiến nghị trong hạn.")


def test_items_add_up_and_ratios_have_parts(form: Form, report: Callable[..., Submission]) -> None:
    fields = Breakdown.objects.create(code="linh-vuc", name_vi="Lĩnh vực", name_en="Field")
    items = [
        BreakdownItem.objects.create(breakdown=fields, code=code, name_vi=code, name_en=code, valid=days("2000-01-01"))
        for code in ("dat-dai", "moi-truong")
    ]
    by_field = IndicatorFactory(code="theo-linh-vuc", name_vi="Theo lĩnh vực", breakdown=fields)
    share = IndicatorFactory(code="ty-le", name_vi="Tỷ lệ", ratio=True)
    computed = IndicatorFactory(
        code="ty-le-tinh", name_vi="Tỷ lệ trả lời", ratio=True,
        part=Indicator.objects.get(code=ANSWERED), whole=Indicator.objects.get(code=RECEIVED),
    )  # fmt: skip
    assert computed.part
    rule(form, "[theo-linh-vuc] = [tiep-nhan]")
    rule(form, "[theo-linh-vuc.dat-dai] > 4")
    rule(form, "[ty-le#tu-so] <= 5")
    rule(form, "[ty-le] = 75")
    rule(form, "[ty-le-tinh] >= 50")
    submission = report("2026-Q3", tiep_nhan=8, tra_loi=3)
    for item, number in zip(items, (4, 5), strict=True):
        ValueFactory(submission=submission, indicator=by_field, item=item, number=Decimal(number))
    ValueFactory(submission=submission, indicator=share, number=None, part=Decimal(6), whole=Decimal(8))
    assert said(submission) == [
        "Theo lĩnh vực (9) phải bằng Tiếp nhận (8).",
        "Theo lĩnh vực, dat-dai (4) phải lớn hơn 4.",
        "Tỷ lệ, tử số (6) phải nhỏ hơn hoặc bằng 5.",
        "Tỷ lệ trả lời (37,5) phải lớn hơn hoặc bằng 50.",
    ]


def test_queries_do_not_grow_with_the_checks(form: Form, report: Callable[..., Submission]) -> None:
    for number in range(12):
        rule(form, f"[con-ton] = [con-ton@ky-truoc] + [tiep-nhan@cung-ky] - {number}")
    report("2026-Q2", con_ton=5)
    submission = report("2026-Q3", con_ton=7)
    with CaptureQueriesContext(connection) as asked:
        checking.findings(Submission.objects.select_related("version", "window").get(pk=submission.pk))
    assert len(asked) <= 6
