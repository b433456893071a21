"""From a paper to the file: head, text, signature, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from common.official import Annex, Paper, Style
from common.pdf.model import LONGEST_ABOUT, LONGEST_NAME, LONGEST_SUBJECT, lines_of
from common.qr import qr_code

from . import shape
from .build import Element, Look, keep_with_next, mm, paragraph, pt, row, run, table
from .package import Package, breaks_page
from .text import Text

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
MIDDLE = Look(align="center")
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
        if not paper.is_letter:
            yield from self._name()
        yield from self._addressees()
        italic = self.is_state
        for ground in paper.grounds:
            yield paragraph(Look(style="BodyText"), run(ground, italic=italic))
        words = [*text.blocks(paper.opening), *text.sections(paper.sections, self.bare.sections)]
        if words:
            keep_with_next(words[-1])  # the signature never stands alone on a page
        yield from words
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
        return [*made, _rule(width, 0.4) if self.is_state else paragraph(look, run("*", size=self.shape.head))]

    def _national(self, width: int) -> list[Element]:
        words = MOTTO if self.is_state else PARTY
        side = (width - pt(shape.MOTTO["state" if self.is_state else "party"])) // 2
        look = Look(align="center", left=side, right=side, bottom=True)
        motto = paragraph(look, run(words, bold=True, size=self.shape.motto))
        return [paragraph(MIDDLE, run(COUNTRY, bold=True, size=12)), motto] if self.is_state else [motto]

    def _name(self) -> Iterator[Element]:
        paper = self.paper
        yield paragraph(Look(style="Title"), run(paper.type_name))
        lines = lines_of(paper.subject, LONGEST_SUBJECT)
        for line in lines:
            yield paragraph(Look(style="Subtitle"), run(line))
        if lines and self.is_state:
            yield _rule(shape.width(), 0.3, after=pt(12))
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
        """Recipients on the left, signature on the right, on one page with the last words."""
        paper, widths = self.paper, shape.split(0.47)
        signature = [paragraph(MIDDLE, run(paper.authority, bold=True))] if paper.authority else []
        signature += [paragraph(MIDDLE, run(line, bold=self.is_state)) for line in paper.position_lines]
        signature.append(paragraph(Look(align="center", before=pt(62)), run(paper.signer, bold=True)))
        before = Look(before=pt(12), size=1)
        signature.insert(0, paragraph(before, *self.text.end()))
        recipients = [paragraph(before), self._recipients_label()] if paper.recipient_lines else []
        size = self.shape.recipients
        recipients += [paragraph(Look(), run(f"- {line}", size=size)) for line in paper.recipient_lines]
        return table(widths, [row(widths, (recipients, signature))])

    def _recipients_label(self) -> Element:
        if self.is_state:
            return paragraph(Look(), run("Nơi nhận:", bold=True, italic=True, size=12))
        return paragraph(Look(), run("Nơi nhận:", underline=True))

    def _annex(self, annex: Annex, label: str) -> Iterator[Element]:
        text = self.text
        text.width = shape.width(wide=annex.wide)
        yield paragraph(Look(style="Heading1", align="center", first=0, before=0), *text.end(run(label, small=True)))
        yield paragraph(Look(style="Heading1", align="center", first=0, before=0), run(annex.title))
        yield paragraph(Look(align="center", after=pt(9)), run(self.paper.annex_reference, italic=True))
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
        yield table(widths, [row(widths, ([code], lines), low=True)])


def _rule(width: int, share: float, after: int = 0) -> Element:
    """A line in the middle that takes a share of the width."""
    side = round(width * (1 - share) / 2)
    return paragraph(Look(left=side, right=side, top=True, before=pt(3), after=after, size=2))
