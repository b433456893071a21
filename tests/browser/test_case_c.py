"""Case C without scripts: from empty to the review on paper, with the register of models and what was commended."""

from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page

from demo.cases import case_c
from movements.models import Commendation, CoordinationProgramme, LocalModel, ModelField
from organizations.enums import Role
from organizations.models import BodyKind, UnitLevel
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.papers.reading import TaggedPdf
from tests.support.browser import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("case-c")]

UNITS = {
    "luc-hon": ("Lục Hồn", "xa", "binh-lieu"),
    "dong-van": ("Đồng Văn", "xa", "binh-lieu"),
    "vo-ngai": ("Vô Ngại", "xa", "binh-lieu"),
    "cao-thang": ("Cao Thắng", "thon", "luc-hon"),
    "khe-o": ("Khe O", "thon", "luc-hon"),
}
BODIES = {
    "ubnd": ("ubnd", "Ủy ban nhân dân huyện Bình Liêu", "UBND huyện"),
    "ban-dan-van": ("ban-dan-van", "Ban Dân vận Huyện ủy Bình Liêu", "Ban Dân vận"),
    "co-quan-khoi": ("co-quan-khoi-mttq", "Cơ quan Khối Mặt trận Tổ quốc và các đoàn thể huyện", "Cơ quan Khối"),
}


@pytest.fixture
def district(transactional_db):
    with transaction.atomic():
        province = UnitFactory(code="quang-ninh", name="Quảng Ninh", kind__code="tinh")
        units = {"binh-lieu": UnitFactory(code="binh-lieu", name="Bình Liêu", kind__code="huyen", parent=province)}
        for code, (name, kind, parent) in UNITS.items():
            units[code] = UnitFactory(code=code, name=name, kind__code=kind, parent=units[parent])
        for code, (kind, name, short) in BODIES.items():
            own = BodyKind.objects.get(code=kind)
            BodyFactory(code=f"{code}-binh-lieu", unit=units["binh-lieu"], kind=own, name=name, short_name=short)
        UserFactory(username="tonghop", member_of=units["binh-lieu"], role=Role.CLERK, password=PASSWORD)
    return units


def test_case_c_goes_from_empty_to_the_review_on_paper(chromium, district, live_server):
    page = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, live_server.url)

    register_models(page, live_server.url)
    record_commendations(page, live_server.url)
    launch_movement(page, live_server.url)
    programme = review_programme(page, live_server.url)

    assert LocalModel.objects.count() == 53
    assert Commendation.objects.count() == 16
    assert_figures_add_up(page, live_server.url)
    text = download(page, f"{live_server.url}/phong-trao/chuong-trinh/{programme.pk}/xem/tong-ket/")
    for words in facts_of_the_source():
        assert words in text, text
    page.context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/phong-trao/")
    page.fill("[name=login]", "tonghop")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Chương trình phối hợp", exact=True).wait_for()


def register_models(page: Page, address: str) -> None:
    """Five fields, a list of names for each."""
    page.goto(f"{address}/phong-trao/mo-hinh/")
    page.get_by_role("link", name="Đăng ký nhiều").click()
    for code, number, place in case_c.MODELS:
        field = ModelField.objects.get(code=code).name_vi
        page.select_option("[name=registrar]", label="Ban Dân vận Huyện ủy Bình Liêu")
        page.select_option("[name=kind]", label="Phong trào thi đua “Dân vận khéo”")
        page.select_option("[name=field]", label=field)
        page.fill("[name=unit]", UNITS[place][0] if place in UNITS else "huyện Bình Liêu")
        page.fill("[name=registered_on]", "10/03/2020")
        page.fill("[name=names]", "\n".join(f"Mô hình {field} số {n}" for n in range(1, number + 1)))
        page.get_by_role("button", name="Lưu và ghi lĩnh vực khác").click()
        page.get_by_text(f"Đã đăng ký {number} mô hình.").wait_for()


def record_commendations(page: Page, address: str) -> None:
    """Only numbers are known: one by the province, fifteen by the district."""
    page.goto(f"{address}/phong-trao/khen-thuong/ghi-moi/")
    for code, number in case_c.COMMENDED:
        page.select_option("[name=registrar]", label="Ban Dân vận Huyện ủy Bình Liêu")
        page.select_option("[name=kind]", label="Phong trào thi đua “Dân vận khéo”")
        page.select_option("[name=level]", label=UnitLevel.objects.get(code=code).name_vi)
        page.select_option("[name=honoured]", label="Chưa nêu rõ")
        page.fill("[name=decided_on]", "31/12/2020")
        page.fill("[name=unit]", "huyện Bình Liêu")
        page.fill("[name=unnamed]", str(number))
        page.get_by_role("button", name="Lưu và ghi quyết định khác").click()
        page.get_by_text(f"Đã ghi {number} khen thưởng.").wait_for()


