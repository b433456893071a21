"""What can be done with tasks and committees. Pages, commands, conferences and demo data all call these."""

from .committees import MemberChange, MemberSpec, dissolve, edit_committee, found_committee, reorganise
from .tasks import assign_task, cancel, edit_task, extend, report_progress, send_back, sign_off

__all__ = [
    "MemberChange",
    "MemberSpec",
    "assign_task",
    "cancel",
    "dissolve",
    "edit_committee",
    "edit_task",
    "extend",
    "found_committee",
    "reorganise",
    "report_progress",
    "send_back",
    "sign_off",
]
