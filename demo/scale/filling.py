"""A million petitions: one referral for each council and session, one answer document, and every petition's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from common import clock
from deadlines.models import Clock, ClockKind, ClockStep
from documents.models import DocumentType, OfficialDocument
from documents.models.papers import OfficialDocumentStake
from petitions import timing
from petitions.models import (
    Answer,
    Claim,
    CompetenceLevel,
    Petition,
    PetitionField,
    PetitionStake,
    PetitionState,
    Referral,
    ReferralItem,
    ReferralStake,
)

from . import lives, words
from .copying import Table, untriggered, without_indexes
from .country import Council, Country
from .lives import Life

BATCH = 20_000


def fill(country: Country, petitions: int, tell: Callable[[int], None] = lambda done: None) -> None:
    """Write that many petitions, spread over councils and sessions; all or nothing."""
    with transaction.atomic(), without_indexes(Petition):
        writer = _Writer(country.clerk)
        with untriggered():
            for number, (council, session) in enumerate(_places(country.councils, petitions), 1):
                writer.write(number, council, session)
                if number % BATCH == 0:
                    writer.flush()
                    tell(number)
            writer.flush()
            writer.finish()


def settle() -> None:
    """What the database does by night: statistics, and the map of pages that index-only scans need."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _places(councils: list[Council], petitions: int) -> Iterator[tuple[Council, int]]:
    """Council and place of its session for each petition; a province's council gets six times a commune's share."""
    weights = [6 if council.is_province else 1 for council in councils]
    total, done = sum(weights), 0
    for council, upto in zip(councils, _running(weights), strict=True):
        share = petitions * upto // total - done
        for n in range(share):
            yield council, n * len(council.sessions) // share
        done += share


def _running(weights: list[int]) -> Iterator[int]:
    total = 0
    for weight in weights:
        total += weight
        yield total


