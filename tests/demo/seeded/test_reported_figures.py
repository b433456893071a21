"""Every figure of the real cases goes up village → commune → district → province as it was stated, and opens to what
it stands on: forms below, records that were counted, the conference that stated it, or a typed figure with its note."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from accounts.models import User
from figures import registry
from figures.enums import FigureKind
from figures.models import Fact, Indicator
from indicators.enums import SENT_UP, Source, SubmissionState
from indicators.models import Submission, Value
from indicators.rollup import View, percent, roll_up
from indicators.services import submitting
from organizations.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]

YEAR, NINE_MONTHS = "2020-Y", "2020-9M"
MODELS = {"kinh-te": 15, "van-hoa-xa-hoi": 14, "giai-phong-mat-bang": 6, "moi-truong": 10, "he-thong-chinh-tri": 8}

# case, indicator (and item), window, what each level says, from the lowest up; a pair is a part of a whole
FIGURES = [
    ("A", "xa-giam-do-sap-xep", YEAR, {"dam-ha": 1, "quang-ninh": 1}),
    (
        "A",
        "thon-bau-truong",
        YEAR,
        {
            "an-loi": (1, 1),
            "tan-hoa": (1, 1),
            "tai-ly-say": (1, 1),
            "quang-lam": (1, 1),
            "quang-tan": (2, 2),
            "dam-ha": (3, 3),
            "quang-ninh": (3, 3),
        },
    ),
    ("A", "bau-bi-thu-truc-tiep", YEAR, {"quang-tan": (20, 20), "dam-ha": (125, 125), "quang-ninh": (125, 125)}),
    ("A", "ky-hop-chuyen-de", YEAR, {"dam-ha": 5, "quang-ninh": 5}),
    ("A", "xa-nong-thon-moi", YEAR, {"quang-lam": (1, 1), "dam-ha": (8, 8), "quang-ninh": (8, 8)}),
    ("A", "xa-nong-thon-moi-nang-cao", YEAR, {"quang-tan": 1, "quang-lam": 0, "dam-ha": 4, "quang-ninh": 4}),
    ("A", "xa-nong-thon-moi-kieu-mau", YEAR, {"duc-yen": 1, "dam-ha": 1, "quang-ninh": 1}),
    ("A", "ty-le-ho-ngheo", YEAR, {"quang-lam": (5, 1150), "dam-ha": (18, 12_000), "quang-ninh": (18, 12_000)}),
    ("B", "kien-nghi-cu-tri-nhiem-ky", NINE_MONTHS, {"quang-tan": 52, "dam-ha": 303, "quang-ninh": 303}),
    (
        "C",
        "mo-hinh-dang-ky",
        YEAR,
        {"luc-hon": 25, "dong-van": 14, "vo-ngai": 6, "dam-ha": 0, "binh-lieu": 53, "quang-ninh": 53},
    ),
    *(
        ("C", f"mo-hinh-dan-van-kheo.{field}", YEAR, {"binh-lieu": number, "quang-ninh": number})
        for field, number in MODELS.items()
    ),
    ("C", "dien-hinh-duoc-khen", YEAR, {"dam-ha": 0, "binh-lieu": 16, "quang-ninh": 16}),
    ("C", "dien-hinh-tien-tien.tinh", YEAR, {"binh-lieu": 1, "quang-ninh": 1}),
    ("C", "dien-hinh-tien-tien.huyen", YEAR, {"binh-lieu": 15, "quang-ninh": 15}),
    ("D", "y-kien-tai-hoi-nghi", NINE_MONTHS, {"cu-khoi": 4, "long-bien": 4, "ha-noi": 4}),
    ("D", "quy-che-dan-chu", NINE_MONTHS, {"cu-khoi": 6, "long-bien": 6, "ha-noi": 6}),
    ("D", "quy-che-hieu-luc", NINE_MONTHS, {"long-bien": 6, "ha-noi": 6}),
    ("D", "bao-cao-giam-sat-thang", NINE_MONTHS, {"cu-khoi": 9, "long-bien": 9, "ha-noi": 9}),
    ("D", "bao-cao-giam-sat-thang", YEAR, {"cu-khoi": 12, "long-bien": 12, "ha-noi": 12}),
]


@pytest.fixture
def reader(client):
    """Whoever reads the history of both provinces."""
    client.force_login(User.objects.get(username="lichsu"))
    return client


def stated(unit: str, window: str, name: str) -> Value:
    code, _point, item = name.partition(".")
    values = Value.objects.filter(unit__code=unit, window__code=window, indicator__code=code)
    return values.select_related("submission__form", "submission__window", "unit", "indicator").get(
        **({"item__code": item} if item else {"item": None})
    )


def figure(value: Value):
    return (value.part, value.whole) if value.indicator.kind == FigureKind.RATIO else value.number


def leaves(value: Value, reader) -> Iterator[str]:
    """What a figure stands on, down to the last: each step adds up, and its page opens."""
    source = value.sources.first()
    if source is None or source.source == Source.TYPED:
        facts = Fact.objects.filter(pk__in=source.keys) if source else []
        assert facts or value.note, f"{value.unit.code}: nothing says where {value} comes from"
        yield from (f"conference {fact.source_id}" for fact in facts)
        if not facts:
            yield f"typed by {value.unit.code}"
    elif source.source == Source.COUNTED:
        again = registry.count(source.query, unit=value.unit, window=value.submission.window.counted)
        assert (len(source.keys), source.keys) == (source.number, list(again.keys))
        yield from (f"{source.query} {key}" for key in source.keys)
    else:
        below = Value.objects.filter(submission__in=source.keys, indicator=value.indicator, item=value.item)
        given = [one for one in below.select_related("submission__window", "unit", "indicator") if one.is_given]
        together = [sum(one) for one in zip(*(_parts(one) for one in given), strict=True)]
        assert together == list(_parts(value))
        for one in given:
            yield from leaves(one, reader)
    if source and source.url:
        assert reader.get(source.url).status_code == 200


def _parts(value: Value) -> tuple[Decimal, ...]:
    found = figure(value)
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.parametrize(
    ("name", "window", "levels"),
    [row[1:] for row in FIGURES],
    ids=[f"{case} {name} {window}" for case, name, window, _levels in FIGURES],
)
def test_a_figure_is_the_same_at_every_level_and_opens_to_what_it_stands_on(name, window, levels, reader):
    values = {unit: stated(unit, window, name) for unit in levels}
    top = list(values.values())[-1]

    assert {unit: figure(value) for unit, value in values.items()} == levels
    assert {value.submission.state for value in values.values()} <= set(SENT_UP)
    number = figure(top)
    assert len(list(leaves(top, reader))) > 0
    if top.indicator.counted:
        assert len(set(leaves(top, reader))) == number
    assert reader.get(top.submission.get_absolute_url()).status_code == 200


def test_the_poor_household_rate_is_a_ratio_of_sums_and_not_a_mean_of_rates():
    value = stated("quang-ninh", YEAR, "ty-le-ho-ngheo")

    assert value.number == Decimal("0.15")
    assert percent(value.part, value.whole) == Decimal("0.15")


def test_the_rank_of_2019_stands_with_the_district_and_is_listed_not_added_in_the_province(reader):
    value = stated("dam-ha", "2019-Y", "cai-cach-hanh-chinh")
    form, window = value.submission.form, value.submission.window
    total = roll_up(form, window, Unit.objects.get(code="quang-ninh")).total(value.indicator)

    assert (value.number, value.text) == (3, "xuất sắc")
    assert list(leaves(value, reader)) == [f"conference {Fact.objects.get(indicator=value.indicator).source_id}"]
    assert (total.number, total.listed) == (None, (value.unit_id,))
    assert list(total.missing.values()) == ["Bài viết không nêu số liệu này của đơn vị"]


@pytest.mark.parametrize(("code", "whole"), [("mo-hinh-dan-van-kheo", 53), ("dien-hinh-tien-tien", 16)])
def test_items_add_up_to_their_whole_which_nobody_states_beside_them(code, whole):
    value = Value.objects.filter(unit__code="binh-lieu", indicator__code=code, item__isnull=False).first()
    province = Unit.objects.get(code="quang-ninh")

    assert roll_up(value.submission.form, value.window, province).total(value.indicator).number == whole
    assert not Value.objects.filter(indicator__code=code, item=None, number__isnull=False).exists()


def test_the_district_is_over_and_the_province_of_today_still_adds_its_figures_up():
    value = stated("dam-ha", NINE_MONTHS, "kien-nghi-cu-tri-nhiem-ky")
    province = Unit.objects.get(code="quang-ninh")
    today = roll_up(value.submission.form, value.window, province, view=View.RESTATED)

    assert today.total(value.indicator).number == 303


def test_targets_without_a_result_say_so():
    value = stated("binh-lieu", YEAR, "xa-phan-dau-nong-thon-moi")

    assert value.text == "Đồng Văn, Lục Hồn, Vô Ngại; bài viết không nêu kết quả"


def test_the_merged_commune_owes_nothing_and_today_its_successor_holds_the_figures():
    value = stated("quang-tan", NINE_MONTHS, "kien-nghi-cu-tri-nhiem-ky")
    form, window = value.submission.form, value.submission.window
    then = roll_up(form, window, Unit.objects.get(code="dam-ha"))
    today = roll_up(form, window, Unit.objects.get(code="quang-tan-2025"), view=View.RESTATED)

    assert len(then.units) == 9
    assert not Submission.objects.filter(unit__code="quang-loi").exists()
    assert today.total(value.indicator).number == 52 + 33 + 36 + 27


def test_everything_below_was_taken_into_the_form_above_in_time():
    rows = Submission.objects.filter(window__code__in=["2019-Y", NINE_MONTHS, YEAR])
    below = rows.exclude(unit__kind__level__code__in=["province"]).exclude(window__code="2019-Y")

    assert set(below.values_list("state", flat=True)) == {SubmissionState.CONSOLIDATED}
    assert not any(row.was_late for row in rows)
    assert rows.filter(approvals__on_paper=True, approvals__slip__isnull=False).count() == 1


def test_every_figure_of_the_cases_is_an_indicator_that_says_what_it_means():
    codes = {name.partition(".")[0] for _case, name, _window, _levels in FIGURES} | {"cai-cach-hanh-chinh"}

    assert Indicator.objects.filter(code__in=codes).exclude(definition_vi="").count() == len(codes)


# -- today


def test_the_last_quarter_of_the_made_up_province_stands_in_every_state():
    quarter = Submission.objects.filter(form__issuer__code="ubnd-song-van", unit__kind__level__code="commune")
    newest = quarter.order_by("-window__days").first().window
    rows = {row.unit.code: row for row in quarter.filter(window=newest).select_related("unit", "window")}

    assert {unit: row.state for unit, row in rows.items()} == {
        "van-khe": "draft", "van-giang": "returned", "ben-van": "approved", "dao-van": "accepted", "van-son": "open",
    }  # fmt: skip
    assert rows["ben-van"].was_late
    assert not rows["dao-van"].was_late
    assert rows["van-son"].is_overdue()
    assert rows["van-khe"].exceptions.exists()


def test_the_draft_of_the_commune_has_a_warning_to_explain():
    draft = Submission.objects.get(unit__code="van-khe", state="draft", form__issuer__code="ubnd-song-van")
    found = submitting.rehearse(submission=draft, by=User.objects.get(username="canbo"))

    assert [finding.severity for finding in found.findings] == ["warn"]


@pytest.mark.parametrize(
    "username", ["canbo", "vanthu", "thanhvien", "lanhdao", "giamsat", "mattran", "tinh", "phuong"]
)
def test_whoever_signs_in_finds_forms(username, client):
    client.force_login(User.objects.get(username=username))

    page = client.get("/chi-tieu/?trang-thai=tat-ca", follow=True).content.decode()

    assert "minh họa" in page
