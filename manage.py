#!/usr/bin/env python
"""Django's command line. With no DATABASE_URL it works on the embedded PostgreSQL (see qcdc_portal/local_stack)."""

import os
import signal
import sys


def main() -> None:
    """Runs one command; the embedded servers run as long as somebody uses them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.dev")
    from django.core.management import execute_from_command_line

    from qcdc_portal import local_stack

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaving through the door counts this process out
    try:
        with local_stack.attached():
            execute_from_command_line(sys.argv)
    except local_stack.StackError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
