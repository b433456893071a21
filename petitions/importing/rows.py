"""Whether a row can be taken: the form's own fields, then the verb's own checks.

No message repeats what stands in a cell: a column that was chosen wrongly may hold names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.db.models.functions import MD5, Cast
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Refused
from common.forms.fields import Readable
from common.text import nfc
from organizations.models import Unit
from petitions.enums import Source
from petitions.forms.petitions import EditForm
from petitions.models import ImportedRow, ImportRun, Petition
from petitions.services.taking import Intake
from petitions.services.taking_many import check_classification, is_classified, may_classify

from .columns import HEAD_OF, ORIGIN, origin
from .lists import Lists, Names
from .reading import Line

_OF_THE_PAGE = ("text", "received_on", "source_note", "place", "wording", "people")
_PERSON = ("person", "address", "phone")  # columns of a file that are one field of the form


NO_DAY = _("Chưa có ngày ở dòng này, cũng chưa ghi “Ngày tiếp nhận, khi ô trống” khi tải tệp lên.")


class NamedField(Readable):
    """One thing of a list, written by its name."""

    default_error_messages = {
        "unknown": _("Không có trong danh sách (xem trang “Danh mục” của tệp mẫu)."),
        "several": _("Tên này chỉ nhiều mục trong danh sách; ghi đầy đủ hơn hoặc ghi mã."),
    }
    names: Names

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = self.names.find(typed)
        if len(found) != 1:
            raise ValidationError(self.error_messages["several" if found else "unknown"])
        return found[0]


class PlaceField(NamedField):
    """A unit; of several with one name, the only one that is still there."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            alive = [unit for unit in self.names.find(str(value)) if isinstance(unit, Unit) and unit.last_day is None]
            if len(alive) == 1:
                return alive[0]
            raise


class RowForm(forms.Form):
    """A row: texts, day and people by the fields of the page's form; names where that offers choices."""

    source = NamedField(required=False)
    session = NamedField(required=False)
    field = NamedField(required=False)
    level = NamedField(required=False)
    place_unit = PlaceField(required=False)

    def __init__(self, lists: Lists) -> None:
        super().__init__(data={})
        self.fields |= {name: deepcopy(EditForm.base_fields[name]) for name in _OF_THE_PAGE}
        self.fields["received_on"].error_messages["required"] = NO_DAY
        named = {
            "source": lists.sources, "session": lists.sessions, "field": lists.fields, "level": lists.levels,
            "place_unit": lists.units,
        }  # fmt: skip
        for name, names in named.items():
            field = self.fields[name]
            if isinstance(field, NamedField):
                field.names = names

    def take(self, data: Mapping[str, Any]) -> dict[str, Any] | None:
        """The values of another row; the fields are made once for all rows. None when something is wrong."""
        self.data, self.is_bound, self._errors = data, True, None
        return self.cleaned_data if self.is_valid() else None

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """What is wrong, with the column it stands in."""
        return [(name, str(message)) for name, messages in self.errors.items() for message in messages]


@dataclass(frozen=True)
class Checked:
    """What became of a row. A blank one is nothing; a heading between rows is skipped and named."""

    line: Line
    intake: Intake | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)  # column, reason
    warnings: list[str] = field(default_factory=list)
    is_blank: bool = False

    @property
    def is_skipped(self) -> bool:
        return self.line.is_heading and self.intake is None

    @property
    def reason(self) -> str:
        """All that is to be said of the row, for its last column."""
        said = [f"{HEAD_OF[name]}: {text}" if name in HEAD_OF else text for name, text in self.errors]
        return " ".join([*said, *self.warnings])

    @property
    def stamp(self) -> bytes:
        """Stands for exactly what would be imported of this row."""
        taken = self.intake
        if taken is None:
            return b""
        keys = [getattr(thing, "pk", None) for thing in (taken.session, taken.field, taken.level, taken.place_unit)]
        people = [(person.name, person.address, person.phone) for person in taken.people]
        said = (taken.text, taken.received_on.isoformat(), taken.source, taken.source_note, taken.place, taken.wording)
        return repr((self.line.number, keys, said, people)).encode()


