"""What happens later."""

from celery import shared_task

from . import sending


@shared_task(ignore_result=True)
def send_due() -> None:
    """Every 30 s, and after each commit that told somebody something: send the outbox rows that are due."""
    sending.send_due()
