"""One due date from the command line, with its explanation."""

import json
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from common.errors import Refused
from common.forms import DateField
from common.text import is_unreadable, show_unreadable
from deadlines import calendars, counting, days, explaining, finding
from deadlines.counting import Calendar, Count
from deadlines.models import Rule
from organizations.models import Unit

BAD_INPUT = 2


class Command(BaseCommand):
    """due DISC-01 2024-04-24 [--unit cu-khoi] [--json]"""

    help = "Says until when a rule allows, counted from the day of its event, and why."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", metavar="RULE", help="such as DISC-01 or COMP-04/complex")
        parser.add_argument("date", metavar="DATE", help="day of the event, 2024-04-24 or 24/04/2024")
        parser.add_argument("--unit", help="code of the unit whose calendar and own limits hold, such as cu-khoi")
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        start = _day(options["date"])
        unit_id = _unit(options["unit"])
        rule = _rule(options["rule"], start, unit_id)
        calendar = calendars.of_unit(unit_id)
        count = counting.count(rule.limit, start, calendar)
        if options["json"]:
            self.stdout.write(json.dumps(_for_machines(rule, count, calendar), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_for_people(rule, count, calendar)))


def _refuse(message: str) -> NoReturn:
    raise CommandError(message, returncode=BAD_INPUT)


def _day(typed: str) -> date:
    try:
        day: date = DateField().clean(typed)
    except ValidationError as error:
        _refuse(f"{show_unreadable(typed)[:40]}: {error.messages[0]}")
    return day


def _unit(code: str | None) -> int | None:
    if code is None:
        return None
    unit = None if is_unreadable(code) else Unit.objects.filter(code=code).values_list("pk", flat=True).first()
    if unit is None:
        _refuse(_("Không có đơn vị nào mang mã “{code}”.").format(code=show_unreadable(code)[:60]))
    return unit


def _rule(reference: str, on: date, unit_id: int | None) -> Rule:
    try:
        return finding.rule(show_unreadable(reference), on, unit_id)
    except Refused as refused:
        _refuse(str(refused))


def _for_machines(rule: Rule, count: Count, calendar: Calendar) -> dict[str, Any]:
    skipped = sorted(line.day for line in count.skipped)
    return {
        "rule": rule.reference,
        "start": count.start.isoformat(),
        "amount": rule.amount,
        "unit": rule.counted_in,
        "direction": rule.direction,
        "due": count.due.isoformat(),
        "skipped": [{"date": day.isoformat(), "why": days.why_off(day, calendar)} for day in skipped],
        "rolled_from": count.rolled_from.isoformat() if count.rolled_from else None,
        "citation": rule.basis or rule.citation,
        "status": rule.status,
        "provisional": count.provisional,
    }


def _for_people(rule: Rule, count: Count, calendar: Calendar) -> list[str]:
    told = explaining.of_count(count, rule.limit, calendar, rule)
    lines = [told.answer, f"{rule.reference}: {rule.name}"]
    for number, sentence in enumerate(told.sentences, start=1):
        lines.append(f"{number:2}. {sentence.text}")
        lines += [f"    - {item}" for item in sentence.items]
    source = rule.basis or rule.citation
    return [*lines, _("Căn cứ: {source}.").format(source=source), *filter(None, [rule.warning, told.provisional])]
