"""Forms and their versions: what may be defined, a published version stays, a copy follows it."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.services import history
from common.errors import Refused
from figures.models import Breakdown, BreakdownItem
from indicators.enums import CheckKind, Severity, Source, Span
from indicators.models import Form, FormVersion
from indicators.services import forms, versions
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, RegimeFactory, SubmissionFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory, UnitKindFactory, UnitLevelFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-10-05 09:00 +0700", tick=False):
        yield


@pytest.fixture
def issuer():
    return BodyFactory(unit=UnitFactory(kind__code="tinh"))


@pytest.fixture
def clerk(issuer):
    return UserFactory(member_of=issuer, role=Role.CLERK)


@pytest.fixture
def facts(issuer):
    commune = UnitKindFactory(code="xa")
    return forms.FormFacts(
        name_vi=" Biểu tổng hợp  quý ", level=commune.level, kinds=[commune], answerer=issuer.kind,
        regime=RegimeFactory(), spans=[Span.QUARTER, Span.NINE_MONTHS],
    )  # fmt: skip


@pytest.fixture
def draft(issuer, clerk, facts) -> FormVersion:
    return forms.define(issuer=issuer, facts=facts, by=clerk).versions.get()


@pytest.fixture
def section(draft, clerk):
    return versions.add_section(version=draft, title_vi="Kiến nghị", by=clerk)


def refused(act, *words: str) -> str | None:
    with pytest.raises(Refused) as caught:
        act()
    assert all(word in str(caught.value) for word in words), str(caught.value)
    return caught.value.field


def test_a_form_starts_with_an_empty_draft(draft, issuer, clerk) -> None:
    form = draft.form
    assert (form.name_vi, form.spans, draft.number, draft.is_published) == (
        "Biểu tổng hợp quý", ["quarter", "nine_months"], 1, False,
    )  # fmt: skip
    assert form.stakes.get().unit_id == issuer.unit_id
    assert Form.objects.visible_to(clerk).get() == form
    assert draft.valid == DateRange(date(2026, 1, 1), None)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LEADER, Role.MEMBER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_clerk_and_administrator_of_the_issuer_define_forms(issuer, facts, role) -> None:
    with pytest.raises(PermissionDenied):
        forms.define(issuer=issuer, facts=facts, by=UserFactory(member_of=issuer, role=role))
    with pytest.raises(PermissionDenied):
        forms.define(issuer=issuer, facts=facts, by=UserFactory(member_of=BodyFactory(), role=Role.CLERK))
    assert forms.define(issuer=issuer, facts=facts, by=UserFactory(member_of=issuer, role=Role.UNIT_ADMIN))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_vi": " "}, "name_vi"),
        ({"spans": []}, "spans"),
        ({"spans": ["century"]}, "spans"),
        ({"kinds": "other"}, "kinds"),
        ({"regime": "foreign"}, "regime"),
        ({"below": "same level"}, "below"),
        ({"below": "other regime"}, "below"),
        ({"level": "above"}, "level"),
    ],
)
def test_what_makes_no_form_is_refused_beside_its_field(issuer, clerk, facts, change, field) -> None:
    village = UnitLevelFactory(code="village")
    made = {
        "other": lambda: [UnitKindFactory(code="thon")],
        "foreign": lambda: RegimeFactory(code="cua-noi-khac", body=BodyFactory()),
        "same level": lambda: FormFactory(level=facts.level),
        "other regime": lambda: FormFactory(level=village, regime=RegimeFactory(code="nd-09-2019")),
        "above": lambda: UnitLevelFactory(code="country", name_vi="Cả nước", rank=1),
    }
    values = {
        name: made[value]() if isinstance(value, str) and value in made else value for name, value in change.items()
    }
    facts = forms.FormFacts(**{**vars(facts), **values})
    assert refused(lambda: forms.define(issuer=issuer, facts=facts, by=clerk)) == field


def test_who_reports_stays_once_the_form_was_given_out(draft, clerk, facts) -> None:
    form = draft.form
    other = forms.FormFacts(**{**vars(facts), "regime": RegimeFactory(code="nd-09-2019"), "name_vi": "Tên khác"})
    assert forms.edit(form=form, facts=other, by=clerk).regime.code == "nd-09-2019"
    SubmissionFactory(form=form, version=draft)
    assert refused(lambda: forms.edit(form=form, facts=facts, by=clerk)) == "regime"
    renamed = forms.FormFacts(**{**vars(other), "name_vi": "Tên mới"})
    assert forms.edit(form=form, facts=renamed, by=clerk).name_vi == "Tên mới"


def test_lines_are_filled_as_is_likeliest(draft, section, clerk) -> None:
    received, answered = IndicatorFactory(code="nhan"), IndicatorFactory(code="tra-loi")
    counted = IndicatorFactory(code="dem", counted="steering.tasks_done")
    share = IndicatorFactory(code="ty-le", ratio=True, part=answered, whole=received)
    made = versions.add_lines(section=section, indicators=[received, counted, share], by=clerk)
    assert [(line.source, line.required, line.order) for line in made] == [
        (Source.TYPED, True, 1), (Source.COUNTED, True, 2), (Source.COMPUTED, False, 3),
    ]  # fmt: skip
    assert refused(lambda: versions.add_lines(section=section, indicators=[counted], by=clerk)) == "indicators"
    refused(lambda: versions.publish(version=draft, by=clerk), "cả hai phải có trong biểu")
    versions.add_lines(section=section, indicators=[answered], by=clerk)
    assert versions.publish(version=draft, by=clerk).is_published


@pytest.mark.parametrize("source", [Source.COUNTED, Source.ROLLED, Source.COMPUTED, "guessed"])
def test_a_line_cannot_be_filled_from_where_nothing_comes(section, clerk, source) -> None:
    (line,) = versions.add_lines(section=section, indicators=[IndicatorFactory()], by=clerk)

    def act() -> None:
        versions.edit_line(line=line, section=section, source=source, required=True, by=clerk)

    assert refused(act) == "source"


def test_what_comes_from_below_is_rolled_up(issuer, clerk, facts) -> None:
    below = FormFactory(level=UnitLevelFactory(code="village"))
    indicator = IndicatorFactory()
    below.versions.get().sections.create(order=1, title_vi="I").lines.create(
        version=below.versions.get(), order=1, indicator=indicator
    )
    form = forms.define(issuer=issuer, facts=forms.FormFacts(**{**vars(facts), "below": below}), by=clerk)
    section = versions.add_section(version=form.versions.get(), title_vi="I", by=clerk)
    (line,) = versions.add_lines(section=section, indicators=[indicator], by=clerk)
    assert line.source == Source.ROLLED


@pytest.mark.parametrize(
    ("kind", "expression", "words"),
    [
        (CheckKind.EXPRESSION, "[nhan] <=", "Thiếu"),
        (CheckKind.EXPRESSION, "[nhan] <= [la]", "[la]"),
        (CheckKind.EXPRESSION, "1 < 2", "ít nhất một chỉ tiêu"),
        (CheckKind.EXPRESSION, "[nhan.sai] > 1", "phân tổ"),
        (CheckKind.EXPRESSION, "[nhan#tu-so] > 1", "tử số"),
        (CheckKind.EXPRESSION, "[loi] = 1", "không phải là số"),
        (CheckKind.OUTLIER, "[nhan] > 1", "chỉ ghi một chỉ tiêu"),
        ("guess", "[nhan]", "Cách kiểm tra"),
    ],
)
def test_a_check_names_only_what_the_form_has(draft, section, clerk, kind, expression, words) -> None:
    fields = Breakdown.objects.create(code="linh-vuc", name_vi="Lĩnh vực", name_en="Field")
    BreakdownItem.objects.create(breakdown=fields, code="dat", name_vi="Đất", name_en="Land", valid=days("2000-01-01"))
    received = IndicatorFactory(code="nhan", breakdown=fields)
    versions.add_lines(section=section, indicators=[received, IndicatorFactory(code="loi", words=True)], by=clerk)

    def add(kind: str, expression: str) -> None:
        versions.add_check(version=draft, kind=kind, expression=expression, severity=Severity.BLOCK, by=clerk)

    refused(lambda: add(kind, expression), words)
    add(CheckKind.EXPRESSION, "[nhan.dat] <= [nhan]")
    add(CheckKind.OUTLIER, "[nhan]")
    assert [check.order for check in draft.checks.all()] == [1, 2]


def test_a_check_whose_line_was_removed_keeps_the_draft_from_being_published(draft, section, clerk) -> None:
    one, two = versions.add_lines(
        section=section, indicators=[IndicatorFactory(code="nhan"), IndicatorFactory(code="tra")], by=clerk
    )
    versions.add_check(
        version=draft, kind=CheckKind.EXPRESSION, expression="[tra] <= [nhan]", severity=Severity.BLOCK, by=clerk
    )
    versions.remove(row=two, by=clerk)
    refused(lambda: versions.publish(version=draft, by=clerk), "[tra] <= [nhan]", "[tra]")
    assert one.version.lines.count() == 1


def test_rows_change_places(draft, section, clerk) -> None:
    lines = versions.add_lines(section=section, indicators=[IndicatorFactory(code=code) for code in "abc"], by=clerk)

    def order() -> str:
        return "".join(line.indicator.code for line in draft.lines.all())

    versions.move(row=lines[2], up=True, by=clerk)
    assert order() == "acb"
    versions.move(row=lines[0], up=True, by=clerk)
    versions.move(row=lines[1], up=False, by=clerk)
    assert order() == "acb"
    second = versions.add_section(version=draft, title_vi="Hội nghị", by=clerk)
    versions.edit_line(line=lines[0], section=second, source=Source.TYPED, required=False, by=clerk)
    versions.move(row=second, up=True, by=clerk)
    assert order() == "acb"
    refused(lambda: versions.remove(row=second, by=clerk), "còn chỉ tiêu")
    versions.remove(row=lines[0], by=clerk)
    versions.remove(row=second, by=clerk)
    assert order() == "cb"


def test_a_published_version_stays_and_a_copy_follows_it(draft, section, clerk) -> None:
    (line,) = versions.add_lines(section=section, indicators=[IndicatorFactory(code="nhan")], by=clerk)
    check = versions.add_check(
        version=draft, kind=CheckKind.EXPRESSION, expression="[nhan] >= 0", severity=Severity.WARN, by=clerk
    )
    first = versions.publish(version=draft, by=clerk)
    for act in (
        lambda: versions.edit(version=first, starts_on=date(2026, 1, 1), outline="", by=clerk),
        lambda: versions.add_section(version=first, title_vi="II", by=clerk),
        lambda: versions.edit_section(section=section, title_vi="II", title_en="", by=clerk),
        lambda: versions.add_lines(section=section, indicators=[IndicatorFactory()], by=clerk),
        lambda: versions.edit_line(line=line, section=section, source=Source.TYPED, required=False, by=clerk),
        lambda: versions.remove(row=line, by=clerk),
        lambda: versions.remove(row=check, by=clerk),
        lambda: versions.move(row=section, up=True, by=clerk),
        lambda: versions.drop(version=first, by=clerk),
        lambda: versions.publish(version=first, by=clerk),
    ):
        refused(act, "đã ban hành")
    second = versions.draft(form=first.form, by=clerk)
    refused(lambda: versions.draft(form=first.form, by=clerk), "đang có một dự thảo")
    copied = second.lines.get()
    assert (copied.indicator, copied.section.title_vi, second.checks.get().expression) == (
        line.indicator, "Kiến nghị", "[nhan] >= 0",
    )  # fmt: skip
    assert second.valid.lower == date(2027, 1, 1)
    versions.edit(version=second, starts_on=date(2026, 7, 1), outline="Đề cương", by=clerk)
    versions.publish(version=second, by=clerk)
    first.refresh_from_db()
    assert first.valid == DateRange(date(2026, 1, 1), date(2026, 7, 1))
    assert len(history(first.form)) == 8


def test_a_version_does_not_reach_back_over_what_was_given_out(draft, section, clerk) -> None:
    versions.add_lines(section=section, indicators=[IndicatorFactory()], by=clerk)
    first = versions.publish(version=draft, by=clerk)
    SubmissionFactory(form=first.form, version=first, window=WindowFactory(code="2026-Q3"))
    second = versions.draft(form=first.form, by=clerk)
    for day, words in ((date(2025, 1, 1), "sau ngày bắt đầu"), (date(2026, 9, 30), "30/09/2026")):
        versions.edit(version=second, starts_on=day, outline="", by=clerk)
        assert refused(lambda: versions.publish(version=second, by=clerk), words) == "starts_on"
    versions.edit(version=second, starts_on=date(2026, 10, 1), outline="", by=clerk)
    assert versions.publish(version=second, by=clerk).is_published


def test_a_draft_is_given_up_but_not_the_only_version(draft, section, clerk) -> None:
    refused(lambda: versions.drop(version=draft, by=clerk), "duy nhất")
    versions.add_lines(section=section, indicators=[IndicatorFactory(decimals=2, valid=days("2020-01-01"))], by=clerk)
    versions.publish(version=draft, by=clerk)
    second = versions.draft(form=draft.form, by=clerk)
    versions.drop(version=second, by=clerk)
    assert draft.form.versions.get() == draft
