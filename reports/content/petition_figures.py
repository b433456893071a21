"""Voter petitions of a council, received in the period, as they stood on its last day: every number with its petitions.

The classes are those of petitions.classes: each petition of the count after consolidation stands in exactly one, so
that rows and columns add up. The numbers are those of the page of figures (petitions.cube).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from common import clock
from common.numbers import percent, show
from petitions.classes import SETTLED, Part, ResultClass, class_of
from petitions.filters import AS_CONSOLIDATED, NOT_SETTLED, PetitionFilter
from petitions.models import CompetenceLevel, Petition, PetitionField
from petitions.models.petitions import PetitionQuerySet
from reports.gather import Gathered, two
from reports.own import counted, family
from reports.told import Told

PETITION = "petitions.petition"
GROUPS = (
    ("settled", "Đã giải quyết xong", (ResultClass.RESOLVED,)),
    ("explained", "Đã giải trình, thông tin", (ResultClass.EXPLAINED,)),
    ("going", "Đang giải quyết", (ResultClass.IN_PROGRESS, ResultClass.CLAIMED, ResultClass.NO_RESULT)),
    ("unsettled", "Chưa giải quyết, chưa chuyển", (ResultClass.NOT_RESOLVED, ResultClass.UNSENT)),
    ("elsewhere", "Không thuộc thẩm quyền", (ResultClass.NOT_COMPETENT,)),
)
"""Eight classes as five shades that are told apart without colour."""
NOT_GIVEN = "-"


@dataclass(frozen=True)
class Row:
    """One petition of the count after consolidation."""

    pk: int
    level: str  # a code, or NOT_GIVEN
    field: str
    result: ResultClass


@dataclass(frozen=True)
class Petitions:
    """The petitions of the period; ``parts`` are those that take part in the on-time rate."""

    rows: list[Row]
    parts: dict[Part, frozenset[int]]
    levels: dict[str, str]  # code: name, in the order of the catalogue
    fields: dict[str, str]

    def keys(self, *results: ResultClass) -> tuple[int, ...]:
        """The petitions of these classes, all without any."""
        return tuple(row.pk for row in self.rows if not results or row.result in results)

    def timely(self, keys: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Of these, the ones answered in time, and all that take part in the rate."""
        base = self.parts[Part.ANSWERED] | self.parts[Part.OVERDUE]
        asked = tuple(key for key in keys if key in base)
        return tuple(key for key in asked if key in self.parts[Part.IN_TIME]), asked


def is_council(gathered: Gathered) -> bool:
    """Whether voters send petitions to the body."""
    return gathered.body.kind.code == "hdnd"


def chosen(gathered: Gathered) -> PetitionFilter:
    """The petitions of the report as the filter of their list."""
    return PetitionFilter(council=gathered.body.code, received_in=gathered.period, on=_past(gathered.on))


def petitions_of(gathered: Gathered) -> Petitions:
    """Read once: one query for the petitions, one for each part of the rate, two for the names."""
    return gathered.once("petitions", lambda: _read(gathered))


def _read(gathered: Gathered) -> Petitions:
    basis = replace(chosen(gathered), basis=AS_CONSOLIDATED)
    status, outcome = ("status_on", "outcome_on") if basis.on else ("status", "outcome")
    found = basis.apply(Petition.objects.all()).order_by("received_on", "pk")
    rows = [
        Row(pk, level or NOT_GIVEN, field or NOT_GIVEN, result)
        for pk, level, field, state, came in found.values_list("pk", "level__code", "field__code", status, outcome)
        if (result := class_of(state, came)) is not None
    ]
    within = {row.pk for row in rows}
    parts = {part: frozenset(_keys(replace(basis, on_time=part.value)) & within) for part in Part}
    return Petitions(rows, parts, _names(CompetenceLevel, rows, "level"), _names(PetitionField, rows, "field"))


def _keys(wanted: PetitionFilter) -> set[int]:
    return set(wanted.apply(Petition.objects.all()).order_by().values_list("pk", flat=True))


def _names(model: type[CompetenceLevel] | type[PetitionField], rows: list[Row], name: str) -> dict[str, str]:
    seen = {getattr(row, name) for row in rows}
    named = {entry.code: entry.name_vi for entry in model._default_manager.all() if entry.code in seen}
    return named | ({NOT_GIVEN: "Chưa phân loại"} if NOT_GIVEN in seen else {})


