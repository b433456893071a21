"""Charts: drawn by Vega-Lite in a process of their own, kept by their content.

One specification serves all: PDF and page take the SVG, the page with its letters inside (``on_page``), Word a picture
of that very SVG, and below each chart stands the table of its numbers.

The drawing library takes 100 MB and hangs in a forked child whose parent has drawn, so no server or worker process
ever loads it: `python -m common.charts` draws one chart and ends. A chart that was drawn before is read from
`DATA_DIR/charts`; its file name is the digest of what it shows. A paper only carries the specification: whoever lays
it out has it drawn, so that nobody waits for a drawing that is not shown.
"""

import base64
import fcntl
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from common import official
from common.numbers import show

type Spec = dict[str, Any]
"""A Vega-Lite specification."""
type Row = tuple[str, Sequence[float]]
"""A bar: its label and one number for each key."""
type Line = tuple[str, Sequence[float | None]]
"""A line: its name and one number for each point; None where there is none, which breaks the line."""

FONTS = "static/papers/fonts"
FONT = "Tinos, 'Times New Roman', serif"
WEIGHTS = {"Regular": 400, "Bold": 700}
SIZE = re.compile(rb'<svg [^>]*?width="(\d+)(?:\.\d+)?" height="(\d+)')
SVG_TEXT = "{http://www.w3.org/2000/svg}text"
SHADES = ("#12294a", "#3d7ab0", "#abcbe3", "#f7f4ec", "#644a20", "#bd9a55")
"""Blues and browns of six steps of lightness: told apart in grey and by the colour-blind, any of them from any other.
Every segment has a dark outline and its number besides."""
DARK = frozenset({"#12294a", "#3d7ab0", "#644a20"})
STROKES = (("#12294a", (1, 0), "circle"), ("#644a20", (7, 4), "square"), ("#3d7ab0", (2, 3), "triangle-up"))
"""Of lines: shade, dashes and points, each of which tells them apart alone."""
WIDTH = 620
ROW_HEIGHT = 30
LINES_HEIGHT = 220
SHARPER = 3
"""Points of a picture for each of its drawing: 288 to the inch on paper."""
NARROW = 0.04
"""A segment below this share of the longest bar has no room for its number."""
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\N{NO-BREAK SPACE}₫"]}
SECONDS = 60


def svg(spec: Spec) -> bytes:
    """The drawn chart. Raises RuntimeError with the drawing library's words when the specification is wrong."""
    return path_for(spec).read_bytes()


def png(spec: Spec) -> bytes:
    """The same drawing as a picture."""
    return picture(svg(spec))


def picture(drawing: bytes) -> bytes:
    """An SVG as a PNG, ``SHARPER`` times as wide as it says."""
    return _made(drawing, "png").read_bytes()


def path_for(spec: Spec) -> Path:
    """The file that holds the drawn chart; drawn now if it is not there yet."""
    return _made(_text(spec).encode(), "svg")


def figure(spec: Spec, *, alt: str, caption: str) -> official.Figure:
    """The chart as a paper holds it: what it is drawn from, and its words."""
    return official.Figure(b"", alt, caption, spec=_text(spec))


def drawing(figure: official.Figure) -> bytes:
    """The SVG of a figure: as it was frozen, else as its specification draws it."""
    return figure.svg or _made(figure.spec.encode(), "svg").read_bytes()


def drawn(figure: official.Figure) -> official.Figure:
    """The figure with its drawing, as a paper keeps it that is frozen."""
    return figure if figure.svg else replace(figure, svg=drawing(figure))


def name_of(figure: official.Figure) -> str:
    """The digest under which its drawing is kept; known without drawing it."""
    return _path(figure.svg or figure.spec.encode(), "svg").stem


def size_of(figure: official.Figure) -> tuple[int, int] | None:
    """Width and height of its drawing in CSS pixels; None before it was drawn for the first time."""
    path = _path(figure.spec.encode(), "svg")
    known = figure.svg or (path.read_bytes() if path.exists() else b"")
    found = SIZE.match(known)
    return (int(found[1]), int(found[2])) if found else None


