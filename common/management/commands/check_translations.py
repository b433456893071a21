"""manage.py check_translations [--update]: the English catalogue carries every string of ours, and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common import translations


class Command(BaseCommand):
    help = "Names strings without a right English translation; with --update brings the files up to date first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--update", action="store_true", help="take new strings in and unused ones out, and compile the catalogue"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["update"]:
            self.stdout.write(f"{len(translations.update())} strings")
        if found := translations.problems():
            raise CommandError("\n".join(["locale/en/LC_MESSAGES/django.po:", *found]))
