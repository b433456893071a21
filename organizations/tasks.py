"""What happens later: rights follow the calendar."""

from celery import shared_task

from . import closure, kept


@shared_task(ignore_result=True)
def refresh_reach() -> None:
    """Every few minutes: when a new day has come, let the mergers and moves of that day take effect. Costs one query
    otherwise, and catches up after any number of missed nights."""
    closure.keep_up()


@shared_task(ignore_result=True)
def forget_changes() -> None:
    """By night: marks of changes that nothing kept is old enough to need."""
    kept.forget_old()
