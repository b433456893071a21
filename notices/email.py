"""The channel e-mail: plain text with a link into the portal."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .channels import NotSent
from .models import Outbox


class EmailChannel:
    """Sends one message a row. The subject tells no more than the inbox does; the record is behind the sign-in."""

    name = "email"
    label = _("Thư điện tử")

    def reaches(self, person: User) -> bool:
        return bool(person.email)

    def send(self, row: Outbox) -> None:
        person = row.notice.recipient
        if not (person.email and person.is_active):
            raise NotSent("no address any more")
        try:
            self._message(row).send()
        except smtplib.SMTPRecipientsRefused as error:
            raise NotSent(_first_answer(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"{type(error).__name__}: {error}", wait_all=_is_server(error)) from error

    def _message(self, row: Outbox) -> EmailMessage:
        notice = row.notice
        context = {"notice": notice, "link": settings.QCDC_BASE_URL + notice.url, "product": settings.PRODUCT_NAME}
        with translation.override(settings.LANGUAGE_CODE):
            body = render_to_string("notices/email.txt", context)
        # The same row has the same Message-ID, so that a mail program shows a repeated delivery once.
        headers = {"Message-ID": f"<qcdc-{row.pk}@{_domain()}>", "Auto-Submitted": "auto-generated"}
        return EmailMessage(subject=notice.subject, body=body, to=[notice.recipient.email], headers=headers)


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">") or "localhost"


def _is_server(error: Exception) -> bool:
    """Whether the server itself is the trouble, not this one message."""
    return not isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused)


def _first_answer(error: smtplib.SMTPRecipientsRefused) -> str:
    code, answer = next(iter(error.recipients.values()), (0, b""))
    return f"{code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"
