"""What happens later: rights follow the calendar."""

from celery import shared_task

from . import closure


@shared_task(ignore_result=True)
def refresh_reach() -> None:
    """Every few minutes: when a new day has come, let the mergers and moves of that day take effect. Costs one query
    otherwise, and catches up after any number of missed nights."""
    closure.keep_up()
