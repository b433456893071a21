"""The words of each page of a PDF from outside, read by a process of its own that may take so much and no more.

A file of some kilobytes can hold millions of drawing operations: read beside the pages of the portal it would take
gigabytes and minutes, while the report is held. This file is run by itself; it imports nothing of the portal.
"""

from __future__ import annotations

import json
import logging
import resource
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

logger = logging.getLogger(__name__)

MOST_PAGES = 500
MOST_LETTERS = 5_000_000
"""Of all pages: so many pages of a report have a third of them."""
SECONDS = 60
MEMORY = 1536 * 1024 * 1024
DEEPEST = 3
"""So far a picture is sought within drawings of a page."""


@dataclass(frozen=True)
class Pages:
    """What each page says. ``is_drawn``: a page holds a picture; ``is_cut``: there are more pages than were read."""

    texts: list[str]
    is_drawn: bool = False
    is_cut: bool = False


def read(content: bytes) -> Pages:
    """The pages of a file; none of one that cannot be read within the limits."""
    command = [sys.executable, "-P", str(Path(__file__))]  # -P: nothing beside this file is imported
    try:
        # The command is fixed; the file reaches it on standard input alone.
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        return Pages(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        logger.info("the words of a signed file could not be read: %s", error)
        return Pages([])


def extract(content: bytes) -> Pages:
    """The same in this process, as far as it comes."""
    from pypdf import PdfReader

    texts, is_drawn = list[str](), False
    pages = PdfReader(BytesIO(content)).pages
    try:
        for _number, page in zip(range(MOST_PAGES), pages, strict=False):
            said = page.extract_text()
            is_drawn = is_drawn or _holds_picture(page, 0)
            texts.append(said[:MOST_LETTERS])
            if sum(map(len, texts)) >= MOST_LETTERS:
                break
    except Exception as error:  # a hostile or broken page may raise anything
        print(error, file=sys.stderr)
    is_cut = len(pages) > len(texts) or sum(map(len, texts)) >= MOST_LETTERS
    return Pages(texts, is_drawn, is_cut)


def _holds_picture(holder: DictionaryObject, depth: int) -> bool:
    """Whether a page draws a picture, itself or within a drawing."""
    resources = holder.get("/Resources", {}).get_object() if "/Resources" in holder else {}
    found = resources.get("/XObject", {})
    drawn = [one.get_object() for one in (found.get_object() if found else {}).values()]
    return any(one.get("/Subtype") == "/Image" or (depth < DEEPEST and _holds_picture(one, depth + 1)) for one in drawn)


def main() -> None:
    """From standard input to standard output; what goes wrong ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    found = extract(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"texts": found.texts, "is_drawn": found.is_drawn, "is_cut": found.is_cut}))


if __name__ == "__main__":
    main()
