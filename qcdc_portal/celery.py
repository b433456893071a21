"""The Celery application. The message is a hint; the row in the database is the truth."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.dev")

app = Celery("qcdc_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.heartbeat_sent.connect(weak=True)
def say_alive(**_signal: object) -> None:
    """Tells /readyz that a worker of these queues consumes; comes every two seconds from the worker's main loop."""
    from common.health import beat

    beat(list(app.amqp.queues.consume_from))
