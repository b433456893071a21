"""What is data: kinds of conferences, and the matters that the people decide."""

from datetime import date

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, range_not_empty
from common.names import in_page_language
from conferences.enums import VoteForm


class ConferenceKind(models.Model):
    """A kind of conference: tổng kết, sơ kết, chuyên đề, giao ban… One event may be of several kinds.

    ``word`` is what the title says after "Hội nghị"; a kind without a word (a visit) does not show in the title.
    """

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    name_vi = models.CharField(_("tên"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80)
    word = models.CharField(_("chữ trong tiêu đề"), max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    in_use = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("loại hội nghị")
        verbose_name_plural = _("loại hội nghị")
        constraints = [not_blank("name_vi", name="conference_kind_name", message=_("Cần có tên loại hội nghị."))]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_page_language(self)


class DecisionMatter(models.Model):
    """A matter that the people discuss and decide: items 1 to 6 of Article 15, Law 10/2022/QH15.

    It passes with ``share_of / share_out_of`` of all household representatives of the village or residential group,
    not of those present: at least that share when ``at_least`` (VOTE-07), more than it otherwise (VOTE-08).
    ``ballot_after_meeting``: a ballot only after a meeting to which too few came (Article 19(1)(b)).
    """

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    item = models.PositiveSmallIntegerField(_("khoản"))
    name_vi = models.CharField(_("nội dung"), max_length=300)
    name_en = models.CharField(_("nội dung (tiếng Anh)"), max_length=300)
    rule = models.CharField(_("mã quy tắc"), max_length=20)
    citation = models.CharField(_("căn cứ"), max_length=120)
    share_of = models.PositiveSmallIntegerField(_("tử số của tỷ lệ"))
    share_out_of = models.PositiveSmallIntegerField(_("mẫu số của tỷ lệ"))
    at_least = models.BooleanField(_("từ tỷ lệ đó trở lên"))
    forms = ArrayField(models.CharField(max_length=10, choices=VoteForm), verbose_name=_("hình thức quyết định"))
    ballot_after_meeting = models.BooleanField(_("chỉ phát phiếu khi đã họp mà không đủ đại diện"), default=False)
    valid = DateRangeField(_("thời gian có hiệu lực"))

    class Meta:
        verbose_name = _("nội dung Nhân dân bàn và quyết định")
        verbose_name_plural = _("nội dung Nhân dân bàn và quyết định")
        constraints = [
            range_not_empty("valid", name="matter_in_force", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            models.CheckConstraint(
                condition=Q(share_of__gt=0, share_of__lte=F("share_out_of")),
                name="matter_share",
                violation_error_message=_("Tỷ lệ phải lớn hơn 0 và không quá 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The matter in the reader's language."""
        return in_page_language(self)

    def in_force_on(self, day: date) -> bool:
        """Whether the law that this row quotes was in force on the day."""
        begin, end = self.valid.lower, self.valid.upper
        return (begin is None or begin <= day) and (end is None or day < end)

    def passes(self, *, in_favour: int, households: int) -> bool:
        """Exact, in whole numbers: is the share of all households reached?"""
        have, need = in_favour * self.share_out_of, households * self.share_of
        return have >= need if self.at_least else have > need

    def votes_needed(self, households: int) -> int:
        """The smallest number of votes in favour that passes among so many households."""
        whole, rest = divmod(households * self.share_of, self.share_out_of)
        return whole + (1 if rest or not self.at_least else 0)
