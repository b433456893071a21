"""A developer's desk and `make run`: the embedded stack, plain HTTP on this machine."""

from .base import *  # noqa: F403

DEBUG = False  # pages look and fail as in production; set QCDC_DEBUG=1 for Django's debug pages
DEBUG = env.flag("QCDC_DEBUG")  # noqa: F405
SECRET_KEY = env.text("SECRET_KEY", "only-for-this-desk-" + "0" * 40)  # noqa: F405
ALLOWED_HOSTS = ["*"]
