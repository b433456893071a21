"""Where a form may go from each state."""

import pytest

from indicators.enums import SubmissionState
from tests.factories.indicators import ApprovalStepFactory, LineFactory, SubmissionFactory, ValueFactory

pytestmark = pytest.mark.django_db


def test_factories():
    submission = SubmissionFactory(state=SubmissionState.APPROVED)
    line = LineFactory(version=submission.version)
    ValueFactory(submission=submission, indicator=line.indicator)
    ApprovalStepFactory(body=submission.body)
    assert submission.sent_on
    assert SubmissionFactory().sent_on is None
    assert submission.stakes.count() == 3
