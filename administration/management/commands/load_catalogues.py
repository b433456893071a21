"""manage.py load_catalogues: levels, kinds and the other data that every installation needs, brought up to date."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from common import catalogues


class Command(BaseCommand):
    help = "Adds missing catalogue rows and brings their names up to date; may run any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            for label, count in catalogues.load_all().items():
                self.stdout.write(f"{label}: {count}")