def launch_movement(page: Page, address: str) -> None:
    """Two targets, of which nobody has stated the result."""
    page.goto(f"{address}/phong-trao/phat-dong/ghi-moi/")
    page.select_option("[name=body]", label="Ủy ban nhân dân huyện Bình Liêu")
    page.select_option("[name=kind]", label="Xây dựng nông thôn mới, đô thị văn minh")
    page.fill("[name=name]", "Phong trào thi đua xây dựng nông thôn mới")
    page.fill("[name=launched_on]", "15/01/2020")
    page.get_by_role("button", name="Ghi phong trào").click()
    page.get_by_role("link", name="Thêm mục tiêu").click()
    for text, number, measure, units in case_c.TARGETS:
        page.fill("[name=text]", text)
        page.fill("[name=units]", "\n".join(UNITS[code][0] for code in units))
        page.fill("[name=planned]", str(number))
        page.fill("[name=measure]", measure)
        page.get_by_role("button", name="Lưu và thêm mục tiêu nữa").click()
        page.get_by_text("Đã thêm mục tiêu.").wait_for()
    page.get_by_role("link", name="Quay lại").click()
    assert page.get_by_text("chưa nêu", exact=True).count() == 3  # both targets, and the movement as a whole


def review_programme(page: Page, address: str) -> CoordinationProgramme:
    """Two pairs sign, four contents, the final review on 31/03/2021."""
    page.goto(f"{address}/phong-trao/")
    page.get_by_role("link", name="Lập chương trình").click()
    page.select_option("[name=host]", label="Ủy ban nhân dân huyện Bình Liêu")
    page.fill("[name=partners]", "Ban Dân vận\nCơ quan Khối")
    page.fill("[name=year]", "2020")
    page.fill("[name=title]", "Chương trình phối hợp công tác dân vận năm 2020")
    page.select_option("[name=signing]", label="Cơ quan đầu mối ký với từng cơ quan")
    page.get_by_role("button", name="Lập chương trình phối hợp").click()
    page.get_by_role("link", name="Thêm nội dung").click()
    for text, lead, due_on, _done in case_c.CONTENTS_2020:
        page.fill("[name=text]", text)
        page.fill("[name=lead]", BODIES[lead][2])
        page.fill("[name=due_on]", f"{due_on:%d/%m/%Y}")
        page.get_by_role("button", name="Lưu và thêm nội dung nữa").click()
        page.get_by_text("Đã thêm nội dung.").wait_for()
    page.get_by_role("link", name="Quay lại").click()
    page.get_by_role("link", name="Ghi ký kết").click()
    page.fill("[name=on]", "20/03/2020")
    page.get_by_role("button", name="Ghi ký kết").click()
    page.get_by_role("link", name="Ghi tổng kết năm").click()
    page.fill("[name=on]", "31/03/2021")
    for number, (_text, _lead, _due_on, done) in enumerate(case_c.CONTENTS_2020, 1):
        if done:
            page.check(f"[name=n{number}-done]")
    page.get_by_role("button", name="Ghi tổng kết năm").click()
    page.get_by_text("Đã tổng kết", exact=True).first.wait_for()
    return CoordinationProgramme.objects.get()


def assert_figures_add_up(page: Page, address: str) -> None:
    """53 over five fields; every number opens its list."""
    page.goto(f"{address}/phong-trao/mo-hinh/so-lieu/")
    sums = page.locator("table").first.locator("tfoot td").all_inner_texts()
    assert [int(cell) for cell in sums] == [*(number for _code, number, _place in case_c.MODELS), 53]
    given = page.locator("table").last.locator("tfoot td").all_inner_texts()
    assert [int(cell) for cell in given] == [1, 15, 16]
    page.locator("table").first.locator("tfoot td a").last.click()
    page.get_by_text("53 mô hình").wait_for()


def download(page: Page, url: str) -> str:
    """The words of the paper in reading order."""
    page.goto(url)
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải PDF").click()
    words = TaggedPdf(Path(started.value.path()).read_bytes()).document.all_text
    return " ".join(words.split())


def facts_of_the_source() -> list[str]:
    """What the source states, and that it states no result."""
    return [
        "Ủy ban nhân dân huyện Bình Liêu với Ban Dân vận Huyện ủy Bình Liêu",
        "Ủy ban nhân dân huyện Bình Liêu với Cơ quan Khối Mặt trận Tổ quốc và các đoàn thể huyện",
        "Có 53 mô hình đăng ký, ở 5 lĩnh vực",
        *(f"{ModelField.objects.get(code=code).name_vi} {number}" for code, number, _place in case_c.MODELS),
        "Có 16 điển hình tiên tiến được khen (cấp tỉnh: 1; cấp huyện: 15)",
        "Không nêu các điển hình này có thuộc số mô hình đăng ký hay không",
        *(text for text, _number, _measure, _units in case_c.TARGETS),
        "xã Vô Ngại chưa nêu",
        "thôn Khe O chưa nêu",
        "Hoàn thành 3/4 nội dung",
    ]
