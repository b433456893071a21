"""The suite's settings, but mail leaves by SMTP."""

from qcdc_portal.settings import env
from qcdc_portal.settings.test import *  # noqa: F403

MAILERS = env.email(env.text("EMAIL_URL"))
