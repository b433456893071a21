"""What the holidays package proposes for a year beside the calendar, and its acceptance from the command line."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from common.errors import Refused
from common.text import is_unreadable, show_unreadable
from deadlines import applying, comparing
from deadlines.comparing import Line
from deadlines.models import CalendarChange, CalendarYear
from deadlines.services import calendar

BAD_INPUT = 2


class Command(BaseCommand):
    """sync_calendar 2026 [--accept --as USER --basis TEXT [--swap-basis TEXT] [--with 2026-11-24]]"""

    help = "Shows what is proposed for a year against the calendar; with --accept the new days become the calendar's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--accept", action="store_true", help="accept the new days, and the year")
        parser.add_argument("--as", dest="user", default="", help="the user name of a system administrator")
        parser.add_argument("--basis", default="", help="legal basis of the holidays and compensatory days")
        parser.add_argument("--swap-basis", default="", help="legal basis of the swapped days, if another")
        parser.add_argument(
            "--with", dest="more", action="append", default=[], metavar="DAY", type=date.fromisoformat,
            help="also accept this day (2026-11-24), which no law carries yet or which the calendar says otherwise",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        lines = self._lines(options["year"])
        if not options["accept"]:
            self._show(options["year"], lines)
            return
        try:
            change = self._accept(lines, options)
        except (Refused, PermissionDenied) as refused:
            _refuse(str(refused))
        self.stdout.write(f"{change.edits.count()} days written, {change.move_count} clocks moved.")

    def _lines(self, year: int) -> list[Line]:
        try:
            return comparing.compare(year)
        except ValueError as error:
            _refuse(str(error))

    def _show(self, year: int, lines: list[Line]) -> None:
        """One line a day: the day, how it stands, its kind and its name."""
        for line in lines:
            unlawful = line.proposal is not None and not line.proposal.in_law
            note = " (chưa có căn cứ luật)" if unlawful else ""
            if line.standing is comparing.Standing.DIFFERS and line.stored is not None:
                note += f" [{line.stored.kind} {line.stored.name}]"
            self.stdout.write(f"{line.day:%Y-%m-%d %a}  {line.standing.value:8} {line.kind.value:8} {line.name}{note}")
        accepted = CalendarYear.objects.filter(year=year).exists()
        self.stdout.write(f"{year}: {'accepted' if accepted else 'provisional'}")

    def _accept(self, lines: list[Line], options: dict[str, Any]) -> CalendarChange:
        year, by = options["year"], self._user(options["user"])
        unknown = set(options["more"]) - {line.day for line in lines if line.offered}
        if unknown:
            _refuse(f"Not proposed for {year}: {', '.join(map(str, sorted(unknown)))}.")
        days = {line.day for line in lines if line.by_itself} | set(options["more"])
        edits = comparing.edits_of(lines, days, basis=options["basis"], swap_basis=options["swap_basis"])
        accepted = CalendarYear.objects.filter(year=year).exists()
        change = calendar.draft_change(
            edits, f"Lịch làm việc năm {year}", by=by, accepts_year=None if accepted else year, basis=options["basis"]
        )
        return applying.carry_out(change.pk, by)

    def _user(self, username: str) -> User:
        user = None if is_unreadable(username) else User.objects.filter(username__iexact=username).first()
        if user is None:
            _refuse(f"There is no user {show_unreadable(username)[:60]}." if username else "--accept needs --as USER.")
        return user


def _refuse(message: str) -> NoReturn:
    raise CommandError(message, returncode=BAD_INPUT)
