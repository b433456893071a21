"""Drafts on which the Front speaks: sent in time or late, spoken on, answered, issued. And bad input everywhere."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common.errors import Refused
from deadlines.models import Clock
from organizations.enums import Role
from supervision import timing
from supervision.enums import CriticismStatus
from supervision.services import criticism as services
from tests.factories.accounts import UserFactory
from tests.factories.supervision import criticism_of, supervision_of

pytestmark = pytest.mark.django_db


# submitted, last lawful day of the draft: 15 days before, never rolled forward
@pytest.mark.parametrize(
    ("submitted", "last"),
    [("2020-12-15", "2020-11-30"), ("2020-11-16", "2020-11-01"), ("2026-11-30", "2026-11-15"), ("2017-12-30", None)],
)
def test_the_draft_comes_fifteen_days_before_it_is_submitted(front, office, keeper, submitted, last):
    one = criticism_of(front, office, keeper, submit_on=date.fromisoformat(submitted))

    assert (str(one.draft_by) if one.draft_by else None) == last


def test_a_draft_goes_from_request_to_final_text_with_its_clocks(front, office, keeper, on):
    one = criticism_of(front, office, keeper)
    on("2020-12-05")
    one = services.receive(criticism=one, number="88", on=date(2020, 12, 2), form_text="Hội nghị", by=keeper)
    assert one.came_late
    assert Clock.objects.of(one).live().get().due_on == date(2020, 12, 15)

    with pytest.raises(Refused):
        services.answer(criticism=one, number="9", on=date(2020, 12, 5), accepted="Có", explained="", by=keeper)
    services.add_opinion(criticism=one, source="Hội Phụ nữ", on=date(2020, 12, 3), text="Cần lộ trình", by=keeper)
    services.send(criticism=one, number="40/MTTQ", on=date(2020, 12, 4), text="Bổ sung lộ trình", by=keeper)
    assert not Clock.objects.of(one).live().exists()
    with pytest.raises(Refused) as refused:
        services.answer(criticism=one, number="9", on=date(2020, 12, 5), accepted=" ", explained="", by=keeper)
    assert refused.value.field == "accepted"

    drafter = UserFactory(member_of=office, role=Role.ANSWERER)
    services.answer(
        criticism=one, number="9", on=date(2020, 12, 5), accepted="Lộ trình hai năm", explained="", by=drafter
    )
    done = services.finish(criticism=one, number="30/QĐ-UBND", on=date(2020, 12, 5), by=keeper)
    assert done.status == CriticismStatus.FINAL
    with pytest.raises(PermissionDenied):
        services.cancel(criticism=one, reason="Thôi", by=drafter)


def test_a_withdrawn_draft_owes_nothing(front, office, keeper):
    one = criticism_of(front, office, keeper)
    assert Clock.objects.of(one).live().get().kind.code == timing.DRAFT

    services.cancel(criticism=one, reason="Rút dự thảo", by=keeper)

    assert not Clock.objects.of(one).live().exists()


def test_a_body_does_not_criticise_its_own_draft(front, keeper):
    with pytest.raises(Refused):
        criticism_of(front, front, keeper)


BAD = ("\x00", "31/02/2020", "01/01/0000", "31/12/9999", "9" * 60, "'; --", "")


@pytest.mark.parametrize("name", ["new", "plan_new", "board_new", "monthly_new", "criticism_new"])
def test_no_input_breaks_a_form(front, office, keeper, client, name):
    from tests.factories.steering import CommitteeFactory

    CommitteeFactory(commune=front.unit)
    client.force_login(keeper)
    url = reverse(f"supervision:{name}")
    shown = client.get(url)
    names = set(shown.context["form"].fields)

    for bad in BAD:
        assert client.post(url, dict.fromkeys(names, bad)).status_code == 200


@pytest.mark.parametrize("name", ["list", "recommendations", "plans", "boards", "monthly", "criticisms"])
def test_no_filter_breaks_a_list(front, office, keeper, client, name):
    supervision_of(front, keeper, subject=office)
    client.force_login(keeper)
    names = ("q", "loai", "trang-thai", "nam", "ky", "co-quan", "noi-nhan", "van-ban", "ban", "page")

    for bad in BAD:
        answer = client.get(reverse(f"supervision:{name}"), dict.fromkeys(names, bad))
        assert answer.status_code == (400 if bad == "\x00" else 200)


@pytest.mark.parametrize("step", ["gui-ke-hoach", "sua", "huy", "ket-thuc", "kien-nghi", "thong-bao", "phat-hien"])
def test_no_input_breaks_a_step(front, office, keeper, client, step):
    one = supervision_of(front, keeper, subject=office)
    client.force_login(keeper)
    url = reverse("supervision:step", args=[one.code, step])
    names = set(client.get(url).context["form"].fields)

    for bad in BAD:
        assert client.post(url, dict.fromkeys(names, bad)).status_code in {200, 302, 403}
    assert client.get(reverse("supervision:step", args=[one.code, "khong-co"])).status_code == 404


def test_a_colleagues_change_is_not_overwritten(front, office, keeper, client):
    from tests.support.pages import filled

    one = supervision_of(front, keeper, subject=office)
    client.force_login(keeper)
    url = reverse("supervision:step", args=[one.code, "sua"])
    _action, first = filled(client.get(url).content.decode(), form=-1, title="Giám sát thu, chi")
    _action, second = filled(client.get(url).content.decode(), form=-1, scope_text="Năm 2020")

    for typed in (first, second):
        assert client.post(url, typed.urlencode(), "application/x-www-form-urlencoded").status_code == 302

    one.refresh_from_db()
    assert (one.title, one.scope_text) == ("Giám sát thu, chi", "Năm 2020")
