"""Petitions from a file: uploaded, checked without writing anything, and imported once a person has decided.

The import reads the same bytes again, asks the same checks, and must come to the same signature, or writes nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import batched
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock, spreadsheets
from common.errors import Refused
from common.templatetags.qcdc import luc
from conferences.models import CouncilSession
from documents import names, storage, workbooks
from documents import services as documents
from documents.models import Blob
from jobs import services as jobs
from jobs.models import Job
from organizations.models import Body
from petitions import events, policies
from petitions.enums import ImportStatus, Source
from petitions.importing import checking, columns, workback
from petitions.importing.checking import Tell, quietly
from petitions.importing.reading import Table
from petitions.importing.rows import Checked, Checker
from petitions.models import ImportedRow, ImportRun
from petitions.models.exchange import KEPT

from .taking_many import take_many

CHECK, IMPORT = "petitions.import_check", "petitions.import"  # kinds of jobs
CHUNK = 500  # petitions written at once


@transaction.atomic
def upload(
    *,
    council: Body,
    upload: File[bytes],
    source: Source,
    by: User,
    session: CouncilSession | None = None,
    received_on: date | None = None,
    no_state_secret: bool,
) -> ImportRun:
    """Keep a file of petitions and find its columns; when these are certain, the dry run is asked for at once.

    ``source``, ``session`` and ``received_on`` stand for empty cells. Refused: what ``documents`` refuses; a sheet
    that cannot be read; a file that somebody has uploaded for this council already.
    """
    policies.check_can_import(by, council)
    name, blob = documents.keep(upload, no_state_secret=no_state_secret, check=workbooks.check)
    _check_new(council, blob, by)
    found, matched = match(upload.file if upload.file is not None else upload)
    run = ImportRun.objects.create(
        council=council, session=session, source=source, received_on=received_on, name=name, sha256=blob.sha256,
        blob=blob, columns=found, created_by=by,
    )  # fmt: skip
    record(events.IMPORT_UPLOADED, by=by, subject=run, unit_id=council.unit_id)
    if matched.is_sure:
        _ask(run, CHECK, by)
    return run


def rehearse(*, council: Body, upload: File[bytes], source: Source, by: User | None) -> checking.Outcome:
    """The dry run for a command: nothing is stored. Without a person the rows are looked at as a keeper's."""
    name = names.clean(upload.name or "")
    workbooks.check(name, upload)
    run = ImportRun(council=council, source=source, name=name, sha256=storage.digest(upload)[0])
    run.columns = _certain(upload)
    with tempfile.TemporaryDirectory() as folder:
        return checking.dry_run(run, by, upload, Path(folder, "tra-lai.xlsx"))


@transaction.atomic
def import_now(*, council: Body, upload: File[bytes], source: Source, by: User, only_valid: bool) -> ImportRun:
    """Dry run, decision and import at once, for a command. Refused with bad rows unless only good ones are wanted."""
    policies.check_can_import(by, council)
    name, blob = documents.keep(upload, no_state_secret=True, check=workbooks.check)
    _check_new(council, blob, by)
    run = ImportRun.objects.create(
        council=council, source=source, name=name, sha256=blob.sha256, blob=blob, columns=_certain(upload),
        created_by=by,
    )  # fmt: skip
    record(events.IMPORT_UPLOADED, by=by, subject=run, unit_id=council.unit_id)
    with tempfile.TemporaryDirectory() as folder:
        outcome = checking.dry_run(run, by, upload, Path(folder, "tra-lai.xlsx"))
    run.report, run.signature = outcome.report, outcome.signature
    _check_choice(run, only_valid=only_valid)
    _import(run, clock.now())
    return run


def _certain(upload: File[bytes]) -> dict[str, Any]:
    """The columns, where nobody can be asked about them."""
    found, matched = match(upload)
    if not matched.is_sure:
        doubts = ", ".join(f"“{head}”" for head in matched.doubts) or _("nội dung kiến nghị")
        raise Refused(_("Chưa chắc cột nào là gì: {heads}. Dùng tên cột của tệp mẫu.").format(heads=doubts))
    return found


def match(stream: IO[bytes]) -> tuple[dict[str, Any], columns.Match]:
    """The head that was found and which column holds what, as a run keeps it."""
    head = Table(stream).head
    matched = columns.match(head.names)
    kept = {
        "sheet": head.sheet, "row": head.row, "first": head.first, "names": list(head.names),
        "places": matched.columns, "doubts": list(matched.doubts), "unused": list(matched.unused),
    }  # fmt: skip
    return kept, matched


