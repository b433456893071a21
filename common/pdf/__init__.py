"""HTML templates become tagged PDF files: PDF/A-3a, with the PDF/UA-1 mark, fonts embedded.

The same input gives the same bytes. Nothing is loaded but the files in `static/papers/` and the images handed over;
WeasyPrint is imported inside functions, because it costs a second and most processes never print.
"""

import datetime
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common import official
from common.text import nfc

from .breaks import cut_elements
from .conformance import finish
from .model import view_of

if TYPE_CHECKING:
    from weasyprint import Document

OPTIONS = {"pdf_variant": "pdf/a-3a"}

SHAPELESS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
PERCENT = re.compile(r"(?<=\d) (?=%)")
TRAILING = re.compile(r"\s+(?=</(?:p|li|td|th|h[1-4]|caption|figcaption)>)")

type Progress = Callable[[int, str], None]


class RefusedResourceError(Exception):
    """A template or stylesheet asked for something outside the project's own print files."""


def folder() -> Path:
    """Where stylesheet and fonts of papers lie."""
    return Path(settings.BASE_DIR) / "static" / "papers"


def render_paper(
    paper: official.Paper, data: Mapping[str, bytes] | None = None, *, on_progress: Progress | None = None
) -> bytes:
    """The official document as a PDF file in the layout of its style. ``data``: files to attach, .json and .csv."""
    view = view_of(paper)
    return render(
        "papers/paper.html",
        {"view": view},
        title=paper.title,
        lang=paper.lang,
        made_at=paper.made_at,
        images=view.images,
        links=view.links,
        data=data,
        on_progress=on_progress,
    )


def render(
    template: str,
    context: Mapping[str, object],
    *,
    title: str,
    made_at: datetime.datetime,
    lang: str = "vi",
    images: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    data: Mapping[str, bytes] | None = None,
    on_progress: Progress | None = None,
) -> bytes:
    """The PDF file made from a template that extends `papers/base.html`.

    `made_at` (aware) is the only date in the file. `images` are reached as `image:<name>`. `links` says in words where
    each address leads. `data` is attached. `on_progress` is told percent and a sentence. Raises RefusedResourceError
    when the template asks for anything else.
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone.")
    tell = on_progress or _silent
    tell(0, _("Đang soạn văn bản"))
    html = _printable(render_to_string(template, {**context, "title": title, "lang": lang}))
    tell(10, _("Đang dàn trang"))
    pages = _laid_out(html, images or {})
    tell(75, _("Đang ghi tệp PDF"))
    written = _written(pages, title=title, lang=lang, made_at=made_at)
    tell(95, _("Đang đánh dấu tệp PDF"))
    done = finish(written, cut_elements(pages.pages), made_at=made_at, data=data or {}, links=links or {})
    tell(100, _("Đã xong"))
    return done


def _printable(html: str) -> str:
    """NFC, and a space for what has no shape: PDF/A forbids empty boxes, and marks that turn the direction mislead.

    No space at the end of a paragraph or cell: WeasyPrint finds room for it and may break the line before too early.
    """
    return TRAILING.sub("", held(SHAPELESS.sub(" ", nfc(html))))


def held(text: str) -> str:
    """A number and its percent sign stand on one line."""
    return PERCENT.sub("\N{NO-BREAK SPACE}", text)


def _silent(_percent: int, _text: str) -> None:
    """Nobody asked for progress."""


def _laid_out(html: str, images: Mapping[str, bytes]) -> "Document":
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    from .fetcher import fetcher

    fetch = fetcher(folder(), images)
    try:
        return HTML(string=html, base_url=folder().as_uri() + "/", url_fetcher=fetch).render(**OPTIONS)
    except FatalURLFetchingError as error:
        raise RefusedResourceError(str(error)) from error


def _written(document: "Document", *, title: str, lang: str, made_at: datetime.datetime) -> bytes:
    document.metadata.title = title
    document.metadata.lang = lang
    document.metadata.created = document.metadata.modified = made_at.isoformat(timespec="seconds")
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # WeasyPrint 70 leaves its colour profile's file to the collector
        written: bytes = document.write_pdf(**OPTIONS)
    return written