def in_key(code: str) -> str:
    """A level or a field as keys of figures name it."""
    return "none" if code == NOT_GIVEN else code


def _past(day: date) -> date | None:
    return day if day < clock.today() else None


@family("petitions", applies=is_council)
def totals(gathered: Gathered) -> Iterator[Told]:
    """What sentences tell: settled, each class, the on-time rate, what is still open from before."""
    found, whole = petitions_of(gathered), petitions_of(gathered).keys()
    day = f"đến ngày {gathered.on:%d/%m/%Y}"
    counts = "Kiến nghị tiếp nhận trong kỳ, sau tổng hợp, theo kết quả ở ngày cuối kỳ"
    yield _share(
        "petitions:settled", f"Kiến nghị đã giải quyết xong hoặc giải trình, {day}", found.keys(*SETTLED), whole,
        f"{counts}; được xác nhận đã giải quyết xong hoặc giải trình", chosen(gathered).url(gathered.body.unit),
    )  # fmt: skip
    for result in ResultClass:
        narrowed = replace(chosen(gathered), basis=AS_CONSOLIDATED, result=result.value)
        label = f"Kiến nghị: {str(result.label).lower()}, {day}"
        url = narrowed.url(gathered.body.unit)
        yield _share(f"petitions:{result.value}", label, found.keys(result), whole, counts, url)
    yield from _timely(gathered, found)
    yield _from_before(gathered)


def _timely(gathered: Gathered, found: Petitions) -> Iterator[Told]:
    whole = found.keys()
    in_time, asked = found.timely(whole)
    formula = "Trả lời trong hạn ÷ (đã trả lời + chưa trả lời và đã quá hạn)"
    yield _share("petitions:in-time", "Kiến nghị được trả lời đúng hạn", in_time, asked, formula)
    overdue = tuple(key for key in whole if key in found.parts[Part.OVERDUE])
    url = replace(chosen(gathered), on_time=Part.OVERDUE.value).url(gathered.body.unit)
    yield counted(
        "petitions:overdue", "Kiến nghị chưa trả lời, đã quá hạn",
        "Kiến nghị tiếp nhận trong kỳ, đã chuyển, chưa có trả lời ở ngày cuối kỳ và đã qua hạn", PETITION, overdue,
        url=url,
    )  # fmt: skip


def _from_before(gathered: Gathered) -> Told:
    """Petitions of before the period that were not settled when it began."""
    day = date.fromordinal(gathered.period.start.toordinal() - 1)
    wanted = PetitionFilter(council=gathered.body.code, settled=NOT_SETTLED, on=_past(day))
    rows = wanted.apply(Petition.objects.filter(received_on__lte=day)).order_by("received_on", "pk")
    return counted(
        "petitions:before", "Kiến nghị kỳ trước chuyển sang",
        f"Kiến nghị tiếp nhận trước kỳ, chưa giải quyết xong ở ngày {day:%d/%m/%Y}", PETITION,
        tuple(rows.values_list("pk", flat=True)), url=wanted.url(gathered.body.unit),
    )  # fmt: skip


@family("level", applies=is_council, is_picked=False)
def by_level(gathered: Gathered) -> Iterator[Told]:
    """The cells of the table by competence."""
    found = petitions_of(gathered)
    yield from _cells("level", "Thẩm quyền", found.levels, found, lambda row: row.level)


@family("charted", applies=is_council, is_picked=False)
def charted(gathered: Gathered) -> Iterator[Told]:
    """What the chart draws: by competence and by groups of classes."""
    found = petitions_of(gathered)
    for level, label in found.levels.items():
        for name, group, results in GROUPS:
            rows = [row.pk for row in found.rows if row.level == level and row.result in results]
            yield counted(
                f"charted:{in_key(level)}:{name}", f"Thẩm quyền: {label}; {group.lower()}",
                "Kiến nghị tiếp nhận trong kỳ, sau tổng hợp, theo nhóm kết quả ở ngày cuối kỳ", PETITION, rows,
            )  # fmt: skip


@family("field", applies=is_council, is_picked=False)
def by_field(gathered: Gathered) -> Iterator[Told]:
    """The cells of the table by field."""
    found = petitions_of(gathered)
    yield from _cells("field", "Lĩnh vực", found.fields, found, lambda row: row.field)


