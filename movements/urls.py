"""Addresses of this room."""

from typing import Any

app_name = "movements"
urlpatterns: list[Any] = []
