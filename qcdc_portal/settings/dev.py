"""A developer's desk and `make run`: the embedded stack, plain HTTP on this machine."""

from . import env
from .base import *

DEBUG = False  # pages look and fail as in production; set QCDC_DEBUG=1 for Django's debug pages
DEBUG = env.flag("QCDC_DEBUG")
SECRET_KEY = env.text("SECRET_KEY", "only-for-this-desk-" + "0" * 40)
ALLOWED_HOSTS = ["*"]
SEAL_KEY_ON_DEMAND = True
