"""The channel of short messages: an interface for a province's gateway, off until QCDC_SMS_GATEWAY names one.

    class Gateway:                                    # QCDC_SMS_GATEWAY=quangninh.sms.Gateway
        def send(self, number: str, text: str) -> None:
            ...                                       # raises notices.channels.NotSent when it was not taken

A short message passes networks that nobody here controls, so it says only that something waits in the portal.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

from . import channels
from .channels import NotSent
from .models import Outbox


class Gateway(Protocol):
    """Whoever hands short messages to the telephone network."""

    def send(self, number: str, text: str) -> None:
        """Take one message for a number such as +84912345678. Raises NotSent when it was not taken."""
        ...


class SmsChannel:
    """Sends the same few words for every notice: no name, no title, no record."""

    name = "sms"
    label = gettext_lazy("Tin nhắn điện thoại")

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def reaches(self, person: User) -> bool:
        return bool(person.phone)

    def send(self, row: Outbox) -> None:
        person = row.notice.recipient
        if not (person.phone and person.is_active):
            raise NotSent("no number any more")
        with translation.override(settings.LANGUAGE_CODE):
            text = _("{product}: có việc cần xem. {address}").format(
                product=settings.PRODUCT_NAME, address=settings.QCDC_BASE_URL
            )
        self._gateway.send(person.phone, text)


def register() -> None:
    """Called once at start-up: without a gateway the channel does not exist."""
    if settings.QCDC_SMS_GATEWAY:
        channels.register(SmsChannel(import_string(settings.QCDC_SMS_GATEWAY)()))
