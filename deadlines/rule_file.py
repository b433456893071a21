"""The file of rules: read, check every row, compare with the table, bring the table up to date.

The head of the file says what each key means. All mistakes are told at once, each with its row, before anything is
written.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import transaction
from django.db.models import CharField, F, Func, Value
from django.utils.translation import gettext as _

from common.templatetags.qcdc import ngay
from common.text import clean_line, is_unreadable
from organizations.timeline import Days, days

from .enums import Bound, Direction, LimitUnit, RuleStatus, RuleTopic
from .models import Rule

FILE = Path(__file__).parent / "data" / "rules.toml"

_CODE, _SLUG = re.compile(r"[A-Z]{2,8}-[0-9]{2}[A-Z]?"), re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BOTH_LANGUAGES = ("name", "event", "actor", "instead", "note")
_WORDS = frozenset(f"{field}_{language}" for field in _BOTH_LANGUAGES for language in ("vi", "en"))
_TEXTS = _WORDS | {"code", "variant", "family", "topic", "citation", "unread"}
_CHOICES: dict[str, Any] = {
    "direction": Direction,
    "bound": Bound,
    "counted_in": LimitUnit,
    "extra_unit": LimitUnit,
    "status": RuleStatus,
    "topic": RuleTopic,
}
_TYPES: dict[str, type] = (
    dict.fromkeys(_TEXTS | set(_CHOICES), str)
    | dict.fromkeys(["amount", "extra", "extra_times"], int)
    | dict.fromkeys(["rolls", "consecutive"], bool)
    | dict.fromkeys(["from", "until"], date)
)
_NEEDED = ("code", "family", "topic", "name_vi", "name_en", "citation", "from", "status")
_LARGEST_FIGURE = 3650
_SHARED = {"code", "variant", "family", "topic", "rank", "name_vi", "name_en", "actor_vi", "actor_en", "citation"}
_DEFAULTS: dict[str, Any] = {
    "variant": "", "direction": Direction.AFTER, "bound": Bound.MAXIMUM, "amount": None, "counted_in": "",
    "consecutive": False, "extra": None, "extra_unit": "", "extra_times": 0, "unread": "",
} | dict.fromkeys(_WORDS, "")  # fmt: skip

type Row = dict[str, Any]


class BadRuleFile(ValueError):
    """What is wrong with the file, one line a mistake."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True)
class Plan:
    """What bringing the table up to date would do. ``only_in_table`` are rows that stay as they are."""

    new: list[Rule]
    changed: list[tuple[Rule, list[str]]]
    only_in_table: list[Rule]

    @property
    def is_empty(self) -> bool:
        """Whether file and table say the same."""
        return not (self.new or self.changed or self.only_in_table)

    def said(self) -> list[str]:
        """Every difference in a sentence."""
        new = [_("{rule} từ ngày {day}: chỉ có trong tệp").format(**_called(rule)) for rule in self.new]
        gone = [_("{rule} từ ngày {day}: chỉ có trong bảng").format(**_called(rule)) for rule in self.only_in_table]
        words = _("{rule} từ ngày {day}: khác ở {fields}")
        changed = [words.format(fields=", ".join(fields), **_called(rule)) for rule, fields in self.changed]
        return [*new, *changed, *gone]


def load(path: Path = FILE) -> int:
    """Bring the table up to date; how many rules the file has. Raises BadRuleFile and then writes nothing."""
    rows = read(path)
    plan = compare(rows)
    _check_fits(plan)
    with transaction.atomic():
        for rule, names in plan.changed:
            if "valid" in names:
                _make_room(rule)
        for rule, names in plan.changed:
            rule.save()
            _tell_own_limits(rule, names)
        Rule.objects.bulk_create(plan.new)
    return len(rows)


def read(path: Path = FILE) -> list[Row]:
    """The rows of a file as fields of Rule, in the order of the file. Raises BadRuleFile."""
    try:
        typed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRuleFile([_("{file}: không đọc được ({why})").format(file=path.name, why=error)]) from error
    rows = typed.pop("rules", [])
    if typed or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRuleFile([_("{file}: chỉ được gồm các mục [[rules]]").format(file=path.name)])
    mistakes = [f"{_label(number, row)}: {said}" for number, row in enumerate(rows, 1) for said in _mistakes(row)]
    if mistakes:
        raise BadRuleFile(mistakes)
    fields = [_fields(row, rank) for rank, row in enumerate(rows, 1)]
    mistakes = [*_twice(fields), *_overlapping(fields), *_families_with_two_topics(fields)]
    if mistakes:
        raise BadRuleFile(mistakes)
    return fields


