"""The page of figures: what a number counts is what its link lists."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse

from organizations import closure
from petitions import services
from petitions.enums import Outcome, PetitionStatus
from petitions.filters import PetitionFilter
from petitions.models import Petition
from tests.factories.petitions import PetitionFactory, petition_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus
_NUMBER = re.compile(r'<a href="(/kien-nghi/\?[^"]+)">([\d.]+)</a>')


@pytest.fixture
def _some(today, commune, council, office, keeper):
    closure.rebuild()
    for status in (_S.RECEIVED, _S.CONSOLIDATED, _S.TRANSFERRED, _S.CLAIMED, _S.CLOSED):
        petition_at(status, council=council, holder=office, due_on=date(2020, 8, 1))
    petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.IN_PROGRESS)
    again = petition_at(_S.CLOSED, council=council, holder=office)
    services.contest(petition=again, reason="Vẫn hỏng", by=keeper, due_on=date(2020, 12, 1))
    services.cancel(petition=PetitionFactory(council=council), reason="nhập nhầm", by=keeper)


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize("rows", ["cap", "linh-vuc", "don-vi", "quy"])
@pytest.mark.parametrize("day", ["", "30/09/2020"])
def test_every_number_equals_its_list(client, keeper, rows, day):
    client.force_login(keeper)
    page = client.get(reverse("petitions:figures"), {"ky": "2020-Y", "hang": rows, "ngay": day}).content.decode()

    links = _NUMBER.findall(page)
    assert len(links) > 10
    for url, number in links:
        chosen = PetitionFilter.read(dict(parse_qsl(urlsplit(url.replace("&amp;", "&")).query)))
        assert chosen.apply(Petition.objects.all()).count() == int(number), url


@pytest.mark.usefixtures("_some")
def test_a_changed_choice_brings_the_results_alone_and_what_is_settled_opens_its_list(client, keeper):
    client.force_login(keeper)
    url, chosen = reverse("petitions:figures"), {"ky": "2020-Y", "ngay": "30/09/2020"}
    whole, part = client.get(url, chosen), client.get(url, chosen, headers={"HX-Request": "true"})

    assert "<h1" in whole.content.decode()
    assert "<h1" not in part.content.decode()
    assert "Sau khi tổng hợp" in part.content.decode()
    settled = part.context["settled"]
    assert client.get(settled.url).context["page"].paginator.count == settled.number > 0


def test_bad_input_narrows_nothing(client, keeper):
    closure.rebuild()
    client.force_login(keeper)

    for value in ("x", "2020-Q9", "\x00", "31/02/2020", "9" * 400):
        answer = client.get(
            reverse("petitions:figures"), dict.fromkeys(["ky", "hang", "cap", "linh-vuc", "ngay"], value)
        )
        assert answer.status_code in {200, 400}
