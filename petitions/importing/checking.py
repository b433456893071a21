"""The dry run: every row is checked and nothing is written; what came out is counted, told and signed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from documents import storage
from documents.names import FIELD
from petitions.models import ImportRun

from . import workback
from .columns import HEAD_OF
from .reading import Head, Table
from .rows import Checked, Checker

SHOWN = 100  # rows that the page names
EVERY = 500  # rows between two words of progress

type Tell = Callable[[int, int], None]


def quietly(_done: int, _all: int) -> None:
    """Progress that nobody waits for."""


class Signature:
    """Over the file, the columns, what was chosen for empty cells, and every row that would be imported."""

    def __init__(self, run: ImportRun, *, keeps: bool) -> None:
        chosen = [run.council_id, run.session_id, run.source, str(run.received_on), run.columns, keeps]
        self._hash = hashlib.sha256(run.sha256.encode() + json.dumps(chosen, sort_keys=True).encode())

    def add(self, checked: Checked) -> None:
        """Another row in the order of the sheet; bad ones leave no mark."""
        self._hash.update(checked.stamp)

    def __str__(self) -> str:
        return self._hash.hexdigest()


@dataclass
class Outcome:
    """What a dry run found, without anything of what stands in the cells."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)  # row, column, reason
    warnings: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    signature: str = ""

    def add(self, checked: Checked) -> None:
        """Count a row and remember the first ones with something to say."""
        kind = _kind(checked)
        self.counts[kind] += 1
        if kind == "skipped" and len(self.skipped) < SHOWN:
            self.skipped.append(checked.line.number)
        if kind == "bad" and len(self.errors) < SHOWN:
            self.errors += [_named(checked, name, reason) for name, reason in checked.errors]
        if kind == "warned" and len(self.warnings) < SHOWN:
            self.warnings += [_named(checked, "", reason) for reason in checked.warnings]

    @property
    def has_something_to_say(self) -> bool:
        """Whether a file with reasons is worth giving back."""
        return bool(self.counts["bad"] or self.counts["warned"])

    @property
    def report(self) -> dict[str, Any]:
        """As it is kept with the run. ``rows`` counts what holds something, ``good`` what can be imported."""
        counts = dict(self.counts)
        good = counts.get("good", 0) + counts.get("warned", 0)
        told = {
            "rows": good + counts.get("bad", 0), "good": good, "warned": counts.get("warned", 0),
            "bad": counts.get("bad", 0), "blank": counts.get("blank", 0), "skipped": counts.get("skipped", 0),
        }  # fmt: skip
        return {"counts": told, "errors": self.errors[:SHOWN], "warnings": self.warnings[:SHOWN],
                "skipped": self.skipped}  # fmt: skip


def open_table(run: ImportRun, file: IO[bytes]) -> Table:
    """The sheet as it was when its columns were chosen. Raises Refused when the bytes or the heads are others."""
    check_bytes(run, file)
    table = Table(file)
    if head_of(run) != table.head:
        raise changed()
    return table


def check_bytes(run: ImportRun, file: IO[bytes]) -> None:
    """Raises Refused when the file is not the one that was uploaded."""
    if storage.digest(file)[0] != run.sha256:
        raise changed()


def changed() -> Refused:
    """What is told when an import would do anything but what the dry run showed."""
    return Refused(_("Tệp hoặc danh mục đã thay đổi sau khi kiểm tra thử. Kiểm tra lại rồi quyết định."), field=FIELD)


def head_of(run: ImportRun) -> Head:
    """The head that was found when the file came."""
    kept = run.columns
    return Head(kept["sheet"], kept["row"], kept["first"], tuple(kept["names"]))


def dry_run(run: ImportRun, by: User | None, file: IO[bytes], back: Path, tell: Tell = quietly) -> Outcome:
    """Check every row; write all of them with their reasons to ``back``."""
    table, checker = open_table(run, file), Checker(run, by)
    signature, outcome = Signature(run, keeps=checker.keeps), Outcome()

    def checked_rows() -> Iterator[Checked]:
        for number, line in enumerate(table.lines()):
            checked = checker.check(line)
            checked = replace(checked, warnings=checker.warnings(checked))
            signature.add(checked)
            outcome.add(checked)
            if number % EVERY == 0:
                tell(number, table.height)
            if not checked.is_blank:
                yield checked

    workback.write(back, run.pk, table.head.names, checked_rows())
    outcome.signature = str(signature)
    return outcome


def _kind(checked: Checked) -> str:
    if checked.is_blank:
        return "blank"
    if checked.errors:
        return "bad"
    if checked.is_skipped:
        return "skipped"
    return "warned" if checked.warnings else "good"


def _named(checked: Checked, name: str, reason: str) -> dict[str, Any]:
    return {"row": checked.line.number, "column": HEAD_OF.get(name, ""), "reason": reason}
