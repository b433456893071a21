"""The page that others are compared with: what Django needs for a table alone.

A view behind the portal's middleware, a plain base template, 25 rows of 7 cells, about 11 kB; no SQL and no session.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import Client
from django.urls import path

URL = "/bare/"
ROWS = [
    {
        "code": f"CT-2025-{number:05}",
        "content": "Đề nghị sửa chữa tuyến đường liên thôn hư hỏng sau mưa lũ, bảo đảm an toàn cho người dân.",
        "place": f"xã số {number}",
        "holder": "Ủy ban nhân dân xã",
        "field": "Giao thông",
        "state": "Đã chuyển",
        "due_on": date(2025, 1, 1) + timedelta(days=number),
    }
    for number in range(25)
]


def _engine() -> Any:
    folder = Path(__file__).parent / "templates"
    return DjangoTemplates({"NAME": "bare", "DIRS": [folder], "APP_DIRS": False, "OPTIONS": {}})


_ENGINE = _engine()


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """The table."""
    return HttpResponse(_ENGINE.get_template("bare.html").render({"rows": ROWS}, request))


urlpatterns = [path(URL.lstrip("/"), page)]


class Visitor:
    """Opens the bare page, as the benches open the portal's."""

    def __init__(self) -> None:
        self._client = Client()

    def __call__(self) -> object:
        answer = self._client.get(URL)
        if answer.status_code != 200:
            raise AssertionError(f"{URL}: {answer.status_code}")
        return answer
