"""A province's quarterly form sent to one commune; today is 05/10/2026, five days into the time for typing."""

from types import SimpleNamespace

import pytest
import time_machine

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory


@pytest.fixture
def today():
    with time_machine.travel("2026-10-05 09:00 +0700", tick=False):
        yield


@pytest.fixture
def sent(today):
    """What was sent down, and the people on both sides."""
    province = UnitFactory(kind__code="tinh", code="thanh-hoa", name="Thanh Hóa")
    issuer = BodyFactory(unit=province, name="Ban Chỉ đạo tỉnh Thanh Hóa")
    form = FormFactory(issuer=issuer)
    lines = [LineFactory(version=form.versions.get(), order=order) for order in (1, 2)]
    commune = UnitFactory(parent=province, code="quang-loi", name="Quảng Lợi")
    body = BodyFactory(unit=commune, kind=form.answerer, name="Ủy ban nhân dân xã Quảng Lợi")
    window = WindowFactory(regime=form.regime)
    return SimpleNamespace(
        form=form, lines=lines, first=lines[0].indicator, second=lines[1].indicator, issuer=issuer, body=body,
        window=window, submission=SubmissionFactory(form=form, window=window, unit=commune, body=body),
        official=UserFactory(member_of=body, role=Role.OFFICIAL, full_name="Lê Thị Hoa"),
        other=UserFactory(member_of=body, role=Role.CLERK, full_name="Trần Văn Bình"),
        leader=UserFactory(member_of=body, role=Role.LEADER, full_name="Phạm Văn Chung"),
        receiver=UserFactory(member_of=issuer, role=Role.CLERK, full_name="Nguyễn Thị Tổng Hợp"),
    )  # fmt: skip
