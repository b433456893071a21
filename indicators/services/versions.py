"""Versions of a form: sections, lines, checks. A draft may be changed; what was published stays, a copy follows it.

Lock, may you, is it possible, change, remember.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from figures import registry
from figures.models import Indicator
from indicators import check_rules, policies
from indicators import events_forms as events
from indicators.enums import CheckKind, Severity, Source
from indicators.models import Check, Form, FormLine, FormSection, FormVersion

from . import forms

_MOST_LINES, _MOST_CHECKS = 300, 100

type Row = FormSection | FormLine | Check


# -- versions


@transaction.atomic
def draft(*, form: Form, by: User) -> FormVersion:
    """A draft of the next version: a copy of the newest one. Refused: there is a draft already."""
    form = forms.locked(form)
    policies.check_can_keep_forms(by, form.issuer)
    newest = form.versions.order_by("-number").first()
    if newest is not None and not newest.is_published:
        raise Refused(_("Biểu đang có một dự thảo; sửa hoặc bỏ dự thảo đó trước."))
    number = newest.number + 1 if newest else 1
    made = FormVersion.objects.create(
        form=form, number=number, valid=DateRange(_first_free(newest), None), outline=newest.outline if newest else ""
    )
    if newest is not None:
        _copy(newest, made)
    _remember(events.VERSION_DRAFTED, made, by)
    return made


@transaction.atomic
def edit(*, version: FormVersion, starts_on: date, outline: str, by: User) -> FormVersion:
    """From which closing day on it is meant to be used, and its outline."""
    version = _draft(version, by)
    version.valid, version.outline = DateRange(starts_on, None), nfc(outline.strip())
    version.save(update_fields=["valid", "outline"])
    return _edited(version, by, lambda: _("ngày áp dụng, đề cương"))


@transaction.atomic
def drop(*, version: FormVersion, by: User) -> None:
    """Give a draft up. Refused: the only version."""
    version = _draft(version, by)
    if not version.form.versions.exclude(pk=version.pk).exists():
        raise Refused(_("Đây là phiên bản duy nhất của biểu."))
    _remember(events.VERSION_DROPPED, version, by)
    version.delete()


@transaction.atomic
def publish(*, version: FormVersion, by: User) -> FormVersion:
    """From now on it stays as it is; the version before it ends on the day before it starts.

    Refused: no line; a line whose figure nothing gives; a check that cannot be read; it does not start after the
    version before it; a window that it would cover was given out with that one.
    """
    version = _draft(version, by)
    _check_whole(version)
    start: date = version.valid.lower
    for earlier in version.form.versions.filter(published_at__isnull=False).order_by("number"):
        if earlier.valid.lower is not None and earlier.valid.lower >= start:
            message = _("Phải áp dụng sau ngày bắt đầu của phiên bản {number} ({day}).")
            raise Refused(message.format(number=earlier.number, day=ngay(earlier.valid.lower)), field="starts_on")
        if earlier.valid.upper is None or earlier.valid.upper > start:
            earlier.valid = DateRange(earlier.valid.lower, start)
            earlier.save(update_fields=["valid"])
    given = version.form.submissions.filter(window__days__endswith__gt=start).select_related("window").first()
    if given is not None:
        message = _("Đã giao {window} theo phiên bản trước; chọn ngày áp dụng sau ngày {day}.")
        raise Refused(message.format(window=given.window.label, day=ngay(given.window.end)), field="starts_on")
    version.published_at, version.published_by = clock.now(), by
    version.save(update_fields=["published_at", "published_by"])
    _remember(events.VERSION_PUBLISHED, version, by, day=ngay(start))
    return version


# -- sections and lines


@transaction.atomic
def add_section(*, version: FormVersion, title_vi: str, by: User, title_en: str = "") -> FormSection:
    """A heading at the end of the form."""
    version = _draft(version, by)
    section = FormSection.objects.create(
        version=version, order=_next(version.sections), title_vi=_titled(title_vi), title_en=clean_line(title_en)
    )
    _edited(version, by, lambda: _("thêm phần “{title}”").format(title=section.title_vi))
    return section


@transaction.atomic
def edit_section(*, section: FormSection, title_vi: str, title_en: str, by: User) -> FormSection:
    """Another heading."""
    version = _draft(section.version, by)
    section.title_vi, section.title_en = _titled(title_vi), clean_line(title_en)
    section.save(update_fields=["title_vi", "title_en"])
    _edited(version, by, lambda: _("sửa phần “{title}”").format(title=section.title_vi))
    return section


@transaction.atomic
def add_lines(*, section: FormSection, indicators: Iterable[Indicator], by: User) -> list[FormLine]:
    """Indicators at the end of a section, each filled as is likeliest. Refused: one that is on the form already."""
    version = _draft(section.version, by)
    added = list(indicators)
    if not added:
        raise Refused(_("Chọn ít nhất một chỉ tiêu."), field="indicators")
    known = set(version.lines.values_list("indicator_id", flat=True))
    twice = next((one for one in added if one.pk in known), None)
    if twice is not None:
        raise Refused(_("“{name}” đã có trong biểu.").format(name=twice.name), field="indicators")
    if len(known) + len(added) > _MOST_LINES:
        raise Refused(_("Một biểu có tối đa {count} chỉ tiêu.").format(count=_MOST_LINES), field="indicators")
    first, below = _next(section.lines), _below(version)
    made = FormLine.objects.bulk_create(
        FormLine(
            version=version, section=section, order=first + place, indicator=one, source=_likeliest(one, below),
            required=one.part_id is None,
        )
        for place, one in enumerate(added)
    )  # fmt: skip
    _edited(version, by, lambda: _("thêm {names}").format(names=_listed(one.name_vi for one in added)))
    return made


@transaction.atomic
def edit_line(
    *, line: FormLine, section: FormSection, source: str, required: bool, by: User, help_vi: str = "", help_en: str = ""
) -> FormLine:
    """Where its figure comes from, whether it must be filled, its help, under which heading it stands."""
    version = _draft(line.version, by)
    if section.version_id != version.pk:
        raise Refused(_("Phần này thuộc phiên bản khác."), field="section")
    _check_source(version.form, line.indicator, source)
    if section.pk != line.section_id:
        line.order = _next(section.lines)
    line.section, line.source, line.required = section, source, required and source != Source.COMPUTED
    line.help_vi, line.help_en = clean_line(help_vi), clean_line(help_en)
    line.save()
    _edited(version, by, lambda: _("sửa dòng “{name}”").format(name=line.indicator.name_vi))
    return line


# -- checks


@transaction.atomic
def add_check(
    *, version: FormVersion, kind: str, expression: str, severity: str, by: User, message_vi: str = "",
    message_en: str = "",
) -> Check:  # fmt: skip
    """A rule for the figures. Refused: a text that is no expression, or names what is not on the form."""
    version = _draft(version, by)
    if version.checks.count() >= _MOST_CHECKS:
        raise Refused(_("Một biểu có tối đa {count} quy tắc kiểm tra.").format(count=_MOST_CHECKS))
    made = Check(version=version, order=_next(version.checks))
    _write_check(made, kind, expression, severity, message_vi, message_en)
    _edited(version, by, lambda: _("thêm quy tắc {rule}").format(rule=made.expression))
    return made


@transaction.atomic
def edit_check(
    *, check: Check, kind: str, expression: str, severity: str, by: User, message_vi: str = "", message_en: str = ""
) -> Check:
    """Another rule instead."""
    version = _draft(check.version, by)
    _write_check(check, kind, expression, severity, message_vi, message_en)
    _edited(version, by, lambda: _("sửa quy tắc {rule}").format(rule=check.expression))
    return check


# -- order and removal of either


@transaction.atomic
def move(*, row: Row, up: bool, by: User) -> None:
    """Change places with its neighbour; the first stays first, the last stays last."""
    version = _draft(row.version, by)
    beside = list(_siblings(row))
    place = next(index for index, one in enumerate(beside) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(beside):
        return
    beside[place], beside[other] = beside[other], beside[place]
    for order, one in enumerate(beside, 1):
        one.order = order
    type(row)._default_manager.bulk_update(beside, ["order"])
    _edited(version, by, lambda: _("đổi thứ tự"))


@transaction.atomic
def remove(*, row: Row, by: User) -> None:
    """Take a section, a line or a check off a draft. Refused: a section that has lines."""
    version = _draft(row.version, by)
    if isinstance(row, FormSection) and row.lines.exists():
        raise Refused(_("Phần này còn chỉ tiêu; bỏ hoặc chuyển các chỉ tiêu sang phần khác trước."))
    name = str(row)
    row.delete()
    _edited(version, by, lambda: _("bỏ “{name}”").format(name=name))


# -- inside


def _draft(version: FormVersion, by: User) -> FormVersion:
    """The version, with its form locked; refused when it is published."""
    form = forms.locked(version.form)
    policies.check_can_keep_forms(by, form.issuer)
    version = FormVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    version.form = form
    if version.is_published:
        raise Refused(_("Phiên bản đã ban hành thì không sửa; soạn phiên bản mới từ phiên bản này."))
    return version


def _first_free(newest: FormVersion | None) -> date:
    """The year that begins next; the year of today for the first version."""
    today = clock.today()
    return date(today.year + 1 if newest else today.year, 1, 1)


def _copy(old: FormVersion, new: FormVersion) -> None:
    lines = list(old.lines.all())
    for section in old.sections.all():
        copied = FormSection.objects.create(
            version=new, order=section.order, title_vi=section.title_vi, title_en=section.title_en
        )
        FormLine.objects.bulk_create(
            FormLine(
                version=new, section=copied, order=line.order, indicator_id=line.indicator_id, source=line.source,
                required=line.required, help_vi=line.help_vi, help_en=line.help_en,
            )
            for line in lines if line.section_id == section.pk
        )  # fmt: skip
    Check.objects.bulk_create(
        Check(
            version=new, order=check.order, kind=check.kind, expression=check.expression, severity=check.severity,
            message_vi=check.message_vi, message_en=check.message_en,
        )
        for check in old.checks.all()
    )  # fmt: skip


def _check_whole(version: FormVersion) -> None:
    """Everything on it can be filled in and checked."""
    lines = list(version.lines.select_related("indicator__breakdown", "section"))
    if not lines:
        raise Refused(_("Biểu chưa có chỉ tiêu nào."))
    present = {line.indicator_id for line in lines}
    for line in lines:
        _check_source(version.form, line.indicator, line.source)
        if line.source == Source.COMPUTED and not {line.indicator.part_id, line.indicator.whole_id} <= present:
            message = _("“{name}” tính từ hai chỉ tiêu; cả hai phải có trong biểu.")
            raise Refused(message.format(name=line.indicator.name))
        if version.valid.lower not in line.indicator.valid:
            raise Refused(_("“{name}” không áp dụng từ ngày này.").format(name=line.indicator.name), field="starts_on")
    for check in version.checks.all():
        try:
            check_rules.check(check.kind, check.expression, lines)
        except Refused as refused:
            raise Refused(f"{check.expression}: {refused}") from refused


def _check_source(form: Form, indicator: Indicator, source: str) -> None:
    match source:
        case Source.COUNTED if indicator.counted not in registry.names():
            raise Refused(_("Cổng không đếm được “{name}”.").format(name=indicator.name), field="source")
        case Source.ROLLED if form.below_id is None:
            raise Refused(_("Biểu này không tổng hợp từ biểu nào của cấp dưới."), field="source")
        case Source.COMPUTED if indicator.part_id is None:
            raise Refused(_("“{name}” không tính từ hai chỉ tiêu khác.").format(name=indicator.name), field="source")
        case Source.TYPED if indicator.part_id is not None:
            raise Refused(_("“{name}” do cổng tính từ hai chỉ tiêu khác.").format(name=indicator.name), field="source")
    if source not in Source.values:
        raise Refused(_("Nguồn số liệu không có trong danh mục."), field="source")


def _likeliest(indicator: Indicator, below: set[int]) -> Source:
    if indicator.part_id is not None:
        return Source.COMPUTED
    if indicator.pk in below:
        return Source.ROLLED
    return Source.COUNTED if indicator.counted in registry.names() else Source.TYPED


def _below(version: FormVersion) -> set[int]:
    """The indicators of the newest published version of the form that is rolled up."""
    if version.form.below is None:
        return set()
    newest = version.form.below.versions.filter(published_at__isnull=False).order_by("-number").first()
    return set(newest.lines.values_list("indicator_id", flat=True)) if newest else set()


def _write_check(check: Check, kind: str, expression: str, severity: str, message_vi: str, message_en: str) -> None:
    if kind not in CheckKind.values or severity not in Severity.values:
        raise Refused(_("Cách kiểm tra hoặc mức độ không có trong danh mục."), field="kind")
    lines = list(check.version.lines.select_related("indicator__breakdown"))
    expression = clean_line(expression)
    check_rules.check(kind, expression, lines)
    check.kind, check.expression, check.severity = kind, expression, severity
    check.message_vi, check.message_en = clean_line(message_vi), clean_line(message_en)
    check.save()


def _siblings(row: Row) -> Any:
    match row:
        case FormLine():
            return row.section.lines.order_by("order", "pk")
        case FormSection():
            return row.version.sections.order_by("order", "pk")
        case Check():
            return row.version.checks.order_by("order", "pk")


def _next(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _titled(title: str) -> str:
    title = clean_line(title)
    if not title:
        raise Refused(_("Cần có tiêu đề."), field="title_vi")
    return title


def _listed(names: Iterable[str]) -> str:
    """ "a, b, c và 7 chỉ tiêu khác"."""
    every = list(names)
    if len(every) <= 3:
        return ", ".join(every)
    return _("{names} và {count} chỉ tiêu khác").format(names=", ".join(every[:3]), count=len(every) - 3)


def _edited(version: FormVersion, by: User, what: Callable[[], str]) -> FormVersion:
    _remember(events.VERSION_EDITED, version, by, what=in_portal_language(what)())
    return version


def _remember(kind: str, version: FormVersion, by: User, **words: Any) -> None:
    """What happens to a version is the history of its form."""
    form = version.form
    record(kind, by=by, subject=form, unit_id=form.issuer.unit_id, number=version.number, **words)