def on_page(figure: official.Figure) -> bytes:
    """Its drawing with the letters that it writes inside: a browser shows a picture in no font of ours otherwise."""
    return _made(drawing(figure), "page").read_bytes()


def _text(spec: Spec) -> str:
    return json.dumps(spec, ensure_ascii=False, sort_keys=True)


def _path(source: bytes, kind: str) -> Path:
    drawn_by = version("vl-convert-python")
    name = hashlib.sha256(f"{drawn_by}\n".encode() + source).hexdigest()
    return Path(settings.DATA_DIR) / "charts" / f"{name}.{kind}"


def _made(source: bytes, kind: str) -> Path:
    """The file of a drawing. Two who ask for the same one at once get one drawing: the second waits for it."""
    path = _path(source, kind)
    if not path.exists():
        with _alone(path):
            if not path.exists():
                _keep(path, _drawn(source, kind))
    return path


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(f"{path.name}.lock")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _keep(path: Path, content: bytes) -> None:
    """Writes beside the place and renames, so that a reader never sees half a file."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)


def _drawn(source: bytes, kind: str) -> bytes:
    command = [sys.executable, "-m", "common.charts", kind]
    # The command is fixed; what people typed reaches it only as text on standard input.
    done = subprocess.run(  # noqa: S603
        command, input=source, capture_output=True, cwd=settings.BASE_DIR, timeout=SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The chart could not be drawn: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def draw(kind: str) -> None:
    """From standard input to standard output: a specification becomes an SVG, an SVG a picture or one for pages."""
    fonts = Path(__file__).resolve().parent.parent / FONTS
    text = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(_with_letters(text, fonts) if kind == "page" else _converted(text, kind, fonts))


def _converted(text: str, kind: str, fonts: Path) -> bytes:
    import vl_convert

    vl_convert.register_font_directory(str(fonts))
    if kind == "png":
        made: bytes = vl_convert.svg_to_png(text, scale=SHARPER)
        return made
    return vl_convert.vegalite_to_svg(json.loads(text), allowed_base_urls=[], format_locale=NUMBERS).encode()


def _with_letters(svg: str, fonts: Path) -> bytes:
    """The SVG with the shapes of its letters as fonts of its own, about 4 kB for each face that it writes in."""
    letters = {"Regular": "", "Bold": ""}
    for node in ElementTree.fromstring(svg).iter(SVG_TEXT):  # noqa: S314 (our own drawing)
        letters["Bold" if node.get("font-weight") == "bold" else "Regular"] += "".join(node.itertext())
    faces = "".join(_face(fonts / f"Tinos-{face}.ttf", face, text) for face, text in letters.items() if text)
    head, end, rest = svg.partition(">")
    return f"{head}{end}<style>{faces}</style>{rest}".encode()


def _face(font: Path, face: str, text: str) -> str:
    """The letters of a text as a rule of a stylesheet."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["kern", "ccmp", "mark", "mkmk", "locl"])
    shapes = subset.load_font(str(font), options)
    chosen = subset.Subsetter(options)
    chosen.populate(text=text)
    chosen.subset(shapes)
    file = io.BytesIO()
    subset.save_font(shapes, file, options)
    source = base64.b64encode(file.getvalue()).decode()
    weight = WEIGHTS[face]
    return (
        f'@font-face{{font-family:Tinos;font-weight:{weight};src:url(data:font/woff2;base64,{source}) format("woff2")}}'
    )


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