@family("raised", applies=is_council, is_picked=False)
def raised(gathered: Gathered) -> Iterator[Told]:
    """How often voters have raised each petition that came up before; named by the line of its table, as everybody may
    read names of figures and nobody the codes of petitions."""
    for line, row in enumerate(raised_of(gathered), 1):
        yield _of_one(f"raised:{row.pk}", f"Kiến nghị được nêu lại, dòng {line}: số lần nêu", row.times_raised, row,
                      "Số lần cử tri nêu kiến nghị này hoặc kiến nghị trùng nội dung")  # fmt: skip


@family("late", applies=is_council, is_picked=False)
def late(gathered: Gathered) -> Iterator[Told]:
    """How many days each unanswered petition is late; by the line of its table."""
    for line, row in enumerate(late_of(gathered), 1):
        days = (gathered.on - row.answer_due_on).days if row.answer_due_on else 0
        yield _of_one(f"late:{row.pk}", f"Kiến nghị quá hạn, dòng {line}: số ngày chậm trả lời", days, row,
                      f"Số ngày từ hạn trả lời đến ngày {gathered.on:%d/%m/%Y}")  # fmt: skip


def raised_of(gathered: Gathered) -> list[Petition]:
    """Petitions of the period that came up before, the most often raised first."""
    wanted = replace(chosen(gathered), raised=True, basis=AS_CONSOLIDATED).apply(_listed())
    return gathered.once("raised", lambda: list(wanted.order_by("-times_raised", "pk")))


def late_of(gathered: Gathered) -> list[Petition]:
    """Petitions without an answer after their last day, the latest first."""
    wanted = replace(chosen(gathered), on_time=Part.OVERDUE.value).apply(_listed())
    return gathered.once("late", lambda: list(wanted.order_by("answer_due_on", "pk")))


def _listed() -> PetitionQuerySet:
    return Petition.objects.select_related("holder", "field").defer("search_key", "pairs")


def _of_one(name: str, label: str, number: int, row: Petition, formula: str) -> Told:
    return Told(
        key=f"own:{name}", label=label, text=show(number), number=Decimal(number), formula=formula, row_kind=PETITION,
        rows=(row.pk,), url=row.get_absolute_url(),
    )  # fmt: skip


def _cells(
    name: str, what: str, lines: dict[str, str], found: Petitions, line_of: Callable[[Row], str]
) -> Iterator[Told]:
    formula = "Kiến nghị tiếp nhận trong kỳ, sau tổng hợp, theo kết quả ở ngày cuối kỳ"
    for code, label in (*lines.items(), ("total", "Tổng cộng")):
        of_line = [row for row in found.rows if code == "total" or line_of(row) == code]
        title = f"{what}: {label}" if code != "total" else f"{what}: tổng cộng"
        place = f"{name}:{in_key(code)}"
        keys = tuple(row.pk for row in of_line)
        yield counted(f"{place}:all", f"{title}; kiến nghị sau tổng hợp", formula, PETITION, keys)
        for result in ResultClass:
            rows = [row.pk for row in of_line if row.result == result]
            yield counted(f"{place}:{result.value}", f"{title}; {str(result.label).lower()}", formula, PETITION, rows)
        in_time, asked = found.timely(keys)
        if asked:
            rate = "Trả lời trong hạn ÷ (đã trả lời + chưa trả lời và đã quá hạn)"
            yield _rate(f"{place}:timely", f"{title}; trả lời đúng hạn", in_time, asked, rate)


def _rate(name: str, label: str, part: Sequence[int], whole: Sequence[int], formula: str) -> Told:
    number = percent(len(part), len(whole))
    return Told(
        key=f"own:{name}", label=label, number=number,
        text=f"{show(len(part))}/{show(len(whole))} ({show(number)} %)",
        formula=formula, row_kind=PETITION, rows=tuple(whole),
    )  # fmt: skip


def _share(name: str, label: str, part: Sequence[int], whole: Sequence[int], formula: str, url: str = "") -> Told:
    """ "05 kiến nghị (33,3 %)": the number is that of the part, whose petitions it opens."""
    share = f" ({show(percent(len(part), len(whole)))} %)" if whole else ""
    return Told(
        key=f"own:{name}", label=label, text=f"{two(len(part))} kiến nghị{share}", number=Decimal(len(part)),
        formula=formula, row_kind=PETITION, rows=tuple(part), url=url,
    )  # fmt: skip
