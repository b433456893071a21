"""What must be disclosed and how, as the law of a time lists it. Rows, because laws change."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.names import in_page_language
from disclosures.enums import AppliesTo, FormSort, Where


class DisclosureForm(models.Model):
    """A form of disclosure (Law 10/2022/QH15 Article 12(1)): posting, website, loudspeaker …"""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    sort = models.CharField(_("loại"), max_length=9, choices=FormSort)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("hình thức công khai")
        verbose_name_plural = _("hình thức công khai")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("name_vi", name="disclosure_form_name", message=_("Cần ghi tên hình thức.")),
            models.CheckConstraint(condition=Q(sort__in=FormSort.values), name="disclosure_form_sort_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return in_page_language(self)


class DisclosureCatalogue(models.Model):
    """The contents that one sort of body must disclose under one law, and the families of rules that time them.

    ``disclose_family``, ``posting_family``, ``broadcast_family``: families of deadlines.Rule; an empty one means that
    the law gives no figure. ``online``: whether every content must also stand on the website, where there is one.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    applies_to = models.CharField(_("áp dụng cho"), max_length=10, choices=AppliesTo)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    citation = models.CharField(_("căn cứ"), max_length=200)
    unread = models.CharField(_("văn bản sửa đổi chưa đối chiếu"), max_length=200, blank=True)
    recalled = models.BooleanField(_("chưa đọc được văn bản gốc"), default=False)
    valid = DateRangeField(_("thời gian áp dụng"))
    disclose_family = models.CharField(_("quy định thời điểm"), max_length=40, blank=True)
    posting_family = models.CharField(_("quy định thời gian niêm yết"), max_length=40, blank=True)
    broadcast_family = models.CharField(_("quy định truyền thanh"), max_length=40, blank=True)
    online = models.BooleanField(_("phải đăng trên trang thông tin"), default=False)

    class Meta:
        verbose_name = _("danh mục nội dung công khai")
        verbose_name_plural = _("danh mục nội dung công khai")
        ordering = ["applies_to", "-valid"]
        constraints = [
            not_blank("name_vi", name="disclosure_catalogue_name", message=_("Cần ghi tên danh mục.")),
            not_blank("citation", name="disclosure_catalogue_citation", message=_("Cần ghi căn cứ.")),
            range_not_empty(
                "valid", name="disclosure_catalogue_valid", message=_("Ngày kết thúc không được trước ngày bắt đầu.")
            ),
            one_at_a_time(
                "disclosure_catalogue_one_law",
                same=["applies_to"],
                message=_("Loại cơ quan này đã có danh mục áp dụng trong khoảng thời gian đó."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return in_page_language(self)


class DisclosureItemQuerySet(models.QuerySet["DisclosureItem"]):
    """Contents, read like speech."""

    def in_force(self, on: date) -> DisclosureItemQuerySet:
        """Those whose catalogue holds on that day."""
        return self.filter(catalogue__valid__contains=on)


class DisclosureItem(models.Model):
    """One content of a catalogue, and what the law asks for it.

    Number 0 is the quarterly list itself (Law 10/2022/QH15 Article 13(2)). ``permanent``: never taken down, replaced
    when it changes. ``named``: its annexes list people, so on the network they carry an end date.
    """

    catalogue = models.ForeignKey(DisclosureCatalogue, models.PROTECT, related_name="items", verbose_name=_("danh mục"))
    number = models.PositiveSmallIntegerField(_("số"))
    name_vi = models.CharField(_("nội dung"), max_length=500)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=500)
    short_vi = models.CharField(_("gọi tắt"), max_length=80)
    short_en = models.CharField(_("gọi tắt tiếng Anh"), max_length=80)
    citation = models.CharField(_("căn cứ"), max_length=200)
    where = models.CharField(_("nơi niêm yết"), max_length=12, choices=Where, blank=True)
    permanent = models.BooleanField(_("niêm yết thường xuyên"), default=False)
    broadcast = models.BooleanField(_("phát truyền thanh"), default=False)
    villages = models.BooleanField(_("gửi trưởng thôn, tổ trưởng thông báo"), default=False)
    named = models.BooleanField(_("phụ lục có tên người"), default=False)

    objects = DisclosureItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung phải công khai")
        verbose_name_plural = _("nội dung phải công khai")
        ordering = ["catalogue", "number"]
        constraints = [
            not_blank("name_vi", name="disclosure_item_name", message=_("Cần ghi nội dung.")),
            models.UniqueConstraint(
                fields=["catalogue", "number"],
                name="disclosure_item_once",
                violation_error_message=_("Số này đã có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(permanent=True) | ~Q(where=Where.NOWHERE),
                name="disclosure_item_permanent_somewhere",
                violation_error_message=_("Nội dung niêm yết thường xuyên phải có nơi niêm yết."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """In the reader's language."""
        return in_page_language(self)

    @property
    def short(self) -> str:
        """What lists and buttons call it."""
        return in_page_language(self, "short")

    @property
    def label(self) -> str:
        """ "2. Ngân sách"; the list itself has no number."""
        return f"{self.number}. {self.short}" if self.number else self.short
