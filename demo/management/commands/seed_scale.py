"""Data of national size, for measuring."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.scale import country, filling, postings, reported


class Command(BaseCommand):
    """seed_scale --petitions N --postings M --quarters Q: 34 provinces, 3,321 communes, petitions and postings in every
    state, sixty figures of each commune a quarter."""

    help = "Fills an empty or demo database with made-up data of national size. Refuses production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--petitions", type=int, default=1_000_000, help="how many (default: 1,000,000)")
        parser.add_argument("--postings", type=int, default=500_000, help="how many (default: 500,000)")
        parser.add_argument("--quarters", type=int, default=reported.QUARTERS, help="with figures (default: 12)")
        parser.add_argument("--communes", type=int, default=country.COMMUNES, help="how many (default: 3,321)")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_production()
        if country.is_there():
            raise CommandError("The made-up country is there already.")
        least = min(options["petitions"], options["postings"], options["quarters"])
        if least < 1 or options["communes"] < country.PROVINCES:
            raise CommandError(f"At least one petition, one posting, one quarter and {country.PROVINCES} communes.")
        begin = time.monotonic()
        made = country.build(communes=options["communes"])
        self.stdout.write(f"  {len(made.councils):,} councils in {time.monotonic() - begin:.0f} s")
        filling.fill(made, options["petitions"], lambda done: self.stdout.write(f"  {done:,} petitions"))
        filling.settle()
        self.stdout.write(f"{options['petitions']:,} petitions in {time.monotonic() - begin:.0f} s.")
        postings.fill(made, options["postings"], lambda done: self.stdout.write(f"  {done:,} postings"))
        postings.settle()
        self.stdout.write(f"{options['postings']:,} postings in {time.monotonic() - begin:.0f} s.")
        issuer, _reader = reported.crown(made)
        reported.fill(made, issuer, quarters=options["quarters"])
        filling.settle()
        self.stdout.write(f"Figures of {options['quarters']:,} quarters in {time.monotonic() - begin:.0f} s.")


def _refuse_production() -> None:
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".prod"):
        raise CommandError("seed_scale does not run in production: its data are made up.")
