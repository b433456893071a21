"""Demo data for trying the portal out."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo import accounts, seeding


class Command(BaseCommand):
    """seed_demo: loads what is missing; a second run changes nothing."""

    help = "Loads the demo data through the verbs of the portal. Refuses production."

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".prod"):
            raise CommandError(
                "seed_demo does not run in production: its accounts have passwords that everybody knows."
            )
        begin = time.monotonic()
        say = self.stdout.write if options["verbosity"] > 0 else (lambda line: None)
        try:
            loaded = seeding.seed(lambda name: say(f"  {name}"))
        except seeding.NotForDemo:
            raise CommandError("This database holds units of its own; demo data are for an empty one.") from None
        say(f"{len(loaded)} parts loaded in {time.monotonic() - begin:.1f} s.")
        if loaded:
            say(accounts.table())
