"""``python -m qcdc_portal.run``: PORT, QCDC_HOST and QCDC_DATA_DIR say where."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from qcdc_portal import local_stack
from qcdc_portal.settings import env

from .supervisor import Supervisor, Trouble


def main() -> int:
    """0 after Ctrl-C, 1 with a message when the portal cannot start or something dies."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.dev")
    try:
        port = env.number("PORT", 8000)
        Supervisor(env.text("QCDC_HOST", "127.0.0.1"), port, local_stack.Place.current()).run()
    except (Trouble, local_stack.StackError, ImproperlyConfigured) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
