"""What happens to petitions. Each verb: lock, may you, is it possible, change, remember, tell."""

from .answering import answer, claim, draft_answer
from .publishing import explain, print_slip, publish, withdraw, write_public
from .referring import accept, cancel_referral, draft_referral, edit_referral, fill, put, refuse, send
from .taking import Person, cancel, consolidate, edit, keep_people, take, take_opinion
from .verifying import close, contest, press, send_back, verify

__all__ = [
    "Person",
    "accept",
    "answer",
    "cancel",
    "cancel_referral",
    "claim",
    "close",
    "consolidate",
    "contest",
    "draft_answer",
    "draft_referral",
    "edit",
    "edit_referral",
    "explain",
    "fill",
    "keep_people",
    "press",
    "print_slip",
    "publish",
    "put",
    "refuse",
    "send",
    "send_back",
    "take",
    "take_opinion",
    "verify",
    "withdraw",
    "write_public",
]
