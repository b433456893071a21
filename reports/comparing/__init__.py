"""Whether a signed PDF says what was frozen: word by word, with head, number, date and signature lines aside.

The file may have been drawn by the portal or by an office program that laid the Word copy out anew, so lines, spaces,
capitals and punctuation count for nothing; letters and digits do, and what stands between two digits. Each line of the
frozen paper is sought in its place; what cannot be found is set against what stands there instead.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.official import Paper

from .aside import Aside
from .matching import Comparison, Difference
from .words import lines_of, read

MOST_SHOWN = 50

__all__ = ["Difference", "Scan", "differences"]


class Scan(Exception):
    """The signed file is pictures of pages: there are no words to compare."""


def differences(paper: Paper, content: bytes, *, code: str) -> list[Difference]:
    """Where the file's words differ from the paper's; none when they are equal. Raises Scan for a scan.

    Any other file without words is one difference: nobody can say that it is the frozen paper. ``code``: the code that
    stands on the last page.
    """
    expected = [line for line in lines_of(paper) if line.key]
    signed = read(content)
    if len(signed.key) < sum(len(line.key) for line in expected) / 5:
        if signed.is_drawn:
            raise Scan
        return [Difference(1, _("toàn văn"), _("tệp không có chữ, không so được"))]
    found = Comparison(expected, signed, Aside.of(paper, code)).differences()
    if signed.is_cut:
        found.append(Difference(len(signed.pages), "…", _("các trang sau không đọc được nên không so")))
    if len(found) <= MOST_SHOWN:
        return found
    more = _("còn {count} chỗ khác nữa").format(count=len(found) - MOST_SHOWN)
    return [*found[:MOST_SHOWN], Difference(found[MOST_SHOWN].page, "…", more)]
