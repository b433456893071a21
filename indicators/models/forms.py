"""Forms: which indicators which units report for which windows, as versions with validity."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.names import in_page_language
from figures.models import Indicator
from indicators.enums import CheckKind, Severity, Source, Span, StepKind
from organizations.enums import Role
from organizations.models import Body, BodyKind, UnitKind, UnitLevel
from organizations.scope import ScopedQuerySet, Stake

from .regimes import Regime


class FormQuerySet(ScopedQuerySet["Form"]):
    """Forms, read like speech."""

    def for_list(self) -> FormQuerySet:
        return self.select_related("issuer__unit", "level", "regime").order_by("level__rank", "name_vi", "pk")

    def with_versions(self) -> FormQuerySet:
        """With the number of the newest published version and of a draft: ``published``, ``drafted``; either None."""
        done, draft = Q(versions__published_at__isnull=False), Q(versions__published_at__isnull=True)
        return self.annotate(
            published=models.Max("versions__number", filter=done), drafted=models.Max("versions__number", filter=draft)
        )


@tracked
class Form(models.Model):
    """A form that a body sends down to the units of one level under it.

    ``kinds`` narrows the level to some kinds (xã, not phường); none chosen means all. ``answerer`` is the kind of body
    that answers for a unit; a unit without such a body (a village) is answered for by the nearest one above.
    ``below`` is the form of the level below, whose figures fill the lines that are rolled up.
    """

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên biểu"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    issuer = models.ForeignKey(Body, models.PROTECT, related_name="issued_forms", verbose_name=_("cơ quan giao biểu"))
    level = models.ForeignKey(UnitLevel, models.PROTECT, related_name="+", verbose_name=_("cấp báo cáo"))
    kinds = models.ManyToManyField(UnitKind, blank=True, related_name="+", verbose_name=_("chỉ các loại đơn vị"))
    answerer = models.ForeignKey(BodyKind, models.PROTECT, related_name="+", verbose_name=_("loại cơ quan lập biểu"))
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="forms", verbose_name=_("chế độ báo cáo"))
    spans = ArrayField(models.CharField(max_length=12, choices=Span), verbose_name=_("báo cáo theo"))
    below = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="above", verbose_name=_("tổng hợp từ biểu")
    )

    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu báo cáo")
        verbose_name_plural = _("biểu báo cáo")
        constraints = [
            not_blank("name_vi", name="form_name_not_blank", message=_("Cần có tên biểu.")),
            models.CheckConstraint(
                condition=Q(spans__len__gte=1),
                name="form_has_span",
                violation_error_message=_("Chọn ít nhất một loại kỳ báo cáo."),
            ),
            models.CheckConstraint(
                condition=Q(below__isnull=True) | ~Q(below=models.F("id")),
                name="form_not_below_itself",
                violation_error_message=_("Một biểu không thể tổng hợp từ chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:form", args=[self.code])

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self)

    def get_spans_display(self) -> str:
        """How often it is reported: "quý, 9 tháng, năm"."""
        return ", ".join(str(Span(span).label) for span in self.spans)


class FormStake(Stake):
    """Whom a form concerns: the unit that issues it; units below see it through their submissions."""

    record = models.ForeignKey(Form, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của biểu")
        verbose_name_plural = _("liên quan của biểu")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="formstake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="formstake_unit")]

    def __str__(self) -> str:
        row: Any = self
        return f"{row.record_id} {self.why} {self.unit_id}"


@tracked
class FormVersion(models.Model):
    """A version of a form. Windows whose last day lies in ``valid`` use it. Once published it never changes."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions", verbose_name=_("biểu"))
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    valid = DateRangeField(_("áp dụng cho kỳ chốt trong thời gian"))
    outline = models.TextField(_("đề cương, hướng dẫn"), max_length=20_000, blank=True)
    published_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ban hành")
    )

    class Meta:
        verbose_name = _("phiên bản biểu")
        verbose_name_plural = _("phiên bản biểu")
        constraints = [
            range_not_empty("valid", name="version_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            models.UniqueConstraint(fields=["form", "number"], name="version_once"),
            one_at_a_time(
                "one_version_at_a_time",
                same=["form"],
                condition=Q(published_at__isnull=False),
                message=_("Thời gian áp dụng trùng với một phiên bản đã ban hành."),
            ),
            all_or_none(
                "published_at",
                "published_by",
                name="version_published_by",
                message=_("Ban hành phải ghi người ban hành."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.name} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("indicators:version", args=[self.form.code, self.number])

    @property
    def last_day(self) -> date | None:
        """The last closing day for which it is used; None while no version follows it."""
        upper: date | None = self.valid.upper
        return upper - timedelta(days=1) if upper else None

    @property
    def is_published(self) -> bool:
        """A published version is what people filled in: it stays."""
        return self.published_at is not None


class FormSection(models.Model):
    """A heading of a form with its help."""

    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="sections", verbose_name=_("phiên bản"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    title_vi = models.CharField(_("tiêu đề"), max_length=200)
    title_en = models.CharField(_("tiêu đề tiếng Anh"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("phần của biểu")
        verbose_name_plural = _("phần của biểu")
        ordering = ["order", "pk"]
        constraints = [
            not_blank("title_vi", name="form_section_title", message=_("Cần có tiêu đề.")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the language of the page."""
        return in_page_language(self, "title")


class FormLine(models.Model):
    """One indicator on a form, and where its figure comes from."""

    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="lines", verbose_name=_("phiên bản"))
    section = models.ForeignKey(FormSection, models.CASCADE, related_name="lines", verbose_name=_("phần"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="lines", verbose_name=_("chỉ tiêu"))
    source = models.CharField(_("nguồn số liệu"), max_length=10, choices=Source, default=Source.TYPED)
    required = models.BooleanField(_("bắt buộc"), default=True, help_text=_("Để trống phải nêu lý do"))
    help_vi = models.CharField(_("hướng dẫn"), max_length=500, blank=True)
    help_en = models.CharField(_("hướng dẫn tiếng Anh"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dòng của biểu")
        verbose_name_plural = _("dòng của biểu")
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "indicator"],
                name="form_line_once",
                violation_error_message=_("Chỉ tiêu này đã có trong biểu."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values),
                name="form_line_source_known",
                violation_error_message=_("Nguồn số liệu không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.indicator.name

    @property
    def help(self) -> str:
        """In the language of the page."""
        return in_page_language(self, "help")


class Check(models.Model):
    """A rule that the figures of a form must keep, as data: "[a] <= [b]", or unusual against the unit's history.

    ``expression`` is of indicators.expressions; for an outlier it names one indicator. ``message`` may be empty: then
    the portal says the figures that disagree.
    """

    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="checks", verbose_name=_("phiên bản"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("cách kiểm tra"), max_length=12, choices=CheckKind, default=CheckKind.EXPRESSION)
    expression = models.CharField(_("biểu thức"), max_length=500)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity, default=Severity.BLOCK)
    message_vi = models.CharField(_("thông báo"), max_length=300, blank=True)
    message_en = models.CharField(_("thông báo tiếng Anh"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("quy tắc kiểm tra")
        verbose_name_plural = _("quy tắc kiểm tra")
        ordering = ["order", "pk"]
        constraints = [
            not_blank("expression", name="check_expression_not_blank", message=_("Cần ghi biểu thức.")),
            models.CheckConstraint(
                condition=Q(kind__in=CheckKind.values) & Q(severity__in=Severity.values),
                name="check_kind_known",
                violation_error_message=_("Cách kiểm tra hoặc mức độ không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.expression

    @property
    def message(self) -> str:
        """In the language of the page."""
        return in_page_language(self, "message")


class ApprovalStep(models.Model):
    """One step of a body's own chain of approval. A body without steps has one: its leader signs."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="approval_steps", verbose_name=_("cơ quan"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("bước"), max_length=120)
    name_en = models.CharField(_("bước (tiếng Anh)"), max_length=120, blank=True)
    kind = models.CharField(_("loại bước"), max_length=8, choices=StepKind)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("bước phê duyệt")
        verbose_name_plural = _("bước phê duyệt")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "order"],
                name="approval_step_order",
                violation_error_message=_("Hai bước không thể có cùng thứ tự."),
            ),
            not_blank("name_vi", name="approval_step_name", message=_("Cần có tên bước.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)
