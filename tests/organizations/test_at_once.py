"""Two administrators at the same moment: the second one sees what the first one did, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from common.errors import Refused
from organizations import services
from organizations.models import Reach, UnitSuccession

from .places import build_country


@pytest.mark.django_db(transaction=True)
def test_two_mergers_that_end_each_other_do_not_both_happen():
    country = build_country()
    one, other = country["quang-loi"], country["quang-tan"]

    def merge(pair):
        try:
            services.merge_units(
                predecessors=[pair[0]], into=pair[1], on=date(2020, 1, 1), act=country.act, by=country.admin
            )
        except Refused as refused:
            return refused.field
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(merge, [(one, other), (other, one)]))

    assert said[0] == "done"
    assert said[1] in {"into", "predecessors"}
    succession = UnitSuccession.objects.get()
    assert Reach.objects.filter(source=succession.successor, target=succession.predecessor).exists()
