"""The same papers drawn by other versions of WeasyPrint: other bytes, the same letters in the same places.

`python -m bench engines` fetches each version into a folder of its own (uv), draws one paper of each layout with it in
a process of its own and compares every letter with what the installed version draws. Writes docs/proofs/engines.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

OTHERS = ("69.0", "68.1")
ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "uv" / "bin" / "uv"


def run() -> str:
    """Draw, compare, write the page, return it."""
    from . import proofs

    ours = _drawn("")
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for version in OTHERS for row in _compared(ours, _drawn(_fetched(version, folder)))]
    note = (
        f"Compared with WeasyPrint {ours['engine']}. Every letter of the file, its page, its place (0.01 pt) and its"
        " size, read by pdfplumber; the papers are tests/papers/samples.py as issued, with links, wide annex and data."
    )
    columns = ("WeasyPrint", "layout", "letters", "bytes", "letters and sizes", "largest difference of a place")
    return proofs.write("engines", "The same papers under other engines", columns, rows, note).read_text()


def _fetched(version: str, folder: str) -> str:
    target = str(Path(folder) / version)
    command = [UV, "pip", "install", "-q", "--python", sys.executable, "--target", target, "--no-deps"]
    subprocess.run([*command, f"weasyprint=={version}"], check=True)
    return target


def _drawn(first: str) -> dict[str, Any]:
    """What a process draws that finds WeasyPrint in this folder first."""
    path = os.pathsep.join(part for part in (first, str(ROOT)) if part)
    command = [sys.executable, "-m", "bench.engines"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, check=True)
    drawn: dict[str, Any] = json.loads(done.stdout)
    return drawn


def _compared(ours: dict[str, Any], theirs: dict[str, Any]) -> list[tuple[object, ...]]:
    rows = []
    for layout, (digest, letters) in theirs["papers"].items():
        own_digest, own = ours["papers"][layout]
        same = [one[:2] + one[4:] for one in own] == [one[:2] + one[4:] for one in letters]
        pairs = zip(own, letters, strict=False)
        apart = max((abs(one[place] - two[place]) for one, two in pairs for place in (2, 3)), default=0)
        row = (theirs["engine"], layout, len(letters), "equal" if digest == own_digest else "other")
        rows.append((*row, "equal" if same else "differ", f"{apart:.2f} pt"))
    return rows


def draw() -> None:
    """One paper of each layout, letter by letter, to standard output."""
    import django

    django.setup()
    import pdfplumber
    import weasyprint

    from common import pdf
    from common.official import Style
    from tests.papers import samples

    papers = {}
    for style in Style:
        paper = samples.state_paper() if style is Style.STATE else samples.paper(style)
        content = pdf.render_paper(samples.told(paper), samples.DATA)
        with pdfplumber.open(io.BytesIO(content)) as file:
            letters = [
                (page.page_number, one["text"], round(one["x0"], 2), round(one["top"], 2), round(one["size"], 2))
                for page in file.pages
                for one in page.chars
            ]
        papers[style.value] = (hashlib.sha256(content).hexdigest(), letters)
    print(json.dumps({"engine": weasyprint.__version__, "papers": papers}))


if __name__ == "__main__":
    draw()
