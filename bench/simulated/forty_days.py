"""Forty days over Tết with real workers, a real broker, database and mail server: who is told what, and how often.

`python -m bench.simulated.forty_days` writes docs/proofs/forty_days.md. Beat is silent for five of the days; twice all
workers are killed at work and the broker is flushed. What arrives is compared with bench.simulated.model.
"""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import proofs
from tests.notices import smtp

from . import model, script
from .script import Act

PATIENCE = 60  # seconds; what takes longer does not come


def main() -> int:
    """0 when everything arrived once and nothing else did."""
    with tempfile.TemporaryDirectory() as folder, smtp.listening() as mailbox:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.simulated.settings",
            "QCDC_TEST_DATABASE": "simulated",
            "QCDC_CLOCK_FILE": f"{folder}/clock",
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        }
        from bench.databases import on_a_fresh_database

        return on_a_fresh_database(lambda: _prove(Path(folder), mailbox))


def _prove(folder: Path, mailbox: smtp.Mailbox) -> int:
    from tests.support.background import own_broker

    began = time.monotonic()
    with own_broker(folder / "broker") as broker:
        portal = Portal(folder, broker, mailbox)
        try:
            portal.live()
        finally:
            portal.celery.stop()
    return report(mailbox, portal.trouble, time.monotonic() - began)


class Portal:
    """The portal in its simulated days."""

    def __init__(self, folder: Path, broker: str, mailbox: smtp.Mailbox) -> None:
        from tests.support.background import Celery

        self.folder, self.broker, self.mailbox = folder, broker, mailbox
        self.celery = Celery(broker, folder, DJANGO_SETTINGS_MODULE="bench.simulated.settings")
        self.clocks: dict[str, Any] = {}
        self.bodies: dict[str, Any] = {}
        self.trouble: list[str] = []
        self.generation = 0

    def live(self) -> None:
        """All days."""
        self.turn_to(script.FIRST, 6)
        self.bodies = build()
        self.hire()
        todo = script.acts()
        for day in (script.FIRST + timedelta(days=n) for n in range(script.DAYS)):
            self.turn_to(day, 6)
            if day == script.NEWCOMER_ON:
                join(self.bodies["tinh"], script.NEWCOMER, "official")
            self.morning(day)
            self.turn_to(day, 10)
            for act in (act for act in todo if act.on == day):
                self.do(act)
            self.afternoon(day)

    def morning(self, day: date) -> None:
        """Nothing before half past seven; then two beats at once, as when somebody started a second one."""
        if day in script.SILENT:
            return
        before = len(self.mailbox.messages)
        self.turn_to(day, 7)
        self.ask("deadlines.tasks.remind")
        if len(self.mailbox.messages) != before:
            self.trouble.append(f"{day:%d/%m}: a mail before half past seven")
        self.turn_to(day, 7, 30)
        if day in script.KILLED:
            self.die_at_work(script.KILLED[day])
        self.settle("deadlines.tasks.remind", "deadlines.tasks.remind", "notices.tasks.send_due")

    def afternoon(self, day: date) -> None:
        if day not in script.SILENT:
            self.turn_to(day, 14)
            self.settle("deadlines.tasks.remind", "notices.tasks.send_due")

    # -- the machines

    def hire(self) -> None:
        """A pool of three workers."""
        self.generation += 1
        for number in range(3):
            self.celery.worker(f"worker-{self.generation}-{number}")
        self.ask("notices.tasks.send_due")

    def die_at_work(self, at: str) -> None:
        """Everybody is killed as soon as somebody begins to mark, or when the mail server has taken a first message and
        before it says so; the broker is flushed, and other workers are started."""
        from redis import Redis

        before = len(self.mailbox.messages)
        self.mailbox.pause = 3.0
        key = self.send("deadlines.tasks.remind")
        begun = f"[{key}] received"
        self.wait(lambda: begun in self.log() if at == "marking" else len(self.mailbox.messages) > before)
        for process in self.celery.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.celery.processes.clear()
        self.mailbox.pause = 0.0
        Redis.from_url(self.broker).flushall()
        self.hire()

    def settle(self, *tasks: str) -> None:
        """As beat does every ten minutes: ask until nothing is left to be done today."""
        self.ask(*tasks)
        deadline = time.monotonic() + PATIENCE
        while left := unfinished():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{left}\n{self.celery.words()}")
            time.sleep(0.2)
            self.ask(*tasks)

    def ask(self, *tasks: str) -> None:
        """Put tasks into the broker and wait until a worker says that it did them."""
        sent = [self.send(task) for task in tasks]
        self.wait(lambda: all(f"[{key}] succeeded" in self.log() for key in sent))

    def send(self, task: str) -> str:
        from qcdc_portal.celery import app
        from qcdc_portal.settings import env

        with app.connection_for_write(url=env.broker(self.broker)) as line:
            return str(app.send_task(task, connection=line, retry=False).id)

    def log(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob(f"worker-{self.generation}-*.log"))

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise RuntimeError(self.celery.words())
            time.sleep(0.02)

    def turn_to(self, day: date, hour: int, minute: int = 0) -> None:
        """All processes see the new moment at once."""
        beside = self.folder / "clock.new"
        beside.write_text(datetime(day.year, day.month, day.day, hour, minute).isoformat(), encoding="ascii")  # noqa: DTZ001
        beside.rename(self.folder / "clock")

    # -- the people

    def do(self, act: Act) -> None:
        """A verb of the portal."""
        from deadlines.enums import LimitUnit
        from deadlines.models import Clock
        from deadlines.services import clocks

        if act.verb == "start":
            self.clocks[act.clock] = start(act, self.bodies[act.place])
            return
        clock, by = Clock.objects.get(pk=self.clocks[act.clock].pk), clerk()
        match act.verb:
            case "extend" if act.due is not None:
                clocks.extend(clock, on=act.on, reason="Mưa lũ", by=by, to=act.due)
            case "extend":
                clocks.extend(clock, on=act.on, reason="Mưa lũ", by=by, amount=3, counted_in=LimitUnit.WORKING_DAY)
            case "suspend":
                clocks.suspend(clock, on=act.on, reason="Chờ ý kiến", by=by)
            case "resume":
                clocks.resume(clock, on=act.on, by=by)
            case _:
                clocks.stop(clock, on=act.on, by=by)


