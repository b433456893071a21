"""Printing: the same bytes for the same paper, nothing loaded from elsewhere, progress told."""

import hashlib
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from common import pdf
from common.pdf.fetcher import fetcher

from . import samples

PRINT_AGAIN = """
import django, hashlib
django.setup()
from common import pdf
from tests.papers import samples
print(hashlib.sha256(pdf.render_paper(samples.state_paper())).hexdigest())
"""


@pytest.fixture
def template(settings, tmp_path: Path):
    """Writes a template of a test's own and returns its name."""
    folder = tmp_path / "templates"
    folder.mkdir()
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder, settings.BASE_DIR / "templates"],
        }
    ]

    def write(body: str) -> str:
        text = '{% extends "papers/base.html" %}{% block paper %}' + body + "{% endblock %}"
        (folder / "own.html").write_text(text)
        return "own.html"

    return write


def test_the_same_paper_gives_the_same_bytes_in_another_process():
    here = hashlib.sha256(pdf.render_paper(samples.state_paper())).hexdigest()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "America/New_York",
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT_AGAIN],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == here


def test_another_moment_gives_another_file():
    later = samples.MADE_AT + timedelta(minutes=1)
    first, second = (pdf.render_paper(samples.paper(made_at=at, annexes=())) for at in (samples.MADE_AT, later))
    assert first != second


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        pdf.render_paper(samples.paper(made_at=datetime(2020, 9, 23)))  # noqa: DTZ001 - the point of the test


def test_progress_goes_from_nothing_to_everything():
    told: list[tuple[int, str]] = []
    pdf.render_paper(samples.paper(annexes=()), on_progress=lambda percent, text: told.append((percent, text)))
    percents = [percent for percent, _text in told]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)
    assert all(text for _percent, text in told)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.invalid/x.png",
        "https://example.invalid/x.css",
        "ftp://example.invalid/x",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "file://host/etc/passwd",
        "image:unknown",
        "{folder}/../../manage.py",
        "{folder}/%2e%2e/%2e%2e/templates/papers/base.html",
        "{folder}/fonts/OFL.txt",
        "{folder}",
    ],
)
def test_nothing_else_is_loaded(url):
    fetch = fetcher(pdf.folder(), {"figure-1": b"<svg/>"})
    with pytest.raises(PermissionError):
        fetch(url.replace("{folder}", pdf.folder().as_uri()))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "secret.css").write_text("secret")
    (tmp_path / "papers" / "link.css").symlink_to(tmp_path / "secret.css")
    with pytest.raises(PermissionError):
        fetcher(tmp_path / "papers", {})((tmp_path / "papers" / "link.css").as_uri())


def test_what_a_paper_needs_is_loaded():
    fetch = fetcher(pdf.folder(), {"figure-1": b"<svg/>"})
    assert fetch("image:figure-1").read() == b"<svg/>"
    assert b"@font-face" in fetch(f"{pdf.folder().as_uri()}/paper.css").read()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://example.invalid/x.png" alt="x" />',
        '<img src="file:///etc/hostname" alt="x" />',
        "<style>p{background:url(https://example.invalid/x.png)}</style><p>x</p>",
        '<style>@import "/etc/passwd";</style><p>x</p>',
    ],
)
def test_a_template_that_asks_for_more_stops_the_printing(template, body):
    with pytest.raises(pdf.RefusedResourceError):
        pdf.render(template(body), {}, title="Thử", made_at=samples.MADE_AT)


def test_any_page_can_be_printed(template, printed):
    name = template('<h1>{{ words }}</h1><img src="image:one" alt="Hình" />')
    words = "Giấy <mời>"
    done = pdf.render(name, {"words": words}, title="Giấy mời", made_at=samples.MADE_AT, images={"one": samples.SVG})
    from .reading import TaggedPdf

    read = TaggedPdf(done)
    assert [heading.all_text for heading in read.find("H1")] == [words]
    assert str(read.find("Figure")[0].attributes.Alt) == "Hình"
    assert str(read.pdf.docinfo.Title) == "Giấy mời"


def test_no_space_behind_the_last_word_takes_room_on_the_line():
    assert pdf._printable("<li>kèm theo).\n</li>\n<p>đủ nơi\n</p>") == "<li>kèm theo).</li>\n<p>đủ nơi</p>"


def test_the_stylesheet_is_small_and_without_errors(caplog):
    sheet = (pdf.folder() / "paper.css").read_text()
    assert sheet.count("{") <= 80
    with caplog.at_level("WARNING", logger="weasyprint"):
        pdf.render_paper(samples.paper())
        pdf.render_paper(samples.state_paper())
    assert caplog.messages == []


def test_templates_hold_no_styles_of_their_own():
    html = render_to_string("papers/base.html", {"title": "x", "lang": "vi"})
    assert "style=" not in html
    for file in (Path(settings.BASE_DIR) / "templates" / "papers").glob("*.html"):
        assert "style=" not in file.read_text()
