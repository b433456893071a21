"""Step 6: what the people of a village decided, and whether it passed by the Law 10/2022/QH15."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import clean_line
from conferences import events
from conferences.enums import Step, VoteForm
from conferences.models import Conference, DecisionMatter, Vote

from .shared import mark_saved, next_order, open_for, still_there


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One decision as the minutes state it. ``stated_passed`` is the minutes' own word, for days before the law."""

    text: str
    community: str
    form: VoteForm
    households: int
    represented: int
    in_favour: int
    against: int
    matter: DecisionMatter | None = None
    after_failed_meeting: bool = False
    stated_passed: bool | None = None


@transaction.atomic
def save_step_6_votes(*, conference: Conference, by: User) -> Conference:
    """Say that all votes are there, or that nothing was decided by vote."""
    conference = open_for(conference, Step.VOTES, by)
    mark_saved(conference, Step.VOTES, by)
    return conference


@transaction.atomic
def add_vote(*, conference: Conference, ballot: Ballot, by: User) -> Vote:
    """Add a decision. Refused: numbers above the households, a form that the law does not allow for the matter."""
    conference = open_for(conference, Step.VOTES, by)
    vote = Vote(conference=conference, order=next_order(conference.votes))
    _write(vote, ballot)
    _check(conference, vote)
    vote.save()
    mark_saved(conference, Step.VOTES, by)
    events.line(events.ADDED, conference, Step.VOTES, vote.text, by)
    return vote


@transaction.atomic
def edit_vote(*, vote: Vote, ballot: Ballot, by: User) -> Vote:
    """Correct a decision; the same rules as for a new one."""
    conference = open_for(vote.conference, Step.VOTES, by)
    vote = still_there(conference.votes.select_related("matter"), vote.pk)
    _write(vote, ballot)
    _check(conference, vote)
    vote.save()
    mark_saved(conference, Step.VOTES, by)
    events.line(events.EDITED, conference, Step.VOTES, vote.text, by)
    return vote


@transaction.atomic
def remove_vote(*, vote: Vote, by: User) -> None:
    """Take a decision out; the history keeps its words."""
    conference = open_for(vote.conference, Step.VOTES, by)
    conference.votes.filter(pk=vote.pk).delete()
    mark_saved(conference, Step.VOTES, by)
    events.line(events.REMOVED, conference, Step.VOTES, vote.text, by)


def _write(vote: Vote, ballot: Ballot) -> None:
    vote.matter, vote.form = ballot.matter, ballot.form
    vote.text, vote.community = clean_line(ballot.text), clean_line(ballot.community)
    vote.after_failed_meeting = ballot.after_failed_meeting
    vote.households, vote.represented = ballot.households, ballot.represented
    vote.in_favour, vote.against = ballot.in_favour, ballot.against
    vote.stated_passed = ballot.stated_passed


def _check(conference: Conference, vote: Vote) -> None:
    if not vote.text:
        raise Refused(_("Cần ghi việc được quyết định."), field="text")
    if not vote.community:
        raise Refused(_("Cần ghi thôn, tổ dân phố."), field="community")
    _check_numbers(vote)
    _check_law(conference, vote)
    same = conference.votes.filter(text=vote.text, community=vote.community)
    if same.exclude(pk=vote.pk).exists():
        raise Refused(_("Biểu quyết này đã có trong danh sách."), field="text")


def _check_numbers(vote: Vote) -> None:
    if vote.households < 1:
        raise Refused(_("Tổng số hộ phải lớn hơn 0."), field="households")
    if vote.represented > vote.households:
        raise Refused(_("Số hộ có đại diện không được quá tổng số hộ."), field="represented")
    if vote.in_favour + vote.against > vote.represented:
        message = _("Tán thành và không tán thành cộng lại ({sum}) không được quá số hộ có đại diện ({represented}).")
        text = message.format(sum=vote.in_favour + vote.against, represented=vote.represented)
        raise Refused(text, field="against" if vote.in_favour <= vote.represented else "in_favour")


def _check_law(conference: Conference, vote: Vote) -> None:
    """Which form is lawful: Articles 18 to 20; a ballot on items 3 to 5 only after a meeting to which too few came."""
    matter = vote.matter
    if matter is None or not matter.in_force_on(conference.held_on):
        return
    if vote.form not in matter.forms:
        message = _("Nội dung ở khoản {item} Điều 15 không được quyết định theo hình thức này.")
        raise Refused(message.format(item=matter.item), field="form")
    if vote.form == VoteForm.BALLOT and matter.ballot_after_meeting and not vote.after_failed_meeting:
        message = _(
            "Nội dung này chỉ phát phiếu khi đã họp mà không đủ đại diện hộ "
            "(điểm b khoản 1 Điều 19); đánh dấu nếu đúng như vậy."
        )
        raise Refused(message, field="after_failed_meeting")
