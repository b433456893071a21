"""Where the paper outside the portal leads back to it: its public page and the pages of its figures."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from common import official

from .models import Report


def verification(code: str) -> str:
    """The public page that confirms a paper, as it stands on the paper."""
    return f"{settings.QCDC_BASE_URL}{reverse('public:verify', args=[code])}"


def verifiable(report: Report, paper: official.Paper) -> official.Paper:
    """The paper with its public address. It is frozen with the paper: a file that is drawn again is the same file."""
    return replace(paper, check_code=report.code, check_at=verification(report.code))
