"""What can be done with conferences: one verb per change, one per step. Pages, demo data and commands call these."""

from .attendance import Came, Presences, add_attendance, edit_attendance, remove_attendance, save_step_2_attendance
from .conclusions import (
    Concluded,
    add_conclusion,
    edit_conclusion,
    remove_conclusion,
    save_step_7_conclusions,
)
from .figures import add_figure, edit_figure, facts_of, remove_figure, save_step_4_figures, usual_window
from .general import General, plan, save_step_1_general, start
from .lifecycle import cancel, complete, reopen
from .opinions import Said, add_opinion, edit_opinion, remove_opinion, save_step_5_opinions
from .papers import Paper, add_paper, link_paper, save_step_8_papers, unlink_paper
from .prior import save_step_3_prior
from .votes import Ballot, add_vote, edit_vote, remove_vote, save_step_6_votes

__all__ = [
    "Ballot",
    "Came",
    "Concluded",
    "General",
    "Paper",
    "Presences",
    "Said",
    "add_attendance",
    "add_conclusion",
    "add_figure",
    "add_opinion",
    "add_paper",
    "add_vote",
    "cancel",
    "complete",
    "edit_attendance",
    "edit_conclusion",
    "edit_figure",
    "edit_opinion",
    "edit_vote",
    "facts_of",
    "link_paper",
    "plan",
    "remove_attendance",
    "remove_conclusion",
    "remove_figure",
    "remove_opinion",
    "remove_vote",
    "reopen",
    "save_step_1_general",
    "save_step_2_attendance",
    "save_step_3_prior",
    "save_step_4_figures",
    "save_step_5_opinions",
    "save_step_6_votes",
    "save_step_7_conclusions",
    "save_step_8_papers",
    "start",
    "unlink_paper",
    "usual_window",
]
