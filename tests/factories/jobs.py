"""Plain jobs: in the queue since this morning."""

from datetime import datetime, timedelta
from typing import Any

import factory
from django.db.models.functions import Now

from common.clock import ZONE
from jobs.models import Job

from .accounts import UserFactory

MORNING = datetime(2020, 9, 24, 8, 0, tzinfo=ZONE)


class JobFactory(factory.django.DjangoModelFactory[Job]):
    class Meta:
        model = Job

    class Params:
        running: Any = factory.Trait(
            state="running", attempt=1, lease_until=factory.LazyFunction(lambda: Now() + timedelta(seconds=20))
        )
        expired: Any = factory.Trait(
            state="running", attempt=1, lease_until=factory.LazyFunction(lambda: Now() - timedelta(seconds=1))
        )
        succeeded = factory.Trait(state="succeeded", attempt=1, result={"answer": 42}, finished_at=MORNING)
        failed = factory.Trait(state="failed", attempt=1, error="Không có số liệu.", finished_at=MORNING)

    kind = "tests.echo"
    key = factory.Sequence(lambda n: f"key-{n}")
    created_by = factory.SubFactory(UserFactory)
    created_at = MORNING
    queued_at = MORNING
