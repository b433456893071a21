"""The page of one submission: its figures, its rounds and approvals, why it is closed, what can be done next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit.services import Sentence, history
from common import chain
from common.chain import ChainLink
from deadlines.panels import panel_of
from documents.services import attachments_of
from indicators import events, locks, policies, reading, timing
from indicators.actions import Action, Asked, actions_for
from indicators.enums import RECEIVED, SubmissionState
from indicators.links import rolled_up
from indicators.models import Submission
from indicators.policies import Standing
from indicators.services import consolidating

from .people import person, submission_or_404

ROUND = "lan"


@require_GET
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it stands; ``?lan=2``: what round 2 said and where it differs from the round before."""
    row, user = submission_or_404(request, pk), person(request)
    at, rounds = Standing.of(user, row), reading.rounds_of(row)
    waiting = rounds[0].waiting if rounds and row.state == SubmissionState.SUBMITTED else None
    lock = locks.lock_of(row)
    actions = actions_for(Asked(user, row, waiting, lock.why, at))
    sentences = history(row)
    context = {
        "submission": row,
        "lines": reading.lines_of(row),
        "rounds": rounds,
        "compared": _compared(row, request.GET.get(ROUND, "")),
        "waiting": waiting,
        "lock": lock,
        "outdated": consolidating.outdated(row) if row.form.below_id else [],
        "clock": panel_of(row, timing.KIND),
        "links": chain.links_of("indicators.submission", row.pk, own=_links(row), reader=user),
        "allowed": [action for action in actions if action.allowed],
        "denied": _denied(actions),
        "attachments": attachments_of(row),
        "can_attach": row.state not in RECEIVED and policies.may_record_paper(at),
        "sentences": sentences,
        "returned": _returned(row, sentences),
    }
    return render(request, "indicators/submission.html", context)


def _links(row: Submission) -> list[ChainLink]:
    """The sums of the level below that stand behind it, and itself."""
    below = row.form.below
    itself = ChainLink(str(row), row.get_absolute_url(), str(row.status.label), current=True)
    return [*([ChainLink(_("số liệu cấp dưới"), rolled_up(below, row.window, row.unit))] if below else []), itself]


def _compared(row: Submission, asked: str) -> dict[str, Any] | None:
    """The round that the address asks for, with the differences to the one before."""
    if not asked:
        return None
    if not asked.isdecimal() or not asked.isascii() or len(asked) > 5 or not 1 <= int(asked) <= row.round:
        raise Http404(_("Không có lần trình này."))
    number = int(asked)
    copies = {copy.round: copy for copy in row.copies.filter(round__in=[number - 1, number]).select_related("taken_by")}
    if number not in copies:
        raise Http404(_("Không có lần trình này."))
    before = copies[number - 1].figures if number - 1 in copies else []
    return {
        "number": number,
        "before": number - 1 if before else None,
        "copy": copies[number],
        "rows": reading.differences(before, copies[number].figures),
    }


def _returned(row: Submission, sentences: list[Sentence]) -> Sentence | None:
    """Who returned the form and why, while it lies with its unit; an opening tells its own reason."""
    if row.state != SubmissionState.RETURNED:
        return None
    kinds = {events.RETURNED, events.SENT_BACK, events.REOPENED}
    newest = next((sentence for sentence in sentences if sentence.kind in kinds), None)
    return newest if newest and newest.kind != events.REOPENED else None


def _denied(actions: list[Action]) -> list[tuple[str, str]]:
    """Each reason with the steps that it keeps from this person."""
    reasons = dict.fromkeys(action.reason for action in actions if not action.allowed)
    return [(reason, ", ".join(a.label for a in actions if a.reason == reason)) for reason in reasons]
