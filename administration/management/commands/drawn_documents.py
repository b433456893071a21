"""manage.py drawn_documents [--check]: docs/permissions.md and docs/states-*.md, drawn from policies and workflows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from administration import drawing


class Command(BaseCommand):
    help = "Draws the documents that follow from the code; with --check only says which are out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail if something is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = drawing.out_of_date()
        if options["check"] and stale:
            raise CommandError(f"out of date: {', '.join(stale)} (manage.py drawn_documents draws them)")
        for path, text in stale.items():
            drawing.write(path, text)
            self.stdout.write(f"drawn: {path}")