class Checker:
    """Checks the rows of one run, one after the other. Without a person they are looked at as a keeper's."""

    def __init__(self, run: ImportRun, by: User | None) -> None:
        self._run = run
        self._places: dict[str, int] = run.columns["places"]
        self._form = RowForm(Lists(run.council))
        self._keeps = by is None or may_classify(by, run.council)
        self._seen: dict[bytes, int] = {}
        self._known: dict[str, str] | None = None
        self._imported: dict[str, str] | None = None
        names = run.columns["names"]
        self._origin = names.index(ORIGIN) if ORIGIN in names else None

    @property
    def keeps(self) -> bool:
        """Whether classified rows are consolidated at once."""
        return self._keeps

    def check(self, line: Line) -> Checked:
        """Can the row be taken, and with what?"""
        cells = {name: line.cell(place) for name, place in self._places.items()}
        if all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in cells.values()):
            return Checked(line, is_blank=not line.is_heading)
        if line.is_heading:
            return Checked(line)
        if code := self._imported_as(line):
            return Checked(line, errors=[("", _now("Dòng này đã được nhập thành kiến nghị {code}.").format(code=code))])
        values = self._form.take(self._as_typed(cells))
        if values is None:
            return Checked(line, errors=self._form.reasons)
        intake = self._intake(values)
        try:
            intake.check()
            if self._keeps and is_classified(intake):
                check_classification(intake)
        except Refused as refused:
            return Checked(line, errors=[(refused.field or "", str(refused))])
        return Checked(line, intake)

    def warnings(self, checked: Checked) -> list[str]:
        """What a person should look at before a good row is imported; asks once what the council has already."""
        intake = checked.intake
        if intake is None:
            return []
        said = []
        if intake.wording and not is_classified(intake):
            said.append(_now("Có nội dung tổng hợp nhưng thiếu lĩnh vực hoặc cấp thẩm quyền: ghi là đã tiếp nhận."))
        same = hashlib.md5(intake.text.encode(), usedforsecurity=False)
        first = self._seen.setdefault(same.digest() + str(intake.place_unit).encode(), checked.line.number)
        if first != checked.line.number:
            said.append(_now("Trùng nội dung với dòng {row}.").format(row=first))
        code = self._codes().get(same.hexdigest())
        if code:
            said.append(_now("Trùng nội dung với kiến nghị {code} đã có.").format(code=code))
        return said

    def _as_typed(self, cells: dict[str, Any]) -> dict[str, Any]:
        """The cells as somebody would type them into the form."""
        if cells.get("received_on", "") == "" and self._run.received_on:
            cells["received_on"] = self._run.received_on
        said = [str(cells.pop(name, "")).replace(";", ",").replace("\n", " ") for name in _PERSON]
        if any(part.strip() for part in said):
            cells["people"] = "; ".join(said)
        return cells

    def _intake(self, values: Mapping[str, Any]) -> Intake:
        return Intake(
            council=self._run.council,
            source=values["source"] or Source(self._run.source),
            text=nfc(values["text"].strip()),
            received_on=values["received_on"],
            session=values["session"] or self._run.session,
            source_note=values["source_note"],
            field=values["field"],
            level=values["level"],
            place_unit=values["place_unit"],
            place=values["place"],
            wording=values["wording"],
            people=values["people"] or [],
        )

    def _imported_as(self, line: Line) -> str:
        """The petition that this row of a file that was given back has become since; empty for none."""
        if self._origin is None:
            return ""
        if self._imported is None:
            rows = ImportedRow.objects.filter(run__council=self._run.council).exclude(run=self._run).order_by()
            known = rows.values_list("run_id", "row", "petition__code")
            self._imported = {origin(run, row): code for run, row, code in known.iterator(chunk_size=5000)}
        return self._imported.get(str(line.cell(self._origin)).strip(), "")

    def _codes(self) -> dict[str, str]:
        """The council's petitions by what was said."""
        if self._known is None:
            rows = Petition.objects.filter(council=self._run.council).order_by()
            said = rows.values_list(MD5(Cast("text", TextField())), "code")
            self._known = dict(said.iterator(chunk_size=5000))
        return self._known
