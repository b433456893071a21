"""Where demo data must not go."""

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Unit
from tests.factories.organizations import UnitFactory


def test_production_is_refused_before_the_database_is_touched(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.prod")

    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_a_database_with_units_of_its_own_is_refused():
    UnitFactory()

    with pytest.raises(CommandError, match="units of its own"):
        call_command("seed_demo", verbosity=0)

    assert Unit.objects.count() == 1
