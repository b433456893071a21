"""What happens later."""

from celery import shared_task

from . import leases, runner
from .hints import hint


@shared_task(ignore_result=True)
def run_next() -> None:
    """On the queue `render`: take the job whose turn it is, if there is one, and do it.

    Whoever has done one wakes a worker for the next: a thousand jobs need no thousand messages that outlive a flush.
    """
    if runner.run_next() is not None and leases.any_waits():
        hint()


@shared_task(ignore_result=True)
def sweep() -> None:
    """Every 15 s: jobs whose worker died go back to the queue, and a worker is woken for each job that waits."""
    for _job in range(leases.sweep()):
        hint()
