"""Pages of the report desk and the dashboard."""

from .after import after
from .annexes import annex, chart
from .batches import batch, batches
from .books import books
from .dashboard import dashboard
from .desk import detail, report_list, signing, start
from .frozen import figure, figures
from .meetings import meeting
from .outlines import outline, outlines
from .practice import practice
from .schedules import schedules
from .sections import section
from .steps import approve, build, issue, recall, send_back, submit
from .week import week
from .word import download
from .word_copy import word_copy

__all__ = [
    "after",
    "annex",
    "approve",
    "batch",
    "batches",
    "books",
    "build",
    "chart",
    "dashboard",
    "detail",
    "download",
    "figure",
    "figures",
    "issue",
    "meeting",
    "outline",
    "outlines",
    "practice",
    "recall",
    "report_list",
    "schedules",
    "section",
    "send_back",
    "signing",
    "start",
    "submit",
    "week",
    "word_copy",
]
