"""The web server. The portal is loaded once, before the workers fork: a shorter start and shared memory."""

from importlib import import_module

from granian.cli import entrypoint

if __name__ == "__main__":
    import_module("qcdc_portal.wsgi")
    entrypoint()  # type: ignore[no-untyped-call]  # granian ships no types for its command line
