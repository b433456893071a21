"""Telling people: rows in the inbox and in the outbox, once for each occasion."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from notices import kinds, services
from notices.models import Notice, Outbox
from tests.factories.accounts import UserFactory
from tests.factories.notices import NoticeFactory, OutboxFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known_kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register("tests.told", "Giao nhiệm vụ")
    kinds.register("tests.quiet", "Nhắc việc", channels=())


def post(to, kind="tests.told", **changes):
    arguments = {"subject": "Nhiệm vụ mới", "text": "Hạn 30/09/2020", "url": "/nhiem-vu/1/", "key": "task:1", **changes}
    services.post(kind, to=to, **arguments)


def test_a_person_with_an_address_gets_an_inbox_line_and_a_waiting_e_mail():
    person = UserFactory(email="hoa@example.invalid")

    post(person)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.subject, notice.url) == (person, "Nhiệm vụ mới", "/nhiem-vu/1/")
    assert Outbox.objects.get().channel == "email"


def test_a_person_without_an_address_gets_only_the_inbox_line():
    post(UserFactory(email=""))

    assert Notice.objects.count() == 1
    assert not Outbox.objects.exists()


def test_a_kind_may_stay_in_the_inbox():
    post(UserFactory(email="hoa@example.invalid"), kind="tests.quiet")

    assert Notice.objects.count() == 1
    assert not Outbox.objects.exists()


def test_the_same_occasion_is_told_once_however_often_it_is_posted():
    first, second = UserFactory(email="a@example.invalid"), UserFactory(email="b@example.invalid")

    post(first)
    post([first, second])
    post([first, second], subject="Nhiệm vụ mới (sửa)")

    assert Notice.objects.count() == 2
    assert Outbox.objects.count() == 2
    assert set(Notice.objects.values_list("subject", flat=True)) == {"Nhiệm vụ mới"}


def test_another_occasion_is_told_again():
    person = UserFactory()

    post(person)
    post(person, key="task:2")

    assert Notice.objects.count() == 2


def test_a_closed_account_is_told_nothing():
    post(UserFactory(is_active=False, email="hoa@example.invalid"))

    assert not Notice.objects.exists()


def test_many_people_cost_as_many_queries_as_one(django_assert_num_queries):
    people = [UserFactory(email=f"nguoi-{n}@example.invalid") for n in range(12)]

    with django_assert_num_queries(6):  # savepoint twice, notices, their keys, choices, outbox
        post(people)


def test_telling_nobody_is_no_error():
    post([])

    assert not Notice.objects.exists()


def test_a_kind_that_nobody_registered_is_an_error_of_the_programmer():
    with pytest.raises(LookupError, match=r"no notice is called tests\.unknown"):
        post(UserFactory(), kind="tests.unknown")


def test_a_subject_longer_than_its_column_is_cut_with_an_ellipsis():
    post(UserFactory(), subject="Nhiệm vụ " * 60)

    subject = Notice.objects.get().subject
    assert len(subject) <= 250
    assert subject.endswith("…")


def test_if_the_transaction_fails_nothing_was_told():
    with transaction.atomic():
        post(UserFactory(email="hoa@example.invalid"))
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_transactions_that_tell_the_same_tell_once():
    person = UserFactory(email="hoa@example.invalid")
    errors = []

    def tell():
        try:
            post(person)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert Notice.objects.count() == 1
    assert Outbox.objects.count() == 1


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"subject": " "}, "notice_subject_not_blank"),
        ({"url": "https://evil.example/"}, "notice_url_within_the_portal"),
        ({"url": "//evil.example/"}, "notice_url_within_the_portal"),
        ({"url": "/\\evil.example/"}, "notice_url_within_the_portal"),
        ({"url": ""}, "notice_url_within_the_portal"),
    ],
)
def test_the_database_refuses_a_wrong_notice(broken, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        NoticeFactory(**broken)


def test_the_database_keeps_one_row_for_each_person_occasion_and_channel():
    row = OutboxFactory()

    with pytest.raises(IntegrityError, match="notice_once"), transaction.atomic():
        NoticeFactory(recipient=row.notice.recipient, key=row.notice.key)
    with pytest.raises(IntegrityError, match="outbox_once_per_channel"), transaction.atomic():
        OutboxFactory(notice=row.notice)
    with pytest.raises(IntegrityError, match="outbox_sent_has_its_moment"), transaction.atomic():
        Outbox.objects.update(state="sent")
