"""A report in Word that comes back: words are taken over or not, figures and the portal's sentences never."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.errors import Refused
from reports import building, services, word_beside
from reports.enums import ChangeKind, ReportStatus
from reports.models import Report, SectionText, WordChange, WordCopy
from reports.services.word import decide_word, read_word
from reports.word_beside import beside

MODELS = "counted:conferences.conclusions"
WORDS = "Ban Chỉ đạo **quan tâm** việc này, có {{" + MODELS + "}} kết luận.\n- một ý\n- hai ý"


@pytest.fixture
def report(desk) -> Report:
    report = desk.write()
    for code, text in (("lanh-dao", WORDS), ("kien-nghi", "Đề nghị hướng dẫn.")):
        section = report.outline.sections.get(code=code)
        services.write_section(report=report, section=section, text=text, by=desk.clerk)
    return report


def word_file(report: Report, *changes: tuple[str, str]) -> SimpleUploadedFile:
    """The Word file of the draft with words replaced, as somebody would outside."""
    content = building.build(report, "docx", lambda _percent, _step: None)
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for old, new in changes:
                    assert old in text, old
                    text = text.replace(old, new)
                data = text.encode()
            target.writestr(name, data)
    return SimpleUploadedFile("bao-cao.docx", done.getvalue())


def read(report: Report, desk, *changes: tuple[str, str]) -> WordCopy:
    upload = word_file(report, *changes)
    return read_word(report=report, upload=upload, no_state_secret=True, by=desk.clerk)


def told(copy: WordCopy) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.section.code if one.section else "", one.before, one.after) for one in copy.changes.all()]


def kept(report: Report, code: str) -> str:
    return SectionText.objects.get(report=report, section__code=code).text


def test_a_file_that_was_not_edited_differs_nowhere_also_when_the_report_was_meanwhile(report, desk):
    upload = word_file(report)
    section = report.outline.sections.get(code="lanh-dao")
    services.write_section(report=report, section=section, text="Viết lại trên Cổng.", by=desk.clerk)
    copy = read_word(report=report, upload=upload, no_state_secret=True, by=desk.clerk)
    assert told(copy) == []


def test_words_are_taken_over_with_their_looks_and_figures(report, desk):
    copy = read(
        report, desk, ("việc này", "mọi việc"), ("hai ý", "ba ý"), ("Đề nghị hướng dẫn", "Đề nghị sớm hướng dẫn")
    )
    first, second = copy.changes.all()
    assert (first.kind, first.before, second.after) == (ChangeKind.TEXT, WORDS, "Đề nghị sớm hướng dẫn.")
    decide_word(change=first, accept=True, by=desk.clerk)
    decide_word(change=second, accept=False, by=desk.clerk)
    assert kept(report, "lanh-dao") == WORDS.replace("việc này", "mọi việc").replace("hai ý", "ba ý")
    assert kept(report, "kien-nghi") == "Đề nghị hướng dẫn."
    with pytest.raises(Refused, match="đã có quyết định"):
        decide_word(change=second, accept=True, by=desk.clerk)


def test_words_that_were_written_anew_meanwhile_are_not_lost(report, desk):
    (change,) = read(report, desk, ("việc này", "mọi việc")).changes.all()
    services.write_section(report=report, section=change.section, text="Viết lại trên Cổng.", by=desk.clerk)
    with pytest.raises(Refused, match="đã được sửa trên Cổng"):
        decide_word(change=change, accept=True, by=desk.clerk)
    assert kept(report, "lanh-dao") == "Viết lại trên Cổng."


def test_a_changed_figure_and_a_changed_sentence_of_the_portal_are_told_and_never_taken_over(report, desk):
    number = next(one.text for one in building.paper.compose(report).told if one.key == MODELS)
    copy = read(
        report,
        desk,
        (f'<w:t xml:space="preserve">{number}</w:t>', "<w:t>99</w:t>"),
        ("Trong 9 tháng đầu năm 2020", "Trong cả năm 2020"),
    )
    kinds = {one.kind for one in copy.changes.all()}
    assert kinds == {ChangeKind.FIGURE, ChangeKind.FILLED}
    figure = copy.changes.get(kind=ChangeKind.FIGURE, key=MODELS, section__code="lanh-dao")
    assert (figure.before, figure.after) == (number, "99")
    assert figure.label != figure.key
    for change in copy.changes.all():
        with pytest.raises(Refused, match="hồ sơ nguồn"):
            decide_word(change=change, accept=True, by=desk.clerk)
    decide_word(change=figure, accept=False, by=desk.clerk)
    assert kept(report, "lanh-dao") == WORDS


def test_only_the_word_file_of_this_very_draft_is_read(report, desk):
    other = desk.write("2020-Q3")
    for upload, why in (
        (word_file(other), "báo cáo khác"),
        (SimpleUploadedFile("ghi-chu.txt", "Ghi chú".encode()), "tệp Word"),
        (_bare(word_file(report)), "không có dấu của Cổng"),
    ):
        with pytest.raises(Refused, match=why):
            read_word(report=report, upload=upload, no_state_secret=True, by=desk.clerk)
    services.submit(report=report, by=desk.clerk)
    with pytest.raises(Refused, match="trả lại"):
        read_word(report=report, upload=word_file(report), no_state_secret=True, by=desk.clerk)
    assert WordCopy.objects.count() == 0


def _bare(upload: SimpleUploadedFile) -> SimpleUploadedFile:
    """A Word file like any other."""
    done = io.BytesIO()
    with zipfile.ZipFile(upload) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            if not name.startswith("customXml"):
                body = source.read(name)
                target.writestr(name, body.replace(b"section:", b"x").replace(b"figure:", b"x"))
    return SimpleUploadedFile("khac.docx", done.getvalue())


def test_the_page_gives_the_file_takes_it_back_and_decides(report, desk, client):
    client.force_login(desk.clerk)
    page = reverse("reports:word", args=[report.pk])
    file = client.get(page, {"tep": "docx"})
    assert file["Content-Type"].endswith("wordprocessingml.document")
    assert "Chọn ít nhất một tệp" in client.post(page, {}).text

    upload = word_file(report, ("việc này", "mọi việc"), ("9 tháng đầu năm 2020", "cả năm 2020"))
    shown = client.post(page, {"upload": upload, "no_state_secret": "on"}, follow=True).text
    assert "<del>việc này, </del>" in shown or "<del>việc </del>" in shown
    assert "Chỗ khác không nhận được" in shown
    change = WordChange.objects.get(kind=ChangeKind.TEXT)
    for wrong in ("0", "x", "9" * 30):
        assert client.post(page, {"nhan": wrong}).status_code == 404
    assert "đã nhận" in client.post(page, {"nhan": change.pk}, follow=True).text
    assert "mọi việc" in kept(report, "lanh-dao")
    assert "đã có quyết định" in client.post(page, {"khong": change.pk}, follow=True).text

    Report.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED)
    assert client.get(page).status_code == 302


def test_versions_stand_beside_each_other_word_by_word():
    shown = beside("Một\n- có {{a}} **việc** <b>\nba", "Một\n- có {{b}} **việc** <b>", {"a": "04"})
    same, changed, gone = shown.pairs
    assert same.same == 1
    assert changed.before == "– có <del><data>04</data></del> <strong>việc</strong> &lt;b&gt;"
    assert "<ins><data>…</data></ins>" in changed.after
    assert (gone.before, gone.after) == ("<del>ba</del>", "")
    assert beside("\n".join(map(str, range(200))), "", {}).more == 140


def marked(upload: SimpleUploadedFile, old: str, new: str) -> SimpleUploadedFile:
    """The same file with its list of marks written anew."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(upload.read())) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("customXml/item"):
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return SimpleUploadedFile("bao-cao.docx", done.getvalue())