class _Writer:
    """Collects the rows of petitions and sends them table by table."""

    def __init__(self, clerk: User) -> None:
        self._by, self._now = clerk.pk, clock.now()
        self._fields = list(PetitionField.objects.order_by("rank").values_list("pk", flat=True))
        self._levels = dict(CompetenceLevel.objects.values_list("code", "pk"))
        self._kind = ClockKind.objects.get(code=timing.ANSWER).pk
        self._type = DocumentType.objects.get(code="cong-van").pk
        self._papers: dict[tuple[int, int, str], int] = {}
        self._referrals: dict[tuple[int, int], int] = {}
        self._receivers: dict[int, set[int]] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self.tables = _tables()

    def write(self, number: int, council: Council, place: int) -> None:
        """One petition, with all that its verbs would have written."""
        session, ended_on = council.sessions[place]
        life = lives.of(number, ended_on, is_last=place == len(council.sessions) - 1)
        holder = council.holders[number // 5 % len(council.holders)]
        petition = self._petition(life, council, session, holder)
        self._states(petition, life, holder)
        self._stakes(petition, life, council, holder)
        if life.transferred_on:
            self._transfer(petition, life, council, session, holder)

    def flush(self) -> None:
        for table in self.tables.values():
            table.write()

    def finish(self) -> None:
        for table in self.tables.values():
            table.finish()

    def _petition(self, life: Life, council: Council, session: int, holder: int) -> int:
        text, wording, place = words.petition(life.number)
        code = f"CT-{life.received_on.year}-{self.tables['petition'].last + 1:05d}"
        keys = words.Text(code, tuple(code.lower().split("-"))), wording, text, place
        is_new = life.status == "received"
        if is_new:
            keys = keys[0], words.Text("", ()), text, place
        spoken = [key for key in keys if key.spoken]
        return self.tables["petition"].add(
            words.key_of(*spoken), words.pairs_of(*spoken), code, council.body_id, session, "meeting", "",
            life.received_on, None if is_new else self._field(life), None if is_new else self._level(council),
            self._said_in(life, council), place.text, text.text, "" if is_new else wording.text, life.status,
            life.outcome, holder if life.transferred_on else None, 1, life.limit_on if life.is_live else None,
            life.limit_on, life.transferred_on, life.answered_on, life.verified_on, life.closed_on, "",
            life.closed_on, "tại hội nghị tiếp xúc cử tri" if life.closed_on else "", 1, self._by,
            _noon(life.received_on),
        )  # fmt: skip

    def _field(self, life: Life) -> int:
        return int(self._fields[life.number // 3 % len(self._fields)])

    def _level(self, council: Council) -> int:
        return int(self._levels["tinh" if council.is_province else "xa"])

    def _said_in(self, life: Life, council: Council) -> int | None:
        return council.below[life.number % len(council.below)] if council.below else None

    def _states(self, petition: int, life: Life, holder: int) -> None:
        for state in life.states:
            held = holder if state.is_held else None
            self.tables["state"].add(petition, state.since, state.status, state.outcome, held, 1, "", "")

    def _stakes(self, petition: int, life: Life, council: Council, holder: int) -> None:
        is_new = life.status == "received"
        copies = (
            life.limit_on if life.is_live else None, life.received_on, life.status, life.outcome,
            None if is_new else self._field(life), None if is_new else self._level(council), life.answered_on,
            life.limit_on,
        )  # fmt: skip
        add = self.tables["stake"].add
        add(council.unit_id, council.body_id, "origin", life.received_on, None, petition, *copies)
        said_in = self._said_in(life, council)
        if said_in:
            add(said_in, None, "supporter", life.received_on, None, petition, *copies)
        if life.transferred_on:
            add(council.unit_id, holder, "holder", life.transferred_on, None, petition, *copies)

    def _transfer(self, petition: int, life: Life, council: Council, session: int, holder: int) -> None:
        sent_on = life.transferred_on
        assert sent_on is not None
        paper = self._paper(council.body_id, session, "transfer", council, sent_on)
        referral = self._referral(council, session, paper, sent_on, holder)
        accepted_on = life.states[3].since if len(life.states) > 3 else None
        state = "accepted" if accepted_on else "sent"
        self.tables["item"].add(referral, petition, holder, state, 1, accepted_on, "")
        answer = None
        if life.answered_on:
            answer = self._paper(holder, session, "answer", council, life.answered_on)
            text = "Đã kiểm tra, có phương án thực hiện."
            self.tables["answer"].add(petition, 1, holder, text, "", answer, self._by, _noon(life.answered_on))
        if life.claimed_on:
            self._claim(petition, life, holder, answer)
        self._clock(petition, life, council, holder, paper, answer)

    def _claim(self, petition: int, life: Life, holder: int, answer: int | None) -> None:
        confirmed = ("confirmed", life.verified_on, self._by) if life.verified_on else (None, None, None)
        self.tables["claim"].add(
            petition, 1, holder, life.outcome, "Kết quả theo văn bản kèm theo.", None, answer, life.claimed_on,
            self._by, *confirmed, "",
        )  # fmt: skip

    def _clock(self, petition: int, life: Life, council: Council, holder: int, paper: int, answer: int | None) -> None:
        _text, wording, _place = words.petition(life.number)
        code = f"CT-{life.received_on.year}-{petition:05d}"
        title, due = f"{code} {wording.text}", life.limit_on
        state = "running" if life.is_live else "stopped"
        key = self.tables["clock"].add(
            timing.SUBJECT, petition, self._kind, 1, title, f"/kien-nghi/{code}/", council.unit_id, holder,
            council.body_id, timing.ANSWER, "", "after", "maximum", False, due, paper, life.transferred_on, due, due,
            False, state, life.answered_on, due if life.is_live else None, self._now,
        )  # fmt: skip
        step = self.tables["step"].add
        step(key, "started", life.transferred_on, self._now, due, "", paper, self._by)
        if life.answered_on:
            step(key, "stopped", life.answered_on, self._now, due, "", answer, self._by)

    def _paper(self, issuer: int, session: int, what: str, council: Council, on: date) -> int:
        """One document for all petitions of a session; answers of a body that came on several days have several."""
        known = self._papers.get((issuer, session, f"{what}{on}"))
        if known:
            return known
        number = self._numbers[issuer, on.year] = self._numbers.get((issuer, on.year), 0) + 1
        subject = "Chuyển kiến nghị của cử tri" if what == "transfer" else "Trả lời kiến nghị của cử tri"
        paper = self.tables["paper"].add(
            issuer, self._type, number, "CV", on, on.year, None, subject, f"{subject} {number}".lower(), "", "",
            "issued", self._by, _noon(on),
        )  # fmt: skip
        self.tables["paper_stake"].add(council.unit_id, issuer, "origin", on, None, paper, on, "issued")
        self._papers[issuer, session, f"{what}{on}"] = paper
        return paper

    def _referral(self, council: Council, session: int, paper: int, on: date, holder: int) -> int:
        key = (council.body_id, session)
        referral = self._referrals.get(key)
        if referral is None:
            code = f"DC-{on.year}-{self.tables['referral'].last + 1:04d}"
            referral = self._referrals[key] = self.tables["referral"].add(
                code, council.body_id, session, "Chuyển kiến nghị của cử tri sau kỳ họp", "",
                on + timedelta(days=lives.LIMIT), "sent", paper, on, self._by, _noon(on),
            )  # fmt: skip
            add = self.tables["referral_stake"].add
            add(council.unit_id, council.body_id, "origin", on, None, referral, "sent", on)
        receivers = self._receivers.setdefault(referral, set())
        if holder not in receivers:
            receivers.add(holder)
            add = self.tables["referral_stake"].add
            add(council.unit_id, holder, "holder", on, None, referral, "sent", on)
        return referral


def _tables() -> dict[str, Table]:
    stake = "unit_id body_id why since until record_id"
    of: dict[str, tuple[Any, str]] = {
        "paper": (
            OfficialDocument,
            "issuer_id type_id number symbol issued_on year term_id subject search_key signer signer_office status"
            " created_by_id created_at",
        ),
        "paper_stake": (OfficialDocumentStake, f"{stake} issued_on status"),
        "referral": (
            Referral,
            "code sender_id session_id title note due_on status document_id sent_on created_by_id created_at",
        ),
        "referral_stake": (ReferralStake, f"{stake} status sent_on"),
        "petition": (
            Petition,
            "search_key pairs code council_id session_id source source_note received_on field_id level_id"
            " place_unit_id place text wording status outcome holder_id run due_on answer_due_on transferred_on"
            " answered_on verified_on closed_on end_reason voters_told_on voters_told_how times_raised created_by_id"
            " created_at",
        ),
        "state": (PetitionState, "petition_id since status outcome holder_id run note public_note"),
        "stake": (
            PetitionStake,
            f"{stake} due_on received_on status outcome field_id level_id answered_on answer_due_on",
        ),
        "item": (ReferralItem, "referral_id petition_id to_id state run decided_on reason"),
        "answer": (Answer, "petition_id run body_id text public_text document_id written_by_id written_at"),
        "claim": (
            Claim,
            "petition_id run body_id outcome text promised_on evidence_id claimed_on claimed_by_id verdict verdict_on"
            " verdict_by_id verdict_reason",
        ),
        "clock": (
            Clock,
            "subject_kind subject_id kind_id run title url unit_id body_id above_id duty counted_in direction bound"
            " rolls fixed_on paper_id started_on nominal_on due_on provisional state ended_on next_reminder_on"
            " entered_at",
        ),
        "step": (ClockStep, "clock_id kind on at due_to reason document_id by_id"),
    }
    return {name: Table(model, columns) for name, (model, columns) in of.items()}


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.ZONE)