def table(title: str, rows: Sequence[Row] | Sequence[Line], keys: Sequence[str], head: str) -> official.Table:
    """The numbers of a chart, to be read below it; ``head`` names what its rows are ("Đơn vị", "Quý").

    A row for each bar, a column for each key; for lines a row for each point (see ``points_of``).
    """
    cells = tuple((label, *map(_said, numbers)) for label, numbers in rows)
    return official.Table(
        caption=title,
        columns=(head, *keys),
        rows=cells,
        widths=(3, *(1.5 if len(keys) < 4 else 1 for _key in keys)),
        numeric=frozenset(range(1, len(keys) + 1)),
        row_header=0,
    )


def points_of(points: Sequence[str], series: Sequence[Line]) -> list[Line]:
    """The lines turned round: what each says at each point, in the order of the points."""
    return [(point, [numbers[at] for _name, numbers in series]) for at, point in enumerate(points)]


def lines(title: str, points: Sequence[str], series: Sequence[Line]) -> Spec:
    """Lines over time; the last number of each is written beside it. At most three, or none is followed by the eye.

    Raises ValueError for more lines, or for a line that has not one number for each point.
    """
    if len(series) > len(STROKES):
        raise ValueError(f"A chart tells at most {len(STROKES)} lines apart.")
    if any(len(numbers) != len(points) for _name, numbers in series):
        raise ValueError("Every line needs one number for each point.")
    values = [
        {"at": _label(point), "key": name, "number": number, "label": _said(number) if at == len(points) else ""}
        for name, numbers in series
        for at, (point, number) in enumerate(zip(points, numbers, strict=True), 1)
    ]
    names = [name for name, _numbers in series]
    shades, dashes, shapes = zip(*STROKES[: max(1, len(series))], strict=True)
    legend = {"title": None, "orient": "top", "symbolSize": 90, "symbolStrokeWidth": 2}
    of_key = {"field": "key", "type": "nominal", "legend": legend}
    color = of_key | {"scale": {"domain": names, "range": list(shades)}}
    x: dict[str, Any] = {"field": "at", "type": "ordinal", "sort": [_label(point) for point in points]}
    x["axis"] = {"title": None, "labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "labelPadding": 6}
    y: dict[str, Any] = {"field": "number", "type": "quantitative", "scale": {"zero": True, "nice": True}}
    y["axis"] = {"title": None, "tickMinStep": 1, "tickCount": 5, "format": ",~r", "gridColor": "#ddd", "domain": False}
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"},
        "encoding": {"strokeDash": of_key | {"legend": None, "scale": {"domain": names, "range": dashes}}},
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"shape": of_key | {"scale": {"domain": names, "range": list(shapes)}}},
    }
    last = {"mark": {"type": "text", "align": "left", "dx": 9}, "encoding": {"text": {"field": "label"}}}
    return _frame(title, values) | {
        "height": LINES_HEIGHT,
        "encoding": {"x": x, "y": y, "color": color},
        "layer": [line, point, last],
    }


def _said(number: float | None) -> str:
    return "" if number is None else show(number)


def _x(field: str) -> dict[str, Any]:
    """No axis: every bar carries its number, and a scale would count halves of whole things."""
    return {"field": field, "type": "quantitative", "axis": None}


def _label(text: str) -> str:
    """Long labels on several lines."""
    return "\n".join(textwrap.wrap(text, width=32)) or text


def _spec(title: str, values: list[dict[str, Any]], order: list[str], layers: list[dict[str, Any]]) -> Spec:
    deepest = max((label.count("\n") + 1 for label in order), default=1)
    axis = {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 260, "labelPadding": 8}
    axis |= {"ticks": False, "domain": False}
    return _frame(title, values) | {
        "height": max(1, len(order)) * max(ROW_HEIGHT, 15 * deepest + 8),
        "encoding": {"y": {"field": "row", "type": "nominal", "sort": order, "axis": axis, "scale": {"padding": 0.2}}},
        "layer": layers,
    }


def _frame(title: str, values: list[dict[str, Any]]) -> Spec:
    """What all charts have in common."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": textwrap.wrap(title, width=80), "anchor": "start", "offset": 10},
        "data": {"values": values},
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
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
    draw(sys.argv[1])
