"""Fills in forms as a browser does: what the page shows is sent, except for what the test types."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse, QueryDict
from django.test import Client


def submit(client: Client, url: str, *, to: str | None = None, form: int = 0, **typed: Any) -> HttpResponse:
    """Open `url`, fill in its form and send it to the form's action (or `to`); answers the response.

    Counts only forms with method post, from 0. A list types several values, None unticks or leaves a field out.
    """
    page = client.get(url)
    assert page.status_code == 200, f"{url} answered {page.status_code}"
    action, data = filled(page.content.decode(), form=form, **typed)
    return client.post(to or urljoin(url, action or url), data.urlencode(), "application/x-www-form-urlencoded")


def filled(html: str, *, form: int = 0, **typed: Any) -> tuple[str, QueryDict]:
    """The action of a post form in the page, and what a browser would send of it after typing `typed`."""
    parser = _Forms()
    parser.feed(html.replace("\r\n", "\n"))  # as every HTML parser reads line ends
    assert form < len(parser.forms), f"the page has {len(parser.forms)} forms to post"
    action, shown = parser.forms[form]
    data = QueryDict(mutable=True)
    for name, value in shown:
        data.appendlist(name, value)
    for name, value in typed.items():
        if value is None:
            data.pop(name, None)
        else:
            data.setlist(name, [str(part) for part in value] if isinstance(value, list) else [str(value)])
    return action, data


class _Forms(HTMLParser):
    """Collects (action, [(name, value)]) of each post form, as HTML says which controls are sent."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self._fields: list[tuple[str, str]] | None = None
        self._select: tuple[str, bool, list[tuple[str, bool]]] | None = None
        self._textarea: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open(known)
        elif self._fields is not None and "disabled" not in known:
            self._control(tag, known)

    def _open(self, known: dict[str, str]) -> None:
        if known.get("method", "get").lower() == "post":
            self._fields = []
            self.forms.append((known.get("action", ""), self._fields))

    def _control(self, tag: str, known: dict[str, str]) -> None:
        assert self._fields is not None
        name, kind = known.get("name", ""), known.get("type", "text")
        if tag == "input" and name and kind not in {"submit", "button", "reset", "image", "file"}:
            if kind not in {"checkbox", "radio"} or "checked" in known:
                self._fields.append((name, known.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "textarea" and name:
            self._textarea = (name, "")
        elif tag == "select" and name:
            self._select = (name, "multiple" in known, [])
        elif tag == "option" and self._select:
            self._select[2].append((known.get("value", ""), "selected" in known))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, text = self._textarea
            self._textarea = (name, text + data)

    def handle_endtag(self, tag: str) -> None:
        if self._fields is None:
            return
        if tag == "form":
            self._fields = None
        elif tag == "textarea" and self._textarea:
            name, text = self._textarea
            # HTML drops the line break that follows the tag; browsers send line ends as CRLF.
            self._fields.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
            self._textarea = None
        elif tag == "select" and self._select:
            self._close_select()

    def _close_select(self) -> None:
        assert self._fields is not None
        assert self._select is not None
        name, several, options = self._select
        chosen = [value for value, selected in options if selected]
        if not several and options:
            chosen = [chosen[-1] if chosen else options[0][0]]
        self._fields.extend((name, value) for value in chosen)
        self._select = None
