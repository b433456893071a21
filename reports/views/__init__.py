"""Pages of the report desk and the dashboard."""

from .dashboard import dashboard
from .desk import detail, download, report_list, section, signing, start
from .steps import approve, build, issue, send_back, submit

__all__ = [
    "approve",
    "build",
    "dashboard",
    "detail",
    "download",
    "issue",
    "report_list",
    "section",
    "send_back",
    "signing",
    "start",
    "submit",
]
