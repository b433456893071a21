"""Random lives of a village's form and of the commune's form above it: typed by two people, handed in, taken back,
returned, approved, accepted, locked and opened again in any order. No figure is ever lost, and none changes unseen."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, event, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common import clock
from common.errors import Refused
from figures.services import Figure
from indicators import workflow
from indicators.enums import SENT_UP, Source
from indicators.models import Submission, Value
from indicators.services import deciding, locking, submitting
from indicators.services.entry import Entry, enter
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.indicators import (
    ApprovalStepFactory,
    FormFactory,
    LineFactory,
    SubmissionFactory,
    WindowFactory,
)
from tests.factories.organizations import BodyFactory, UnitFactory, UnitLevelFactory

WHICH = st.sampled_from(["village", "commune"])
WHO = st.sampled_from([0, 1])
RECEIVING = ["accept", "send_back", "lock", "reopen"]
NUMBER = st.one_of(st.none(), st.integers(0, 9))


class Lives(RuleBasedStateMachine):
    """One form at the village and one above it, rolled back at the end."""

    clock_file: str
    sent: SimpleNamespace

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize(begun=st.integers(0, 3))
    def begin(self, begun) -> None:
        """``begun``: nothing yet; the village sent up; the commune too; and that was accepted."""
        self.move_clock(date(2026, 10, 5))
        self.lives = {
            name: SimpleNamespace(pk=pk, indicator=indicator, now=None, said=[], seen=[0, 0], ever=[])
            for name, (pk, indicator) in self.sent.forms.items()
        }
        for which in ("village", "commune")[: min(begun, 2)]:
            self.go_up(which, 0)
        if begun == 3:
            deciding.accept(submission=self.row("commune"), by=self.sent.receivers["commune"])

    def move_clock(self, day: date) -> None:
        with open(self.clock_file, "w", encoding="ascii") as file:
            file.write(f"{day}T08:00")

    def row(self, which: str) -> Submission:
        return Submission.objects.get(pk=self.lives[which].pk)

    def value(self, which: str) -> Value | None:
        life = self.lives[which]
        return Value.objects.filter(submission=life.pk, indicator=life.indicator).first()

    def attempt(self, name: str, verb) -> bool:
        """A verb either does all of it or refuses and leaves everything as it was."""
        try:
            with transaction.atomic():
                verb()
        except Refused:
            event(f"{name} refused")
            return False
        event(f"{name} done")
        return True

    def look(self, which, who):
        value = self.value(which)
        self.lives[which].seen[who] = value.revision if value else 0

    @rule(which=WHICH, who=WHO, number=NUMBER, looked=st.booleans())
    def type(self, which, who, number, looked):
        life = self.lives[which]
        if looked:
            self.look(which, who)
        figure = None if number is None else Figure(value=Decimal(number))
        entry = Entry(indicator=life.indicator, figure=figure, seen=life.seen[who])
        with suppress(Refused):
            entered = enter(submission=self.row(which), entries=[entry], by=self.sent.typers[who])
            if entered.conflicts:
                assert entered.conflicts[0].value.number == life.now != number
                event("two typed at once")
            elif entered.saved:
                life.seen[who], life.now = entered.saved[0].revision, number
                life.ever += [] if number is None else [number]

    @rule(which=WHICH, numbers=st.tuples(st.integers(0, 4), st.integers(5, 9)))
    def both_type(self, which, numbers):
        """They look at the same moment; the second sees what the first one typed."""
        for who in (0, 1):
            self.look(which, who)
        for who in (0, 1):
            self.type(which, who, numbers[who], looked=False)

    @rule(which=WHICH, who=WHO)
    def submit(self, which, who):
        village = self.row("village")
        if self.attempt("submit", lambda: submitting.submit(submission=self.row(which), by=self.sent.typers[who])):
            rolled = self.lives["village"].now if village.state in SENT_UP else None
            life = self.lives[which]
            life.said.append((life.now, rolled if which == "commune" else None))

    @rule(which=WHICH)
    def withdraw(self, which):
        self.attempt("withdraw", lambda: submitting.withdraw(submission=self.row(which), by=self.sent.typers[0]))

    @rule(which=WHICH, which_step=st.integers(0, 20), returned=st.sampled_from([False, False, False, True]))
    def decide(self, which, which_step, returned):
        steps = list(self.row(which).approvals.order_by("round", "order"))
        waiting = deciding.waiting_step(self.row(which))
        if not steps:
            return
        step = waiting if waiting and which_step % 4 else steps[which_step % len(steps)]
        by = self.sent.leader if step.role == Role.LEADER else self.sent.typers[0]
        if returned:
            self.attempt(
                "return",
                lambda: deciding.return_form(submission=self.row(which), step=step, reason="Sai số", by=by),
            )
        else:
            self.attempt("approve", lambda: deciding.approve(submission=self.row(which), step=step, by=by))

    @rule(which=WHICH, who=WHO)
    def go_up(self, which, who):
        """The usual way, so that later states are met."""
        if self.row(which).is_editable:
            self.type(which, who, 4, looked=True)
            self.submit(which, who)
        for _step in range(2):
            self.decide(which, 1, returned=False)

    @rule(which=WHICH, pick=st.integers(0, 20), days=st.integers(-1, 20))
    def receive(self, which, pick, days):
        row, by = self.row(which), self.sent.receivers[which]
        until = clock.today() + timedelta(days=days)
        possible = [verb for verb in RECEIVING if workflow.may(row, verb)] or RECEIVING
        verb = (possible if pick % 5 else RECEIVING)[pick % (len(possible) if pick % 5 else len(RECEIVING))]
        verbs = {
            "accept": lambda: deciding.accept(submission=row, by=by),
            "send_back": lambda: deciding.send_back(submission=row, reason="Thiếu", by=by),
            "lock": lambda: locking.lock(submission=row, by=by),
            "reopen": lambda: locking.reopen(submission=row, reason="Sai", until=until, by=by),
        }
        self.attempt(verb, verbs[verb])

    @rule(days=st.integers(1, 12))
    def days_pass(self, days):
        self.move_clock(clock.today() + timedelta(days=days))
        locking.lock_due()

    @invariant()
    def what_was_typed_last_stands(self):
        for which, life in self.lives.items():
            value = self.value(which)
            assert (value.number if value else None) == life.now
            kept = {event.number for event in value.events.all()} if value else set()
            assert kept >= set(life.ever)

    @invariant()
    def every_round_says_what_it_said(self):
        for which, life in self.lives.items():
            row = self.row(which)
            copies = list(row.copies.order_by("round"))
            assert [copy.round for copy in copies] == list(range(1, row.round + 1))
            said = [{one["indicator"]: one["number"] for one in copy.figures} for copy in copies]
            rolled = self.lives["village"].indicator.code
            own = life.indicator.code
            told = [(one.get(own), one.get(rolled) if which == "commune" else None) for one in said]
            assert told == [tuple(None if number is None else str(number) for number in pair) for pair in life.said]

    @invariant()
    def what_counts_above_was_handed_in(self):
        for which, life in self.lives.items():
            row = self.row(which)
            if row.state in SENT_UP:
                assert life.said[-1][0] == life.now
                assert row.first_sent_on <= row.sent_on
            assert (row.accepted_on is not None) <= (row.state in SENT_UP)
        for one in self.row("commune").stands_on.select_related("copy"):
            assert one.copy.submission_id == self.lives["village"].pk


def sent_down() -> SimpleNamespace:
    """A typed line of the village; on the commune's form its sum and a typed line; two steps of approval."""
    commune = UnitFactory(parent=UnitFactory(kind__code="tinh"))
    village = UnitFactory(parent=commune, kind__code="thon")
    body = BodyFactory(unit=commune)
    issuer = BodyFactory(unit=commune.parent_on(date(2026, 10, 5)), kind=body.kind)
    ApprovalStepFactory(body=body, order=1, role=Role.CLERK)
    ApprovalStepFactory(body=body, order=2)
    below = FormFactory(issuer=body, level=UnitLevelFactory(code="village"), answerer=body.kind)
    above = FormFactory(issuer=issuer, answerer=body.kind, below=below)
    window = WindowFactory(regime=above.regime, locks_on=date(2026, 11, 5))
    typed = LineFactory(version=below.versions.get())
    LineFactory(version=above.versions.get(), indicator=typed.indicator, source=Source.ROLLED, required=False)
    own = LineFactory(version=above.versions.get())
    units = {"village": (below, village, typed), "commune": (above, commune, own)}
    leader = UserFactory(member_of=body, role=Role.LEADER)
    return SimpleNamespace(
        forms={
            name: (SubmissionFactory(form=form, window=window, unit=unit, body=body, clock=True).pk, line.indicator)
            for name, (form, unit, line) in units.items()
        },
        typers=[UserFactory(member_of=body, role=Role.CLERK) for _ in range(2)],
        leader=leader,
        receivers={"village": leader, "commune": UserFactory(member_of=issuer, role=Role.CLERK)},
    )


@pytest.mark.django_db
def test_no_order_of_verbs_loses_a_value(tmp_path):
    Lives.clock_file = str(tmp_path / "clock")
    patient = settings(max_examples=15, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))

    with override_settings(QCDC_CLOCK_FILE=Lives.clock_file):
        Lives.sent = sent_down()
        run_state_machine_as_test(Lives, settings=patient)
