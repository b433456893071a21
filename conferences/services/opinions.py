"""Step 5: who said what in the discussion, and what was answered."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import clean_line, nfc
from conferences import events
from conferences.enums import Step
from conferences.models import Conference, Opinion
from organizations.models import Body

from .shared import mark_saved, next_order, open_for, still_there


@dataclass(frozen=True, kw_only=True)
class Said:
    """An opinion: the speaker's office and body as far as known, the words, and the answer if there was one."""

    text: str
    body: Body | None = None
    speaker: str = ""
    answered_by: str = ""
    answer: str = ""


@transaction.atomic
def save_step_5_opinions(*, conference: Conference, by: User) -> Conference:
    """Say that the opinions are all there, or that there were none."""
    conference = open_for(conference, Step.OPINIONS, by)
    mark_saved(conference, Step.OPINIONS, by)
    return conference


@transaction.atomic
def add_opinion(*, conference: Conference, said: Said, by: User) -> Opinion:
    """Add an opinion. The same words of the same speaker a second time are refused: a repeated click."""
    conference = open_for(conference, Step.OPINIONS, by)
    opinion = Opinion(conference=conference, order=next_order(conference.opinions))
    _write(opinion, said)
    _check(conference, opinion)
    opinion.save()
    mark_saved(conference, Step.OPINIONS, by)
    events.line(events.ADDED, conference, Step.OPINIONS, opinion.text, by)
    return opinion


@transaction.atomic
def edit_opinion(*, opinion: Opinion, said: Said, by: User) -> Opinion:
    """Correct an opinion, or write its answer."""
    conference = open_for(opinion.conference, Step.OPINIONS, by)
    opinion = still_there(conference.opinions.all(), opinion.pk)
    _write(opinion, said)
    _check(conference, opinion)
    opinion.save()
    mark_saved(conference, Step.OPINIONS, by)
    events.line(events.EDITED, conference, Step.OPINIONS, opinion.text, by)
    return opinion


@transaction.atomic
def remove_opinion(*, opinion: Opinion, by: User) -> None:
    """Take an opinion out; the history keeps its first words."""
    conference = open_for(opinion.conference, Step.OPINIONS, by)
    conference.opinions.filter(pk=opinion.pk).delete()
    mark_saved(conference, Step.OPINIONS, by)
    events.line(events.REMOVED, conference, Step.OPINIONS, opinion.text, by)


def _write(opinion: Opinion, said: Said) -> None:
    opinion.body, opinion.speaker = said.body, clean_line(said.speaker)
    opinion.text, opinion.answer = nfc(said.text).strip(), nfc(said.answer).strip()
    opinion.answered_by = clean_line(said.answered_by)


def _check(conference: Conference, opinion: Opinion) -> None:
    if not opinion.text:
        raise Refused(_("Cần ghi nội dung ý kiến."), field="text")
    if opinion.answered_by and not opinion.answer:
        raise Refused(_("Ghi nội dung trả lời trước khi ghi người trả lời."), field="answer")
    same = conference.opinions.filter(text=opinion.text, speaker=opinion.speaker, body=opinion.body)
    if same.exclude(pk=opinion.pk).exists():
        raise Refused(_("Ý kiến này đã có trong danh sách."), field="text")
