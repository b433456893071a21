"""Addresses of this room."""

from typing import Any

app_name = "disclosures"
urlpatterns: list[Any] = []
