"""Batches of reports: a finished one has its files, an open one waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import factory

from accounts.models import User
from common.clock import ZONE
from documents import services as documents
from organizations.models import Body
from reports.models import Batch, BatchItem

from .accounts import UserFactory
from .organizations import BodyFactory, UnitFactory

ASKED = datetime(2020, 10, 5, 8, 0, tzinfo=ZONE)


class BatchFactory(factory.django.DjangoModelFactory[Batch]):
    """A batch of the third quarter of 2020, still without its reports."""

    class Meta:
        model = Batch

    kind_id = "committee"
    period = "2020-Q3"
    unit = factory.SubFactory(UnitFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_at = ASKED


class BatchItemFactory(factory.django.DjangoModelFactory[BatchItem]):
    """A report of the batch that waits; ``done`` has its file, ``failed`` says why."""

    class Meta:
        model = BatchItem

    class Params:
        done: Any = factory.Trait(state="done", pages=2, blob=factory.LazyFunction(lambda: _file()))
        failed = factory.Trait(state="failed", error="Chưa có đề cương báo cáo cho kỳ này.")

    batch = factory.SubFactory(BatchFactory)
    body = factory.LazyAttribute(lambda o: BodyFactory(unit=o.batch.unit))
    order = factory.Sequence(lambda n: n + 1)


def _file() -> Any:
    return documents.store(b"%PDF-1.7 ...", content_type="application/pdf")


def batch_of(bodies: list[Body], by: User) -> Batch:
    """A finished batch of these bodies, the first of which could not be built."""
    batch: Batch = BatchFactory(unit=bodies[0].unit, asked_by=by, finished_at=ASKED, archive=_file(), merged=_file())
    for number, body in enumerate(bodies, 1):
        BatchItemFactory(batch=batch, body=body, order=number, failed=number == 1, done=number > 1)
    return batch
