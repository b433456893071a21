"""What happens to a report: it is started, written, handed in, decided, issued, ended. Files are built by jobs."""

from .chains import ChainStep, chain_of, set_chain
from .deciding import OnPaper, approve, send_back, waiting_step
from .ending import publish, replace, unpublish, withdraw
from .files import RENDER, request_file
from .issuing import hand_over, issue, record_issue
from .numbering import begin_series, set_numbering, way_of
from .outlining import SectionFacts, draft_outline, edit_outline, send_outline
from .recalling import recall
from .returning import Differs
from .starting import set_signing, start, start_about
from .submitting import NotReady, submit
from .word import decide_word, read_word
from .writing import comment, settle, write_section

__all__ = [
    "RENDER",
    "ChainStep",
    "Differs",
    "NotReady",
    "OnPaper",
    "SectionFacts",
    "approve",
    "begin_series",
    "chain_of",
    "comment",
    "decide_word",
    "draft_outline",
    "edit_outline",
    "hand_over",
    "issue",
    "publish",
    "read_word",
    "recall",
    "record_issue",
    "replace",
    "request_file",
    "send_back",
    "send_outline",
    "set_chain",
    "set_numbering",
    "set_signing",
    "settle",
    "start",
    "start_about",
    "submit",
    "unpublish",
    "waiting_step",
    "way_of",
    "withdraw",
    "write_section",
]
