"""Plain forms, windows and submissions. They come with their stakes, as the services would write them.

form = FormFactory(issuer=body, level=level)              a published version 1 without lines, calendar regime
line = LineFactory(version=form.versions.get(), indicator=IndicatorFactory())
window = WindowFactory(code="2026-Q3")                    its days, opening and due date follow from the code
submission = SubmissionFactory(form=form, window=window, unit=commune)
ValueFactory(submission=submission, indicator=line.indicator, number=Decimal(3))
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory

from common import clock
from common.periods import Period
from indicators import stakes, timing
from indicators.enums import SENT_UP, Outcome, Source, Span, StepKind, SubmissionState
from indicators.models import (
    Approval,
    ApprovalStep,
    Form,
    FormLine,
    FormSection,
    FormVersion,
    Regime,
    ReportingWindow,
    Submission,
    SubmittedCopy,
    Value,
)
from organizations import scope
from organizations.enums import Role
from organizations.models import Body

from .accounts import UserFactory
from .figures import IndicatorFactory
from .organizations import BodyFactory, UnitFactory, UnitLevelFactory, days


class RegimeFactory(factory.django.DjangoModelFactory[Regime]):
    """Calendar windows, for everybody."""

    class Meta:
        model = Regime
        django_get_or_create = ("code",)

    code = "lich"
    name_vi = "Theo lịch"
    name_en = "Calendar"


class WindowFactory(factory.django.DjangoModelFactory[ReportingWindow]):
    """Quarter III of 2026: opens on the first day after its data, due ten days later, never locked."""

    class Meta:
        model = ReportingWindow
        django_get_or_create = ("regime", "code")

    regime = factory.SubFactory(RegimeFactory)
    code = "2026-Q3"
    span = factory.LazyAttribute(lambda o: Span(Period.parse(o.code).kind))
    days = factory.LazyAttribute(lambda o: Period.parse(o.code).range)
    opens_on = factory.LazyAttribute(lambda o: o.days.upper)
    due_on = factory.LazyAttribute(lambda o: o.opens_on + timedelta(days=10))


class FormFactory(factory.django.DjangoModelFactory[Form]):
    """A body's quarterly form for the communes under its unit; ``version=False`` leaves out the published version."""

    class Meta:
        model = Form

    code = factory.Sequence(lambda n: f"bieu-{n + 1}")
    name_vi = factory.Sequence(lambda n: f"Biểu kết quả thực hiện dân chủ ở cơ sở {n + 1}")
    name_en = factory.Sequence(lambda n: f"Results of grassroots democracy {n + 1}")
    issuer = factory.SubFactory(BodyFactory)
    level = factory.SubFactory(UnitLevelFactory)
    answerer = factory.LazyAttribute(lambda o: o.issuer.kind)
    regime = factory.SubFactory(RegimeFactory)
    spans = factory.LazyFunction(lambda: [Span.QUARTER])

    @classmethod
    def _create(cls, model_class: type[Form], *args: Any, **fields: Any) -> Form:
        kinds, versioned = fields.pop("kinds", []), fields.pop("version", True)
        form: Form = super()._create(model_class, *args, **fields)
        form.kinds.set(kinds)
        if versioned:
            VersionFactory(form=form)
        scope.write_stakes(form, stakes.of_form(form))
        return form


class VersionFactory(factory.django.DjangoModelFactory[FormVersion]):
    """Version 1, published, valid since 2000; ``published_at=None, published_by=None`` makes a draft."""

    class Meta:
        model = FormVersion

    form = factory.SubFactory(FormFactory, version=False)
    number = 1
    valid = days("2000-01-01")
    published_at = factory.LazyFunction(clock.now)
    published_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.form.issuer, role=Role.CLERK))


class SectionFactory(factory.django.DjangoModelFactory[FormSection]):
    """A heading; one per version unless another order is given."""

    class Meta:
        model = FormSection
        django_get_or_create = ("version", "order")

    version = factory.SubFactory(VersionFactory)
    order = 1
    title_vi = "Kiến nghị của cử tri"
    title_en = "Voter petitions"


class LineFactory(factory.django.DjangoModelFactory[FormLine]):
    """A required, typed line. ``LineFactory(version=version, indicator=indicator)``."""

    class Meta:
        model = FormLine

    version = factory.SubFactory(VersionFactory)
    section = factory.LazyAttribute(lambda o: SectionFactory(version=o.version))
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    indicator = factory.SubFactory(IndicatorFactory)
    source = Source.TYPED


class SubmissionFactory(factory.django.DjangoModelFactory[Submission]):
    """Sent down to a commune under the issuer, nothing typed; a state that is sent up has its days.

    The body that answers for the unit is made when neither is given. ``clock=True`` lets its clock run.
    """

    class Meta:
        model = Submission

    form = factory.SubFactory(FormFactory)
    version = factory.LazyAttribute(lambda o: o.form.versions.get(number=1))
    window = factory.SubFactory(WindowFactory)
    unit = factory.LazyAttribute(lambda o: UnitFactory(parent=o.form.issuer.unit))
    body = factory.LazyAttribute(lambda o: BodyFactory(unit=o.unit, kind=o.form.answerer))
    due_on = factory.SelfAttribute("window.due_on")
    sent_on = factory.LazyAttribute(lambda o: o.due_on if getattr(o, "state", "") in SENT_UP else None)
    first_sent_on = factory.SelfAttribute("sent_on")

    @classmethod
    def _create(cls, model_class: type[Submission], *args: Any, **fields: Any) -> Submission:
        runs = fields.pop("clock", False)
        submission: Submission = super()._create(model_class, *args, **fields)
        scope.write_stakes(submission, stakes.of_submission(submission))
        if runs:
            timing.start([submission], until=submission.due_on, by=None)
        return submission


