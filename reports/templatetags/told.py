"""Blocks of an official paper on a page: bold, italic, figures that open their records, tables, charts."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from common import charts
from common.official import Figure, Run, Table
from reports.models import Report

register = template.Library()


@register.filter
def told(runs: Iterable[Run], report: Report) -> SafeString:
    """The runs of a paragraph or an item."""
    return SafeString("".join(_run(run, report) for run in runs))


@register.filter
def lines(table: Table, report: Report) -> SafeString:
    """Head, rows and totals of a table; on a phone each cell stands beside the name of its column."""
    named = ((_side(table, at), name) for at, name in enumerate(table.columns))
    heads = format_html_join("", '<th scope="col"{}>{}</th>', named)
    rows = [_line(table, row, report) for row in table.keyed_rows]
    body, totals = (rows[: -table.totals], rows[-table.totals :]) if table.totals else (rows, [])
    foot = format_html("<tfoot>{}</tfoot>", SafeString("".join(totals))) if totals else ""
    return format_html("<thead><tr>{}</tr></thead><tbody>{}</tbody>{}", heads, SafeString("".join(body)), foot)


@register.simple_tag
def drawing(figure: Figure, report: Report) -> SafeString:
    """A chart as a picture with its words; browsers ask for it when it comes into sight, and keep the room for it."""
    address = reverse("reports:chart", args=[report.pk, charts.name_of(figure)])
    size = charts.size_of(figure)
    room = format_html(' width="{}" height="{}"', *size) if size else ""
    return format_html('<img src="{}" alt="{}"{} loading="lazy">', address, figure.alt, room)


def _line(table: Table, cells: Iterable[tuple[str, str]], report: Report) -> SafeString:
    shown = (_cell(table, at, _run(Run(text, figure=key), report)) for at, (text, key) in enumerate(cells))
    return format_html("<tr>{}</tr>", SafeString("".join(shown)))


def _cell(table: Table, at: int, words: SafeString) -> SafeString:
    if at == table.row_header:
        return format_html('<th scope="row">{}</th>', words)
    return format_html('<td{} data-label="{}">{}</td>', _side(table, at), table.columns[at], words)


def _side(table: Table, at: int) -> SafeString:
    return SafeString(' class="n"') if at in table.numeric else SafeString("")


def _run(run: Run, report: Report) -> SafeString:
    html = escape(run.text)
    if run.figure:
        html = format_html('<a class="told" href="{}so/{}/">{}</a>', report.get_absolute_url(), run.figure, html)
    if run.italic:
        html = format_html("<em>{}</em>", html)
    return format_html("<strong>{}</strong>", html) if run.bold else html
