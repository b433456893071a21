"""From a paper to the file: head, text, signature, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from common.official import Annex, Paper, Style
from common.pdf.model import LONGEST_ABOUT, LONGEST_NAME, LONGEST_SUBJECT, lines_of
from common.qr import qr_code

from . import shape
from .build import (
    Element,
    Look,
    ends_with_table,
    keep_row_with_next,
    keep_with_next,
    low,
    mm,
    paragraph,
    pt,
    row,
    run,
    table,
)
from .package import Package, breaks_page
from .text import Text

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
MIDDLE = Look(align="center")
CLOSE = Look(before=pt(12), size=1)
"""An empty line over the signature."""
GAP = mm(3)
"""Between issuer and country."""


def write(paper: Paper) -> bytes:
    """The whole file."""
    return _Writer(paper).file()


class _Writer:
    """One paper, its end mark set."""

    def __init__(self, paper: Paper) -> None:
        self.bare, self.paper = paper, paper.ended()
        self.shape = shape.SHAPES[paper.style]
        self.is_state = paper.style is Style.STATE
        self.package = Package(paper, self.shape.indent)
        self.text = Text(self.paper, self.package)

    def file(self) -> bytes:
        body = self.package.body
        for element in self._main():
            body.append(element)
        annexes = list(zip(self.paper.annexes, self.paper.annex_labels, strict=True))
        pages = [self.package.section(first=True)]
        for annex, label in annexes:
            body.append(breaks_page(pages[-1]))
            pages.append(self.package.section(wide=annex.wide, counts_anew=self.is_state))
            for element in self._annex(annex, label):
                body.append(element)
        if self.paper.check_at:
            for element in self._check():
                body.append(element)
        body.append(breaks_page(pages[-1]))
        # The last section belongs to the body itself; its paragraph stays, because a table may not end a file.
        last = body[-1].find(".//{*}sectPr")
        last.getparent().remove(last)
        body.append(last)
        return self.package.save(self.text.marks, self.paper.made_at)

    def _main(self) -> Iterator[Element]:
        paper, text = self.paper, self.text
        yield self._head()
        if paper.is_letter:
            yield low()
        else:
            yield from self._name()
        yield from self._addressees()
        italic = self.is_state
        for ground in paper.ground_lines:
            yield paragraph(Look(style="BodyText"), run(ground, italic=italic))
        words = [*text.blocks(paper.opening), *text.sections(paper.sections, self.bare.sections)]
        if words:
            keep_with_next(words[-1])  # the signature never stands alone on a page
        yield from words
        if words and ends_with_table(words[-1]):
            yield low(keep_next=True)  # Word takes two tables for one when nothing stands between them
        yield self._close()

    def _head(self) -> Element:
        """Issuer on the left, country and motto (or the Party) on the right; number and date below them."""
        paper = self.paper
        widths = shape.split(self.shape.left)
        rows = [(self._issuer(widths[0]), self._national(widths[1]))]
        number = run(paper.number_line, size=self.shape.head)
        date = run(paper.date_line, italic=True, size=self.shape.head)
        look = Look(align="center", before=pt(6))
        rows.append(([paragraph(look, number)], [paragraph(look, date)]))
        about = lines_of(paper.subject, LONGEST_ABOUT) if paper.is_letter else []
        if about or paper.is_draft:
            first = [f"V/v {line}" if place == 0 else line for place, line in enumerate(about)]
            left = [paragraph(Look(align="center", before=pt(3) if not n else 0), run(line, size=12))
                    for n, line in enumerate(first)]  # fmt: skip
            draft = [paragraph(look, run("DỰ THẢO", bold=True, size=13))] if paper.is_draft else []
            rows.append((left, draft))
        return table(widths, [row(widths, cells) for cells in rows])

    def _issuer(self, width: int) -> list[Element]:
        paper, size = self.paper, self.shape.issuer
        lines = [(line, False) for line in lines_of(paper.superior, LONGEST_NAME)]
        lines += [(line, True) for line in lines_of(paper.issuer, LONGEST_NAME)]
        look = Look(align="center", right=GAP)
        made = [paragraph(look, run(line, bold=bold, size=size)) for line, bold in lines]
        under = _rule(width - GAP, 0.4, right=GAP) if self.is_state else paragraph(look, run("*", size=self.shape.head))
        return [*made, under]

    def _national(self, width: int) -> list[Element]:
        words = MOTTO if self.is_state else PARTY
        motto = paragraph(MIDDLE, run(words, bold=True, size=self.shape.motto))
        line = _rule(width, pt(shape.MOTTO[self.paper.style.family]) / width, before=1)
        country = [paragraph(MIDDLE, run(COUNTRY, bold=True, size=12))] if self.is_state else []
        return [*country, motto, line]

    def _name(self) -> Iterator[Element]:
        paper = self.paper
        yield paragraph(Look(style="Title"), run(paper.type_name))
        lines = lines_of(paper.subject, LONGEST_SUBJECT)
        for line in lines:
            yield paragraph(Look(style="Subtitle"), run(line))
        if lines and self.is_state:
            yield _rule(shape.width(), 0.3, after=pt(12), before=5)
        elif lines:
            yield paragraph(Look(align="center", after=pt(12), keep_next=True), run("-----", bold=True))

    def _addressees(self) -> Iterator[Element]:
        paper = self.paper
        if len(paper.addressees) == 1:
            yield paragraph(Look(align="center", after=pt(6)), run(f"{paper.addressed}: {paper.addressees[0]}"))
        elif paper.addressees:
            widths = shape.split(0.42)
            word = paragraph(Look(align="right", right=mm(1)), run(f"{paper.addressed}:"))
            names = [paragraph(Look(), run(f"- {line}")) for line in paper.addressee_lines]
            yield table(widths, [row(widths, ([word], names))])

    def _close(self) -> Element:
        """Recipients on the left, signature on the right, on one page with the last words. Who signs on the left, as
        the secretary of minutes does, has the recipients below."""
        paper, widths = self.paper, shape.split(0.47)
        signature, recipients = self._signature(), self._recipients()
        if not paper.beside:
            return table(widths, [row(widths, (recipients, signature))])
        left = [paragraph(CLOSE), paragraph(MIDDLE, run(paper.beside, bold=self.is_state))]
        both = row(widths, (left, signature))
        if not recipients:
            return table(widths, [both])
        keep_row_with_next(both)
        return table(widths, [both, row(widths, (recipients, []))])

    def _signature(self) -> list[Element]:
        paper = self.paper
        made = [paragraph(CLOSE, *self.text.end())]
        made += [paragraph(MIDDLE, run(paper.authority, bold=True))] if paper.authority else []
        made += [paragraph(MIDDLE, run(line, bold=self.is_state)) for line in paper.position_lines]
        return [*made, paragraph(Look(align="center", before=pt(62)), run(paper.signer, bold=True))]

    def _recipients(self) -> list[Element]:
        lines = self.paper.recipient_lines
        if not lines:
            return []
        size = self.shape.recipients
        return [paragraph(CLOSE), self._recipients_label(),
                *(paragraph(Look(), run(f"- {line}", size=size)) for line in lines)]  # fmt: skip

    def _recipients_label(self) -> Element:
        if self.is_state:
            return paragraph(Look(), run("Nơi nhận:", bold=True, italic=True, size=12))
        return paragraph(Look(), run("Nơi nhận:", underline=True))

    def _annex(self, annex: Annex, label: str) -> Iterator[Element]:
        text = self.text
        text.width = shape.width(wide=annex.wide)
        yield paragraph(Look(style="Heading1", align="center", first=0, before=0), *text.end(run(label, small=True)))
        yield paragraph(Look(style="Heading1", align="center", first=0, before=0), run(annex.title))
        lines = [self.paper.annex_reference] if annex.wide else self.paper.annex_reference_lines
        for line in lines:
            look = Look(align="center", after=pt(9) if line is lines[-1] else None, keep_next=True)
            yield paragraph(look, run(line, italic=True))
        yield from text.blocks(annex.blocks)
        yield from text.sections(annex.sections, annex.sections, level=2)

    def _check(self) -> Iterator[Element]:
        """Where anybody sees whether the paper is genuine."""
        paper, text = self.paper, self.text
        widths = (mm(24), text.width - mm(24))
        code = paragraph(Look(), text.picture(qr_code(paper.check_at), "Mã QR mở trang xác minh văn bản này", mm(22)))
        words = (f"Xác minh văn bản và mở từng số liệu tại: {paper.check_at}", f"Mã kiểm tra: {paper.check_code}")
        lines = [paragraph(Look(before=pt(3)), run(line, size=11)) for line in words]
        yield paragraph(Look(before=pt(6), keep_next=True))
        yield table(widths, [row(widths, ([code], lines), middle=True)])


def _rule(width: int, share: float, after: int = 0, before: float = 3, right: int = 0) -> Element:
    """A line in the middle that takes a share of the width; ``right``: what remains beside the width."""
    side = round(width * (1 - share) / 2)
    look = Look(left=side, right=side + right, top=True, before=pt(before), after=after, size=2, keep_next=True)
    return paragraph(look)
