"""Writing a section: figures as fields, both versions of two people, remarks, a long narrative, no script needed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from reports import editing, services
from reports.models import SectionComment, SectionText
from reports.services.writing import SECTION_LIMIT
from tests.factories.accounts import UserFactory
from tests.factories.reports import ReportFactory

JSON = {"Accept": "application/json"}
HELD = "{{counted:conferences.held}}"


@pytest.fixture
def report(desk):
    return desk.write("2020-Q3")


@pytest.fixture
def section(report):
    return report.outline.sections.get(code="ket-qua")


@pytest.fixture
def address(report, section):
    return reverse("reports:section", args=[report.pk, section.code])


@pytest.fixture
def page(client, desk, address):
    """What the clerk sees."""
    client.force_login(desk.clerk)
    return lambda **sent: client.post(address, sent) if sent else client.get(address)


def digest_of(response) -> str:
    return response.context["form"]["digest"].value()


def write(report, section, text, by):
    return services.write_section(report=report, section=section, text=text, by=by)


def test_each_saving_counts_and_one_sitting_is_remembered_once(client, desk, report, section):
    assert write(report, section, "Một", desk.clerk).revision == 1
    assert write(report, section, "Một  ", desk.clerk).revision == 1
    assert write(report, section, "Hai", desk.clerk).revision == 2
    other = UserFactory(member_of=desk.committee.unit, role=Role.OFFICIAL)
    assert write(report, section, "Ba", other).revision == 3
    client.force_login(desk.clerk)
    history = client.get(report.get_absolute_url()).context["history"]
    assert sum("viết mục" in sentence.text for sentence in history) == 2


def test_what_the_editor_sends_is_kept_as_markup_and_figures_by_their_key(page, report, section):
    before = digest_of(page())
    sent = '<p>Có <data value="counted:conferences.held">999</data> <b onclick="x()">hội nghị</b></p><script>x</script>'
    response = page(**{"text-html": sent, "digest": before, "buoc": "luu"})
    assert response.status_code == 302
    assert SectionText.objects.get().text == f"Có {HELD} **hội nghị**"
    shown = page().text
    assert "999" not in shown
    assert '<data value="counted:conferences.held">01</data>' in shown


def test_without_scripts_a_figure_is_looked_for_and_put_below_the_words(page):
    found = page(text="Đang viết", so="hoi nghi", buoc="tim", digest=digest_of(page()))
    assert "Đang viết" in found.text
    assert 'name="chen"' in found.text.replace("\n", " ")
    assert "counted:conferences.held" in found.text
    put = page(text="Đang viết", chen="counted:conferences.held", digest=digest_of(found))
    assert put.context["form"]["text"].value() == f"Đang viết\n{HELD}"
    assert not SectionText.objects.exists()


def test_the_second_of_two_sees_both_versions_and_loses_nothing(page, desk, report, section):
    write(report, section, "Chung\nCũ", desk.clerk)
    seen = digest_of(page())
    colleague = UserFactory(member_of=desk.committee.unit, role=Role.OFFICIAL, full_name="Vũ Thị Bảy")
    write(report, section, "Chung\nCủa Bảy", colleague)
    clash = page(text="Chung\nCủa tôi", digest=seen, buoc="luu")
    assert SectionText.objects.get().text == "Chung\nCủa Bảy"
    assert "Vũ Thị Bảy" in clash.text
    assert [line.is_new for line in clash.context["clash"]["lines"]] == [False, True]
    both = page(text="Chung\nCủa tôi", digest=digest_of(clash), buoc="ghep")
    assert both.context["form"]["text"].value() == "Chung\nCủa Bảy\nCủa tôi"
    assert page(text="Chung\nCủa Bảy\nCủa tôi", digest=digest_of(both), buoc="luu").status_code == 302
    assert SectionText.objects.get().text == "Chung\nCủa Bảy\nCủa tôi"


def test_autosave_answers_with_what_is_compared_next_and_with_both_versions(
    client, page, desk, report, section, address
):
    sent = {"text-html": "<p>Một</p>", "digest": digest_of(page())}
    first = client.post(address, sent, headers=JSON).json()
    assert first["revision"] == 1
    assert (
        client.post(address, {"text-html": "<p>Hai</p>", "digest": first["digest"]}, headers=JSON).json()["revision"]
        == 2
    )
    late = client.post(address, {"text-html": "<p>Ba</p>", "digest": first["digest"]}, headers=JSON).json()
    assert "data-clash" in late["clash"]
    assert (
        client.post(address, {"text-html": "<p>Ba</p>", "digest": late["digest"]}, headers=JSON).json()["revision"] == 3
    )
    news = client.get(address, headers=JSON).json()
    assert (news["revision"], news["html"], news["open"]) == (3, "<p>Ba</p>", True)


def test_a_page_that_another_account_opened_saves_nothing(client, page, desk, address):
    other = UserFactory()
    told = client.post(
        address, {"text-html": "<p>Một</p>", "digest": digest_of(page()), "nguoi": other.pk}, headers=JSON
    ).json()
    assert "do người khác mở" in told["why"]
    assert not SectionText.objects.exists()


def test_pasted_word_comes_back_clean(client, page, address):
    page()
    html = "<p class=MsoNormal><b>Đậm</b><o:p></o:p></p><img src=x onerror=alert(1)><script>x</script>"
    told = client.post(address, {"buoc": "sach", "html": html}, headers=JSON).json()
    assert told == {"html": "<p><strong>Đậm</strong></p>"}


def test_a_narrative_of_two_hundred_pages_is_refused_in_words_and_stays_in_the_field(page):
    text = "\n".join(["Kết quả thực hiện dân chủ ở cơ sở " * 70] * 210)
    assert len(text) > 2 * SECTION_LIMIT
    response = page(text=text, digest=digest_of(page()), buoc="luu")
    assert "khoảng 80 trang" in response.text
    assert text[-2000:] in response.text
    assert not SectionText.objects.exists()


def test_words_at_the_limit_are_kept_and_the_page_of_the_report_stays_light(client, page, report, section, desk):
    write(report, section, "Câu văn dài. " * 15_000, desk.clerk)
    assert page().status_code == 200
    assert len(client.get(report.get_absolute_url()).content) < 60_000


def test_the_page_of_a_frozen_report_shows_its_lists_and_what_was_stressed(desk):
    report = desk.write("2020-9M")
    section = report.outline.sections.get(code="danh-gia")
    services.write_section(report=report, section=section, text=f"**Ưu điểm:** {HELD} hội nghị\n- Một", by=desk.clerk)
    desk.number()
    issued = desk.issue(desk.approve(report))

    shown = {one.code: one.html for one in editing.sections_of(issued)}

    assert shown["danh-gia"].endswith("<p><strong>Ưu điểm:</strong> 01 hội nghị</p>\n<ul><li>Một</li></ul>")
    assert "<p>Trong 9 tháng đầu năm 2020" in shown["lanh-dao"]
    assert "<ul><li>Hội nghị" in shown["lanh-dao"]


def test_the_way_to_the_next_section_names_it_with_the_words_of_the_period(client, desk, report):
    client.force_login(desk.clerk)

    page = client.get(reverse("reports:section", args=[report.pk, "danh-gia"])).content.decode()

    assert "Mục tiếp theo: V. Nhiệm vụ trọng tâm quý IV năm 2020" in page


def test_what_the_period_before_said_is_at_hand_and_is_copied_with_the_figures_of_now(page, desk, report, section):
    earlier = desk.write("2020-Q2")
    write(earlier, section, f"Quý trước có {HELD} hội nghị", desk.clerk)
    opened = page()
    assert '<data value="counted:conferences.held">00</data>' in opened.text
    copied = page(text="Mới", buoc="ky-truoc", digest=digest_of(opened))
    assert copied.context["form"]["text"].value() == f"Mới\nQuý trước có {HELD} hội nghị"
    assert '<data value="counted:conferences.held">01</data>' in copied.text


def test_a_remark_reaches_the_writers_and_stays_after_it_was_settled(client, page, desk, report, section, address):
    client.force_login(desk.leader)
    assert client.post(address, {"comment": "Nêu rõ hạn chế", "buoc": "gop-y"}).status_code == 302
    made = SectionComment.objects.get()
    assert Notice.objects.filter(recipient=desk.clerk, kind="reports.commented").exists()
    client.force_login(desk.clerk)
    assert "Nêu rõ hạn chế" in page().text
    typed = page(text="Chưa lưu", digest=digest_of(page()), xong=made.pk)
    assert typed.context["form"]["text"].value() == "Chưa lưu"
    made.refresh_from_db()
    assert made.settled_by == desk.clerk
    assert "đã xử lý" in page().text
    assert page(xong="9" * 30, text="").status_code == 404


@pytest.mark.parametrize("sent", [{"buoc": "gop-y", "comment": " "}, {"buoc": "gop-y", "comment": "x" * 1001}])
def test_a_remark_that_cannot_be_kept_says_why_and_keeps_the_words(page, sent):
    response = page(text="Đang viết", **sent)
    assert response.context["comment"].errors
    assert "Đang viết" in response.text


def test_who_only_reads_neither_writes_nor_comments_and_a_frozen_report_takes_no_remark(desk, report, section):
    reader = UserFactory(member_of=desk.committee.unit, role=Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        services.comment(report=report, section=section, text="x", by=reader)
    issued = ReportFactory(body=desk.committee.body, issued=True, period="2020-Q1")
    with pytest.raises(Refused, match="không nhận góp ý"):
        services.comment(report=issued, section=issued.outline.sections.first(), text="x", by=desk.clerk)
    other = ReportFactory(kind_id="committee", period="2020-Q1")
    with pytest.raises(PermissionDenied):
        services.settle(
            comment=SectionComment.objects.create(
                report=other, section=section, text="x", made_at=other.created_at, made_by=reader
            ),
            by=desk.clerk,
        )


@pytest.mark.parametrize("bad", ["\x00", "{{" * 2000, "*" * 5000, "<b>" * 500], ids=["nul", "braces", "stars", "deep"])
def test_no_input_breaks_the_page(page, bad):
    opened = digest_of(page())
    for sent in ({"text": bad}, {"text-html": bad}, {"so": bad, "buoc": "tim"}, {"chen": bad}, {"digest": bad}):
        assert page(**{"digest": opened, "text": ""} | sent).status_code in (200, 302)


def test_the_desk_shows_who_has_reported_and_how_far_the_own_drafts_are(client, desk, report, section):
    write(report, section, "Một", desk.clerk)
    client.force_login(desk.clerk)
    shown = client.get(reverse("reports:list"), {"ky": "2020-Q3", "loai": "committee"})
    board, (draft,) = shown.context["board"], shown.context["drafts"]
    assert (board.expected, board.drafting, board.silent_count) == (1, 1, 0)
    assert (draft.written, draft.sections) == (1, report.outline.sections.count())
    other = client.get(reverse("reports:list"), {"ky": "2020-Q2", "loai": "khong-co"})
    assert [body.pk for body in client.get(reverse("reports:list"), {"ky": "2020-Q2"}).context["board"].silent] == [
        desk.committee.body_id
    ]
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "front"}, "body"),
        ({"kind": "disclosure-list", "period": "2020-Y"}, "period"),
        ({"body": "9" * 30}, "body"),
    ],
)
def test_a_kind_of_report_has_its_bodies_and_periods(client, desk, changes, field):
    client.force_login(desk.clerk)
    year = clock.today().year - 1
    sent = {"kind": "committee", "body": desk.committee.body_id, "period": f"{year}-Q3"} | changes
    sent["period"] = sent["period"].replace("2020", str(year))
    response = client.post(reverse("reports:start"), sent)
    assert field in response.context["form"].errors


def test_two_versions_put_together_keep_every_line_of_both():
    assert editing.merged("a\nb\nc", "a\nx\nc\nd") == "a\nb\nx\nc\nd"
