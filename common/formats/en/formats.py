from common.formats import *  # noqa: F403  (Django reads a module per language; both hold the same forms)
