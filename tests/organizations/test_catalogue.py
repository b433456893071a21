"""Every installation begins with levels and kinds; loading them again changes nothing that people changed."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from organizations.models import BodyKind, UnitKind, UnitLevel
from organizations.timeline import days

pytestmark = pytest.mark.django_db


def test_the_catalogue_is_there_after_the_migrations():
    assert list(UnitLevel.objects.values_list("code", flat=True)) == ["province", "district", "commune", "village"]
    assert UnitKind.objects.get(code="thi-tran").valid.upper == date(2025, 7, 1)
    assert UnitKind.objects.get(code="dac-khu").valid.lower == date(2025, 6, 16)
    assert BodyKind.objects.filter(code="ban-xay-dung-dang", family="party").exists()


def test_loading_again_restores_names_and_keeps_dates():
    level = UnitLevel.objects.get(code="village")
    UnitLevel.objects.filter(pk=level.pk).update(name_vi="Xóm", valid=days(date(1945, 9, 2), date(2030, 1, 1)))

    call_command("load_catalogues", stdout=StringIO())

    level.refresh_from_db()
    assert (level.name_vi, level.valid.upper) == ("Thôn, tổ dân phố", date(2030, 1, 1))
