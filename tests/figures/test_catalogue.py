"""The indicators that come with the portal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from figures import catalogue
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem, Indicator

pytestmark = pytest.mark.django_db

ENTRIES = {entry["code"]: entry for entry in catalogue.read()}

# the figures of the real cases that must come out as they went in, and the indicator of each
OF_THE_CASES = {
    "A: communes merged": "xa-giam-do-sap-xep",
    "A: villages elected their heads": "thon-bau-truong",
    "A: Party units elected their secretary directly": "bau-bi-thu-truc-tiep",
    "A: administrative reform, rank 3, excellent": "cai-cach-hanh-chinh",
    "A: 5 thematic or extraordinary sessions": "ky-hop-chuyen-de",
    "A: 8 of 8 communes meet the standard": "xa-nong-thon-moi",
    "A: 4 advanced communes": "xa-nong-thon-moi-nang-cao",
    "A: 1 model commune": "xa-nong-thon-moi-kieu-mau",
    "A: poor households 0.15 %": "ty-le-ho-ngheo",
    "B: 303 petitions since the start of the term": "kien-nghi-cu-tri-nhiem-ky",
    "C: 53 models": "mo-hinh-dan-van-kheo",
    "C: 16 advanced examples": "dien-hinh-tien-tien",
    "C: 1 at province level": "dien-hinh-tien-tien-cap-tinh",
    "C: 15 at district level": "dien-hinh-tien-tien-cap-huyen",
    "C: communes that aim at the standard": "xa-phan-dau-nong-thon-moi",
    "C: villages that aim to leave the list": "thon-ra-khoi-dac-biet-kho-khan",
    "D: 4 opinions in discussion": "y-kien-thao-luan",
    "D: 6 regulations": "quy-che-dan-chu",
}


def test_every_installation_has_the_indicators_of_the_file():
    assert len(ENTRIES) == len(catalogue.read())
    assert len(ENTRIES) >= 60
    assert set(ENTRIES) <= set(Indicator.objects.values_list("code", flat=True))


def test_every_figure_of_the_cases_is_an_indicator_that_people_state():
    stated = set(Indicator.objects.stated().values_list("code", flat=True))

    assert set(OF_THE_CASES.values()) <= stated


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry["code"])
def test_every_indicator_is_valid_says_what_it_means_and_speaks_both_languages(entry):
    indicator = Indicator(**{name: value for name, value in entry.items() if name not in catalogue.LINKS})

    try:
        indicator.full_clean(validate_unique=False)
    except ValidationError as error:
        pytest.fail(str(error))
    assert entry["name_en"]
    assert entry["definition_vi"]
    assert entry["definition_en"]
    assert entry["basis"]
    assert bool(indicator.measure_vi) == bool(indicator.measure_en)
    assert bool(indicator.numerator_vi) == bool(indicator.numerator_en) == bool(indicator.denominator_en)
    if indicator.kind == FigureKind.RATIO:
        assert indicator.formula


def test_ratios_of_two_others_and_breakdowns_are_linked_as_the_file_says():
    rows = {row.code: row for row in Indicator.objects.select_related("part", "whole", "breakdown")}

    linked = {
        code: {name: getattr(rows[code], name).code for name in catalogue.LINKS if getattr(rows[code], name)}
        for code in ENTRIES
    }

    assert linked == {
        code: {name: entry[name] for name in catalogue.LINKS if name in entry} for code, entry in ENTRIES.items()
    }
    for entry in ENTRIES.values():
        if "part" in entry:
            assert ENTRIES[entry["part"]]["kind"] == ENTRIES[entry["whole"]]["kind"] == "count"
        if "breakdown" in entry:
            assert "counted" not in entry, "a counting query gives one number and no parts"


def test_the_five_fields_of_case_c_are_items_and_what_was_not_split_has_one_too():
    items = BreakdownItem.objects.filter(breakdown__code="linh-vuc-dan-van-kheo").values_list("code", flat=True)

    assert {"kinh-te", "van-hoa-xa-hoi", "giai-phong-mat-bang", "moi-truong", "he-thong-chinh-tri", "chua-phan"} <= {
        *items
    }


def test_the_district_is_no_part_of_a_figure_after_its_level_ended():
    last = BreakdownItem.objects.filter(code="huyen").values_list("valid", flat=True)

    assert [valid.upper for valid in last] == [date(2025, 7, 1)] * 2


def test_every_breakdown_speaks_both_languages_and_its_items_differ():
    for entry in catalogue.read_breakdowns():
        assert entry["name_en"]
        assert all(item["name_vi"] and item["name_en"] for item in entry["items"])
        assert len({item["code"] for item in entry["items"]}) == len(entry["items"])


def test_supplying_again_adds_nothing_and_overwrites_nothing():
    Indicator.objects.filter(code="ty-le-ho-ngheo").update(name_vi="Tên do quản trị đặt", definition_vi="Cách hiểu")
    Indicator.objects.filter(code="don-thu").update(breakdown=None)
    before = (Indicator.objects.count(), Breakdown.objects.count(), BreakdownItem.objects.count())

    catalogue.supply()

    assert (Indicator.objects.count(), Breakdown.objects.count(), BreakdownItem.objects.count()) == before
    assert Indicator.objects.filter(name_vi="Tên do quản trị đặt", definition_vi="Cách hiểu").count() == 1
    assert Indicator.objects.get(code="don-thu").breakdown is None


def test_an_indicator_from_before_there_were_definitions_gets_its_own_and_keeps_its_name():
    row = Indicator.objects.filter(code="don-thu")
    row.update(name_vi="Tên cũ", definition_vi="", definition_en="", basis="", breakdown=None)

    catalogue.supply()

    assert row.get().definition_vi == ENTRIES["don-thu"]["definition_vi"]
    assert row.get().breakdown.code == "loai-don"
    assert row.get().name_vi == "Tên cũ"
