"""How tests of clocks read one: its steps, its row as it is now, its record; and a refusal beside its field."""

from datetime import date

import pytest

from common.errors import Refused
from deadlines.models import Clock
from tests.factories.deadlines import TrackedLimitFactory

TODAY = date(2020, 10, 12)
START = date(2020, 9, 23)  # a Wednesday
KIND = "deadlines.tracked"


def steps(clock):
    return list(clock.steps.order_by("pk").values_list("kind", "on", "due_from", "due_to"))


def again(clock):
    return Clock.objects.get(pk=clock.pk)


def refused(match, field=None):
    """Refused, with the sentence and the field beside which it stands."""
    return _Refusal(match, field)


class _Refusal:
    def __init__(self, match, field):
        self.field = field
        self.raises = pytest.raises(Refused, match=match)

    def __enter__(self):
        self.info = self.raises.__enter__()

    def __exit__(self, *error):
        passed = self.raises.__exit__(*error)
        assert self.info.value.field == self.field
        return passed


def subject_of(clock):
    return TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)
