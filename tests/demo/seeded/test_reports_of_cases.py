"""The papers of the cases come out with every figure exactly as it went in, each told with its source."""

import pytest

from common import clock, official
from common.periods import Kind, Period
from organizations.models import Body
from reports.models import Report
from reports.paper import Composition, compose, draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]

# kind, body, period: sentences of the text, figures of the annex
CASES = {
    "A": (
        ("committee", "ban-chi-dao-dam-ha", "2020-Y"),
        ("Xã đạt chuẩn nông thôn mới: 8/8 xã", "Xã đạt chuẩn nông thôn mới nâng cao: 4 xã",
         "Xã đạt chuẩn nông thôn mới kiểu mẫu: 1 xã", "Tỷ lệ hộ nghèo: 0,15 %", "hạng 3 (xuất sắc)", "5 kỳ họp",
         "Số xã giảm do sắp xếp đơn vị hành chính: 1 xã"),
    ),
    "B": (
        ("council", "hdnd-dam-ha", "2020-Q3"),
        ("303 kiến nghị", "Đã tổ chức 01 hội nghị", "Duy trì hiệu quả hoạt động của Ban Điều hành ngân sách"),
    ),
    "C": (
        ("coordination", "ubnd-binh-lieu", "2020-Y"),
        ("Đã đăng ký 53 mô hình", "Kinh tế: 15 mô hình",
         "16 điển hình, trong đó 01 do cấp tỉnh khen; 15 do cấp huyện khen",
         "mục tiêu 03 xã, kết quả chưa nêu"),
    ),
    "D": (
        ("committee", "ban-chi-dao-cu-khoi", "2020-9M"),
        ("Ý kiến thảo luận tại hội nghị: 4 ý kiến", "hội nghị đánh giá kỳ này có 04 ý kiến thảo luận",
         "Giám sát việc thực hiện Quy chế dân chủ tại Chi bộ số 11"),
    ),
}  # fmt: skip


def composed(kind: str, code: str, period: str) -> Composition:
    body = Body.objects.get(code=code)
    kept = Report.objects.filter(body=body, kind__code=kind, period=period).first()
    return compose(kept or draft(body=body, kind=kind, period=Period.parse(period)))


def text_of(paper: official.Paper) -> str:
    lines = []
    for block in (block for section in paper.sections for block in section.blocks):
        lines += block.items if isinstance(block, official.Bullets) else [getattr(block, "text", "")]
    return "\n".join(lines)


def keys_of(paper: official.Paper) -> set[str]:
    blocks = [block for part in (*paper.sections, *paper.annexes) for block in part.blocks]
    in_text = {
        run.figure
        for block in blocks
        if isinstance(block, official.Paragraph | official.Bullets)
        for item in (block.inline if isinstance(block, official.Bullets) else (block.inline,))
        for run in item
    }
    in_tables = {key for block in blocks if isinstance(block, official.Table) for _row, _column, key in block.figures}
    return (in_text | in_tables) - {""}


@pytest.mark.parametrize("case", CASES)
def test_the_paper_of_a_case_tells_its_figures(case):
    of, sentences = CASES[case]

    made = composed(*of)

    text = text_of(made.paper)
    assert [sentence for sentence in sentences if sentence.lower() not in text.lower()] == []
    assert keys_of(made.paper) == {told.key for told in made.told}
    assert [one.key for one in made.missing if one.key] == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [("committee", "ban-chi-dao-van-khe"), ("council", "hdnd-van-khe"), ("disclosure", "ubnd-van-khe"),
     ("disclosure-list", "ubnd-van-khe"), ("front", "mttq-van-khe"), ("inspectors", "mttq-van-khe")],
)  # fmt: skip
def test_the_papers_of_case_m_tell_every_number_with_its_records(kind, code):
    quarter = Period.containing(clock.today(), Kind.QUARTER).previous()

    made = composed(kind, code, quarter.code)

    assert keys_of(made.paper) == {told.key for told in made.told}
    assert [told.key for told in made.told if not told.formula or (told.row_kind and told.number is None)] == []
