"""Official papers as Word files in the layout of the PDF, and read back after they were edited outside.

The same paper gives the same bytes. What each part of the file is, is marked three ways, because office programs lose
some of them: bookmarks (every program keeps these), content controls (Word locks figures by them), and a list of all
marks with what was written there, as a data part of the file. python-docx is imported inside functions: most processes
never touch a Word file.
"""

from common import official

from .marks import Copy, FigureRead, FilledRead, NotOursError, SectionRead

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = [
    "CONTENT_TYPE",
    "Copy",
    "FigureRead",
    "FilledRead",
    "NotOursError",
    "SectionRead",
    "read_back",
    "render_paper",
]


def render_paper(paper: official.Paper) -> bytes:
    """The official document as a Word file (.docx) in the layout of its style."""
    from .writer import write

    return write(paper)


def read_back(content: bytes) -> Copy:
    """What a Word file says by now, section by section and figure by figure.

    Raises NotOursError for a file that ``render_paper`` did not write, or that lost every mark of it.
    """
    from .reading import read

    return read(content)
