"""Open petitions pass to a new term, to the successors of what ended, or by decision: one list, confirmed, undoable.

A list is drafted with proposals, each line may be changed, and then all of it is applied in one transaction. Clocks go
on until the same day at the new body; whoever held a petition keeps reading it; the origin sees everything. Undoing
moves back what nobody has touched since and says what was left.
"""

from .applying import APPLY, apply, apply_or_enqueue
from .drafting import choose, discard, draft_manual, draft_succession, draft_term
from .shared import check_may, giving_of
from .undoing import UNDO, undo, undo_or_enqueue

__all__ = [
    "APPLY",
    "UNDO",
    "apply",
    "apply_or_enqueue",
    "check_may",
    "choose",
    "discard",
    "draft_manual",
    "draft_succession",
    "draft_term",
    "giving_of",
    "undo",
    "undo_or_enqueue",
]