class ValueFactory(factory.django.DjangoModelFactory[Value]):
    """3, typed by somebody of the submission's body."""

    class Meta:
        model = Value

    submission = factory.SubFactory(SubmissionFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    window = factory.SelfAttribute("submission.window")
    unit = factory.SelfAttribute("submission.unit")
    number = Decimal(3)
    typed_at = factory.LazyFunction(clock.now)
    typed_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.submission.body))


class ApprovalStepFactory(factory.django.DjangoModelFactory[ApprovalStep]):
    """The leader of a body signs."""

    class Meta:
        model = ApprovalStep

    body = factory.SubFactory(BodyFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    name_vi = "Lãnh đạo ký duyệt"
    name_en = "Signed by the leader"
    name_en = "Signed by the leader"
    kind = StepKind.SIGN
    role = Role.LEADER


class ApprovalFactory(factory.django.DjangoModelFactory[Approval]):
    """The only step of the first round, which waits: the leader signs."""

    class Meta:
        model = Approval

    submission = factory.SubFactory(SubmissionFactory)
    round = 1
    order = 1
    name_vi = "Lãnh đạo ký duyệt"
    name_en = "Signed by the leader"
    kind = StepKind.SIGN
    role = Role.LEADER
    decided_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.submission.body) if o.outcome else None)
    decided_at = factory.LazyAttribute(lambda o: clock.now() if o.outcome else None)
    outcome = ""


class SubmittedCopyFactory(factory.django.DjangoModelFactory[SubmittedCopy]):
    """What a round said: nothing."""

    class Meta:
        model = SubmittedCopy

    submission = factory.SubFactory(SubmissionFactory)
    round = 1
    taken_at = factory.LazyFunction(clock.now)
    taken_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.submission.body))
    figures = factory.LazyFunction(list)
    checksum = "0" * 64


def records_of(body: Body) -> dict[str, tuple[Any, ...]]:
    """Forms that a body gave to its own unit and answers for, one in each state that the permission table asks for."""
    form = FormFactory(issuer=body, level=body.unit.kind.level)
    line = LineFactory(version=form.versions.get())
    states = {
        "submission": SubmissionState.DRAFT,
        "submitted submission": SubmissionState.SUBMITTED,
        "sent submission": SubmissionState.APPROVED,
        "accepted submission": SubmissionState.ACCEPTED,
    }
    found = {}
    for quarter, (name, state) in enumerate(states.items(), 1):
        window = WindowFactory(regime=form.regime, code=f"2020-Q{quarter}")
        row = SubmissionFactory(form=form, window=window, unit=body.unit, body=body, state=state, round=1)
        ValueFactory(submission=row, indicator=line.indicator)
        ApprovalFactory(submission=row)
        found[name] = (row.pk,)
    return found | _book(form, body, [line], 1)


def crowd_of(body: Body, rows: int) -> dict[str, tuple[Any, ...]]:
    """``rows`` forms that wait to be taken in, and as many lines, rounds and figures on one in each state."""
    form = FormFactory(issuer=body, level=body.unit.kind.level, answerer=body.kind)
    lines = [LineFactory(version=form.versions.get(), order=order) for order in range(1, min(rows, 60) + 1)]
    years = iter(range(2020, 1900, -1))
    windows = (WindowFactory(regime=form.regime, code=f"{year}-Q1") for year in years)
    for _number in range(rows):
        row = _crowded(form, next(windows), body, SubmissionState.APPROVED)
        ValueFactory(submission=row, indicator=lines[0].indicator)
    states = (
        ("", SubmissionState.DRAFT),
        ("submitted ", SubmissionState.SUBMITTED),
        ("accepted ", SubmissionState.ACCEPTED),
    )
    made = {f"{name}submission": _crowded(form, next(windows), body, state) for name, state in states}
    for number in range(1, min(rows, 20) + 1):
        SubmittedCopyFactory(submission=made["submission"], round=number)
        ApprovalFactory(submission=made["submission"], round=number, outcome=Outcome.RETURNED, reason="Sai số")
    for line in lines:
        for row in made.values():
            ValueFactory(submission=row, indicator=line.indicator)
    ApprovalFactory(submission=made["submitted submission"], round=20)
    waits = Submission.objects.filter(form=form, state=SubmissionState.APPROVED).earliest("pk")
    found = {name: (row.pk,) for name, row in made.items()} | {"sent submission": (waits.pk,)}
    return found | _book(form, body, lines, rows)


def _book(form: Form, body: Body, lines: list[FormLine], rows: int) -> dict[str, tuple[Any, ...]]:
    """Workbooks of superiors that the body fills from the form."""
    from .books import BookFactory

    cells = [line.indicator for line in lines]
    books = [BookFactory(form=form, body=body, cells=cells) for _number in range(rows)]
    return {"book": (books[-1].pk,)}


def _crowded(form: Form, window: ReportingWindow, body: Body, state: SubmissionState) -> Submission:
    return SubmissionFactory(form=form, window=window, unit=body.unit, body=body, state=state, round=20)
