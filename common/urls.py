"""Addresses that belong to no room."""

from django.urls import path

from . import finder_views, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("tim-kiem/", finder_views.search, name="search"),
    path("readyz", health.readyz, name="readyz"),
]
