"""The file of rules against the table."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines import rule_file


class Command(BaseCommand):
    """load_rules [--check]"""

    help = "Says how deadlines/data/rules.toml differs from the rules in the database, and brings them up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 when they differ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = rule_file.compare(rule_file.read())
            for line in plan.said():
                self.stdout.write(line)
            if options["check"]:
                if plan.is_empty:
                    self.stdout.write(_("Tệp quy định và cơ sở dữ liệu giống nhau."))
                sys.exit(0 if plan.is_empty else 1)
            with transaction.atomic():
                count = rule_file.load()
        except rule_file.BadRuleFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("{count} quy định trong tệp.").format(count=count))
