"""The file of rules: it holds every limit of the law, and a mistake in it is told before anything is written."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from deadlines import rule_file
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus, RuleTopic
from deadlines.models import Clock, Rule
from deadlines.rule_file import BadRuleFile
from organizations.timeline import days
from tests.factories.deadlines import ClockFactory, OwnLimitFactory, RuleFactory

# Every id of the research note that is a time limit or a periodic duty …
LIMITS = {
    "DISC": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13],
    "VOTE": [2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 16],
    "OPIN": [1, 3],
    "INSP": [1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13],
    "AGCY": [2, 3, 4, 6, 7, 8, 9, 10, 11],
    "SOE": [1, 2, 3, 5, 6, 7],
    "OLD": [3, 4, 5, 10],
    "PET": [1, 2, 3, 4, 5, 7, 9, 20, 21, 22, 23],
    "TXCT": [3, 4, 5],
    "FRONT": [1, 2, 3, 4, 5],
    "COMP": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14],
    "DEN": [1, 2, 3, 4, 5, 6, 7, 8],
    "REC": [1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17],
    "RPT": [1, 2, 3, 4, 5, 6, 7, 8, 9],
    "ADM": [5],
    "DATA": [3],
    "WEB": [3, 5],
}
# … and why the others are not here.
LEFT_OUT = {
    "which law prevails": ["DISC-07", "DEN-11"],
    "shares, quorums, numbers of people": ["VOTE-01", "VOTE-06", "VOTE-07", "VOTE-08", "INSP-04", "INSP-10", "AGCY-05",
                                           "SOE-04", "REC-12"],
    "contents, forms, who may": ["OPIN-02", "AGCY-01", "SOE-08", "OLD-01", "OLD-02", "OLD-06", "OLD-07", "PET-06",
                                 "COMP-12", "DEN-09", "DEN-10", "DEN-12", "REC-09", "REC-10", "REC-11"],
    "an act as a whole": ["OLD-00", "OLD-08", "OLD-09", "OLD-11", "PET-08", "PET-10", "TXCT-01", "TXCT-02"],
    "transition": ["COMP-15"],
    "remarks on reporting": ["RPT-10", "RPT-11", "RPT-12", "RPT-13"],
    "facts of the reform; the draft limit of ADM-07 is not law": ["ADM-01", "ADM-02", "ADM-03", "ADM-04", "ADM-06",
                                                                  "ADM-07", "ADM-08", "ADM-09", "ADM-10"],
    "the calendar itself": [f"CAL-{number:02d}" for number in range(1, 11)],
    "data protection, accessibility": ["DATA-01", "DATA-02", "DATA-04", "DATA-05", "DATA-06", "WEB-01", "WEB-02",
                                       "WEB-04"],
}  # fmt: skip

ROW = {
    "code": '"TEST-01"', "family": '"a-duty"', "topic": '"cong-khai"', "name_vi": '"Việc"', "name_en": '"Duty"',
    "event_vi": '"ngày họp"', "event_en": '"the day"', "amount": "5", "counted_in": '"working_days"',
    "citation": '"Luật"', "from": "2020-01-01", "status": '"verified"',
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return rule_file.read()


@pytest.fixture
def write(tmp_path):
    """Writes a file of rows, each as changes of a plain one; None takes a key away."""

    def write(*rows: dict[str, str | None]) -> Path:
        path = tmp_path / "rules.toml"
        lines = []
        for row in rows:
            merged = {key: value for key, value in (ROW | row).items() if value is not None}
            lines += ["[[rules]]", *(f"{key} = {value}" for key, value in merged.items())]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def variants(rows, code) -> dict[str, dict]:
    return {row["variant"]: row for row in rows if row["code"] == code}


# -- what the file says


def test_every_limit_of_the_research_note_is_a_row(rows):
    wanted = {f"{group}-{number:02d}" for group, numbers in LIMITS.items() for number in numbers} | {"REC-04B"}

    assert {row["code"] for row in rows} == wanted
    assert not wanted & {code for codes in LEFT_OUT.values() for code in codes}


def test_every_row_is_complete_in_both_languages(rows):
    for row in rows:
        assert row["name_vi"], row
        assert row["name_en"], row
        assert bool(row["amount"]) == bool(row["event_en"] and not row["instead_en"]), row["code"]


@pytest.mark.parametrize(
    ("act", "status", "unread"),
    [
        ("Luật 10/2022/QH15", RuleStatus.ORIGINAL, "Luật 97/2025/QH15"),
        ("Luật 75/2015/QH13", RuleStatus.ORIGINAL, "Luật 97/2025/QH15"),
        ("Luật 25/2018/QH14", RuleStatus.ORIGINAL, "Luật 136/2025/QH15"),
        ("Nghị định 59/2023/NĐ-CP", RuleStatus.VERIFIED, ""),
        ("Nghị định 61/2023/NĐ-CP", RuleStatus.VERIFIED, ""),
        ("Luật 104/2016/QH13", RuleStatus.VERIFIED, ""),
        ("Luật 87/2015/QH13", RuleStatus.VERIFIED, ""),
        ("Luật 121/2025/QH15", RuleStatus.SECOND_HAND, ""),
        ("Nghị định 155/2026/NĐ-CP", RuleStatus.SECOND_HAND, ""),
        ("Nghị định 224/2026/NĐ-CP", RuleStatus.SECOND_HAND, ""),
        ("Pháp lệnh 34/2007/PL-UBTVQH11", RuleStatus.RECALLED, ""),
        ("Thông lệ", RuleStatus.PRACTICE, ""),
    ],
)
def test_every_rule_of_an_act_is_as_sure_as_its_source(rows, act, status, unread):
    of_act = [row for row in rows if row["citation"].startswith(act)]

    assert of_act
    assert {(row["status"], row["unread"]) for row in of_act} == {(status, unread)}


@pytest.mark.parametrize("act", ["Luật 02/2011/QH13", "Luật 42/2013/QH13"])
def test_an_amendment_leaves_alone_what_ended_before_it(rows, act):
    """Luật 136/2025 is in force since 01/07/2026: COMP-02 and REC-06 ended before."""
    for row in [row for row in rows if row["citation"].startswith(act)]:
        ended = row["valid"].upper is not None
        assert row["status"] == (RuleStatus.VERIFIED if ended else RuleStatus.ORIGINAL), row["code"]


@pytest.mark.parametrize(
    ("family", "before", "after", "changed_on"),
    [
        ("commune-disclosure", "OLD-05", "DISC-01", date(2023, 7, 1)),
        ("commune-posting", "OLD-03", "DISC-02", date(2023, 7, 1)),
        ("commune-loudspeaker", "OLD-04", "DISC-05", date(2023, 7, 1)),
        ("complaint-acceptance", "COMP-02", "COMP-03", date(2026, 7, 1)),
    ],
)
def test_rules_that_follow_each_other_share_a_family_without_a_gap(rows, family, before, after, changed_on):
    members = sorted((row for row in rows if row["family"] == family), key=lambda row: row["valid"].lower)

    assert [row["code"] for row in members] == [before, after]
    assert members[0]["valid"].upper == members[1]["valid"].lower == changed_on


def test_answers_through_the_national_assembly_had_two_categories_and_have_one_limit(rows):
    family = [row for row in rows if row["family"] == "petition-national-assembly"]

    assert [(row["code"], row["variant"], row["amount"]) for row in family] == [
        ("PET-20", "a", 40), ("PET-20", "b", 50), ("PET-21", "", 60),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "amounts"),
    [
        ("COMP-04", {"": 30, "complex": 45}),
        ("COMP-05", {"": 45, "complex": 60}),
        ("COMP-06", {"": 30, "remote": 45}),
        ("COMP-07", {"": 45, "complex": 60}),
        ("COMP-08", {"": 60, "complex": 70}),
        ("COMP-11", {"": 30, "remote": 45}),
        ("DEN-01", {"": 7, "several-places": 10}),
        ("DEN-05", {"": 30, "complex": 30, "specially-complex": 30}),
        ("PET-09", {"": 15, "complex": 30}),
        ("TXCT-03", {"decision": 5, "notice": 3}),
        ("VOTE-14", {"decision": 20, "team": 10, "candidates": 15, "notice": 7}),
        ("DISC-13", {"simple": 3, "complex": 15}),
        ("VOTE-16", {"": 5, "interim": 6}),
    ],
)
def test_variants_are_rows(rows, code, amounts):
    assert {variant: row["amount"] for variant, row in variants(rows, code).items()} == amounts


@pytest.mark.parametrize(
    ("reference", "extra"),
    [
        ("DISC-12", (10, LimitUnit.WORKING_DAY, 1)),
        ("DISC-13/complex", (15, LimitUnit.CALENDAR_DAY, 1)),
        ("DEN-05/complex", (30, LimitUnit.CALENDAR_DAY, 1)),
        ("DEN-05/specially-complex", (30, LimitUnit.CALENDAR_DAY, 2)),
    ],
)
def test_extensions_that_the_law_allows_are_data(rows, reference, extra):
    code, _slash, variant = reference.partition("/")
    row = variants(rows, code)[variant]

    assert (row["extra"], row["extra_unit"], row["extra_times"]) == extra


def test_postings_consultations_and_effect_are_minimums(rows):
    minimums = {row["code"] for row in rows if row["bound"] == Bound.MINIMUM}

    assert minimums == {"DISC-02", "DISC-05", "OLD-03", "OLD-04", "OPIN-01", "AGCY-03", "SOE-02", "DEN-08", "COMP-11"}


def test_only_what_must_be_done_at_the_latest_rolls_and_a_term_of_office_does_not(rows):
    for row in rows:
        must_be_done = row["bound"] == Bound.MAXIMUM and row["direction"] == Direction.AFTER
        is_term = row["code"] in {"VOTE-16", "AGCY-07"}
        assert row["rolls"] is (must_be_done and not is_term), row["code"]


def test_a_figure_whose_unit_is_not_known_is_words_and_not_counted(rows):
    old = variants(rows, "OLD-05")[""]

    assert old["amount"] is None
    assert "chưa rõ là ngày hay ngày làm việc" in old["instead_vi"]


def test_every_topic_has_rules(rows):
    assert {row["topic"] for row in rows} == set(RuleTopic.values)


# -- what a mistake says


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amout": "5"}, "TEST-01: không có khóa amout"),
        ({"amount": '"5"'}, "TEST-01: amount phải là số nguyên"),
        ({"amount": "true"}, "TEST-01: amount phải là số nguyên"),
        ({"from": '"01/07/2023"'}, "TEST-01: from phải là ngày, ví dụ 2023-07-01"),
        ({"from": "2023-07-01T00:00:00"}, "TEST-01: from phải là ngày, ví dụ 2023-07-01"),
        ({"from": "2023-02-31"}, "rules.toml: không đọc được"),
        ({"until": "2019-12-31"}, "TEST-01: until phải từ ngày from trở đi"),
        ({"amount": None}, "TEST-01: cần amount kèm counted_in, hoặc instead_vi, instead_en"),
        ({"counted_in": None}, "TEST-01: cần amount kèm counted_in"),
        ({"instead_vi": '"hằng quý"', "instead_en": '"quarterly"'}, "TEST-01: cần amount kèm counted_in"),
        ({"amount": "0"}, "TEST-01: amount từ 1 đến 3650"),
        ({"amount": "99999999999999999999"}, "TEST-01: amount từ 1 đến 3650"),
        ({"counted_in": '"weeks"'}, "TEST-01: counted_in không thể là “weeks”"),
        ({"topic": '"khac"'}, "TEST-01: topic không thể là “khac”"),
        ({"status": '"original"'}, "TEST-01: unread ghi văn bản sửa đổi chưa đối chiếu"),
        ({"unread": '"Luật 97/2025/QH15"'}, "TEST-01: unread ghi văn bản sửa đổi chưa đối chiếu"),
        ({"status": '"local"'}, "TEST-01: quy định riêng của đơn vị không nằm trong tệp này"),
        ({"name_en": None}, "TEST-01: thiếu name_en"),
        ({"citation": '""'}, "TEST-01: thiếu citation"),
        ({"code": None}, "mục thứ 1: thiếu code"),
        ({"code": '"disc–01"'}, "disc–01: mã viết như DISC-01"),
        ({"variant": '"Phức tạp"'}, "TEST-01/Phức tạp: variant chỉ gồm chữ thường không dấu"),
        ({"note_vi": '"Ghi chú"'}, "TEST-01: note phải có cả hai thứ tiếng"),
        ({"name_vi": '"Việc  "'}, "TEST-01: name_vi có ký tự lạ hoặc khoảng trắng thừa"),
        ({"name_vi": '"Vi\\u0000ệc"'}, "TEST-01: name_vi có ký tự lạ"),
        ({"name_vi": f'"{"a" * 301}"'}, "TEST-01: name_vi dài quá 300 ký tự"),
        ({"event_vi": None, "event_en": None}, "TEST-01: có con số thì phải có event_vi, event_en"),
        ({"bound": '"minimum"', "direction": '"before"'}, "TEST-01: hạn trước sự kiện không thể là mức tối thiểu"),
        ({"bound": '"minimum"', "rolls": "true"}, "không chuyển sang ngày làm việc tiếp theo"),
        ({"consecutive": "true"}, "TEST-01: consecutive chỉ đi với mức tối thiểu"),
        ({"extra": "10"}, "TEST-01: extra, extra_unit và extra_times đi cùng nhau"),
        ({"extra": "0", "extra_unit": '"months"', "extra_times": "1"}, "extra, extra_unit và extra_times"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_row_names_the_row_and_what_is_wrong(write, change, said):
    with pytest.raises(BadRuleFile) as refused:
        rule_file.read(write(change))

    assert said in str(refused.value)


def test_a_duty_without_a_figure_has_nothing_that_belongs_to_a_figure(write):
    words = {"amount": None, "counted_in": None, "instead_vi": '"hằng quý"', "instead_en": '"quarterly"'}

    assert rule_file.read(write(words))[0]["instead_en"] == "quarterly"
    with pytest.raises(BadRuleFile, match="bound chỉ đi với amount"):
        rule_file.read(write(words | {"bound": '"minimum"'}))


def test_all_mistakes_are_told_at_once(write):
    with pytest.raises(BadRuleFile) as refused:
        rule_file.read(write({"amount": "0"}, {"code": '"TEST-02"', "status": '"sure"'}))

    assert [line.partition(":")[0] for line in refused.value.mistakes] == ["TEST-01", "TEST-02"]


def test_two_rules_of_a_family_in_force_on_one_day_are_refused_with_the_day(write):
    earlier = {"until": "2023-07-01"}
    later = {"code": '"TEST-02"', "from": "2023-07-01"}

    with pytest.raises(BadRuleFile, match="a-duty: TEST-01 và TEST-02 cùng có hiệu lực từ ngày 01/07/2023"):
        rule_file.read(write(earlier, later))


def test_a_family_has_one_topic(write):
    with pytest.raises(BadRuleFile, match="nhóm a-duty: chỉ được có một topic"):
        rule_file.read(write({"until": "2021-12-31"}, {"code": '"TEST-02"', "from": "2022-01-01", "topic": '"y-kien"'}))


def test_a_row_twice_is_refused(write):
    with pytest.raises(BadRuleFile, match="TEST-01 từ ngày 01/01/2020: có hai lần"):
        rule_file.read(write({}, {"family": '"another"'}))


@pytest.mark.parametrize("text", ["rules = 5", "[table]\na = 1", "[[rules", "rules = [1]"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadRuleFile, match=r"rules\.toml"):
        rule_file.read(path)


# -- what loading does


@pytest.mark.django_db
def test_after_a_migration_file_and_table_say_the_same():
    assert rule_file.compare(rule_file.read()).said() == []


@pytest.mark.django_db
def test_loading_twice_changes_nothing(django_assert_num_queries, rows):
    with django_assert_num_queries(3):  # the rows of the table, and a savepoint
        assert rule_file.load() == len(rows)


@pytest.mark.django_db
def test_loading_brings_a_changed_row_up_to_date_and_adds_a_missing_one():
    Rule.objects.filter(code="DISC-01").update(amount=9)
    Rule.objects.filter(code="SOE-01").delete()

    assert rule_file.compare(rule_file.read()).said() == [
        "SOE-01 từ ngày 01/07/2023: chỉ có trong tệp",
        "DISC-01 từ ngày 01/07/2023: khác ở amount",
    ]
    rule_file.load()
    assert Rule.objects.get(code="DISC-01").amount == 5
    assert Rule.objects.get(code="SOE-01").amount == 15


@pytest.mark.django_db
def test_a_clock_keeps_the_figures_of_its_rule_when_the_file_changes(write):
    Rule.objects.all().delete()
    rule_file.load(write({}))
    clock = ClockFactory(rule=Rule.objects.get(), on=date(2020, 9, 23))

    rule_file.load(write({"amount": "9", "counted_in": '"calendar_days"'}))

    clock = Clock.objects.get(pk=clock.pk)
    assert (clock.amount, clock.counted_in, clock.due_on) == (5, "working_days", date(2020, 9, 30))
    assert (clock.rule.amount, clock.rule.counted_in) == (9, "calendar_days")


@pytest.mark.django_db
def test_a_units_own_limit_follows_the_name_and_the_family_of_its_rule_but_keeps_its_figure(write):
    Rule.objects.all().delete()
    rule_file.load(write({}))
    own = OwnLimitFactory(replaces=Rule.objects.get(), amount=3)

    rule_file.load(write({"family": '"another"', "name_vi": '"Việc khác"', "amount": "9"}))

    own.refresh_from_db()
    assert (own.family, own.name_vi, own.amount) == ("another", "Việc khác", 3)


@pytest.mark.django_db
def test_a_row_that_the_file_no_longer_has_stays(write):
    Rule.objects.all().delete()
    rule_file.load(write({}, {"code": '"TEST-02"', "family": '"another"'}))

    rule_file.load(write({}))

    assert sorted(Rule.objects.values_list("code", flat=True)) == ["TEST-01", "TEST-02"]
    assert rule_file.compare(rule_file.read(write({}))).said() == ["TEST-02 từ ngày 01/01/2020: chỉ có trong bảng"]


@pytest.mark.django_db
def test_a_corrected_first_day_is_the_same_row(write):
    Rule.objects.all().delete()
    rule_file.load(write({}))
    clock = ClockFactory(rule=Rule.objects.get())

    rule_file.load(write({"from": "2019-06-01"}))

    assert Rule.objects.get() == clock.rule
    assert Rule.objects.get().valid == days(date(2019, 6, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("moved_to", ["2021-07-01", "2023-07-01"])
def test_a_change_of_law_may_move_to_another_day(write, moved_to):
    Rule.objects.all().delete()
    day = date.fromisoformat(moved_to)
    last = date.fromordinal(day.toordinal() - 1)
    rule_file.load(write({"until": "2022-06-30"}, {"code": '"TEST-02"', "from": "2022-07-01"}))

    rule_file.load(write({"until": f"{last}"}, {"code": '"TEST-02"', "from": moved_to}))

    assert [rule.valid for rule in Rule.objects.order_by("code")] == [days(date(2020, 1, 1), day), days(day)]


@pytest.mark.django_db
def test_a_row_that_stays_must_not_stand_in_the_way(write):
    Rule.objects.all().delete()
    RuleFactory(code="TEST-09", family="a-duty")

    with pytest.raises(BadRuleFile, match=r"TEST-01 .* trùng thời gian với TEST-09 chỉ có trong bảng"):
        rule_file.load(write({}))
    assert list(Rule.objects.values_list("code", flat=True)) == ["TEST-09"]


@pytest.mark.django_db
def test_the_command_says_what_differs_and_its_check_changes_nothing():
    Rule.objects.filter(code="DISC-01").update(amount=9)
    said = io.StringIO()

    with pytest.raises(SystemExit) as left:
        call_command("load_rules", "--check", stdout=said)
    assert left.value.code == 1
    assert said.getvalue() == "DISC-01 từ ngày 01/07/2023: khác ở amount\n"
    assert Rule.objects.get(code="DISC-01").amount == 9

    call_command("load_rules", stdout=io.StringIO())
    said = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("load_rules", "--check", stdout=said)
    assert left.value.code == 0
    assert said.getvalue() == "Tệp quy định và cơ sở dữ liệu giống nhau.\n"


def test_the_command_tells_the_mistakes_of_the_file(write, monkeypatch):
    monkeypatch.setattr(rule_file.read, "__defaults__", (write({"amount": "0"}),))

    with pytest.raises(CommandError, match="TEST-01: amount từ 1 đến 3650"):
        call_command("load_rules")