def compare(rows: list[Row]) -> Plan:
    """What differs between the rows and the general rules of the table; one query.

    A row is known by code, variant and first day. When only the first day was corrected, it is still the same row.
    """
    table = {_key(rule.code, rule.variant, rule.valid): rule for rule in Rule.objects.national().order_by("pk")}
    found = [(row, table.pop(_key(row["code"], row["variant"], row["valid"]), None)) for row in rows]
    new, changed = [], []
    for row, exact in found:
        rule = exact or _same_with_another_day(row, table)
        if rule is None:
            new.append(Rule(**row))
            continue
        different = [name for name, value in row.items() if getattr(rule, name) != value]
        for name in different:
            setattr(rule, name, row[name])
        if different:
            changed.append((rule, different))
    return Plan(new, changed, list(table.values()))


# -- one row


def _mistakes(row: Row) -> Iterator[str]:
    """What is wrong with a row as it was typed."""
    wrong = [*_unknown_keys(row), *_wrong_types(row), *_missing(row)]
    if wrong:
        yield from wrong
        return
    yield from _bad_texts(row)
    yield from _half_translated(row)
    yield from _bad_figure(row)
    yield from _bad_extra(row)
    if row.get("until") and row["until"] < row["from"]:
        yield _("until phải từ ngày from trở đi")
    if (row["status"] == RuleStatus.ORIGINAL) != bool(row.get("unread")):
        yield _("unread ghi văn bản sửa đổi chưa đối chiếu khi status là original, và chỉ khi đó")
    if row["status"] == RuleStatus.LOCAL:
        yield _("quy định riêng của đơn vị không nằm trong tệp này")


def _unknown_keys(row: Row) -> Iterator[str]:
    for key in row.keys() - _TYPES.keys():
        yield _("không có khóa {key}").format(key=key)


def _wrong_types(row: Row) -> Iterator[str]:
    names = {str: _("chữ"), int: _("số nguyên"), bool: "true/false", date: _("ngày, ví dụ 2023-07-01")}
    for key, value in row.items():
        wanted = _TYPES.get(key)
        if wanted is not None and type(value) is not wanted:
            yield _("{key} phải là {kind}").format(key=key, kind=names[wanted])


def _missing(row: Row) -> Iterator[str]:
    for key in _NEEDED:
        if not row.get(key):
            yield _("thiếu {key}").format(key=key)


def _bad_texts(row: Row) -> Iterator[str]:
    for key in row.keys() & _TEXTS:
        field, text = Rule._meta.get_field(key), row[key]
        longest = field.max_length if isinstance(field, CharField) else None
        if is_unreadable(text) or text != clean_line(text):
            yield _("{key} có ký tự lạ hoặc khoảng trắng thừa").format(key=key)
        if longest is not None and len(text) > longest:
            yield _("{key} dài quá {longest} ký tự").format(key=key, longest=longest)
    for key in row.keys() & _CHOICES.keys():
        if row[key] not in _CHOICES[key].values:
            yield _("{key} không thể là “{value}”").format(key=key, value=row[key][:40])
    if not _CODE.fullmatch(row["code"]):
        yield _("mã viết như DISC-01")
    for key in ("variant", "family"):
        if key in row and not _SLUG.fullmatch(row[key]):
            yield _("{key} chỉ gồm chữ thường không dấu, chữ số và gạch nối").format(key=key)


def _half_translated(row: Row) -> Iterator[str]:
    for field in _BOTH_LANGUAGES:
        if bool(row.get(f"{field}_vi")) != bool(row.get(f"{field}_en")):
            yield _("{field} phải có cả hai thứ tiếng").format(field=field)


def _bad_figure(row: Row) -> Iterator[str]:
    """A figure with its unit, or words instead; the rest must agree with that."""
    has_figure, has_words = "amount" in row, bool(row.get("instead_vi"))
    if has_figure == has_words or has_figure != ("counted_in" in row):
        yield _("cần amount kèm counted_in, hoặc instead_vi, instead_en khi luật không có con số")
    if has_figure and not 1 <= row["amount"] <= _LARGEST_FIGURE:
        yield _("amount từ 1 đến {largest}").format(largest=_LARGEST_FIGURE)
    if has_figure and not row.get("event_vi"):
        yield _("có con số thì phải có event_vi, event_en")
    figures = {"direction", "bound", "rolls", "consecutive", "extra"} & row.keys()
    if not has_figure and figures:
        yield _("{keys} chỉ đi với amount").format(keys=", ".join(sorted(figures)))
    is_minimum, is_before = row.get("bound") == Bound.MINIMUM, row.get("direction") == Direction.BEFORE
    if is_minimum and is_before:
        yield _("hạn trước sự kiện không thể là mức tối thiểu")
    if row.get("rolls") and (is_minimum or is_before):
        yield _("mức tối thiểu và hạn trước sự kiện không chuyển sang ngày làm việc tiếp theo")
    if row.get("consecutive") and not is_minimum:
        yield _("consecutive chỉ đi với mức tối thiểu")