# -- the records


def build() -> dict[str, Any]:
    """The calendar of two years, the steps, the places and their people."""
    from django.db import transaction

    from deadlines.models import ReminderStep
    from tests.factories.deadlines import ClockKindFactory, accepted_calendar
    from tests.factories.organizations import BodyFactory, UnitFactory

    with transaction.atomic():
        accepted_calendar(2025, 2026)
        kind = ClockKindFactory(code="prove.forty_days")
        units = {"working": "working_days", "days": "calendar_days"}
        for number, (offset, unit, audience) in enumerate(script.STEPS):
            values = {"offset": offset, "counted_in": units[unit], "audience": audience}
            ReminderStep.objects.create(kind=kind, code=str(number), escalates=audience != "holder", **values)
        province = UnitFactory(kind__code="tinh", name="Quảng Ninh")
        district = UnitFactory(kind__code="huyen", name="Đầm Hà", parent=province)
        join(BodyFactory(unit=district), "tuan", "leader")
        bodies = {"tinh": BodyFactory(unit=province)}
        for name in script.PLACES:
            if name != "tinh":
                bodies[name] = BodyFactory(unit=UnitFactory(name=name, parent=district))
                people = script.PLACES[name]
                for role, names in (("official", people.officials), ("leader", people.leaders)):
                    for person in names:
                        join(bodies[name], person, role)
        return bodies


def join(body: Any, name: str, role: str) -> None:
    """Somebody begins to work at a body."""
    from organizations.enums import Role
    from tests.factories.accounts import UserFactory

    UserFactory(username=name, email=f"{name}@example.invalid", member_of=body, role=Role(role))


