"""Messages that wake a worker. They carry nothing: a worker looks for work in the table."""

from django.db import transaction

HINT_LIFE = 60  # seconds; the sweep sends new ones as long as a job waits, so old ones need not pile up


def hint_after_commit() -> None:
    """Wake a worker once the row can be seen. An unreachable broker is logged, and the sweep hints again."""
    transaction.on_commit(hint, robust=True)


def hint() -> None:
    """Wake a worker now. Raises kombu's OperationalError when the broker is unreachable."""
    from .tasks import run_next

    run_next.apply_async(retry=False, expires=HINT_LIFE)