@transaction.atomic
def choose_columns(*, run: ImportRun, places: Mapping[str, int], by: User) -> ImportRun:
    """Say which column holds what, and ask for the dry run."""
    run = _own(run, by)
    _check_undecided(run)
    missing = [column for column in columns.COLUMNS if column.required and column.name not in places]
    if missing:
        raise Refused(_("Cần chọn cột “{head}”.").format(head=missing[0].head), field=missing[0].name)
    twice = [name for name, place in places.items() if list(places.values()).count(place) > 1]
    if twice:
        raise Refused(_("Một cột chỉ dùng cho một mục."), field=twice[-1])
    used = set(places.values())
    unused = [
        name for place, name in enumerate(run.columns["names"])
        if name and place not in used and columns.key(name) not in {columns.key(known) for known in columns.IGNORED}
    ]  # fmt: skip
    run.columns = run.columns | {"places": dict(places), "doubts": [], "unused": unused}
    run.status, run.signature, run.report = ImportStatus.UPLOADED, "", {}
    return _ask(run, CHECK, by)


@transaction.atomic
def check_again(*, run: ImportRun, by: User) -> ImportRun:
    """Ask for the dry run once more, after lists were changed or a job failed."""
    run = _own(run, by)
    _check_undecided(run)
    return _ask(run, CHECK, by)


@transaction.atomic
def decide(*, run: ImportRun, signature: str, only_valid: bool, by: User) -> ImportRun:
    """Import what the dry run found good. With bad rows the person says that only the others are imported.

    ``signature``: of the dry run that the person saw. Refused when there is another one by now.
    """
    run = _own(run, by)
    _check_undecided(run)
    policies.check_can_import(by, run.council)
    if run.status != ImportStatus.CHECKED or signature != run.signature:
        raise checking.changed()
    _check_choice(run, only_valid=only_valid)
    return _ask(run, IMPORT, by)


@transaction.atomic
def call_off(*, run: ImportRun, by: User) -> ImportRun:
    """Import nothing of this file. Its bytes go at once."""
    run = _own(run, by)
    _check_undecided(run)
    _cancel(run)
    record(events.IMPORT_CANCELLED, by=by, subject=run, unit_id=run.council.unit_id)
    return run


# -- what the jobs do


def carry_out_check(job: Job, tell: Tell = quietly) -> ImportRun:
    """The dry run, and what it found, for the run that still waits for this job."""
    run = _run_of(job)
    with tempfile.TemporaryDirectory() as folder, _bytes(run) as file:
        back = Path(folder, "tra-lai.xlsx")
        outcome = checking.dry_run(run, run.created_by, file, back, tell)
        with transaction.atomic():
            run = _locked(run.pk)
            if run.job_id != job.pk or run.is_decided:
                return run
            run.report, run.signature = outcome.report, outcome.signature
            run.workback = _stored(back) if outcome.has_something_to_say else None
            run.status = ImportStatus.CHECKED
            run.save()
    return run


@transaction.atomic
def carry_out_import(job: Job, tell: Tell = quietly) -> ImportRun:
    """Import the good rows in one transaction. Done again, it finds them imported and writes nothing."""
    run = _locked(job.args["run_id"])
    if run.status == ImportStatus.IMPORTED:
        return run
    if run.status != ImportStatus.CHECKED or run.job_id != job.pk:
        raise checking.changed()
    _import(run, job.created_at, tell)
    return run


def _import(run: ImportRun, decided_at: datetime, tell: Tell = quietly) -> None:
    """Write the rows, and that it was done."""
    _import_rows(run, run.created_by, tell)
    run.status, run.decided_at = ImportStatus.IMPORTED, decided_at
    run.save()
    record(
        events.IMPORTED, by=run.created_by, subject=run, unit_id=run.council.unit_id, count=run.imported,
        left=run.count_of["bad"],
    )  # fmt: skip


def _import_rows(run: ImportRun, by: User, tell: Tell) -> None:
    """Write what the dry run signed, and the workback of what is left. Raises Refused when it would be another."""
    with tempfile.TemporaryDirectory() as folder, _bytes(run) as file:
        table, checker = checking.open_table(run, file), Checker(run, by)
        signature = checking.Signature(run, keeps=checker.keeps)
        left: list[Checked] = []

        def good() -> Iterator[Checked]:
            for line in table.lines():
                checked = checker.check(line)
                signature.add(checked)
                if checked.intake is not None:
                    yield checked
                elif checked.errors:
                    left.append(checked)

        for rows in batched(good(), CHUNK):
            taken = take_many([row.intake for row in rows if row.intake is not None], by=by)
            ImportedRow.objects.bulk_create(
                ImportedRow(run=run, row=row.line.number, petition=petition)
                for row, petition in zip(rows, taken, strict=True)
            )
            run.imported += len(taken)
            tell(rows[-1].line.number - table.head.first, table.height)
        if str(signature) != run.signature:
            raise checking.changed()
        back = Path(folder, "con-lai.xlsx")
        workback.write(back, run.pk, table.head.names, left)
        run.workback = _stored(back) if left else None


