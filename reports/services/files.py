"""Files of a report are built by a job."""

from __future__ import annotations

from accounts.models import User
from jobs import services as jobs
from jobs.models import Job
from reports import policies
from reports.models import Report

RENDER = "reports.render"


def request_file(*, report: Report, by: User) -> Job:
    """Ask for the PDF. While one is being built the same job is shown; the finished file stays with the report."""
    policies.check_can_build(by, report)
    return enqueue(report, by)


def enqueue(report: Report, by: User) -> Job:
    """One unfinished job for a report in its state and round: a draft that is being drawn never stands for what was
    handed in or issued."""
    return jobs.enqueue(RENDER, key=_key(report), by=by, unit_id=report.unit_id, report_id=report.pk)


def unfinished(report: Report) -> Job | None:
    """The job that builds the report's files now."""
    return Job.objects.unfinished().filter(kind=RENDER, key=_key(report)).first()


def _key(report: Report) -> str:
    return f"{report.pk}:{report.status}:{report.round}"
