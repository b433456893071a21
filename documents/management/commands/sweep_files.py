from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from documents import sweeping


class Command(BaseCommand):
    help = (
        "Removes stored files on which nothing hangs, such as those of uploads that were broken off; older than a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *_args: Any, **options: Any) -> None:
        swept = sweeping.sweep(dry_run=options["dry_run"])
        self.stdout.write(
            f"{swept.rows} rows, {swept.files} files" + (" (nothing removed)" if options["dry_run"] else "")
        )
