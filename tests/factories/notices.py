"""Plain notices: one unread line in an inbox."""

from datetime import datetime

import factory

from common.clock import ZONE
from notices.models import Notice, Outbox

from .accounts import UserFactory

MORNING = datetime(2020, 9, 24, 8, 0, tzinfo=ZONE)


class NoticeFactory(factory.django.DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = "tests.told"
    key = factory.Sequence(lambda n: f"tests.told:{n}")
    subject = factory.Sequence(lambda n: f"Nhiệm vụ {n} được giao")
    url = "/"
    created_at = MORNING


class OutboxFactory(factory.django.DjangoModelFactory[Outbox]):
    """The same notice waiting for the next run of e-mail."""

    class Meta:
        model = Outbox

    notice = factory.SubFactory(
        NoticeFactory, recipient__email=factory.Sequence(lambda n: f"can-bo-{n}@example.invalid")
    )
    channel = "email"
    next_try_at = MORNING
