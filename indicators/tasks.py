"""What happens by night."""

from celery import shared_task

from .services import locking


@shared_task(ignore_result=True)
def lock_windows() -> None:
    """Figures of windows whose day to lock has come are closed."""
    locking.lock_due()