def test_a_mark_that_somebody_wrote_into_the_file_says_nothing(report, desk):
    upload = marked(word_file(report), MODELS, "x" * 5000)

    copy = read_word(report=report, upload=upload, no_state_secret=True, by=desk.clerk)

    assert [one for one in copy.changes.all() if one.kind == ChangeKind.FIGURE] == []


def test_words_that_are_longer_than_a_section_may_be_are_refused_with_how_long_they_are(report, desk):
    with pytest.raises(Refused, match=r"tối đa 200\.000 ký tự"):
        read(report, desk, ("việc này", "rất dài " * 30_000))


def test_a_file_of_countless_elements_is_refused_before_it_costs_memory(report, desk):
    upload = word_file(report, ("</w:body>", "<w:p/>" * 600_000 + "</w:body>"))

    with pytest.raises(Refused, match="không có dấu của Cổng"):
        read_word(report=report, upload=upload, no_state_secret=True, by=desk.clerk)


def test_thousands_of_lines_that_say_the_same_are_set_beside_each_other_at_once():
    shown = beside("đầu\n" + "a\n" * 5000 + "cuối", "đầu\n" + "a\n" * 5001 + "b\ncuối", {})

    assert [pair.same for pair in shown.pairs[:1]] == [5001]
    assert (shown.pairs[0].same, shown.more) == (5001, 0)
    assert "<ins>b</ins>" in "".join(pair.after for pair in shown.pairs)


@pytest.mark.parametrize(("one", "other"), [("aab", "aaab"), ("", "a"), ("a", ""), ("aaa", "aaa"), ("ab", "cb")])
def test_what_is_too_much_alike_is_told_by_its_two_ends(one, other, monkeypatch):
    monkeypatch.setattr(word_beside, "MOST_ALIKE", 0)

    told = word_beside.changes(one, other)

    assert "".join(one[i:j] for _kind, i, j, _k, _m in told) == one
    assert "".join(other[k:m] for _kind, _i, _j, k, m in told) == other
    assert all(one[i:j] == other[k:m] for kind, i, j, k, m in told if kind == "equal")
