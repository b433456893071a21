"""What indicators keep: regimes and windows, forms, submissions with their figures, workbooks of superiors."""

from .books import Book, BookCell, BookStake
from .forms import ApprovalStep, Check, Form, FormLine, FormSection, FormStake, FormVersion
from .regimes import Regime, ReportingWindow
from .submissions import (
    Approval,
    Consolidated,
    Explanation,
    LockException,
    Submission,
    SubmissionStake,
    SubmittedCopy,
)
from .values import Value, ValueSource

__all__ = [
    "Approval",
    "ApprovalStep",
    "Book",
    "BookCell",
    "BookStake",
    "Check",
    "Consolidated",
    "Explanation",
    "Form",
    "FormLine",
    "FormSection",
    "FormStake",
    "FormVersion",
    "LockException",
    "Regime",
    "ReportingWindow",
    "Submission",
    "SubmissionStake",
    "SubmittedCopy",
    "Value",
    "ValueSource",
]
