"""Sealed cases: who may open them, what is kept of it, how they move, and what remains of an erased one."""

import base64
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Event
from common.errors import Refused
from letters import checks, policies, sealing
from letters.enums import ErasureReason, SealedStatus
from letters.models import SealedCase, SealedOpening, SealedStep
from letters.sealing import CaseKey, SealBroken
from letters.services import sealed as services
from letters.services.sealed import Paper
from notices.models import Notice
from organizations import closure
from organizations.enums import Role
from organizations.models import BodySuccession
from tests.factories.accounts import UserFactory
from tests.factories.letters import SealedCaseFactory, officer
from tests.factories.organizations import BodyFactory, LegalActFactory, days

pytestmark = pytest.mark.django_db
ON = date(2020, 10, 6)
SLIP = Paper("12/TB-UBND", ON)
REASON = "Phân công xác minh"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def key_file(settings, tmp_path):
    settings.QCDC_SEAL_KEY_FILE = str(tmp_path / "keys" / "seal.key")
    return tmp_path / "keys" / "seal.key"


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def leader(body):
    return officer(body, Role.LEADER)


@pytest.fixture
def case(body):
    return SealedCaseFactory(body=body)


def seen_by(user) -> list[SealedCase]:
    return list(policies.sealed_for(User.objects.get(pk=user.pk)))


def test_whoever_entered_it_cannot_read_it_and_the_leader_can(body, leader, case):
    clerk = officer(body)
    assert (seen_by(clerk), seen_by(leader)) == ([], [case])
    with pytest.raises(PermissionDenied):
        services.unseal(case=case, reason=REASON, by=clerk)

    opened = services.unseal(case=case, reason=REASON, by=leader)

    assert (opened.identity.name, opened.identity.address) == ("Đặng Thị Mỵ", "Xóm Khe Lặc")
    assert opened.content == "Tố cáo lập khống danh sách hộ nghèo"
    assert list(opened.reasons.values()) == [REASON]
    assert "Mỵ" not in repr(opened) + repr(opened.identity)


def test_every_opening_is_kept_and_says_nothing_of_the_content(leader, case):
    for reason in ("", "  x "):
        with pytest.raises(Refused):
            services.unseal(case=case, reason=reason, by=leader)
    services.unseal(case=case, reason=REASON, by=leader)

    assert SealedOpening.objects.get().user == leader
    event = Event.objects.get(kind="letters.sealed.opened")
    assert (event.actor_id, event.data, event.unit_id) == (leader.pk, {"code": case.code}, None)


def test_a_named_person_opens_it_until_the_day_and_nobody_else_of_the_body(body, leader, case):
    named, other = officer(body, Role.OFFICIAL), officer(body, Role.ANSWERER)
    services.grant(case=case, user=named, until=date(2020, 11, 5), by=leader)

    assert (seen_by(named), seen_by(other)) == ([case], [])
    services.unseal(case=case, reason=REASON, by=named)
    with pytest.raises(PermissionDenied):
        services.accept(case=case, on=ON, paper=SLIP, by=named)
    with time_machine.travel("2020-11-06 09:00 +0700", tick=False):
        assert seen_by(named) == []
        with pytest.raises(PermissionDenied):
            services.unseal(case=case, reason=REASON, by=named)
    with pytest.raises(Refused):
        services.grant(case=case, user=UserFactory(member_of=BodyFactory()), until=None, by=leader)
    with pytest.raises(PermissionDenied):
        services.grant(case=case, user=other, until=None, by=named)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_for_every_other_role_of_the_body_it_does_not_exist(body, case, role):
    assert seen_by(UserFactory(member_of=body, role=role)) == []


def test_a_case_is_transferred_once_and_the_rights_go_with_it(body, leader, case):
    named, other, third = officer(body), BodyFactory(), BodyFactory()
    services.grant(case=case, user=named, until=None, by=leader)

    case = services.transfer(case=case, to_body=other, on=ON, paper=SLIP, by=leader)

    new_leader = officer(other, Role.LEADER)
    assert (case.holder, seen_by(named), seen_by(leader), seen_by(new_leader)) == (other, [], [case], [case])
    with pytest.raises(PermissionDenied):  # the origin sees that it went, not what it says
        services.unseal(case=case, reason=REASON, by=leader)
    services.unseal(case=case, reason=REASON, by=new_leader)
    with pytest.raises(Refused, match="một lần"):
        services.transfer(case=case, to_body=third, on=ON, paper=SLIP, by=new_leader)
    assert not Notice.objects.exists()


def test_the_successor_of_the_body_has_the_rights():
    body = BodyFactory(valid=days("2000-01-01", "2020-10-30"))
    case, heir = SealedCaseFactory(body=body), BodyFactory(unit=body.unit)
    BodySuccession.objects.create(predecessor=body, successor=heir, on=date(2020, 10, 30), act=LegalActFactory())
    closure.rebuild()

    assert services.unseal(case=case, reason=REASON, by=officer(heir, Role.LEADER)).identity.name == "Đặng Thị Mỵ"


