"""What happens later."""

from celery import shared_task
from django.conf import settings

from common import clock

from . import digests, reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Every ten minutes, from QCDC_DIGEST_AT on: mark what is owed today, then tell each person once.

    Whoever marks last tells; a worker that finds another one still marking leaves the telling to it.
    """
    if clock.now().astimezone(clock.ZONE).time() < settings.QCDC_DIGEST_AT:
        return
    if reminding.mark_owed():
        digests.send_digests()
