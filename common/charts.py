"""Charts as SVG: drawn by Vega-Lite in a process of their own, kept by their content.

The drawing library takes 100 MB and hangs in a forked child whose parent has drawn, so no server or worker process
ever loads it: `python -m common.charts` draws one chart and ends. A chart that was drawn before is read from
`DATA_DIR/charts`; its file name is the digest of what it shows.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.numbers import show

type Spec = dict[str, Any]
"""A Vega-Lite specification."""
type Row = tuple[str, Sequence[float]]
"""A bar: its label and one number for each key."""

FONTS = "static/papers/fonts"
FONT = "Tinos, 'Times New Roman', serif"
SHADES = ("#17375e", "#3f74a6", "#a8c8e0", "#f7f4ec", "#7a5c2e", "#d3b06a")
"""Told apart without colour: neighbours differ in lightness, and every segment has a dark outline and its number."""
DARK = frozenset({"#17375e", "#3f74a6", "#7a5c2e"})
WIDTH = 620
ROW_HEIGHT = 30
NARROW = 0.04
"""A segment below this share of the longest bar has no room for its number."""
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\N{NO-BREAK SPACE}₫"]}
SECONDS = 60


def svg(spec: Spec) -> bytes:
    """The drawn chart. Raises RuntimeError with the drawing library's words when the specification is wrong."""
    return path_for(spec).read_bytes()


def path_for(spec: Spec) -> Path:
    """The file that holds the drawn chart; drawn now if it is not there yet."""
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    drawn_by = version("vl-convert-python")
    name = hashlib.sha256(f"{drawn_by}\n{text}".encode()).hexdigest()
    path = Path(settings.DATA_DIR) / "charts" / f"{name}.svg"
    if not path.exists():
        _keep(path, _drawn(text))
    return path


def _keep(path: Path, content: bytes) -> None:
    """Writes beside the place and renames, so that a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)


def _drawn(spec_text: str) -> bytes:
    command = [sys.executable, "-m", "common.charts"]
    # The command is fixed; what people typed reaches it only as JSON on standard input.
    done = subprocess.run(  # noqa: S603
        command, input=spec_text.encode(), capture_output=True, cwd=settings.BASE_DIR, timeout=SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The chart could not be drawn: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def draw() -> None:
    """Reads a specification from standard input, writes the SVG to standard output."""
    import vl_convert

    fonts = Path(__file__).resolve().parent.parent / FONTS
    vl_convert.register_font_directory(str(fonts))
    text = sys.stdin.buffer.read().decode()
    drawn = vl_convert.vegalite_to_svg(json.loads(text), allowed_base_urls=[], format_locale=NUMBERS)
    sys.stdout.buffer.write(drawn.encode())


def bars(title: str, rows: Sequence[tuple[str, float]]) -> Spec:
    """Horizontal bars, each with its number at the end."""
    values = [{"row": _label(label), "end": value, "label": show(value)} for label, value in rows]
    bar = {"mark": {"type": "bar", "color": SHADES[0]}, "encoding": {"x": _x("end")}}
    text = {
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {"x": _x("end"), "text": {"field": "label"}},
    }
    return _spec(title, values, [_label(label) for label, _value in rows], [bar, text])


def stacked_bars(title: str, rows: Sequence[Row], keys: Sequence[str], shades: Sequence[str] = SHADES) -> Spec:
    """Horizontal bars of segments, one for each key in the order of the keys, each with its number.

    ``shades`` in the order of the keys, when one of them has to stand out. Raises ValueError when a row has not one
    number for each key or when there are more keys than shades.
    """
    if len(keys) > len(shades):
        raise ValueError(f"A chart tells at most {len(shades)} keys apart.")
    longest = max((sum(numbers) for _name, numbers in rows), default=0)
    values = [value for row in rows for value in _segments(row, keys, shades, longest)]
    scale = {"domain": list(keys), "range": list(shades[: len(keys)])}
    legend = {"title": None, "orient": "top", "symbolStrokeColor": "#222", "symbolStrokeWidth": 0.5, "columns": 3}
    bar = {
        "transform": [{"filter": "datum.end > datum.start"}],
        "mark": {"type": "bar", "stroke": "#222", "strokeWidth": 0.5},
        "encoding": {
            "x": _x("start"),
            "x2": {"field": "end"},
            "color": {"field": "key", "type": "nominal", "scale": scale, "legend": legend},
        },
    }
    text = {
        "mark": {"type": "text"},
        "encoding": {
            "x": _x("middle"),
            "text": {"field": "label"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
    }
    return _spec(title, values, [_label(label) for label, _numbers in rows], [bar, text])


def _segments(row: Row, keys: Sequence[str], shades: Sequence[str], longest: float) -> list[dict[str, Any]]:
    label, numbers = row
    segments, start = [], 0.0
    for key, number, shade in zip(keys, numbers, shades[: len(keys)], strict=True):
        segment = {"row": _label(label), "key": key, "start": start, "end": start + number}
        segment |= {"middle": start + number / 2, "ink": "#fff" if shade in DARK else "#000"}
        segment["label"] = show(number) if number > longest * NARROW else ""
        segments.append(segment)
        start += number
    return segments


def in_words(title: str, rows: Sequence[Row], keys: Sequence[str]) -> str:
    """What a chart says, for those who do not see it: every bar with every number."""
    bars_in_words = (
        f"{label}: " + ", ".join(f"{key} {show(number)}".strip() for key, number in zip(keys, numbers, strict=True))
        for label, numbers in rows
    )
    return _("Biểu đồ “%(title)s”. %(bars)s.") % {"title": title, "bars": "; ".join(bars_in_words)}


def _x(field: str) -> dict[str, Any]:
    """No axis: every bar carries its number, and a scale would count halves of whole things."""
    return {"field": field, "type": "quantitative", "axis": None}


def _label(text: str) -> str:
    """Long labels on several lines."""
    return "\n".join(textwrap.wrap(text, width=32)) or text


def _spec(title: str, values: list[dict[str, Any]], order: list[str], layers: list[dict[str, Any]]) -> Spec:
    lines = max((label.count("\n") + 1 for label in order), default=1)
    axis = {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 260, "labelPadding": 8}
    axis |= {"ticks": False, "domain": False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": textwrap.wrap(title, width=80), "anchor": "start", "offset": 10},
        "data": {"values": values},
        "width": WIDTH,
        "height": max(1, len(order)) * max(ROW_HEIGHT, 15 * lines + 8),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "encoding": {"y": {"field": "row", "type": "nominal", "sort": order, "axis": axis, "scale": {"padding": 0.2}}},
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "labelColor": "#000"},
            "legend": {"labelFontSize": 13, "labelColor": "#000"},
            "text": {"fontSize": 13},
            "title": {"fontSize": 14, "fontWeight": "bold"},
        },
    }


if __name__ == "__main__":
    draw()
