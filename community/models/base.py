"""What every record of this room has: a code, a body that keeps it, words to find it by."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from common.names import in_page_language
from common.searching import SearchableModel
from organizations.models import Body, Unit

TEXT_LIMIT = 500
SIGNER_HELP = _("Họ tên và chức danh, ví dụ: Lò Văn Xôm, Trưởng bản.")


class CommunityRecord(SearchableModel):
    """A record of the people of a commune. ``keeper`` is the body whose people enter it; ``unit`` is that body's."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    keeper = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan theo dõi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))

    class Meta:
        abstract = True

    @classmethod
    def drawn(cls, prefix: str, year: int) -> tuple[int, str]:
        """The next key and the code made of it: no lock, no two alike, gaps allowed."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [cls._meta.db_table])
            number = int(cursor.fetchone()[0])
        return number, f"{prefix}-{year}-{number:04d}"


class Listed(models.Model):
    """A row of a list that the law may change: a name in two languages, and when it holds."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    valid = DateRangeField(_("thời gian có hiệu lực"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_page_language(self)
