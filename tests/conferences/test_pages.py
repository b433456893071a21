"""The pages: what they show to whom, and that each works with links and forms alone."""

import pytest
from django.urls import reverse

from conferences.enums import Step
from conferences.models import Conference
from demo.cases import case_d

from . import recording


def step_url(conference: Conference, step: int) -> str:
    return reverse("conferences:step", args=[conference.code, int(step)])


@pytest.fixture
def as_official(client, ward):
    client.force_login(ward.official)
    return client


@pytest.mark.parametrize("step", Step)
def test_every_step_opens_for_the_official(as_official, review, step):
    page = as_official.get(step_url(review, step))

    assert page.status_code == 200
    assert str(step.label) in page.text


def test_list_detail_minutes_and_create_open(as_official, ward):
    recorded = recording.record(case_d.NINE_MONTHS, ward.host, ward.official)

    for name, args in (("list", []), ("detail", [recorded.code]), ("minutes", [recorded.code]), ("create", [])):
        page = as_official.get(reverse(f"conferences:{name}", args=args))
        assert page.status_code == 200, name
    for name in ("opinions", "conclusions"):
        assert as_official.get(reverse(f"conferences:{name}")).status_code == 200
