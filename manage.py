#!/usr/bin/env python
"""Django's command line. With no DATABASE_URL it works on the embedded PostgreSQL (see qcdc_portal/local_stack.py)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.dev")
    from django.core.management import execute_from_command_line

    from qcdc_portal import local_stack

    with local_stack.attached():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