def sweep() -> int:
    """Every day: imports that nobody decided end, and files that were kept long enough go. How many files went."""
    old = ImportRun.objects.filter(created_at__lt=clock.now() - KEPT)
    for key in list(old.filter(decided_at=None).values_list("pk", flat=True)):
        with transaction.atomic():
            run = _locked(key)
            if not run.is_decided and not run.is_busy:
                _cancel(run)
    gone = 0
    for key in list(old.exclude(decided_at=None).exclude(blob=None, workback=None).values_list("pk", flat=True)):
        with transaction.atomic():
            gone += _forget_files(_locked(key))
    return gone


# -- is it possible


def _check_new(council: Body, blob: Blob, by: User) -> None:
    """The bytes are locked since they were stored, so two uploads of one file cannot pass here together."""
    before = ImportRun.objects.filter(council=council, sha256=blob.sha256).exclude(status=ImportStatus.CANCELLED)
    run = before.select_related("created_by").first()
    if run is None:
        return
    message = _("Tệp này đã được {who} tải lên lúc {at} (lần nhập {number}: {state}).")
    who = _("chính anh/chị") if run.created_by == by else run.created_by.full_name
    told = message.format(who=who, at=luc(run.created_at), number=run.pk, state=run.state.label)
    raise Refused(told, field=names.FIELD)


def _check_choice(run: ImportRun, *, only_valid: bool) -> None:
    """With bad rows, that only the others come is somebody's decision."""
    if not run.count_of["good"]:
        raise Refused(_("Không có dòng hợp lệ nào để nhập."))
    if run.count_of["bad"] and not only_valid:
        raise Refused(_("Có dòng lỗi: chọn “chỉ nhập dòng hợp lệ”, hoặc sửa tệp rồi tải lại."), field="only_valid")


def _check_undecided(run: ImportRun) -> None:
    if run.is_decided:
        raise Refused(_("Lần nhập này đã kết thúc."))
    if run.is_busy:
        raise Refused(_("Tệp đang được xử lý; chờ xong rồi làm tiếp."))
    if run.blob is None:
        raise Refused(_("Tệp đã được xóa theo thời hạn lưu. Tải lại tệp."))


# -- change


def _own(run: ImportRun, by: User) -> ImportRun:
    """The run, locked; a file is its uploader's alone."""
    locked = _locked(run.pk)
    policies.check_own_import(by, locked)
    return locked


def _locked(key: int) -> ImportRun:
    rows = ImportRun.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("council__unit", "session", "created_by", "job", "blob", "workback").get(pk=key)


def _run_of(job: Job) -> ImportRun:
    rows = ImportRun.objects.select_related("council__unit", "session", "created_by", "blob")
    run = rows.get(pk=job.args["run_id"])
    if run.blob is None or run.is_decided:
        raise Refused(_("Lần nhập này đã kết thúc."))
    return run


def _ask(run: ImportRun, kind: str, by: User) -> ImportRun:
    """A job of the uploader alone: it names no unit, so nobody else sees it."""
    run.job = jobs.enqueue(kind, key=str(run.pk), by=by, run_id=run.pk)
    run.save()
    return run


def _bytes(run: ImportRun) -> File[bytes]:
    assert run.blob is not None
    try:
        return storage.open_blob(run.blob)
    except FileNotFoundError as error:
        raise Refused(_("Kho tệp không còn tệp này. Tải lại tệp.")) from error


def _stored(path: Path) -> Blob:
    with path.open("rb") as file:
        return documents.store_file(file, content_type=spreadsheets.XLSX)


def _cancel(run: ImportRun) -> None:
    run.status, run.decided_at = ImportStatus.CANCELLED, clock.now()
    run.save()
    _forget_files(run)


def _forget_files(run: ImportRun) -> int:
    """The upload and its workback; the bytes go when the transaction is over."""
    blobs = [blob for blob in (run.blob, run.workback) if blob is not None]
    run.blob = run.workback = None
    run.save(update_fields=["blob", "workback"])
    for blob in blobs:
        documents.discard_after_commit(blob)
    return len(blobs)
