"""Stretches of an official paper on a page: bold, italic, and figures that open their records."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from common.official import Run
from reports.models import Report

register = template.Library()


@register.filter
def told(runs: Iterable[Run], report: Report) -> SafeString:
    """The runs of a paragraph or an item."""
    return SafeString("".join(_run(run, report) for run in runs))


@register.filter
def opens(cell: tuple[str, str], report: Report) -> SafeString:
    """A cell of a table with the key of its figure, empty where it tells none."""
    return _run(Run(cell[0], figure=cell[1]), report)


def _run(run: Run, report: Report) -> SafeString:
    html = escape(run.text)
    if run.figure:
        html = format_html('<a class="told" href="{}so/{}/">{}</a>', report.get_absolute_url(), run.figure, html)
    if run.italic:
        html = format_html("<em>{}</em>", html)
    return format_html("<strong>{}</strong>", html) if run.bold else html
