"""One report from the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from common.periods import BadPeriod, Period
from organizations import roles
from organizations.models import Body, Unit
from reports import building, paper
from reports.models import Report


class Command(BaseCommand):
    """render_report --unit cu-khoi --kind committee --period 2020-9M --format pdf --output FILE [--as USER]"""

    help = "Writes the report of a unit's committee for a period; nothing in the database changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="code of the unit, such as cu-khoi")
        parser.add_argument("--kind", default="committee", choices=["committee"])
        parser.add_argument("--period", required=True, help="2020-Q3, 2020-H1, 2020-H2, 2020-9M, 2020-Y")
        parser.add_argument("--format", default="pdf", choices=list(building.FORMATS))
        parser.add_argument("--output", required=True, type=Path)
        parser.add_argument("--as", dest="user", help="read with the rights of this user name")

    def handle(self, *args: Any, **options: Any) -> None:
        period = self._period(options["period"])
        body = self._body(options["unit"], period)
        self._check_user(options["user"], body)
        report = self._report(body, options["kind"], period)
        content = building.build(report, options["format"], lambda _percent, _step: None)
        output: Path = options["output"]
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None
        self.stdout.write(f"{output}: {len(content):,} bytes")

    def _period(self, code: str) -> Period:
        try:
            return Period.parse(code)
        except BadPeriod as error:
            raise CommandError(str(error)) from None

    def _body(self, code: str, period: Period) -> Body:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"There is no unit {code}.")
        bodies = Body.objects.filter(unit=unit, committee__isnull=False, valid__overlap=period.range)
        body = bodies.select_related("kind", "parent", "unit__kind").order_by("pk").first()
        if body is None:
            raise CommandError(f"{unit} had no committee in {period.label}.")
        return body

    def _check_user(self, username: str | None, body: Body) -> None:
        if not username:
            return
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        if not roles.at_body(user, body):
            raise CommandError(f"{username} has no role at {body}.")

    def _report(self, body: Body, kind: str, period: Period) -> Report:
        """The report as it is written, or what the portal knows by itself when nobody has begun it."""
        kept = Report.objects.filter(body=body, kind__code=kind, period=period.code)
        report = kept.select_related("body__kind", "body__parent", "unit", "outline", "document", "edition").first()
        if report is not None:
            return report
        try:
            return paper.draft(body=body, kind=kind, period=period)
        except LookupError as error:
            raise CommandError(str(error)) from None
