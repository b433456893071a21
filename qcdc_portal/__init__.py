"""Composition only: settings, addresses, Celery, the embedded local stack."""

from .celery import app as celery_app

__all__ = ["celery_app"]