def _bad_extra(row: Row) -> Iterator[str]:
    given = {"extra", "extra_unit", "extra_times"} & row.keys()
    figures = [row.get("extra", 0), row.get("extra_times", 0)]
    if given and ("extra_unit" not in given or not all(1 <= figure <= _LARGEST_FIGURE for figure in figures)):
        yield _("extra, extra_unit và extra_times đi cùng nhau, từ 1 đến {largest}").format(largest=_LARGEST_FIGURE)


def _fields(row: Row, rank: int) -> Row:
    """The row as fields of Rule, with what is left out filled in."""
    fields = _DEFAULTS | row
    first, last = fields.pop("from"), fields.pop("until", None)
    ends_what_must_be_done = fields["bound"] == Bound.MAXIMUM and fields["direction"] == Direction.AFTER
    fields.setdefault("rolls", ends_what_must_be_done)
    return fields | {"rank": rank, "valid": days(first, last + timedelta(days=1) if last else None)}


# -- rows beside each other


def _twice(rows: list[Row]) -> Iterator[str]:
    seen = set()
    for row in rows:
        key = _key(row["code"], row["variant"], row["valid"])
        if key in seen:
            yield _("{rule} từ ngày {day}: có hai lần").format(**_called(Rule(**row)))
        seen.add(key)


def _overlapping(rows: list[Row]) -> Iterator[str]:
    """Of a family and variant one is in force on a day."""
    families: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        families[row["family"], row["variant"]].append(row)
    for (family, _variant), members in families.items():
        ordered = sorted(members, key=lambda row: row["valid"].lower)
        for earlier, later in pairwise(ordered):
            if earlier["valid"].upper is None or earlier["valid"].upper > later["valid"].lower:
                words = _("nhóm {family}: {earlier} và {later} cùng có hiệu lực từ ngày {day}")
                names = {"earlier": Rule(**earlier).reference, "later": Rule(**later).reference}
                yield words.format(family=family, day=ngay(later["valid"].lower), **names)


def _families_with_two_topics(rows: list[Row]) -> Iterator[str]:
    topics: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        topics[row["family"]].add(row["topic"])
    for family, found in topics.items():
        if len(found) > 1:
            yield _("nhóm {family}: chỉ được có một topic").format(family=family)


# -- beside the table


def _key(code: str, variant: str, valid: Days) -> tuple[str, str, date | None]:
    return code, variant, valid.lower


def _same_with_another_day(row: Row, table: dict[Any, Rule]) -> Rule | None:
    """The row of the table that no row of the file is, of the same code and variant and partly of the same time."""
    for key, rule in table.items():
        if key[:2] == (row["code"], row["variant"]) and _overlap(rule.valid, row["valid"]):
            return table.pop(key)
    return None


def _overlap(one: Days, other: Days) -> bool:
    def ends_before(first: Days, second: Days) -> bool:
        return first.upper is not None and second.lower is not None and first.upper <= second.lower

    return not ends_before(one, other) and not ends_before(other, one)


def _check_fits(plan: Plan) -> None:
    """Rows that the file no longer has stay; they must not stand in the way of its rows."""
    coming = [*plan.new, *(rule for rule, _fields in plan.changed)]
    mistakes = [
        _("{rule} từ ngày {day}: trùng thời gian với {old} chỉ có trong bảng").format(
            old=old.reference, **_called(rule)
        )
        for old in plan.only_in_table
        for rule in coming
        if (old.family, old.variant) == (rule.family, rule.variant) and _overlap(old.valid, rule.valid)
    ]
    if mistakes:
        raise BadRuleFile(mistakes)


def _make_room(rule: Rule) -> None:
    """Leave it only the days that it keeps, so that rules which hand days to each other never share one meanwhile."""
    kept = Func(
        F("valid"), Value(rule.valid, DateRangeField()), template="(%(expressions)s)", arg_joiner=" * ",
        output_field=DateRangeField(),
    )  # fmt: skip
    Rule.objects.filter(pk=rule.pk).update(valid=kept)


def _tell_own_limits(rule: Rule, names: list[str]) -> None:
    """What a duty is called and belongs to changes for the units' own limits as well; what they count with does not."""
    told = {name: getattr(rule, name) for name in _SHARED & set(names)}
    if told:
        Rule.objects.filter(replaces=rule).update(**told)


def _called(rule: Rule) -> dict[str, str]:
    return {"rule": rule.reference, "day": ngay(rule.valid.lower)}


def _label(number: int, row: Row) -> str:
    code = "/".join(str(row[key])[:40] for key in ("code", "variant") if row.get(key))
    return code or _("mục thứ {number}").format(number=number)