def clerk() -> Any:
    """Somebody who belongs to no body, so that nobody is reminded because of them."""
    from accounts.models import User
    from tests.factories.accounts import UserFactory

    return User.objects.filter(username="ghi-so").first() or UserFactory(username="ghi-so")


def start(act: Act, body: Any) -> Any:
    """A followed limit with its clock: to a day, or ten working days."""
    from deadlines.models import Rule
    from tests.factories.deadlines import ClockFactory, RuleFactory, TrackedLimitFactory

    subject = TrackedLimitFactory(title=act.clock, body=body, created_by=clerk())
    ten = Rule.objects.filter(code="PROVE-10").first() or RuleFactory(code="PROVE-10", amount=10)
    limit = {"rule": ten} if act.due is None else {"fixed_on": act.due}
    return ClockFactory(subject=subject, kind="prove.forty_days", body=body, on=act.event, **limit)


def unfinished() -> str:
    """What a run of today still has to do, in words."""
    from common import clock
    from deadlines.models import Clock, Digest, Reminder
    from notices.enums import OutboxState
    from notices.models import Outbox

    today = clock.today()
    had = Digest.objects.filter(day=today).values("recipient")
    left = {
        "clocks to mark": Clock.objects.filter(next_reminder_on__lte=today).count(),
        "people to tell": Reminder.objects.waiting().exclude(recipient__in=had).count(),
        "mails to send": Outbox.objects.filter(state=OutboxState.WAITING).count(),
    }
    return ", ".join(f"{number} {what}" for what, number in left.items() if number)


# -- what arrived


def report(mailbox: smtp.Mailbox, trouble: list[str], seconds: float) -> int:
    """Compare and write down."""
    wanted = model.expected()
    got, mails, again = read(mailbox.messages)
    missing, extra = wanted - set(got), set(got) - wanted
    twice = [told for told, times in got.items() if times > 1]
    rows = [
        ("reminders expected (person, day, clock, words)", len(wanted)),
        ("reminders received", len(got)),
        ("missing", len(missing)),
        ("not expected", len(extra)),
        ("received twice", len(twice)),
        ("mails, one a day and person", mails),
        ("mails repeated after a kill, with the same Message-ID", again),
        ("other trouble", "; ".join(trouble) or "none"),
        ("simulated days / seconds", f"{script.DAYS} / {seconds:.0f}"),
    ]
    note = (
        f"{script.FIRST:%d/%m/%Y} to {script.FIRST + timedelta(days=script.DAYS - 1):%d/%m/%Y}, three workers, two "
        f"beats at once; beat silent on {len(script.SILENT)} days; all workers killed and the broker flushed on "
        f"{len(script.KILLED)}. What is expected comes from bench/simulated/model.py, which knows no code of the "
        "portal. A mail that the server had taken when the worker was killed is sent again: mail cannot be delivered "
        "exactly once, so it carries the same Message-ID, and mail programs show it once."
    )
    print(proofs.write("forty_days", "Forty days over Tết", ("what", "result"), rows, note).read_text())
    for name, told in (("missing", missing), ("not expected", extra), ("twice", set(twice))):
        for one in sorted(told)[:20]:
            print(name, *one)
    return 0 if wanted and not (missing or extra or twice or trouble) else 1


def read(messages: list[bytes]) -> tuple[Counter[model.Told], int, int]:
    """What each mail said, how many different mails there were, and how many came again."""
    seen: set[str] = set()
    told: Counter[model.Told] = Counter()
    for raw in messages:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        if mail["Message-ID"] in seen:
            continue
        seen.add(mail["Message-ID"])
        day = datetime.strptime(re.search(r"\d\d/\d\d/\d{4}", mail["Subject"])[0], "%d/%m/%Y").date()  # noqa: DTZ007
        person = mail["To"].partition("@")[0]
        lines = re.findall(r"^– (.+?): (Việc \d\d) \(", mail.get_content(), re.M)
        told.update((person, day, clock, words) for words, clock in lines)
    return told, len(seen), len(messages) - len(seen)


if __name__ == "__main__":
    sys.exit(main())
