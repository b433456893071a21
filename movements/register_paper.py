"""Movements, the register of models and commendations on paper: alone, and as parts of a programme's final report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import override

from common import clock, official
from common.official import Annex, Block, Bullets, Paragraph, Table
from common.periods import Period
from common.templatetags.qcdc import ngay
from organizations.models import Body, Unit

from .coordination_paper import numbered, paper_of
from .enums import Honoured
from .filters_register import CommendationFilter, ModelFilter, MovementFilter
from .models import Commendation, LocalModel, Movement


def paper(issuer: Body, models: Sequence[LocalModel], given: Sequence[Commendation]) -> official.Paper:
    """The register of a body's unit: numbers by field, commendations by level, every model in the annex."""
    with override("vi"):
        return paper_of(
            issuer,
            type_name="BÁO CÁO",
            abbreviation="BC",
            subject="đăng ký, thực hiện mô hình và khen thưởng điển hình",
            on=None,
            year=clock.today().year,
            number=None,
            sections=numbered(
                ("Mô hình đăng ký", models_blocks(models)),
                ("Biểu dương, khen thưởng", commendation_blocks(given)),
            ),
            annexes=(register_annex(models),) if models else (),
        )


def parts_of(unit: Unit, window: Period) -> tuple[tuple[tuple[str, tuple[Block, ...]], ...], tuple[Annex, ...]]:
    """What a unit did in a window, for the final report of a programme: titles with blocks, and the register."""
    movements = MovementFilter(launched_in=window).apply(Movement.objects.in_unit(unit)).for_list()
    models = list(ModelFilter(registered_in=window).apply(LocalModel.objects.in_unit(unit)).for_list())
    given = list(CommendationFilter(decided_in=window).apply(Commendation.objects.in_unit(unit)).for_list())
    parts = (
        ("Phong trào, cuộc vận động", movement_blocks(movements.prefetch_related("targets__units__kind"))),
        ("Mô hình đăng ký", models_blocks(models)),
        ("Biểu dương, khen thưởng", commendation_blocks(given)),
    )
    return parts, ((register_annex(models),) if models else ())


def movement_blocks(movements: Iterable[Movement]) -> tuple[Block, ...]:
    """Each movement with its targets; a result that nobody stated is said to be not stated."""
    listed = list(movements)
    if not listed:
        return ()
    names = Bullets(tuple(f"{_named(one)} ({one.launched_by.name})" for one in listed))
    rows = tuple(
        (target.text, "; ".join(unit.label for unit in target.units.all()), target.result_words)
        for one in listed
        for target in one.targets.all()
    )
    if not rows:
        return (names,)
    table = Table(
        caption="Mục tiêu và kết quả", columns=("Mục tiêu", "Áp dụng cho", "Kết quả"), rows=rows,
        widths=(44.0, 34.0, 22.0), row_header=0,
    )  # fmt: skip
    return (names, table)


def _named(one: Movement) -> str:
    """Its name, after the form where the name does not begin with it."""
    form = str(one.get_form_display())
    return one.name if one.name.lower().startswith(form.lower()) else f"{form}: {one.name}"


def models_blocks(models: Sequence[LocalModel]) -> tuple[Block, ...]:
    """How many models in which field; the sum stands below."""
    if not models:
        return ()
    counts = Counter((model.field.rank, model.field.name_vi) for model in models)
    rows = tuple((name, str(counts[rank, name])) for rank, name in sorted(counts))
    table = Table(
        caption="Mô hình theo lĩnh vực", columns=("Lĩnh vực", "Số mô hình"),
        rows=(*rows, ("Tổng số", str(len(models)))), widths=(75.0, 25.0), numeric=frozenset({1}), row_header=0,
        totals=1,
    )  # fmt: skip
    return (Paragraph(f"Có {len(models)} mô hình đăng ký, ở {len(rows)} lĩnh vực."), table)


def commendation_blocks(given: Sequence[Commendation]) -> tuple[Block, ...]:
    """How many were commended, by level and by who they are."""
    if not given:
        return ()
    levels = sorted({(one.level.rank, one.level.name_vi) for one in given})
    sorts = [sort for sort in Honoured if any(one.honoured == sort for one in given)]
    counts = Counter((one.level.name_vi, one.honoured) for one in given)
    rows = tuple(
        (name, *(str(counts[name, sort.value]) for sort in sorts), str(sum(counts[name, sort.value] for sort in sorts)))
        for _rank, name in levels
    )
    sums = tuple(str(sum(one.honoured == sort for one in given)) for sort in sorts)
    table = Table(
        caption="Điển hình được khen theo cấp", columns=("Cấp khen", *(str(sort.label) for sort in sorts), "Cộng"),
        rows=(*rows, ("Tổng số", *sums, str(len(given)))), numeric=frozenset(range(1, len(sorts) + 2)), row_header=0,
        totals=1,
    )  # fmt: skip
    said = "; ".join(f"{name.lower()}: {row[-1]}" for (_rank, name), row in zip(levels, rows, strict=True))
    in_register = sum(one.model_id is not None for one in given)
    inside = (
        f"Trong đó {in_register} là mô hình trong sổ đăng ký."
        if in_register
        else "Không nêu các điển hình này có thuộc số mô hình đăng ký hay không."
    )
    return (Paragraph(f"Có {len(given)} điển hình tiên tiến được khen ({said}). {inside}"), table)


def register_annex(models: Sequence[LocalModel]) -> Annex:
    """Every model with its field, unit and check."""
    rows = tuple(
        (
            str(number), model.name, model.field.name_vi, model.unit.label, ngay(model.registered_on),
            f"{model.check_state.label} ({ngay(model.checked_on)})" if model.check_state else "chưa kiểm tra",
        )
        for number, model in enumerate(models, 1)
    )  # fmt: skip
    table = Table(
        caption="Sổ đăng ký mô hình", columns=("Số", "Mô hình", "Lĩnh vực", "Đơn vị", "Đăng ký", "Kiểm tra"),
        rows=rows, widths=(6.0, 31.0, 17.0, 15.0, 16.0, 15.0), numeric=frozenset({0}), row_header=1,
    )  # fmt: skip
    return Annex("Sổ đăng ký mô hình", (table,))
