"""Names of the sorts of figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    """What a figure is, which decides what may be written, how it reads and whether it may be added up."""

    COUNT = "count", _("số đếm")  # whole, not negative; adds up over units and periods
    SUM = "sum", _("số lượng cộng dồn")  # an amount that adds up (money, hectares)
    LAST = "last", _("số tại thời điểm")  # a level; the newest of a period counts
    RATIO = "ratio", _("tỷ lệ")  # a percentage up to 100, or a part of a whole ("8/8 xã")
    TEXT = "text", _("nội dung")  # words alone
    RANK = "rank", _("xếp hạng")  # a place from 1, with a class in words where there is one


class Better(models.TextChoices):
    """Which way is good; it colours the change since the last period."""

    UP = "up", _("càng cao càng tốt")
    DOWN = "down", _("càng thấp càng tốt")
    NONE = "none", _("không đánh giá")
