"""Petitions in and out of Excel: 20,000 rows checked and imported, 100,000 rows written beside openpyxl.

Writes docs/proofs/excel.md. Seconds depend on the machine, so the export is given as a ratio to openpyxl's write-only
mode with the same rows from the same query in the same run. Memory is what the process held at most (VmHWM, reset
before each step), and how much that is above what it held before.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

IMPORTED, BAD, EXPORTED = 20_000, 500, 100_000
MOST_SECONDS, MOST_MEMORY = 60, 300  # of an import
MOST_RATIO, MOST_GROWTH = 0.25, 100  # of an export
ROUNDS = 3
TEXT = "Đường trục thôn Tân Hợp từ nhà văn hóa đến cầu Ba Nhất hỏng nặng, mưa xuống ngập, đề nghị sửa trước mùa mưa."
HEADS = (
    "STT", "Nội dung kiến nghị", "Ngày tiếp nhận", "Nguồn", "Ghi chú nguồn", "Kỳ họp", "Lĩnh vực", "Cấp thẩm quyền",
    "Nơi có kiến nghị", "Địa điểm cụ thể", "Nội dung tổng hợp", "Họ và tên", "Địa chỉ", "Điện thoại",
)  # fmt: skip


def run() -> str:
    """Measure and write the page."""
    from . import proofs

    columns = ("step", "rows", "seconds", "× openpyxl write-only", "peak MB", "above before, MB", "progress seen")
    note = (
        f"The file to import has {len(HEADS)} columns, {IMPORTED:,} rows and {BAD} bad ones among them; the import is "
        "one transaction with states, stakes, petitioners, row history and two audit events each. Check and import "
        f"are jobs as a worker does them, with a heartbeat. Exports have 22 columns; medians of {ROUNDS} rounds in "
        "turn, the query included on both sides; the file's rows were counted against the list. “Rows alone” is the "
        "query and the values without any file."
    )
    return proofs.write("excel", "Petitions in and out of Excel", columns, measure(), note).read_text()


def measure() -> list[tuple[object, ...]]:
    """One row per step. Raises AssertionError when a limit is broken or a count differs."""
    from django.db import transaction

    with transaction.atomic():
        keeper, council = _place()
    with tempfile.TemporaryDirectory() as folder:
        return [*_import(Path(folder), keeper, council), *_export(Path(folder), keeper, council)]


def _place() -> tuple[Any, Any]:
    from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
    from tests.factories.organizations import UnitFactory
    from tests.factories.petitions import CouncilFactory, keeper_of

    commune = UnitFactory(code="xa-bang-tinh", name="Quảng Lâm")
    for number in range(20):
        UnitFactory(parent=commune, kind__code="thon", name=f"Thôn số {number}")
    council = CouncilFactory(unit=commune)
    CouncilSessionFactory(term=CouncilTermFactory(council=council))
    return keeper_of(council), council


def _import(folder: Path, keeper: Any, council: Any) -> list[tuple[object, ...]]:
    from django.core.files.base import File

    from petitions.enums import Source
    from petitions.models import ImportRun, Petition
    from petitions.services import importing

    path = folder / "kien-nghi.xlsx"
    _write_book(path, council)
    with path.open("rb") as file:
        run, seconds, peak, grown = timed(
            lambda: importing.upload(
                council=council, upload=File(file, name=path.name), source=Source.MEETING, by=keeper,
                no_state_secret=True,
            )
        )  # fmt: skip
    rows: list[tuple[object, ...]] = [
        ("upload: file checked, columns found", f"{IMPORTED:,}", f"{seconds:.1f}", "", peak, grown, "")
    ]
    rows.append(_job("dry run, with the workback", run.job))
    run = ImportRun.objects.of(keeper).get(pk=run.pk)
    assert (run.count_of["good"], run.count_of["bad"]) == (IMPORTED - BAD, BAD), run.count_of
    assert not Petition.objects.exists()
    run = importing.decide(run=run, signature=run.signature, only_valid=True, by=keeper)
    rows.append(_job("import of the good rows", run.job))
    assert Petition.objects.count() == IMPORTED - BAD
    return rows


def _write_book(path: Path, council: Any) -> None:
    from rustpy_xlsxwriter import Format, write_worksheet

    session = council.council_sessions.get().label

    def records() -> Any:
        for number in range(IMPORTED):
            bad = number % (IMPORTED // BAD) == 7
            day: object = date(2020, 1, 1) + timedelta(days=number % 300)
            if number % 5 == 1:
                day = f"{day:%d.%m.%Y}"
            yield dict(
                zip(
                    HEADS,
                    [
                        number + 1, f"{TEXT} Số {number}.", "31/02/2020" if bad else day, "tiếp xúc cử tri",
                        "Hội nghị tiếp xúc cử tri trước kỳ họp", session, "Giao thông, xây dựng, đô thị", "Cấp xã",
                        f"Thôn số {number % 20}", "đoạn từ nhà văn hóa đến cầu", f"Sửa đường trục thôn ({number})",
                        "Nguyễn Văn A", "thôn Tân Hợp", "0912345678",
                    ],
                    strict=True,
                )
            )  # fmt: skip

    write_worksheet(records(), str(path), column_formats={HEADS[2]: Format().set_num_format("dd/mm/yyyy")})


def _job(name: str, job: Any) -> tuple[object, ...]:
    from jobs import runner
    from jobs.models import Job

    seen: set[int] = set()
    keep = runner.leases.renew

    def renew(of: Any, **values: Any) -> None:
        seen.add(values.get("progress", 0))
        keep(of, **values)

    runner.leases.renew = renew
    try:
        _done, seconds, peak, grown = timed(runner.run_next)
    finally:
        runner.leases.renew = keep
    done = Job.objects.get(pk=job.pk)
    assert done.state == "succeeded", done.error
    assert seconds < MOST_SECONDS, f"{name} took {seconds:.0f} s"
    assert peak < MOST_MEMORY, f"{name} held {peak} MB"
    return (name, f"{IMPORTED:,}", f"{seconds:.1f}", "", peak, grown, len(seen - {0}))


def _export(folder: Path, keeper: Any, council: Any) -> list[tuple[object, ...]]:
    from django.db import transaction

    from petitions import exporting
    from petitions.enums import ExportFormat
    from petitions.filters import PetitionFilter
    from petitions.models import Petition

    with transaction.atomic():
        _multiply()
    total = Petition.objects.count()
    listing = exporting.Listing(council.unit, PetitionFilter(), keeper)
    assert listing.count() == total == EXPORTED
    told: list[int] = []

    def written(form: ExportFormat, path: Path) -> int:
        told.clear()
        with transaction.atomic():
            return exporting.write(listing, form, path, lambda done, _all: told.append(done))

    steps: dict[str, Callable[[], int]] = {
        "export, openpyxl write-only": lambda: _openpyxl(listing, folder / "peer.xlsx"),
        "export, .xlsx": lambda: written(ExportFormat.XLSX, folder / "out.xlsx"),
        "export, .csv": lambda: written(ExportFormat.CSV, folder / "out.csv"),
        "rows alone": lambda: sum(1 for _row in _values(listing)),
    }
    taken: dict[str, list[tuple[float, int, int]]] = {name: [] for name in steps}
    seen: dict[str, int] = {}
    for _round in range(ROUNDS):
        for name, step in steps.items():
            told.clear()
            count, *cost = timed(step)
            assert count == EXPORTED, name
            taken[name].append((cost[0], cost[1], cost[2]))
            seen[name] = len(told)
    floor = sorted(taken["export, openpyxl write-only"])[ROUNDS // 2][0]
    rows = []
    for name, costs in taken.items():
        seconds, peak, grown = sorted(costs)[ROUNDS // 2]
        rows.append((name, f"{EXPORTED:,}", f"{seconds:.1f}", f"{seconds / floor:.2f}", peak, grown, seen[name] or ""))
        if name.startswith("export, ."):
            assert seconds / floor <= MOST_RATIO, f"{name}: {seconds / floor:.2f}"
            assert grown < MOST_GROWTH, f"{name}: {grown} MB"
    return rows


def _values(listing: Any) -> Any:
    from django.db import transaction

    from petitions import exporting

    with transaction.atomic():
        columns = exporting.Columns(listing.chosen)
        yield from exporting.rows_of(listing, columns, lambda _done, _all: None, EXPORTED)


def _openpyxl(listing: Any, path: Path) -> int:
    """The same rows as openpyxl writes them."""
    import openpyxl

    from petitions import exporting

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kiến nghị")
    sheet.append(exporting.Columns(listing.chosen).heads)
    count = 0
    for row in _values(listing):
        sheet.append(row)
        count += 1
    book.save(path)
    return count


def _multiply() -> None:
    """As many petitions as are exported, from those that were imported, with their states and stakes."""
    from django.db import connection

    from .many import columns

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM petitions_petition")
        have, last = cursor.fetchone()
        own = columns(cursor, "petitions_petition", without={"id", "code"})
        for table, key in (("petition", ""), ("petitionstate", "petition_id"), ("petitionstake", "record_id")):
            times = -(-EXPORTED // have) - 1
            limit = EXPORTED - have
            numbered = (
                "SELECT p.id AS old, %s + row_number() OVER (ORDER BY n, p.id) AS new FROM petitions_petition p, "
                "generate_series(1, %s) n WHERE p.id <= %s ORDER BY n, p.id LIMIT %s"
            )
            values = [last, times, last, limit]
            if not key:
                source = ", ".join(f"p.{name}" for name in own.split(", "))
                cursor.execute(
                    f"INSERT INTO petitions_petition (id, code, {own}) SELECT m.new, 'CT-2020-' || m.new, {source} "
                    f"FROM ({numbered}) m JOIN petitions_petition p ON p.id = m.old",
                    values,
                )
                continue
            others = columns(cursor, f"petitions_{table}", without={"id", key})
            source = ", ".join(f"r.{name}" for name in others.split(", "))
            cursor.execute(
                f"INSERT INTO petitions_{table} ({key}, {others}) SELECT m.new, {source} "
                f"FROM ({numbered}) m JOIN petitions_{table} r ON r.{key} = m.old ORDER BY r.id",
                values,
            )
        cursor.execute("ANALYZE petitions_petition")


def timed[R](step: Callable[[], R]) -> tuple[R, float, int, int]:
    """The result, seconds, the most memory that the process held meanwhile, and how much more than before, in MB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    before, began = _memory("VmRSS"), time.perf_counter()
    result = step()
    seconds, peak = time.perf_counter() - began, _memory("VmHWM")
    return result, seconds, peak, max(peak - before, 0)


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1024
