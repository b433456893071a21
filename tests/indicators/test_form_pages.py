"""The pages by which forms are defined, versions published, windows laid out and forms sent down."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from indicators.enums import Span
from indicators.models import Form, Regime, ReportingWindow, Submission
from indicators.services import windows
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory, UnitLevelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-10-05 09:00 +0700", tick=False):
        yield


@pytest.fixture
def issuer():
    return BodyFactory(unit=UnitFactory(kind__code="tinh", code="thanh-hoa", name="Thanh Hóa"))


@pytest.fixture
def client(issuer) -> Client:
    client = Client()
    client.force_login(UserFactory(member_of=issuer, role=Role.CLERK))
    return client


@pytest.fixture
def form(issuer) -> Form:
    form: Form = FormFactory(issuer=issuer, spans=[Span.QUARTER, Span.NINE_MONTHS])
    for code in ("tiep-nhan", "giai-quyet"):
        LineFactory(version=form.versions.get(), indicator=IndicatorFactory(code=code))
    return form


def post(client: Client, url: str, **data: object) -> str:
    answer = client.post(url, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def step(form: Form, name: str, number: int = 1, muc: int | None = None) -> str:
    url = reverse("indicators:version_step", args=[form.code, number, name])
    return f"{url}?muc={muc}" if muc else url


def test_a_form_is_defined_published_and_sent_from_the_pages_alone(client, issuer) -> None:
    commune = UnitFactory(parent=issuer.unit, name="Quảng Lợi")
    BodyFactory(unit=commune, kind=issuer.kind)
    one, two = IndicatorFactory(code="tiep-nhan"), IndicatorFactory(code="giai-quyet")
    regime = Regime.objects.get(code="lich")
    page = post(
        client, reverse("indicators:form_new"), issuer=issuer.pk, name_vi="Biểu quý", level=commune.kind.level_id,
        answerer=issuer.kind_id, regime=regime.pk, spans=["quarter"],
    )  # fmt: skip
    form = Form.objects.get()
    assert "Biểu chưa có phần nào" in page
    assert "Chưa có chỉ tiêu nào trong phần này" in post(client, step(form, "them-phan"), title_vi="Kiến nghị")
    section = form.versions.get().sections.get()
    page = post(client, step(form, "them-chi-tieu", muc=section.pk), indicators=[one.pk, two.pk])
    assert page.index(two.name) < page.index(one.name)  # as in the catalogue: by rank, then by code
    bad = post(client, step(form, "them-kiem-tra"), kind="expression", expression="[giai-quyet] =< 1", severity="block")
    assert "Chưa lưu được" in bad
    assert "[giai-quyet] =&lt; 1" in bad
    assert "[tiep-nhan]" in bad
    page = post(
        client, step(form, "them-kiem-tra"), kind="expression", expression="[giai-quyet] <= [tiep-nhan]",
        severity="block", message_vi="Không giải quyết nhiều hơn đã nhận.",
    )  # fmt: skip
    assert "[giai-quyet] &lt;= [tiep-nhan]" in page
    assert "đã ban hành" in post(client, step(form, "ban-hanh"))
    assert "Đã lập 20 kỳ báo cáo" in post(client, reverse("indicators:windows"), regime=regime.pk, year="2026")
    page = client.get(reverse("indicators:send", args=[form.code])).content.decode()
    assert "Giao cho 1 đơn vị" in page
    assert "Quảng Lợi" in page
    assert "07/10/2026" in page
    window = ReportingWindow.objects.get(code="2026-Q3", regime=regime)
    url = reverse("indicators:send", args=[form.code])
    assert "Đã giao biểu cho 1 đơn vị" in post(client, f"{url}?ky={window.pk}", due_on="09/10/2026")
    sent = Submission.objects.get()
    assert (sent.unit, sent.window, sent.due_on) == (commune, window, date(2026, 10, 9))
    page = client.get(url).content.decode()
    assert "1 đơn vị đã có biểu của kỳ này" in page
    assert "Giao cho" not in page


def test_the_preview_names_every_unit_before_anything_is_sent(client, form, issuer) -> None:
    named = {name: UnitFactory(parent=issuer.unit, name=name) for name in ("An", "Bình")}
    BodyFactory(unit=named["An"], kind=form.answerer)
    window = WindowFactory(code="2026-Q3")
    village_form = FormFactory(
        issuer=issuer,
        spans=[Span.QUARTER],
        level=UnitLevelFactory(code="village"),
        answerer=BodyFactory(kind__code="khac").kind,
    )
    UnitFactory(parent=named["An"], kind__code="thon", name="Thôn Một")
    page = client.get(reverse("indicators:send", args=[village_form.code])).content.decode()
    assert "1 đơn vị chưa có cơ quan lập biểu" in page
    assert "Thôn Một" in page
    assert "Giao cho" not in page
    SubmissionFactory(form=form, window=window, unit=named["An"], body=named["An"].bodies.get())
    url = reverse("indicators:send", args=[form.code])
    for group, there, away in (("nhan", "Bình", "xã An"), ("da-giao", "xã An", "Bình"), ("rác", "Bình", "xã An")):
        page = client.get(url, {"ky": window.pk, "nhom": group}).content.decode()
        assert there in page
        assert away not in page
    assert "nhập thay" in client.get(url, {"ky": window.pk}).content.decode()
    assert Submission.objects.count() == 1


def test_a_published_version_has_no_buttons_and_its_copy_has(client, form) -> None:
    url = reverse("indicators:version", args=[form.code, 1])
    page = client.get(url).content.decode()
    assert "Soạn phiên bản mới" in page
    assert "them-phan" not in page
    assert "không sửa" in post(client, step(form, "them-phan"), title_vi="II")
    assert form.versions.get().sections.count() == 1
    page = post(client, step(form, "ban-moi"))
    assert "dự thảo" in page
    assert "them-phan" in page
    assert "2027" in page
    draft = form.versions.get(number=2)
    lines = list(draft.lines.all())
    post(client, step(form, "xep", 2), muc=f"dong:{lines[1].pk}", viec="len")
    assert [line.pk for line in draft.lines.all()] == [lines[1].pk, lines[0].pk]
    edited = step(form, "dong", 2, lines[0].pk)
    shown = {"section": lines[0].section_id, "digest": client.get(edited).context["form"]["digest"].value()}
    post(client, edited, **shown, source="typed", help_vi="Chỉ tính kiến nghị mới")
    lines[0].refresh_from_db()
    assert (lines[0].help_vi, lines[0].required) == ("Chỉ tính kiến nghị mới", False)
    answer = client.post(edited, {**shown, "source": "typed", "help_vi": "Của người mở trang trước đó"})
    conflicts = [(one.theirs, one.mine) for one in answer.context["form"].conflicts]
    assert conflicts == [("Chỉ tính kiến nghị mới", "Của người mở trang trước đó")]
    shown["digest"] = client.get(edited).context["form"]["digest"].value()
    assert "Cổng không đếm được" in post(client, edited, **shown, source="counted", help_vi="Chỉ tính kiến nghị mới")
    section = draft.sections.get()
    assert "còn chỉ tiêu" in post(client, step(form, "xep", 2), muc=f"phan:{section.pk}", viec="bo")
    post(client, step(form, "xep", 2), muc=f"dong:{lines[1].pk}", viec="bo")
    assert [line.pk for line in draft.lines.all()] == [lines[0].pk]
    post(client, step(form, "bo", 2))
    assert form.versions.get().number == 1


@pytest.mark.parametrize(
    "data",
    [
        {"spans": ["\0"], "level": "x" * 40, "name_vi": "A\0", "regime": "9" * 30},
        {"spans": ["quarter"], "kinds": ["1", "-1", "'"], "answerer": "99999999999999999999", "issuer": "0"},
        {},
    ],
)
def test_what_cannot_be_read_gives_a_sentence_and_keeps_what_was_typed(client, data) -> None:
    assert "Chưa lưu được" in post(client, reverse("indicators:form_new"), **data)
    assert not Form.objects.exists()


@pytest.mark.parametrize(
    "days", [("31/02/2026", "9999"), ("01/01/0000", "1/1/1"), ("\0", ""), ("31/12/9999", "31/12/9999")]
)
def test_days_that_no_calendar_has_are_told_beside_their_field(client, form, days) -> None:
    WindowFactory(code="2026-Q3")
    UnitFactory(parent=form.issuer.unit)
    assert "Chưa lưu được" in post(client, reverse("indicators:send", args=[form.code]), due_on=days[0])
    own = windows.found_regime(
        body=form.issuer, facts=windows.RegimeFacts(name_vi="Riêng"), by=form.versions.get().published_by
    )
    page = post(
        client, reverse("indicators:window_new"), regime=own.pk, span="ad_hoc", first=days[0], last=days[1],
        opens_on=days[0], due_on=days[1],
    )  # fmt: skip
    assert "Chưa lưu được" in page
    post(client, step(form, "ban-moi"))
    page = post(client, step(form, "sua", 2), starts_on=days[0] if days[0] != "31/12/9999" else "", outline="Đề cương")
    assert "Chưa lưu được" in page
    assert "Đề cương" in page


@pytest.mark.parametrize("year", ["", "abc", "1800", "-5", "99999999999999999999", "2.026,5"])
def test_a_year_that_cannot_be_laid_out_is_told(client, year) -> None:
    regime = Regime.objects.get(code="lich")
    assert "Đã lập" not in post(client, reverse("indicators:windows"), regime=regime.pk, year=year)
    assert client.get(reverse("indicators:windows"), {"nam": year, "che-do": year}).status_code == 200
    assert not ReportingWindow.objects.exists()


def test_a_body_keeps_its_own_regime(client, issuer) -> None:
    page = post(
        client, reverse("indicators:regime_new"), body=issuer.pk, name_vi="Chốt ngày 20", closing_day=20, due_days=3
    )
    assert "Chưa lập kỳ báo cáo nào của năm 2026" in page
    assert "ngày 20" in page
    regime = Regime.objects.get(body=issuer)
    page = post(client, reverse("indicators:windows"), regime=regime.pk, year=2026)
    assert "21/06/2026 – 20/09/2026" in page
    window = regime.windows.get(code="2026-Q3")
    digest = client.get(window.get_absolute_url()).context["form"]["digest"].value()
    data = {"opens_on": "21/09/2026", "due_on": "30/09/2026", "locks_on": "10/10/2026", "digest": digest}
    assert "hạn gửi 23/09/2026 → 30/09/2026" in post(client, window.get_absolute_url(), **data)
    stale = post(client, window.get_absolute_url(), **{**data, "due_on": "25/09/2026"})
    assert "25/09/2026" in stale
    assert "30/09/2026" in stale
    window.refresh_from_db()
    assert (window.due_on, window.locks_on) == (date(2026, 9, 30), date(2026, 10, 10))
    digest = client.get(reverse("indicators:regime", args=[regime.code])).context["form"]["digest"].value()
    fields = {"name_vi": "Chốt ngày 25", "closing_day": 25, "due_days": 3, "digest": digest}
    assert "ngày 25" in post(client, reverse("indicators:regime", args=[regime.code]), **fields)


def test_units_below_read_the_form_that_they_fill_in_and_change_nothing(form, issuer) -> None:
    commune = UnitFactory(parent=issuer.unit)
    body = BodyFactory(unit=commune)
    below = Client()
    below.force_login(UserFactory(member_of=body, role=Role.CLERK))
    urls = [reverse("indicators:form", args=[form.code]), reverse("indicators:version", args=[form.code, 1])]
    assert [below.get(url).status_code for url in urls] == [404, 404]
    SubmissionFactory(form=form, unit=commune, body=body, window=WindowFactory(code="2026-Q3"))
    pages = [below.get(url).content.decode() for url in urls]
    assert all(form.name in page and "Giao biểu" not in page and "Soạn" not in page for page in pages)
    assert form.name in below.get(reverse("indicators:forms")).content.decode()
    for name in ("send", "form_edit"):
        assert below.get(reverse(f"indicators:{name}", args=[form.code])).status_code == 403
    assert below.post(step(form, "ban-moi")).status_code == 403


def test_who_reports_is_corrected_until_the_form_was_given_out(client, form, issuer) -> None:
    url = reverse("indicators:form_edit", args=[form.code])
    digest = client.get(url).context["form"]["digest"].value()
    data = {
        "name_vi": "Tên mới", "name_en": form.name_en, "level": form.level_id, "answerer": form.answerer_id,
        "regime": form.regime_id, "spans": ["nine_months", "year"], "digest": digest,
    }  # fmt: skip
    assert "Tên mới" in post(client, url, **data)
    form.refresh_from_db()
    assert form.spans == ["nine_months", "year"]
    SubmissionFactory(form=form, unit=UnitFactory(parent=issuer.unit), window=WindowFactory(code="2026-9M"))
    digest = client.get(url).context["form"]["digest"].value()
    other = Regime.objects.get(code="nd-09-2019")
    assert "không đổi được" in post(client, url, **{**data, "regime": other.pk, "digest": digest})
    for code in ("không", "99999"):
        assert client.get(f"/chi-tieu/bieu-mau/{code}/").status_code == 404
    for address in (
        f"{form.get_absolute_url()}99999999/",
        step(form, "dong", muc=999),
        step(form, "la"),
        step(form, "xep"),
    ):
        assert client.get(address).status_code in (302, 404)
