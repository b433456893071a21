"""The one clock."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from common import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2020, 9, 22, 16, 59, tzinfo=UTC), date(2020, 9, 22)),
        (datetime(2020, 9, 22, 17, 0, tzinfo=UTC), date(2020, 9, 23)),
    ],
)
def test_the_day_begins_at_midnight_in_viet_nam(moment: datetime, day: date):
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day
        assert clock.now() == moment


@pytest.mark.parametrize("text", ["2020-09-23T08:30:00", "2020-09-23T08:30:00+07:00", "2020-09-23T01:30:00+00:00\n"])
def test_processes_of_a_test_share_the_moment_in_the_clock_file(text: str, tmp_path: Path, settings):
    settings.QCDC_CLOCK_FILE = str(tmp_path / "clock")
    (tmp_path / "clock").write_text(text)

    assert clock.now() == datetime(2020, 9, 23, 1, 30, tzinfo=UTC)
    assert timezone.is_aware(clock.now())


def test_a_missing_clock_file_means_real_time(tmp_path: Path, settings):
    settings.QCDC_CLOCK_FILE = str(tmp_path / "clock")

    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_a_story_is_told_at_its_own_moment_and_real_time_goes_on_after_it():
    then = datetime(2021, 1, 5, 1, 0, tzinfo=UTC)

    told = []
    with suppress(RuntimeError), clock.told_at(then):
        told = [clock.now(), clock.today()]
        raise RuntimeError("end")

    assert told == [then, date(2021, 1, 5)]

    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