def test_an_anonymous_one_is_no_denunciation_but_may_be_used(leader, body):
    case = SealedCaseFactory(body=body, name="")
    assert case.anonymous
    with pytest.raises(Refused, match="Điều 25"):
        services.accept(case=case, on=ON, paper=SLIP, by=leader)

    services.transfer(case=case, to_body=BodyFactory(), on=ON, paper=SLIP, by=leader)


def test_a_case_is_settled_on_papers_that_are_numbers(leader, case):
    for bad in ("của bà Mỵ", "12/TB-UBND của bà Mỵ", "12", ""):
        with pytest.raises(Refused) as refused:
            services.accept(case=case, on=ON, paper=Paper(bad, ON), by=leader)
        assert refused.value.field == "paper_number"
    services.accept(case=case, on=ON, paper=SLIP, by=leader, note="Giao Thanh tra xác minh lời bà Mỵ")
    services.notify(case=case, on=ON, paper=SLIP, by=leader)
    case = services.conclude(case=case, on=ON, paper=SLIP, by=leader)

    assert case.status == SealedStatus.CONCLUDED
    assert b"Thanh tra" not in bytes(SealedStep.objects.get(name="accept").note)
    opened = services.unseal(case=case, reason=REASON, by=leader)
    assert list(opened.notes.values()) == ["Giao Thanh tra xác minh lời bà Mỵ"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedStep.objects.create(
            case=case, name="notify", on=ON, by=leader, at=case.steps.first().at, body=case.holder,
            paper_number="bà Mỵ", paper_on=ON,
        )  # fmt: skip


def test_destroying_the_key_is_erasure(leader, case):
    services.file(case=case, on=ON, note="Không đủ căn cứ", by=leader)
    with pytest.raises(Refused):
        services.erase(case=case, why="vì thích", by=leader)

    case = services.erase(case=case, why=ErasureReason.PERIOD_OVER, by=leader)

    assert (case.wrapped_key, case.erased_by) == (None, leader)
    with pytest.raises(Refused, match="đã xóa"):
        services.unseal(case=case, reason=REASON, by=leader)
    assert Event.objects.filter(kind="letters.sealed.erased").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedCase.objects.filter(pk=case.pk).update(wrapped_key=b"x")


# -- the keys


def test_the_key_file_is_made_once_readable_by_its_owner_alone(key_file):
    ring = sealing.key_ring()

    assert key_file.stat().st_mode & 0o777 == 0o600
    assert sealing.key_ring() == ring
    assert [file.name for file in key_file.parent.iterdir()] == ["seal.key"]


def test_words_open_only_at_their_place_of_their_case(key_file):
    key, other = CaseKey.new("TC-2020-0001"), CaseKey.new("TC-2020-0002")
    sealed = key.seal("identity", "Đặng Thị Mỵ")

    assert key.open("identity", sealed) == "Đặng Thị Mỵ"
    assert sealed != key.seal("identity", "Đặng Thị Mỵ")
    for thief, place, stolen in ((other, "identity", sealed), (key, "content", sealed), (key, "identity", sealed[:-1])):
        with pytest.raises(SealBroken):
            thief.open(place, stolen)
    key_id, wrapped = key.wrap()
    with pytest.raises(SealBroken):
        CaseKey.unwrap("TC-2020-0002", key_id, wrapped)


def test_rotation_wraps_every_key_anew_and_forgets_the_old_one(key_file, leader, case, body):
    second = SealedCaseFactory(body=body, name="Lò Thị Mẩy")
    before, texts = SealedCase.objects.get(pk=case.pk), bytes(case.content)
    old = sealing.key_ring().current

    call_command("rotate_seal_key", "--forget-old", verbosity=0)

    after = SealedCase.objects.get(pk=case.pk)
    assert (after.key_id != before.key_id, bytes(after.content) == texts) == (True, True)
    assert old not in sealing.key_ring().keys
    assert services.unseal(case=second, reason=REASON, by=leader).identity.name == "Lò Thị Mẩy"
    with pytest.raises(Refused):  # an old copy of the database no longer opens
        CaseKey.unwrap(before.code, before.key_id, bytes(before.wrapped_key))


def test_without_the_file_nothing_opens_and_the_person_is_told(settings, key_file, leader, case):
    key_file.unlink()
    settings.SEAL_KEY_ON_DEMAND = False

    with pytest.raises(Refused, match="khóa niêm phong"):
        services.unseal(case=case, reason=REASON, by=leader)
    assert not SealedOpening.objects.exists()


def test_production_checks_the_key_file(settings, key_file):
    settings.SEAL_KEY_ON_DEMAND = False
    assert [error.id for error in checks.check_key_file()] == ["letters.E001"]

    call_command("make_seal_key", verbosity=0)
    assert checks.check_key_file() == []
    with pytest.raises(CommandError):
        call_command("make_seal_key", verbosity=0)

    key_file.chmod(0o644)
    assert [error.id for error in checks.check_key_file()] == ["letters.E003"]
    for broken in ("", "a ???", f"a {base64.b64encode(b'short').decode()}"):
        key_file.write_text(broken)
        assert [error.id for error in checks.check_key_file()] == ["letters.E002"]
