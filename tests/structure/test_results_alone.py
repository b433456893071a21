"""Lists that refresh themselves in place: what htmx asks for is the results, never a page within a page."""

import pytest
from django.urls import reverse

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, UnitFactory

from .access import TABLE, Row

IN_PLACE = 'hx-target="#ket-qua"'


@pytest.mark.django_db
def test_a_changed_filter_brings_the_results_without_the_page_around_them(client):
    unit, user = UnitFactory(), UserFactory()
    for role in Role:
        MembershipFactory(user=user, unit=unit, role=role)
    client.force_login(user)
    plain = [
        name
        for name, row in TABLE.items()
        if isinstance(row, Row) and (row.method, row.record, row.args) == ("get", "", ())
    ]
    refreshing = [url for url in map(reverse, plain) if IN_PLACE in body(client.get(url))]

    assert len(refreshing) > 15
    assert [url for url in refreshing if "<body" in body(client.get(url, headers={"HX-Request": "true"}))] == []


def body(response) -> str:
    """The words of a page; nothing of a file or of a refusal."""
    return "" if response.streaming or response.status_code != 200 else response.content.decode(errors="replace")
