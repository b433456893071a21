"""What reports there are: kinds, and the outlines that a kind follows in a period. All of it is data."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank, range_not_empty
from common.names import in_page_language, in_portal_language
from common.periods import Period
from organizations.models import Body
from reports.enums import About, Issuer


class ReportKind(models.Model):
    """A kind of report or conference paper: who makes it, of which periods, as which type of document.

    ``periods``: values of common.periods.Kind that it may speak of ("quarter", "half", "nine_months", "year"); empty
    for papers about a conference. ``has_public_page``: once issued it may be shown to citizens.
    """

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    about = models.CharField(_("nói về"), max_length=10, choices=About, default=About.PERIOD)
    periods = ArrayField(models.CharField(max_length=12), verbose_name=_("loại kỳ"), default=list, blank=True)
    issuer = models.CharField(_("cơ quan lập"), max_length=12, choices=Issuer, default=Issuer.ANY)
    type = models.ForeignKey("documents.DocumentType", models.PROTECT, related_name="+", verbose_name=_("loại văn bản"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự trong danh sách"), default=50)

    class Meta:
        verbose_name = _("loại báo cáo")
        verbose_name_plural = _("loại báo cáo")
        ordering = ["rank", "pk"]
        constraints = [not_blank("name_vi", name="report_kind_name", message=_("Cần có tên loại báo cáo."))]

    def __str__(self) -> str:
        return in_page_language(self)


class Outline(models.Model):
    """The order of a report's sections, in force from a day.

    The standard outlines come with the portal and belong to nobody. An upper body may send down its own: ``body`` is
    the sender, and it holds for the bodies of the units below it; with ``period`` for that period alone. Once sent it
    never changes: another one is sent. The nearest sender wins, one for the period before one for any.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    kind = models.ForeignKey(
        ReportKind, models.PROTECT, to_field="code", db_column="kind", related_name="outlines",
        verbose_name=_("loại báo cáo"),
    )  # fmt: skip
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    subject_vi = models.CharField(_("trích yếu"), max_length=300, help_text=_("{period} là kỳ báo cáo"))
    valid = DateRangeField(_("thời gian áp dụng"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan giao đề cương")
    )
    period = models.CharField(_("chỉ cho kỳ"), max_length=30, blank=True)
    sent_at = models.DateTimeField(_("giao lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người giao")
    )

    class Meta:
        verbose_name = _("đề cương báo cáo")
        verbose_name_plural = _("đề cương báo cáo")
        constraints = [
            range_not_empty("valid", name="outline_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            all_or_none("sent_at", "sent_by", name="outline_sent", message=_("Giao đề cương phải có người giao.")),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(sent_at__isnull=True, period=""),
                name="outline_sent_by_a_body",
                violation_error_message=_("Đề cương được giao phải có cơ quan giao."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "body", "period"], name="outline_of_kind")]

    def __str__(self) -> str:
        return in_page_language(self)

    def get_absolute_url(self) -> str:
        return reverse("reports:outline", args=[self.code])

    @property
    def period_label(self) -> str:
        """The only period that it is for; empty for one that is for all."""
        return Period.parse(self.period).label if self.period else ""


class OutlineSection(models.Model):
    """One section: its number and title, and which standard content the portal puts in it.

    ``figures``: keys of figures (reports.told) that must have a value before the report may be handed in. A bare one
    stands on the paper without number and title, before all others: the words of an invitation.
    """

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="sections", verbose_name=_("đề cương"))
    code = models.SlugField(_("mã"), max_length=30)
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.CharField(_("số mục"), max_length=6, blank=True)
    title_vi = models.CharField(_("tên mục"), max_length=200)
    title_en = models.CharField(_("tên mục tiếng Anh"), max_length=200)
    content = models.SlugField(_("nội dung do cổng điền"), max_length=30, blank=True)  # a name in reports.content
    guidance = models.CharField(_("gợi ý viết"), max_length=400, blank=True)
    is_bare = models.BooleanField(_("không in số mục, tên mục"), default=False)
    figures = ArrayField(models.CharField(max_length=120), verbose_name=_("số liệu bắt buộc"), default=list, blank=True)

    class Meta:
        verbose_name = _("mục của đề cương")
        verbose_name_plural = _("mục của đề cương")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "code"], name="outline_section_once"),
            models.UniqueConstraint(fields=["outline", "order"], name="outline_section_order"),
        ]

    def __str__(self) -> str:
        title = self.title_vi.replace("{period}", "kỳ báo cáo").replace("{next}", "kỳ sau")
        return f"{self.number}. {title}" if self.number else title

    def heading_for(self, period: Period) -> str:
        """The title on a page, in its language; on the paper stands ``title_for``."""
        return _said(in_page_language(self, "title"), period)

    @in_portal_language
    def title_for(self, period: Period) -> str:
        """The title with the period's words in it: "Nhiệm vụ trọng tâm quý IV năm 2020"."""
        return _said(self.title_vi, period)


def report_on(kind: ReportKind, period: Period) -> str:
    """What a report of the kind on the period is called, in the language of the page."""
    return gettext("{kind} {period}").format(kind=kind, period=period.label)


def _said(title: str, period: Period) -> str:
    """A title with the period's words in it. People type titles: any other brace is a brace."""
    return title.replace("{period}", period.label).replace("{next}", period.next_label)
